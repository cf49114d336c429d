//! A component or application that says neither what it is nor which version.
//!
//! Whether a version is a version is the business of `version-not-semver`.

use oam_syntax::NodeKind;
use oam_syntax::edit::{YamlValue, insert_entry, set_value};

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::names;

declare_rule! {
    /// A component or an application lacks the annotations `description` and `version`, or one of them.
    ///
    /// ## Why
    ///
    /// Components are written by one person and deployed by another, who sees little more than a name. The specification
    /// strongly recommends a `description` for people and a `version` by the rules of semantic versioning; without one, the
    /// version counts as `0.1.0`. The reference controller copies both to the pods of a component, where they tell what runs.
    ///
    /// Write them below `metadata.annotations`.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    ///   annotations:
    ///     version: 1.4.2
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    ///   annotations:
    ///     description: Sends the mails that are due
    ///     version: 1.4.2
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    /// ```
    pub(super) static MISSING_ANNOTATION = {
        id: "missing-annotation", level: Hint, group: Practice, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let what = match (ctx.component(), ctx.application()) {
        (Some(_), _) => "component",
        (_, Some(_)) => "application",
        _ => return,
    };
    let header = &ctx.object.header;
    let Some(name) = header.name.as_ref().filter(|it| !is_template(&it.value)) else { return };
    let Some(metadata) = ctx.source.root().and_then(|it| it.get("metadata")).map(|it| it.value) else {
        return;
    };
    // Of what a template writes nothing can be seen; keys of the first draft are the business of `legacy-spelling`.
    let is_there =
        |it: &&str| header.annotations.iter().any(|(key, _)| key.text == **it) || metadata.get(it).is_some();
    let missing: Vec<&str> = ["description", "version"].into_iter().filter(|it| !is_there(it)).collect();
    let is_open = || metadata.is_open() || metadata.get("annotations").is_some_and(|it| it.value.is_open());
    if missing.is_empty() || is_open() {
        return;
    }
    let message = match missing.as_slice() {
        [one] => format!("{what} `{}` has no annotation `{one}`", name.value),
        _ => format!("{what} `{}` has no annotations `description` and `version`", name.value),
    };
    let entry = |key: &str| {
        let value = if key == "version" { "0.1.0".to_owned() } else { format!("The {what} {}", name.value) };
        (key.to_owned(), YamlValue::Str(value))
    };
    let new: Vec<_> = missing.iter().map(|it| entry(it)).collect();
    let edits = match metadata.get("annotations").map(|it| it.value.resolved()) {
        None => insert_entry(metadata, "annotations", &YamlValue::Map(new)),
        Some(it) if it.entries().next().is_some() => {
            new.iter().flat_map(|(key, value)| insert_entry(it, key, value)).collect()
        }
        Some(it) if matches!(it.kind(), NodeKind::Missing | NodeKind::Mapping) => {
            set_value(it, &YamlValue::Map(new))
        }
        Some(_) => Vec::new(),
    };
    findings
        .report(&MISSING_ANNOTATION, name.span, message)
        .help(format!("add {} below `annotations`", names(missing.iter().copied())))
        .unsafe_fix("add what is missing below `annotations`", edits);
}
