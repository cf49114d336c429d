//! A trait whose `render` part cannot be evaluated.
//!
//! It reads expressions and looks up the names in them; what they give is known only with an application.

use oam_model::object::Body;
use oam_render::expression::{mentions, problems};
use oam_syntax::{Node, NodeKind, Offset, Span};
use serde_json::Value as Json;

use super::invalid_property_schema::in_raw;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::{did_you_mean, nearest, nearest_or_all};

declare_rule! {
    /// The `render` part of a trait has an expression that cannot be read, or one that reads something that is not there.
    ///
    /// ## Why
    ///
    /// The preview leaves out what it cannot evaluate, with a note in every application that has the trait. The mistake is
    /// in the definition, and is mended there.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: grace-period
    /// spec:
    ///   appliesTo: ["*"]
    ///   properties: |
    ///     {
    ///       "type": "object",
    ///       "properties": {"seconds": {"type": "integer"}},
    ///       "additionalProperties": false
    ///     }
    ///   render:
    ///     patch:
    ///       spec:
    ///         template:
    ///           spec:
    ///             terminationGracePeriodSeconds: ${properties.second}
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: grace-period
    /// spec:
    ///   appliesTo: ["*"]
    ///   properties: |
    ///     {
    ///       "type": "object",
    ///       "properties": {"seconds": {"type": "integer"}},
    ///       "additionalProperties": false
    ///     }
    ///   render:
    ///     patch:
    ///       spec:
    ///         template:
    ///           spec:
    ///             terminationGracePeriodSeconds: ${properties.seconds}
    /// ```
    pub(super) static INVALID_RENDER_PART = {
        id: "invalid-render-part", level: Warning, group: Schema, since: "0.1.0", fix: None, check: check,
    }
}

/// What expressions know, and the fields of it; `None` where they depend.
const KNOWN: [(&str, Option<&[&str]>); 7] = [
    ("application", Some(&["name", "namespace"])),
    ("component", Some(&["containers", "name", "ports", "workloadType"])),
    ("index", None),
    ("instance", Some(&["name"])),
    ("item", None),
    ("properties", None),
    ("workload", None),
];

/// Names that only `$each` gives.
const OF_LOOPS: [&str; 2] = ["index", "item"];

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Body::Trait(entry) = &ctx.object.body else { return };
    // To other rules `${…}` is a hole that somebody fills; here it is what is looked for.
    let source = ctx.source.with_holes_as_text();
    let part = source.root().and_then(|it| it.get("spec")?.value.get("render"));
    let Some(part) = part else { return };
    let mut check = Check { properties: closed_properties(entry.properties.json()), findings };
    for key in ["patch", "objects"] {
        if let Some(it) = part.value.get(key) {
            check.node(it.value, false, key == "objects");
        }
    }
}

/// The properties of a trait, where it takes no others.
fn closed_properties(schema: &Json) -> Option<Vec<&str>> {
    let schema = schema.as_object()?;
    let composes = ["allOf", "anyOf", "oneOf", "$ref", "patternProperties"];
    let is_closed = schema.get("additionalProperties").is_none_or(|it| it == &Json::Bool(false));
    if !is_closed || composes.iter().any(|it| schema.contains_key(*it)) {
        return None;
    }
    Some(schema.get("properties")?.as_object()?.keys().map(String::as_str).collect())
}

struct Check<'c, 'w> {
    properties: Option<Vec<&'c str>>,
    findings: &'c mut Findings<'w>,
}

impl Check<'_, '_> {
    fn node(&mut self, node: Node<'_>, in_loop: bool, in_list: bool) {
        match node.kind() {
            NodeKind::Scalar => self.text(node, &node.text(), in_loop),
            NodeKind::Sequence => node.items().for_each(|it| self.node(it, in_loop, true)),
            NodeKind::Mapping => {
                let each = node.get("$each");
                if let Some(it) = each.filter(|_| !in_list) {
                    let message = "`$each` repeats items of lists, and this is none";
                    self.findings.report(&INVALID_RENDER_PART, it.key.span(), message);
                }
                // A key that a template writes may be `$each`.
                let repeats = each.is_some() || node.entries().any(|it| it.key.text().contains("{{"));
                for entry in node.entries() {
                    let key = entry.key.text();
                    self.key(entry.key, &key, in_loop || repeats);
                    let is_each = key == "$each";
                    self.node(entry.value, in_loop || (repeats && !is_each), false);
                }
            }
            NodeKind::Missing | NodeKind::Alias | NodeKind::Template => {}
        }
    }

    fn key(&mut self, node: Node<'_>, key: &str, in_loop: bool) {
        // Data may have keys like `$ref` and `$id`; only what is nearly ours is taken for ours.
        let meant = nearest(key, ["$if", "$each"]).filter(|_| key.starts_with('$') && key != "$id");
        if let Some(it) = meant.filter(|it| *it != key) {
            self.findings
                .report(&INVALID_RENDER_PART, node.span(), format!("`{key}` means nothing here"))
                .help(did_you_mean(it));
        }
        self.text(node, key, in_loop);
    }

    fn text(&mut self, node: Node<'_>, text: &str, in_loop: bool) {
        if !text.contains("${") {
            return;
        }
        for it in problems(text) {
            let span = place(node, text, it.range.start, it.range.end);
            self.findings.report(&INVALID_RENDER_PART, span, it.message);
        }
        for it in mentions(text) {
            if let Some((message, help)) = self.unknown(&it.path, in_loop) {
                let span = place(node, text, it.range.start, it.range.end);
                self.findings.report(&INVALID_RENDER_PART, span, message).help(help);
            }
        }
    }

    /// What is wrong with a name, and what to do about it.
    fn unknown(&self, path: &[String], in_loop: bool) -> Option<(String, Option<String>)> {
        let root = path.first()?;
        if OF_LOOPS.contains(&root.as_str()) && !in_loop {
            let help = "repeat the item with `$each`".to_owned();
            return Some((format!("`{root}` is known only in an item with `$each`"), Some(help)));
        }
        let Some((_, fields)) = KNOWN.iter().find(|(name, _)| name == root) else {
            let names = KNOWN.iter().map(|(name, _)| *name).filter(|it| in_loop || !OF_LOOPS.contains(it));
            let (_, help) = nearest_or_all(root, "there are", names);
            return Some((format!("nothing is called `{root}`"), help));
        };
        let field = path.get(1)?;
        if root == "properties" {
            let properties = self.properties.as_ref().filter(|it| !it.contains(&field.as_str()))?;
            let (_, help) = nearest_or_all(field, "there are", properties.iter().copied());
            return Some((format!("the trait has no property `{field}`"), help));
        }
        let fields = fields.filter(|it| !it.contains(&field.as_str()))?;
        let (_, help) = nearest_or_all(field, "there are", fields.iter().copied());
        Some((format!("`{root}` has no `{field}`"), help))
    }
}

/// A stretch of a text as it is written; all of it where that cannot be told.
fn place(node: Node<'_>, text: &str, start: usize, end: usize) -> Span {
    let whole = node.span();
    let (Some(from), Some(last)) = (in_raw(node, text, start), in_raw(node, text, end.saturating_sub(1)))
    else {
        return whole;
    };
    let start = whole.start.index();
    Span::new(Offset::new(start + from), Offset::new(start + last + 1))
}
