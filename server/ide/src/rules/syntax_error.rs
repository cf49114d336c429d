//! Text that is not YAML.

use oam_syntax::SyntaxErrorKind;

use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// The text is not YAML at this place.
    ///
    /// ## Why
    ///
    /// No tool reads such a document at all. The rest of it is still checked here, as far as its meaning is clear.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: "shop
    /// spec:
    ///   components: []
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ApplicationConfiguration
    /// metadata:
    ///   name: "shop"
    /// spec:
    ///   components: []
    /// ```
    pub(super) static SYNTAX_ERROR = {
        id: "syntax-error", level: Error, group: Schema, since: "0.1.0", fix: None, check: check,
    }
}

/// Broken text breaks in many places at once; more than this many help nobody.
const MOST: usize = 20;

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for error in ctx.source.errors().iter().take(MOST) {
        // Many parsers let control characters pass.
        let is_plain = !matches!(error.kind, SyntaxErrorKind::ForbiddenCharacter(_));
        findings.report(&SYNTAX_ERROR, error.span, error.to_string()).plain_yaml(is_plain);
    }
}
