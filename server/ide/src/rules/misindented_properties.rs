//! Properties of a trait beside the key `properties`, where they belong below it.

use oam_model::object::{Shape, TraitUse};
use oam_model::value::{Key, Value};
use oam_syntax::edit::{Edit, nest_entries};
use oam_syntax::{Entry, NodeId, Offset, Span};

use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::names;

declare_rule! {
    /// Properties of a trait stand beside `properties`, not below it.
    ///
    /// ## Why
    ///
    /// In YAML the indentation decides. Here the trait has no properties at all, and some keys that mean nothing: the
    /// controller takes its defaults, and only its log says so.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///           hostname: shop.example.com
    ///           servicePort: 8080
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    ///       traits:
    ///         - name: ingress
    ///           properties:
    ///             hostname: shop.example.com
    ///             servicePort: 8080
    /// ```
    pub(super) static MISINDENTED_PROPERTIES = {
        id: "misindented-properties", level: Warning, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for it in trait_uses(ctx) {
        let misplaced = misplaced(ctx, it);
        let Some((first, _)) = misplaced.first() else { continue };
        let verb = if misplaced.len() == 1 { "belongs" } else { "belong" };
        let list = names(misplaced.iter().map(|(key, _)| key.text.as_str()));
        let edits = match &it.properties.key {
            Some(owner) => below_owner(ctx, owner, &misplaced),
            None => below_new_owner(ctx, &misplaced),
        };
        findings
            .report(&MISINDENTED_PROPERTIES, first.span, format!("{list} {verb} below `properties`"))
            .help("indent further than `properties`".to_owned())
            .safe_fix("move below `properties`", edits);
    }
}

/// The keys of a trait without properties that its schema knows as properties.
pub(super) fn misplaced<'u>(ctx: &RuleContext<'_>, it: &'u TraitUse) -> Vec<&'u (Key, Value)> {
    let (Some(name), Shape::Null | Shape::Absent) = (&it.name, it.properties.shape) else {
        return Vec::new();
    };
    if it.stray.is_empty() {
        return Vec::new();
    }
    let entries = ctx.workspace.traits_named(&name.value);
    let is_property = |key: &Key| entries.iter().any(|it| it.properties.view().property(&key.text).is_some());
    it.stray.iter().filter(|(key, _)| is_property(key)).collect()
}

/// Whether this rule speaks about a key, so that no other needs to.
pub(super) fn is_misplaced(ctx: &RuleContext<'_>, key: NodeId) -> bool {
    trait_uses(ctx).flat_map(|it| misplaced(ctx, it)).any(|(it, _)| it.node == key)
}

fn trait_uses<'w>(ctx: &RuleContext<'w>) -> impl Iterator<Item = &'w TraitUse> + use<'w> {
    ctx.application().into_iter().flat_map(|it| &it.components).flat_map(|it| &it.traits)
}

fn below_owner(ctx: &RuleContext<'_>, owner: &Key, misplaced: &[&(Key, Value)]) -> Vec<Edit> {
    let Some(owner) = ctx.source.node(owner.node).entry() else { return Vec::new() };
    nest_entries(owner, &entries(ctx, misplaced))
}

fn entries<'w>(ctx: &RuleContext<'w>, misplaced: &[&(Key, Value)]) -> Vec<Entry<'w>> {
    misplaced.iter().filter_map(|(key, _)| ctx.source.node(key.node).entry()).collect()
}

/// Puts a line `properties:` before the first key and indents all lines from there; only where nothing else follows.
fn below_new_owner(ctx: &RuleContext<'_>, misplaced: &[&(Key, Value)]) -> Vec<Edit> {
    let entries = entries(ctx, misplaced);
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Vec::new() };
    let Some(mapping) = first.key.parent().filter(|it| !it.is_flow()) else { return Vec::new() };
    let is_tail = mapping.entries().skip_while(|it| it.key != first.key).count() == entries.len();
    let (start, end) = (first.key.span().start.index(), last.span().end.index());
    let text = ctx.source.text();
    let line_start = text.get(..start).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
    if !is_tail {
        return Vec::new();
    }
    let column = text.get(line_start..start).map_or(0, |it| it.chars().count());
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let owner = format!("properties:{newline}{}", " ".repeat(column + 2));
    let mut edits = vec![Edit { span: Span::empty(Offset::new(start)), text: owner }];
    let lines = text.get(start..end).unwrap_or_default().match_indices('\n').map(|(at, _)| start + at + 1);
    for at in lines {
        let is_blank = text.get(at..).and_then(|it| it.lines().next()).is_none_or(|it| it.trim().is_empty());
        if !is_blank {
            edits.push(Edit { span: Span::empty(Offset::new(at)), text: "  ".to_owned() });
        }
    }
    edits
}
