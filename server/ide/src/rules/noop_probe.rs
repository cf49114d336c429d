//! A probe that asks nothing.

use oam_model::value::Value;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A probe runs a command that always succeeds.
    ///
    /// ## Why
    ///
    /// `echo` and `true` succeed whatever the program does. The platform takes an instance that hangs for a healthy one,
    /// sends it requests and never restarts it. Without a probe it would at least not look as if somebody had checked.
    ///
    /// Ask the program itself: a page with `httpGet`, its port with `tcpSocket`, or a command that fails when the program does.
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
    ///       livenessProbe:
    ///         exec:
    ///           command: [echo, alive]
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
    ///       livenessProbe:
    ///         exec:
    ///           command: [pgrep, mailer]
    /// ```
    pub(super) static NOOP_PROBE = {
        id: "noop-probe", level: Warning, group: Practice, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        let probes =
            [("livenessProbe", &container.liveness_probe), ("readinessProbe", &container.readiness_probe)];
        for (key, probe) in probes {
            let command = probe.as_ref().and_then(|it| it.get("exec")?.get("command"));
            let Some(items) = command.map(Value::items).filter(|it| always_succeeds(it)) else { continue };
            let Some(first) = items.first() else { continue };
            findings.report(&NOOP_PROBE, first.span, format!("the command of `{key}` always succeeds")).help(
                "ask the program itself, with `httpGet`, `tcpSocket` or a command of its own".to_owned(),
            );
        }
    }
}

fn always_succeeds(command: &[Value]) -> bool {
    let words: Option<Vec<&str>> = command.iter().map(Value::as_str).collect();
    let Some(words) = words else { return false };
    match words.as_slice() {
        [shell, "-c" | "-ec", script, ..] if matches!(program(shell), "sh" | "bash" | "ash" | "dash") => {
            // What is chained, piped or substituted may fail.
            !script.contains(['&', '|', ';', '$', '`', '\n', '<', '>', '('])
                && is_noop(&script.split_whitespace().collect::<Vec<_>>())
        }
        words => is_noop(words),
    }
}

fn is_noop(words: &[&str]) -> bool {
    match words {
        ["exit", "0"] => true,
        [first, ..] => matches!(program(first), "echo" | "true" | ":"),
        [] => false,
    }
}

/// The name of a program without its directory.
fn program(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
