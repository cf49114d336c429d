//! Processors as a quantity of Kubernetes.

use oam_syntax::edit::Edit;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A number of processors is written as a quantity of Kubernetes, such as `500m`.
    ///
    /// ## Why
    ///
    /// `cpu.required` is a number of processors. The reference controller says `invalid type: string "500m", expected f64`
    /// and refuses the whole document; only platforms made with the EDAS SDK read quantities.
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
    ///         cpu:
    ///           required: 250m
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
    ///         cpu:
    ///           required: 0.25
    /// ```
    pub(super) static CPU_QUANTITY = {
        id: "cpu-quantity", level: Warning, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for cpu in containers.filter_map(|it| it.cpu.as_ref()) {
        let Some(text) = cpu.as_str() else { continue };
        let Some(number) = text.strip_suffix('m').and_then(thousandth) else { continue };
        findings
            .report(
                &CPU_QUANTITY,
                cpu.span,
                format!("`{text}` is a quantity of Kubernetes, but must be a number of processors"),
            )
            .help(format!("write `{number}`"))
            .safe_fix(format!("replace `{text}` by `{number}`"), vec![Edit { span: cpu.span, text: number }]);
    }
}

/// The thousandth part of a whole number, with no digit lost.
fn thousandth(digits: &str) -> Option<String> {
    if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    let text = format!("{}.{:03}", number / 1000, number % 1000);
    Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}
