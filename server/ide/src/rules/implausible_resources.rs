//! An amount that nobody means.

use oam_model::value::{Data, Value};
use oam_syntax::edit::replace_scalar;

use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

const MEBI: f64 = 1_048_576.0;

/// More CPUs than a node usually has.
const MOST_CORES: f64 = 64.0;

/// The least memory in which anything starts, in MiB.
const LEAST_MEMORY: f64 = 3.8;

/// One TiB in MiB.
const MOST_MEMORY: f64 = MEBI;

/// A number without a unit above this is bytes rather than MiB.
const MOST_BARE: f64 = 65_536.0;

declare_rule! {
    /// A container asks for an amount of CPU or memory that is hard to believe.
    ///
    /// ## Why
    ///
    /// Most often a unit is wrong. No node has so much, and the container never starts; or it starts and dies at once
    /// for want of memory. A number without a unit means MiB on the reference controller and bytes in the
    /// specification.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    ///       resources:
    ///         cpu:
    ///           required: 500
    ///         memory:
    ///           required: "256"
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Server
    ///   containers:
    ///     - name: main
    ///       image: registry.example.com/web:1.4.2
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    ///       resources:
    ///         cpu:
    ///           required: 0.5
    ///         memory:
    ///           required: "256"
    /// ```
    pub(super) static IMPLAUSIBLE_RESOURCES = {
        id: "implausible-resources", level: Warning, group: Workload, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        if let Some((value, cores)) = container.cpu.as_ref().and_then(|it| Some((it, cores(it)?)))
            && cores > MOST_CORES
        {
            let meant = format!("{}", cores / 1000.0);
            let is_thousandths = cores >= 100.0;
            let edits =
                if is_thousandths { replace_scalar(ctx.source.node(value.node), &meant) } else { Vec::new() };
            findings
                .report(&IMPLAUSIBLE_RESOURCES, value.span, format!("the container asks for {cores} CPUs"))
                .help(is_thousandths.then(|| did_you_mean(&meant)))
                .unsafe_fix(format!("replace `{cores}` by `{meant}`"), edits);
        }
        let Some((value, text)) = container.memory.as_ref().and_then(|it| Some((it, it.as_str()?))) else {
            continue;
        };
        let Some((amount, unit)) = amount(text) else { continue };
        let is_bare = unit.is_empty();
        let is_bytes = ctx.workspace.platform() == Some("spec");
        let mebibytes = match is_bare {
            true if is_bytes => amount / MEBI,
            true => amount,
            false => amount * factor(unit) / MEBI,
        };
        // Forgotten units on a platform that counts bytes are the business of `memory-without-unit`.
        if (is_bare && is_bytes && mebibytes < LEAST_MEMORY)
            || (LEAST_MEMORY..=if is_bare { MOST_BARE } else { MOST_MEMORY }).contains(&mebibytes)
        {
            continue;
        }
        let message = match is_bare {
            true if is_bytes => format!("`{text}` is {amount} bytes of memory"),
            true => format!("`{text}` is {amount} MiB of memory on the reference controller"),
            false => format!("the container asks for `{text}` of memory"),
        };
        let is_in_bytes = is_bare && !is_bytes && amount % MEBI == 0.0 && amount > MOST_BARE;
        let meant = format!("{}", amount / MEBI);
        let edits =
            if is_in_bytes { replace_scalar(ctx.source.node(value.node), &meant) } else { Vec::new() };
        findings
            .report(&IMPLAUSIBLE_RESOURCES, value.span, message)
            .help(is_in_bytes.then(|| format!("if bytes are meant, it is `{meant}`")))
            .unsafe_fix(format!("replace `{text}` by `{meant}`"), edits);
    }
}

fn cores(value: &Value) -> Option<f64> {
    match &value.data {
        #[expect(clippy::cast_precision_loss, reason = "no container asks for that many")]
        Data::Int(it) => Some(*it as f64),
        Data::Float(it) => Some(*it),
        Data::String(it) => it.parse().ok(),
        _ => None,
    }
}

/// A number and the unit behind it.
fn amount(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let number: f64 = number.parse().ok()?;
    let unit = unit.trim();
    (number > 0.0 && (unit.is_empty() || factor(unit) > 0.0)).then_some((number, unit))
}

/// The bytes of a unit, in the notation of the specification or of Kubernetes; 0 for what is neither.
fn factor(unit: &str) -> f64 {
    let lower = unit.to_ascii_lowercase();
    let short = lower.strip_suffix('b').unwrap_or(&lower);
    let (letter, base) = short.strip_suffix('i').map_or((short, 1000_f64), |it| (it, 1024_f64));
    match letter {
        "" if base < 1001.0 => 1.0,
        "k" => base,
        "m" => base.powi(2),
        "g" => base.powi(3),
        "t" => base.powi(4),
        "p" => base.powi(5),
        _ => 0.0,
    }
}
