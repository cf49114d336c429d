//! Config files that share a directory.

use oam_model::value::Text;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// Two config files of a container are in the same directory.
    ///
    /// ## Why
    ///
    /// The reference controller makes a volume of every config file and mounts it as the directory of the file. Two
    /// files in one directory, or a file in the directory of a volume, are two mounts at one path, and Kubernetes
    /// refuses the pod.
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
    ///       config:
    ///         - path: /etc/mailer/a.conf
    ///           value: a
    ///         - path: /etc/mailer/b.conf
    ///           value: a
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
    ///       config:
    ///         - path: /etc/mailer/a.conf
    ///           value: a
    ///         - path: /etc/mailer-keys/b.conf
    ///           value: a
    /// ```
    pub(super) static CONFIG_FILES_IN_ONE_DIRECTORY = {
        id: "config-files-in-one-directory", level: Error, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let mounts = container.volumes.iter().filter_map(|it| it.mount_path.as_ref());
        let mut taken: Vec<(&str, &Text)> = mounts.map(|it| (it.value.trim_end_matches('/'), it)).collect();
        let paths = container.config.iter().filter_map(|it| it.path.as_ref());
        for path in paths.filter(|it| it.value.starts_with('/') && !is_template(&it.value)) {
            let Some((directory, _)) = path.value.rsplit_once('/') else { continue };
            if let Some((_, first)) = taken.iter().find(|(it, _)| *it == directory) {
                let shown = if directory.is_empty() { "/" } else { directory };
                let message = format!("the container already has something mounted at `{shown}`");
                findings
                    .report(&CONFIG_FILES_IN_ONE_DIRECTORY, path.span, message)
                    .help("put each config file into a directory of its own".to_owned())
                    .related(ctx.document, first.span, "the directory is first used here");
            }
            taken.push((directory, path));
        }
    }
}
