//! A file for which there is no place.

use oam_syntax::edit::replace_scalar;

use super::usage::{has_hole, is_template};
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The path of a configuration file is not the absolute path of a file.
    ///
    /// ## Why
    ///
    /// The controller splits the path into a directory and a file name. With `/`, or with `.` or `..` at the end, it finds no
    /// file name and crashes. A relative path is taken from `/`; without a directory the mount path is empty and
    /// Kubernetes refuses the pod.
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
    ///         - path: /opt/mailer/
    ///           value: retries=3
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
    ///         - path: /opt/mailer/mailer.ini
    ///           value: retries=3
    /// ```
    pub(super) static INVALID_CONFIG_PATH = {
        id: "invalid-config-path", level: Error, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let may_be_windows = ctx.component().is_some_and(|it| {
        it.os_type.as_ref().is_some_and(|it| it.value == "windows") || has_hole(ctx.source, it.spec, "osType")
    });
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for path in containers.flat_map(|it| &it.config).filter_map(|it| it.path.as_ref()) {
        let text = path.as_str();
        let node = ctx.source.node(path.node);
        if is_template(text) || text.starts_with('$') || node.kind() == oam_syntax::NodeKind::Template {
            continue;
        }
        let is_drive = text.get(1..).is_some_and(|it| it.starts_with(':'));
        if is_drive && may_be_windows {
            continue;
        }
        let last = text.rsplit('/').next().unwrap_or_default();
        let report = |findings: &mut Findings<'_>, message: String| {
            findings
                .report(&INVALID_CONFIG_PATH, path.span, message)
                .help("write an absolute path with the name of the file".to_owned());
        };
        if text.split('/').any(|it| it == "..") {
            report(findings, format!("`{text}` leads upwards with `..`"));
        } else if last.is_empty() || last == "." {
            report(findings, format!("`{text}` has no file name"));
        } else if !text.starts_with('/') {
            let absolute = format!("/{}", text.trim_start_matches("./"));
            findings
                .report(&INVALID_CONFIG_PATH, path.span, format!("`{text}` is not an absolute path"))
                .severity(Severity::Warning)
                .help(format!("write `{absolute}`"))
                .safe_fix(format!("replace `{text}` by `{absolute}`"), replace_scalar(node, &absolute));
        }
    }
}
