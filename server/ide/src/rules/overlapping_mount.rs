//! Volumes that are in the way of each other.

use oam_model::value::Text;

use super::usage::is_template;
use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two volumes of a container are mounted at the same path, or one inside the other.
    ///
    /// ## Why
    ///
    /// Kubernetes refuses a container that mounts two volumes at one path. Where one is mounted inside the other, it
    /// hides what the outer volume has there.
    ///
    /// Mount each volume at a folder of its own.
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
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /var/mail
    ///           - name: cache
    ///             mountPath: /var/mail/
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
    ///       image: registry.example.com/web:1.4.2
    ///       resources:
    ///         volumes:
    ///           - name: data
    ///             mountPath: /var/mail
    ///           - name: cache
    ///             mountPath: /var/mail-cache
    /// ```
    pub(super) static OVERLAPPING_MOUNT = {
        id: "overlapping-mount", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let paths: Vec<(&Text, Vec<&str>)> = container
            .volumes
            .iter()
            .filter_map(|it| it.mount_path.as_ref())
            .filter(|it| it.value.starts_with('/') && !is_template(&it.value))
            .map(|it| (it, parts(&it.value)))
            .collect();
        for (position, (path, own)) in paths.iter().enumerate() {
            let earlier = || paths.iter().take(position);
            if let Some((first, _)) = earlier().find(|(_, it)| it == own) {
                let message = format!("the container already mounts a volume at `{}`", path.value);
                findings.report(&OVERLAPPING_MOUNT, path.span, message).related(
                    ctx.document,
                    first.span,
                    "the path is first used here",
                );
            } else if let Some((first, other)) =
                earlier().find(|(_, it)| it.starts_with(own) || own.starts_with(it))
            {
                let (inner, outer) = if other.len() > own.len() { (*first, *path) } else { (*path, *first) };
                let message =
                    format!("`{}` hides what the volume at `{}` has there", inner.value, outer.value);
                findings.report(&OVERLAPPING_MOUNT, path.span, message).severity(Severity::Info).related(
                    ctx.document,
                    first.span,
                    "the other volume is mounted here",
                );
            }
        }
    }
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|it| !it.is_empty() && *it != ".").collect()
}
