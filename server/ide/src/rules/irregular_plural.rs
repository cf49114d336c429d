//! A plural that is guessed wrongly.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The plural of a kind is not the one that the reference controller makes of it.
    ///
    /// ## Why
    ///
    /// It needs the plural to create the object, and guesses: `y` at the end becomes `ies`, `s`, `c`, `ch` and `sh` get
    /// `es`, everything else gets `s`. Where the real plural is another one, Kubernetes says that there is no such
    /// resource.
    ///
    /// Rename the resource in its definition if it is yours. If it is not, the reference controller cannot create it.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: x
    /// spec:
    ///   workloadType: example.com/v1.Gateway
    ///   workloadSettings:
    ///     - name: spec
    ///       type: object
    ///       value: {size: 1}
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: x
    /// spec:
    ///   workloadType: example.com/v1.Cluster
    ///   workloadSettings:
    ///     - name: spec
    ///       type: object
    ///       value: {size: 1}
    /// ```
    pub(super) static IRREGULAR_PLURAL = {
        id: "irregular-plural", level: Info, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(written) = &component.workload_type else { return };
    let workload = ctx.workspace.workload(&written.value);
    // Core types and functions are made without a guess.
    if workload.is_some_and(|it| it.is_core || it.name == "openfaas.com/v1alpha2.Function") {
        return;
    }
    let has_spec = component.settings.iter().any(|it| it.name.as_ref().is_some_and(|it| it.value == "spec"));
    let kind = written.value.rsplit_once('.').map(|(_, it)| it.to_lowercase()).unwrap_or_default();
    if !has_spec || kind.is_empty() {
        return;
    }
    let (guess, plural) = (guess(&kind), plural(&kind));
    if guess != plural {
        let message =
            format!("the reference controller looks for `{guess}`, but the plural is likely `{plural}`");
        findings.report(&IRREGULAR_PLURAL, written.span, message);
    }
}

fn guess(kind: &str) -> String {
    match kind.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "c", "ch", "sh"].iter().any(|it| kind.ends_with(it)) => format!("{kind}es"),
        None => format!("{kind}s"),
    }
}

fn plural(kind: &str) -> String {
    let has_vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|it| kind.ends_with(it));
    match kind.strip_suffix('y').filter(|_| !has_vowel_before_y) {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "x", "z", "ch", "sh"].iter().any(|it| kind.ends_with(it)) => format!("{kind}es"),
        None => format!("{kind}s"),
    }
}
