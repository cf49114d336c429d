//! A number of processors in quotes.

use oam_syntax::edit::unquote_scalar;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A number of processors is written in quotes.
    ///
    /// ## Why
    ///
    /// `cpu.required` is a number, unlike `memory.required`. The controller says `invalid type: string "0.5", expected f64`
    /// and refuses the whole document; only its first release wanted the quotes. Platforms made with the EDAS SDK accept
    /// both.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
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
    ///           required: "0.5"
    /// ```
    ///
    /// ```yaml valid
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
    ///           required: 0.5
    /// ```
    pub(super) static QUOTED_CPU = {
        id: "quoted-cpu", level: Error, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for cpu in containers.filter_map(|it| it.cpu.as_ref()) {
        let is_number =
            |it: &&str| it.bytes().all(|it| it.is_ascii_digit() || it == b'.') && it.parse::<f64>().is_ok();
        let Some(text) = cpu.as_str().filter(is_number) else { continue };
        findings
            .report(
                &QUOTED_CPU,
                cpu.span,
                format!("the number of processors is the string `{text}`, but must be a number"),
            )
            .help("write it without quotes".to_owned())
            .safe_fix("take the quotes away", unquote_scalar(ctx.source.node(cpu.node)));
    }
}
