//! How each old spelling is written today, as edits.
//!
//! No edits where the new spelling would meet what is already there, or would lose something.

use oam_model::object::{Legacy, LegacyForm};
use oam_syntax::edit::{
    Edit, PairKeys, YamlValue, insert_entry_after, pairs_to_mapping, remove_entry, rename_key,
    replace_scalar, scalar_text,
};
use oam_syntax::{Entry, Node, NodeKind, Scalar};

use crate::rule::RuleContext;

/// The keys of the old lists of properties.
const PAIRS: PairKeys<'static> = PairKeys { name: "name", value: "value" };

/// The protocols that a port may have.
const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];

/// What the change does, and the change.
pub(super) fn fix(ctx: &RuleContext<'_>, legacy: &Legacy) -> (String, Vec<Edit>) {
    let node = ctx.source.node(legacy.node);
    let (written, canonical) = (&legacy.written, legacy.canonical.as_str());
    let replace = format!("replace `{written}` by `{canonical}`");
    let remove = format!("remove `{written}`");
    let Some(entry) = node.entry() else {
        return (format!("write `{canonical}`"), scope_name(ctx, legacy, node));
    };
    match legacy.form {
        LegacyForm::PortNumber if written == "value" && sibling(entry, "port").is_some() => {
            (remove, remove_entry(entry))
        }
        LegacyForm::ComponentKey
        | LegacyForm::PortNumber
        | LegacyForm::TraitParameterValuesMapping
        | LegacyForm::ScopeParameterValues => (replace, renamed(entry, canonical).unwrap_or_default()),
        LegacyForm::OsType => match renamed(entry, canonical) {
            Some(edits) if is_first(ctx, legacy) => (replace, edits),
            _ => (remove, remove_entry(entry)),
        },
        LegacyForm::SettingDefault => match renamed(entry, canonical) {
            Some(edits) => (replace, edits),
            None => (remove, remove_entry(entry)),
        },
        LegacyForm::PortType => port_type(entry, replace, remove),
        LegacyForm::TraitParameterValues | LegacyForm::TraitPropertiesArray => {
            let is_free = entry.key.text() == canonical || sibling(entry, canonical).is_none();
            let edits = pairs_to_mapping(entry, canonical, PAIRS).filter(|_| is_free);
            (format!("write a mapping `{canonical}`"), edits.unwrap_or_default())
        }
        LegacyForm::TraitName
        | LegacyForm::TraitKey
        | LegacyForm::Group
        | LegacyForm::Kind
        | LegacyForm::WorkloadType => (replace, replace_scalar(node, canonical)),
        LegacyForm::MetadataAnnotation => {
            (format!("move `{written}` to the annotations"), annotation(ctx, legacy, entry))
        }
        LegacyForm::SpecName => (remove, remove_entry(entry)),
        LegacyForm::TraitType if canonical == "name" => (remove, remove_entry(entry)),
        LegacyForm::TraitType => {
            let edits =
                renamed(entry, "name").map(|it| [it, replace_scalar(entry.value, canonical)].concat());
            (format!("write `name: {canonical}`"), edits.unwrap_or_default())
        }
        LegacyForm::ScopeReference => (replace, Vec::new()),
    }
}

fn sibling<'d>(entry: Entry<'d>, key: &str) -> Option<Entry<'d>> {
    entry.key.parent()?.get(key)
}

/// The entry under its new key, unless that is taken.
fn renamed(entry: Entry<'_>, key: &str) -> Option<Vec<Edit>> {
    sibling(entry, key).is_none().then(|| rename_key(entry, key))
}

/// Whether no other old spelling of this form comes before, for forms of which a document has few.
fn is_first(ctx: &RuleContext<'_>, legacy: &Legacy) -> bool {
    let mut same = ctx.object.legacy.iter().filter(|it| it.form == legacy.form);
    same.next().is_some_and(|it| it.node == legacy.node)
}

fn port_type(entry: Entry<'_>, replace: String, remove: String) -> (String, Vec<Edit>) {
    let Some(edits) = renamed(entry, "protocol") else { return (remove, remove_entry(entry)) };
    let value = entry.value.text().to_uppercase();
    if !PROTOCOLS.contains(&value.as_str()) {
        return (replace, Vec::new());
    }
    (format!("replace by `protocol: {value}`"), [edits, replace_scalar(entry.value, &value)].concat())
}

/// An item of `applicationScopes` that is a mapping, as the name in it.
fn scope_name(ctx: &RuleContext<'_>, legacy: &Legacy, item: Node<'_>) -> Vec<Edit> {
    let span = item.span();
    let has_comment = ctx.source.comments().iter().any(|it| span.start <= it.start && it.end <= span.end);
    if legacy.form != LegacyForm::ScopeReference || has_comment || item.kind() != NodeKind::Mapping {
        return Vec::new();
    }
    vec![Edit { span, text: scalar_text(&legacy.canonical) }]
}

/// `metadata.version` as `metadata.annotations.version`. Annotations are strings.
fn annotation(ctx: &RuleContext<'_>, legacy: &Legacy, entry: Entry<'_>) -> Vec<Edit> {
    let (key, value) = (&legacy.written, entry.value);
    let is_one_line = value.kind() == NodeKind::Scalar && !value.raw().contains('\n');
    let is_in_brackets = entry.key.parent().is_some_and(Node::is_flow);
    if !is_one_line || is_in_brackets {
        return Vec::new();
    }
    let Some(annotations) = sibling(entry, "annotations") else {
        // Only one may make the mapping: two fixes applied at once would make two.
        if !is_first(ctx, legacy) {
            return Vec::new();
        }
        let text = match value.scalar() {
            Some(Scalar::Str(_)) => value.raw().to_owned(),
            _ => format!("\"{}\"", value.raw()),
        };
        let column = column(ctx, entry);
        return vec![Edit {
            span: entry.span(),
            text: format!("annotations:{}{}{key}: {text}", newline(ctx), " ".repeat(column + 2)),
        }];
    };
    let last = annotations.value.entries().last().filter(|_| annotations.value.kind() == NodeKind::Mapping);
    let (Some(last), None) = (last, annotations.value.get(key)) else { return Vec::new() };
    let added = insert_entry_after(last, key, &YamlValue::Str(value.text().into_owned()));
    [added, remove_entry(entry)].concat()
}

fn column(ctx: &RuleContext<'_>, entry: Entry<'_>) -> usize {
    let before = ctx.source.text().get(..entry.key.span().start.index()).unwrap_or_default();
    before.chars().rev().take_while(|it| *it != '\n').count()
}

fn newline(ctx: &RuleContext<'_>) -> &'static str {
    if ctx.source.text().contains("\r\n") { "\r\n" } else { "\n" }
}
