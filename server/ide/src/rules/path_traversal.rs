//! A path that climbs out of where it claims to be.

use oam_model::value::Text;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The path of a config file or of a volume has a part `..`.
    ///
    /// ## Why
    ///
    /// Where the file or volume ends up depends on who takes the path apart. The reference controller makes a directory
    /// and a file name of it and stops with a crash where a part is missing; Kubernetes refuses a mount path with `..`
    /// in it.
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
    ///       config:
    ///         - path: /etc/mailer/../passwd
    ///           value: nobody
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
    ///       config:
    ///         - path: /etc/mailer/settings..yaml
    ///           value: "greeting: hello"
    /// ```
    pub(super) static PATH_TRAVERSAL = {
        id: "path-traversal", level: Error, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        for path in container.config.iter().filter_map(|it| it.path.as_ref()) {
            check_path("path of a config file", path, findings);
        }
        for path in container.volumes.iter().filter_map(|it| it.mount_path.as_ref()) {
            check_path("mount path of a volume", path, findings);
        }
    }
}

fn check_path(what: &str, path: &Text, findings: &mut Findings<'_>) {
    if path.value.split(['/', '\\']).any(|it| it == "..") {
        findings
            .report(
                &PATH_TRAVERSAL,
                path.span,
                format!("the {what} must have no part `..`: `{}`", path.value),
            )
            .help("write the path that is meant".to_owned());
    }
}
