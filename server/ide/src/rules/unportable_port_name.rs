//! A port name that Kubernetes takes and the specification does not.
//!
//! What Kubernetes does not take either is the business of `invalid-value`.

use oam_syntax::edit::replace_scalar;

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::suggest::did_you_mean;

/// Most characters of a port name in Kubernetes.
const MOST: usize = 15;

declare_rule! {
    /// The name of a port has characters other than lower-case letters.
    ///
    /// ## Why
    ///
    /// The specification allows `a` to `z` only, Kubernetes digits and `-` as well. The name works on platforms that run on
    /// Kubernetes; another one may refuse the component.
    ///
    /// Use letters alone if the component is to run everywhere.
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
    ///         - name: http-2
    ///           containerPort: 8080
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
    /// ```
    pub(super) static UNPORTABLE_PORT_NAME = {
        id: "unportable-port-name", level: Hint, group: Portability, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for container in ctx.component().into_iter().flat_map(|it| &it.containers) {
        for name in container.ports.iter().filter_map(|it| it.name.as_ref()) {
            let text = name.as_str();
            if is_template(text) || !is_of_kubernetes(text) || is_letters(text) {
                continue;
            }
            let letters: String = text.chars().filter(char::is_ascii_lowercase).collect();
            let is_free =
                container.ports.iter().filter_map(|it| it.name.as_ref()).all(|it| it.value != letters);
            let report = findings.report(
                &UNPORTABLE_PORT_NAME,
                name.span,
                format!("`{text}` is a port name of Kubernetes, but not of OAM, which takes letters only"),
            );
            if is_letters(&letters) && is_free {
                report.help(did_you_mean(&letters)).unsafe_fix(
                    format!("replace `{text}` by `{letters}`"),
                    replace_scalar(ctx.source.node(name.node), &letters),
                );
            }
        }
    }
}

fn is_letters(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase())
}

/// Lower-case letters, at least one, digits and single `-` that are at neither end.
fn is_of_kubernetes(name: &str) -> bool {
    name.len() <= MOST
        && name.bytes().any(|it| it.is_ascii_lowercase())
        && name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
        && name.split('-').all(|it| !it.is_empty())
}
