//! What stands at a place of a document: a name that the index knows, a key, or a value.
//!
//! Hover, definition and references all start here, so they cannot disagree. What the thing means is theirs to say.
//!
//! The trap: one word can define two names. `metadata.name` of an application with `scopes` is also the name by which its
//! scope is found.

use oam_catalog::Namespace;
use oam_model::object::Object;
use oam_model::symbol::SymbolKey;
use oam_model::variable::variable_calls;
use oam_syntax::{Node, NodeKind, Offset, Span, Style, YamlPath};

use crate::context::DocumentContext;

/// A name at a place.
#[derive(Clone, Debug)]
pub(crate) struct NameAt {
    /// The names that the word stands for, all defined here or all mentioned here; never empty.
    pub(crate) keys: Vec<SymbolKey>,
    /// The word, local to the document, without quotes.
    pub(crate) span: Span,
}

/// A key or a scalar value at a place.
#[derive(Clone, Debug)]
pub(crate) struct WordAt<'w> {
    /// Its node.
    pub(crate) node: Node<'w>,
    /// The path of the value; for a key, of the value it belongs to.
    pub(crate) path: YamlPath,
    /// Whether it is a key.
    pub(crate) is_key: bool,
}

/// The name at a place, the narrowest one.
pub(crate) fn name_at(ctx: &DocumentContext<'_>, at: Offset) -> Option<NameAt> {
    let names = ctx.workspace.document(ctx.document)?.names();
    let symbols = names.symbols.iter().map(|it| (&it.key, it.span, true));
    let references = names.references.iter().map(|it| (&it.key, it.span, false));
    let touching: Vec<_> = symbols.chain(references).filter(|(_, span, _)| span.contains(at)).collect();
    let Some((_, span, is_definition)) = touching.iter().min_by_key(|(_, span, _)| span.len()).copied()
    else {
        return variable_at(ctx, at);
    };
    let mut keys: Vec<SymbolKey> = Vec::new();
    for (key, other, defines) in touching {
        if other == span && defines == is_definition && !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    Some(NameAt { keys, span: without_quotes(ctx.source.text(), span) })
}

/// The variable of the call around a place, wherever in the call it is.
fn variable_at(ctx: &DocumentContext<'_>, at: Offset) -> Option<NameAt> {
    let owner = ctx.object.filter(|it| it.application().is_some()).and_then(Object::name)?;
    let node = ctx.source.node_at(at).filter(|it| it.kind() == NodeKind::Scalar)?;
    let start = node.span().start.index();
    let local = at.index().checked_sub(start)?;
    let call =
        variable_calls(node.raw()).into_iter().find(|it| it.range.start <= local && local <= it.range.end)?;
    Some(NameAt {
        keys: vec![SymbolKey::owned(Namespace::VariableName, owner, &call.name)],
        span: Span::new(Offset::new(start + call.name_range.start), Offset::new(start + call.name_range.end)),
    })
}

/// The key or scalar at a place.
pub(crate) fn word_at<'w>(ctx: &DocumentContext<'w>, at: Offset) -> Option<WordAt<'w>> {
    let node = ctx.source.node_at(at)?;
    let is_word = matches!(node.kind(), NodeKind::Scalar | NodeKind::Alias | NodeKind::Template);
    let is_block = matches!(node.style(), Some(Style::Literal | Style::Folded));
    (is_word && !is_block).then(|| WordAt { node, path: node.path(), is_key: node.is_key() })
}

/// The item of a list around a place. Items stand in the order of the text, unless aliases have brought them there.
pub(crate) fn around<T>(items: &[T], span: impl Fn(&T) -> Span, at: Span) -> Option<&T> {
    let n_before = items.partition_point(|it| span(it).start <= at.start);
    let likely = n_before.checked_sub(1).and_then(|it| items.get(it)).filter(|it| span(it).contains_span(at));
    likely.or_else(|| items.iter().find(|it| span(it).contains_span(at)))
}

/// A span without the quotes at its ends.
pub(crate) fn without_quotes(text: &str, span: Span) -> Span {
    let (start, end) = (span.start.index(), span.end.index());
    let raw = text.get(start..end).unwrap_or_default();
    let is_quoted =
        raw.len() >= 2 && ['"', '\''].into_iter().any(|it| raw.starts_with(it) && raw.ends_with(it));
    if is_quoted { Span::new(Offset::new(start + 1), Offset::new(end - 1)) } else { span }
}
