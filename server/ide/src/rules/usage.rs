//! The components that an instance may stand for, and the values it gives them; no rule of its own.
//!
//! It decides nothing: it says what can be known. Several documents may define one component (samples side by side), and
//! templates may add to a list what nobody can see; rules complain only when all definitions agree and nothing is hidden.

use std::collections::HashMap;

use oam_catalog::Namespace;
use oam_model::object::{Component, ComponentUse, Object, Parameter};
use oam_model::symbol::SymbolKey;
use oam_model::value::Text;
use oam_model::workspace::DocumentId;
use oam_syntax::has_hole as has_hole_in_text;
use oam_syntax::{Node, NodeId, NodeKind, SourceDocument, Span};

use crate::rule::RuleContext;

/// A component that an instance may stand for.
#[derive(Clone, Copy)]
pub(crate) struct Definition<'w> {
    pub(crate) document: DocumentId,
    pub(crate) object: &'w Object,
    pub(crate) component: &'w Component,
    pub(crate) source: &'w SourceDocument,
}

/// All components with the name that an instance asks for, by file and place.
pub(crate) fn definitions<'w>(ctx: &RuleContext<'w>, usage: &ComponentUse) -> Vec<Definition<'w>> {
    let Some(name) = &usage.component else { return Vec::new() };
    let key = SymbolKey::global(Namespace::ComponentName, &name.value);
    let documents: Vec<_> = ctx.workspace.index().definitions(&key).map(|it| it.document).collect();
    let workspace = ctx.workspace;
    let read = |document| {
        let model = workspace.document(document)?;
        let object = model.object()?;
        Some(Definition { document, object, component: object.component()?, source: model.source() })
    };
    documents.into_iter().filter_map(read).collect()
}

impl<'w> Definition<'w> {
    /// The declaration of a parameter; the last one, which is the one that counts.
    pub(crate) fn parameter(&self, name: &str) -> Option<&'w Parameter> {
        self.component.parameters.iter().rev().find(|it| it.name.as_ref().is_some_and(|it| it.value == name))
    }

    /// The parameters that are declared once, with nothing hidden. Of repeated ones it is unclear what is meant.
    pub(crate) fn parameters(&self) -> Vec<(&'w Text, &'w Parameter)> {
        let mut count: HashMap<&str, u32> = HashMap::new();
        for name in declared(self.component) {
            *count.entry(name).or_default() += 1;
        }
        let named = self.component.parameters.iter().filter_map(|it| Some((it.name.as_ref()?, it)));
        let is_hidden = |it: &Parameter, key: &str| has_hole(self.source, Some(it.node), key);
        let is_seen = |it: &Parameter| !is_hidden(it, "required") && !is_hidden(it, "default");
        named.filter(|(name, it)| count.get(name.as_str()) == Some(&1) && is_seen(it)).collect()
    }

    /// Whether the component may declare parameters that cannot be seen.
    pub(crate) fn may_declare_more(&self) -> bool {
        may_declare_more(self.source, self.component)
    }

    /// The name of the component.
    pub(crate) fn name_span(&self) -> Span {
        self.object.header.name.as_ref().map_or(self.object.header.span, |it| it.span)
    }
}

/// Whether a component may declare parameters that cannot be seen.
pub(crate) fn may_declare_more(source: &SourceDocument, component: &Component) -> bool {
    let is_hidden = |it: &Parameter| it.name.as_ref().is_none_or(|it| is_template(&it.value));
    component.parameters.iter().any(is_hidden) || has_hole(source, component.spec, "parameters")
}

/// The names of the parameters that a component declares.
pub(crate) fn declared(component: &Component) -> impl Iterator<Item = &str> {
    component.parameters.iter().filter_map(|it| it.name.as_ref()).map(Text::as_str)
}

/// Whether an instance may give a value for a parameter: it does, or a template may.
pub(crate) fn may_give(ctx: &RuleContext<'_>, usage: &ComponentUse, parameter: &str) -> bool {
    let given = |it: &oam_model::object::ParameterValue| match &it.name {
        None => true,
        Some(name) if is_template(&name.value) => true,
        Some(name) if name.value == parameter => {
            // `from` takes the value from another instance (SDK of EDAS).
            let item = ctx.source.node(it.node);
            let is_taken = ["from", "fromParam"].into_iter().any(|key| item.get(key).is_some());
            it.value.is_some() || is_taken || item.is_open()
        }
        Some(_) => false,
    };
    usage.parameter_values.iter().any(given) || has_hole(ctx.source, Some(usage.node), "parameterValues")
}

/// Whether somebody else will write a name, or a part of it. What is read as a name has no holes; keys and raw text may have.
pub(crate) fn is_template(name: &str) -> bool {
    has_hole_in_text(name)
}

/// Whether a list or mapping may hold more than can be seen, because a template writes some of it.
pub(crate) fn has_hole(source: &SourceDocument, mapping: Option<NodeId>, key: &str) -> bool {
    let Some(mapping) = mapping.map(|it| source.node(it)) else {
        return source.root().is_none_or(Node::is_open);
    };
    match mapping.get(key) {
        Some(entry) => is_open(entry.value),
        None => mapping.is_open(),
    }
}

/// Whether the mapping around a value may hold another key that cannot be seen, or a value for it that is not known.
pub(crate) fn hides(source: &SourceDocument, beside: NodeId, key: &str) -> bool {
    has_hole(source, source.node(beside).parent().map(Node::id), key)
}

/// Whether a collection may hold more than can be seen, or a value is not known.
fn is_open(node: Node<'_>) -> bool {
    let is_alias = |it: Node<'_>| it.resolved().kind() == NodeKind::Alias;
    is_alias(node) || node.is_open() || node.items().any(is_alias)
}
