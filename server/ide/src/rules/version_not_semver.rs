//! A version that cannot be compared.

use super::usage::is_template;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The annotation `version` is not a semantic version.
    ///
    /// ## Why
    ///
    /// The specification asks for a version by the rules of semantic versioning: three numbers, and what may follow them after
    /// `-` and `+`. Tools that compare versions cannot compare others. A `v` in front is tolerated.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    ///   annotations:
    ///     version: "1.0"
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: shop
    ///   annotations:
    ///     version: 1.0.0-beta.2
    /// spec:
    ///   components:
    ///     - componentName: web
    ///       instanceName: shop-web
    /// ```
    pub(super) static VERSION_NOT_SEMVER = {
        id: "version-not-semver", level: Hint, group: Schema, since: "0.1.0", fix: None, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let annotations = ctx.object.header.annotations.iter().filter(|(key, _)| key.text == "version");
    for value in annotations.map(|(_, it)| it) {
        let Some(version) = value.as_str().filter(|it| !is_template(it) && !is_semver(it)) else { continue };
        findings
            .report(&VERSION_NOT_SEMVER, value.span, format!("`{version}` is not a semantic version"))
            .help("write three numbers, for example `1.0.0`".to_owned());
    }
}

fn is_semver(version: &str) -> bool {
    let version = version.strip_prefix('v').unwrap_or(version);
    let (version, build) = version.split_once('+').unwrap_or((version, "0"));
    let (numbers, release) = version.split_once('-').unwrap_or((version, "0"));
    let is_word = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    let is_number = |it: &str| {
        !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()) && (it == "0" || !it.starts_with('0'))
    };
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && release.split('.').all(is_word)
        && build.split('.').all(is_word)
}
