//! A path of the wrong system.

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A component for Windows mounts something at a path of Unix.
    ///
    /// ## Why
    ///
    /// Windows containers have drives. A path that starts with `/` lands on the drive of the working directory, which
    /// is rarely what is meant.
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
    ///   osType: windows
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /data
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   osType: windows
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: "C:/data"
    /// ```
    pub(super) static UNIX_PATH_ON_WINDOWS = {
        id: "unix-path-on-windows", level: Hint, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let Some(component) = ctx.component() else { return };
    let Some(system) = component.os_type.as_ref().filter(|it| it.value == "windows") else { return };
    let volumes =
        component.containers.iter().flat_map(|it| &it.volumes).filter_map(|it| it.mount_path.as_ref());
    let files = component.containers.iter().flat_map(|it| &it.config).filter_map(|it| it.path.as_ref());
    for path in volumes.chain(files).filter(|it| it.value.starts_with('/')) {
        findings
            .report(&UNIX_PATH_ON_WINDOWS, path.span, format!("`{}` is a path of Unix", path.value))
            .related(ctx.document, system.span, "the operating system is set here");
    }
}
