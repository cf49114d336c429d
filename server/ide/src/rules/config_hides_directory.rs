//! A config file in a directory of the system.

use crate::rule::{Findings, RuleContext, declare_rule};

/// Directories that images fill themselves.
const SYSTEM: [&str; 20] = [
    "/", "/bin", "/dev", "/etc", "/etc/run", "/etc/ssl", "/home", "/lib", "/lib64", "/opt", "/proc", "/root",
    "/run", "/sbin", "/sys", "/usr", "/usr/bin", "/usr/lib", "/var", "/var/run",
];

declare_rule! {
    /// A config file is put into a directory that the image needs.
    ///
    /// ## Why
    ///
    /// The reference controller mounts a volume over the whole directory of the file: programs, libraries or settings
    /// that the image has there are gone.
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
    ///       image: registry.example.com/web:1.4.2
    ///       config:
    ///         - path: /etc/mailer.conf
    ///           value: a
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
    ///       image: registry.example.com/web:1.4.2
    ///       config:
    ///         - path: /etc/mailer/mailer.conf
    ///           value: a
    /// ```
    pub(super) static CONFIG_HIDES_DIRECTORY = {
        id: "config-hides-directory", level: Hint, group: Workload, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let containers = ctx.component().into_iter().flat_map(|it| &it.containers);
    for path in containers.flat_map(|it| &it.config).filter_map(|it| it.path.as_ref()) {
        let Some((directory, name)) = path.value.rsplit_once('/') else { continue };
        let shown = if directory.is_empty() { "/" } else { directory };
        if SYSTEM.contains(&shown) && !name.is_empty() {
            findings
                .report(
                    &CONFIG_HIDES_DIRECTORY,
                    path.span,
                    format!("the file hides all that the image has in `{shown}`"),
                )
                .help("put it into a directory of its own".to_owned());
        }
    }
}
