//! Values of another shape than their key takes, put into the right one; no rule of its own.
//!
//! Only two mistakes are known well enough: an image in parts, and a command line as one string.

use oam_syntax::edit::{YamlValue, set_value};
use oam_syntax::{Node, NodeKind, Scalar};

use crate::rule::Report;

/// Offers the value in another shape. Gives the report back where there is nothing to offer.
pub(super) fn offer<'f>(
    report: Report<'f>,
    node: Node<'_>,
    accepts: impl Fn(&str) -> bool,
) -> Option<Report<'f>> {
    let key = node.entry().map(|it| it.key.text().into_owned()).unwrap_or_default();
    match node.kind() {
        NodeKind::Mapping if key == "image" && accepts("string") => {
            let Some(image) = image(node) else { return Some(report) };
            let edits = set_value(node, &YamlValue::Str(image.clone()));
            report.help(format!("write `{image}`")).safe_fix(format!("write `image: {image}`"), edits);
            None
        }
        NodeKind::Scalar if matches!(key.as_str(), "cmd" | "args" | "command") && accepts("array") => {
            let Some(Scalar::Str(text)) = node.scalar() else { return Some(report) };
            let report = report.help("write a list with one item for each word".to_owned());
            // What a shell would make of quotes and operators is not known here.
            if is_simple(&text) {
                let words = text.split_whitespace().map(YamlValue::from).collect();
                let edits = set_value(node, &YamlValue::Seq(words));
                report.safe_fix("write a list with one item for each word", edits);
            }
            None
        }
        _ => Some(report),
    }
}

/// `{name, digest}` or `{name, tag}` as one string.
fn image(node: Node<'_>) -> Option<String> {
    let text = |key: &str| node.get(key).map(|it| it.value.text().into_owned()).filter(|it| !it.is_empty());
    let known = ["name", "repository", "tag", "digest"];
    if !node.entries().all(|it| known.contains(&it.key.text().as_ref())) {
        return None;
    }
    let mut image = text("name").or_else(|| text("repository"))?;
    if let Some(tag) = text("tag") {
        image = format!("{image}:{tag}");
    }
    if let Some(digest) = text("digest") {
        image = format!("{image}@{digest}");
    }
    Some(image)
}

/// Whether no shell would make anything else of it.
fn is_simple(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['"', '\'', '\\', '$', '|', '&', ';', '>', '<', '*', '`', '\n'])
}
