//! Memory with a unit.

use oam_syntax::edit::replace_scalar;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// An amount of memory has a unit.
    ///
    /// ## Why
    ///
    /// The specification has the units `K`, `M`, `G`, `T` and `P`. The reference controller has none: it writes `Mi` behind
    /// whatever stands there, and the `256MMi` that comes out is refused by Kubernetes, so that no pod starts. There, write the
    /// number of MiB in quotes.
    ///
    /// Where no platform is configured this is only a hint: a number without unit means bytes on other platforms.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       resources:
    ///         memory:
    ///           required: 256Mi
    /// ```
    ///
    /// ```yaml valid
    /// # platform: rudr
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/mailer:1.4.2
    ///       resources:
    ///         memory:
    ///           required: "256"
    /// ```
    pub(super) static MEMORY_WITH_UNIT = {
        id: "memory-with-unit", level: Hint, group: Schema, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for memory in containers.filter_map(|it| it.memory.as_ref()) {
        let Some(text) = memory.as_str().map(str::trim) else { continue };
        let Some((number, unit)) = split(text) else { continue };
        let message =
            format!("`{text}` has a unit, and the reference controller adds `Mi`: `{text}Mi` is no amount");
        let report = findings.report(&MEMORY_WITH_UNIT, memory.span, message);
        let report =
            report.help("write the number of MiB, without a unit, for the reference controller".to_owned());
        let Some(mebibytes) = mebibytes(number, unit) else { continue };
        report.unsafe_fix(
            format!("replace `{text}` by `\"{mebibytes}\"`"),
            replace_scalar(ctx.source.node(memory.node), &mebibytes),
        );
    }
}

/// The number and the unit; nothing where there is no unit, or no number.
fn split(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|it: char| !it.is_ascii_digit() && it != '.')?;
    let (number, unit) = text.split_at_checked(at)?;
    let unit = unit.trim();
    (!number.is_empty() && unit.len() <= 3 && unit.chars().all(char::is_alphabetic)).then_some((number, unit))
}

/// The whole number of MiB that a unit of MiB or more makes. The difference between `M` and `Mi` is neglected.
fn mebibytes(number: &str, unit: &str) -> Option<String> {
    let number: u64 = number.parse().ok()?;
    let factor: u64 = match unit.to_ascii_uppercase().trim_end_matches('B') {
        "M" | "MI" => 1,
        "G" | "GI" => 1024,
        "T" | "TI" => 1024 * 1024,
        _ => return None,
    };
    // `m` is the thousandth part to Kubernetes.
    (unit != "m").then_some(number.checked_mul(factor)?.to_string())
}
