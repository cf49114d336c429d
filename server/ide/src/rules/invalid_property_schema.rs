//! A definition whose JSON Schema cannot be read.

use oam_catalog::{PropertySchema, Role};
use oam_syntax::edit::Edit;
use oam_syntax::{Entry, Node, NodeKind, Offset, Span, Style};

use super::inconsistent_property_schema::uses_unknown_type;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A trait or workload type describes its settings with text that is no JSON Schema.
    ///
    /// ## Why
    ///
    /// Nobody reads the text when the definition is created. Whoever validates applications against it later, this program
    /// among them, can check nothing.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: log-level
    /// spec:
    ///   appliesTo: ["*"]
    ///   properties: |
    ///     {
    ///       "type": "object",
    ///       "properties": {
    ///         "level": {"type": "string"},
    ///       }
    ///     }
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: log-level
    /// spec:
    ///   appliesTo: ["*"]
    ///   properties: |
    ///     {
    ///       "type": "object",
    ///       "properties": {
    ///         "level": {"type": "string"}
    ///       }
    ///     }
    /// ```
    pub(super) static INVALID_PROPERTY_SCHEMA = {
        id: "invalid-property-schema", level: Error, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    check_mapping(ctx, findings);
    for entry in schema_texts(ctx) {
        let node = entry.value;
        let text = node.text();
        if text.contains("{{") || text.trim().is_empty() {
            continue;
        }
        match PropertySchema::from_text(&text) {
            Ok(schema) if schema.tolerated() => {
                let at = serde_json::from_str::<serde_json::Value>(&text).err();
                let at = at.and_then(|it| offset(&text, it.line(), it.column()));
                let at = at.and_then(|it| text.get(..it)?.rfind(','));
                findings
                    .report(
                        &INVALID_PROPERTY_SCHEMA,
                        place(node, at, entry),
                        format!(
                            "`{}` has a comma before `}}` or `]`, which JSON does not allow",
                            entry.key.text()
                        ),
                    )
                    .help("remove the comma".to_owned())
                    .safe_fix("remove the comma", without_commas(node, &text));
            }
            Ok(_) => {}
            // Such a schema is readable, and `inconsistent-property-schema` says which type it is.
            Err(error) if error.offset.is_none() && has_unknown_type(&text) => {}
            Err(error) => {
                findings.report(
                    &INVALID_PROPERTY_SCHEMA,
                    place(node, error.offset, entry),
                    format!("`{}` is no JSON Schema: {error}", entry.key.text()),
                );
            }
        }
    }
}

fn has_unknown_type(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|it| uses_unknown_type(&it))
}

/// The keys of a definition that hold a JSON Schema as text.
pub(super) fn schema_texts<'w>(ctx: &RuleContext<'w>) -> Vec<Entry<'w>> {
    let keys: &[&str] = match ctx.object.header.role {
        Some(Role::TraitDefinition) => &["properties"],
        Some(Role::WorkloadDefinition) => &["settings", "workloadSettings"],
        _ => &[],
    };
    let Some(spec) = ctx.source.root().and_then(|it| it.get("spec")) else { return Vec::new() };
    let direct = keys.iter().filter_map(|key| spec.value.get(key));
    let nested = nested_text(ctx).map(|(_, it)| it);
    direct
        .chain(nested)
        .filter(|it| it.value.kind() == NodeKind::Scalar && it.value.style().is_some())
        .collect()
}

/// A trait whose schema is neither the text nor the list that controllers know, with the text that it may hold.
fn nested_text<'w>(ctx: &RuleContext<'w>) -> Option<(Entry<'w>, Entry<'w>)> {
    let is_trait = ctx.object.header.role == Some(Role::TraitDefinition);
    let outer = ctx.source.root().filter(|_| is_trait)?.get("spec")?.value.get("properties")?;
    Some((outer, outer.value.get("properties")?))
}

fn check_mapping(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some((outer, inner)) = nested_text(ctx) else { return };
    if inner.value.kind() == NodeKind::Scalar {
        findings
            .report(
                &INVALID_PROPERTY_SCHEMA,
                outer.key.span(),
                "`properties` is a mapping, but must be the text of a JSON Schema",
            )
            .help("write the whole schema as text, below `properties: |`".to_owned());
    }
}

/// Removes every comma that has nothing but a bracket after it. No edit where one of them cannot be found in the document.
fn without_commas(node: Node<'_>, text: &str) -> Vec<Edit> {
    let start = node.span().start.index();
    let edit = |at| {
        let at = start + in_raw(node, text, at)?;
        let span = Span::new(Offset::new(at), Offset::new(at + 1));
        Some(Edit { span, text: String::new() })
    };
    dangling_commas(text).into_iter().map(edit).collect::<Option<_>>().unwrap_or_default()
}

fn dangling_commas(text: &str) -> Vec<usize> {
    let (mut found, mut last, mut is_string, mut is_escaped) = (Vec::new(), None, false, false);
    for (at, it) in text.char_indices() {
        if is_string {
            is_string = it != '"' || is_escaped;
            is_escaped = it == '\\' && !is_escaped;
            continue;
        }
        match it {
            '"' => (is_string, last) = (true, None),
            ',' => last = Some(at),
            '}' | ']' => found.extend(last.take()),
            _ if it.is_whitespace() => {}
            _ => last = None,
        }
    }
    found
}

/// Byte offset of a line and column, both counted from one.
fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    Some(before + column.checked_sub(1)?)
}

/// One character of the document where the text goes wrong; the key where that place cannot be told.
fn place(node: Node<'_>, offset: Option<usize>, entry: Entry<'_>) -> Span {
    let text = node.text();
    let at = offset.map(|it| it.min(text.trim_end().len().saturating_sub(1)));
    let raw = at.filter(|it| text.is_char_boundary(*it)).and_then(|it| in_raw(node, &text, it));
    let Some(raw) = raw else { return entry.key.span() };
    let width = node.raw().get(raw..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
    let start = node.span().start.index() + raw;
    Span::new(Offset::new(start), Offset::new(start + width))
}

/// Where in the text as written a byte of the decoded text stands.
pub(super) fn in_raw(node: Node<'_>, text: &str, offset: usize) -> Option<usize> {
    let raw = node.raw();
    match node.style()? {
        Style::Literal => {
            let before = text.get(..offset)?;
            let line = before.matches('\n').count();
            let column = before.rsplit('\n').next()?.len();
            let mut lines = raw.split_inclusive('\n').skip(1);
            let content = lines.clone().find(|it| !it.trim().is_empty())?;
            let first = text.lines().find(|it| !it.trim().is_empty())?;
            // What the decoder took away is the indentation.
            let width = |it: &str| it.len() - it.trim_start_matches(' ').len();
            let indentation = width(content).checked_sub(width(first))?;
            let skipped: usize = raw.split_inclusive('\n').take(line + 1).map(str::len).sum();
            let has_line = lines.nth(line).is_some_and(|it| it.len() > indentation + column);
            has_line.then_some(skipped + indentation + column)
        }
        // Without escapes and line breaks, what is written is the text.
        Style::SingleQuoted | Style::DoubleQuoted => raw.get(1..)?.starts_with(text).then_some(offset + 1),
        Style::Plain => (raw == text).then_some(offset),
        Style::Folded => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_before_brackets_dangle() {
        assert_eq!(dangling_commas("[1, 2,\n]"), [5]);
        assert_eq!(dangling_commas(r#"{"a": "x, ]\\", "b": [1,],}"#), [23, 25]);
        assert_eq!(dangling_commas("[1, 2]"), [0; 0]);
    }
}
