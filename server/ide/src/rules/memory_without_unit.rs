//! An amount of memory that is far too small, since its unit is missing.

use oam_catalog::Support;
use oam_syntax::edit::replace_scalar;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A container asks for a few bytes of memory, because the unit is missing.
    ///
    /// ## Why
    ///
    /// A number without a unit means MiB to the reference controller and bytes to the specification and to Kubernetes. A
    /// component written for the one asks the other for `128` bytes, with which no program starts. Where the unit of
    /// the platform is bytes, less than a MiB without a unit is taken for this mistake.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// # platform: spec
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
    ///           required: "128"
    /// ```
    ///
    /// ```yaml valid
    /// # platform: spec
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
    ///           required: 128M
    /// ```
    pub(super) static MEMORY_WITHOUT_UNIT = {
        id: "memory-without-unit", level: Warning, group: Portability, since: "0.1.0", fix: Unsafe, check: check,
    }
}

/// What no program gets by with.
const MIB: f64 = 1024.0 * 1024.0;

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(name) = ctx.workspace.platform() else { return };
    let platform = ctx.workspace.catalog().platform(name);
    let is_bytes =
        |it: &oam_catalog::Platform| it.capabilities.bytes_without_unit.support == Support::Supported;
    if !platform.is_some_and(is_bytes) {
        return;
    }
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for value in containers.filter_map(|it| it.memory.as_ref()) {
        let node = ctx.source.node(value.node);
        let text = node.text();
        let Ok(amount) = text.trim().parse::<f64>() else { continue };
        if amount <= 0.0 || amount >= MIB || !text.trim().bytes().all(|it| it.is_ascii_digit() || it == b'.')
        {
            continue;
        }
        let with_unit = format!("{}M", text.trim());
        findings
            .report(
                &MEMORY_WITHOUT_UNIT,
                value.span,
                format!("memory `{}` means {} bytes on platform `{name}`", text.trim(), text.trim()),
            )
            .help(format!("did you mean `{with_unit}`?"))
            .unsafe_fix(
                format!("replace `{}` by `{with_unit}`", text.trim()),
                replace_scalar(node, &with_unit),
            );
    }
}
