//! A yes or no that is written as a word.

use oam_syntax::Style;
use oam_syntax::edit::Edit;

use crate::finding::Severity;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A yes or no is written as a word such as `yes`, `off` or `Y`, or as a string.
    ///
    /// ## Why
    ///
    /// `kubectl` reads YAML 1.1, in which `yes`, `on` and `Y` are booleans; newer tools read YAML 1.2, in which they are
    /// strings, and refuse them where a boolean belongs. `true` and `false` are read alike by all.
    ///
    /// A boolean in quotes is a string to every tool. The controller says `invalid type: string "true", expected a boolean`
    /// and refuses the whole document, so that is an error.
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
    ///   parameters:
    ///     - name: sender
    ///       type: string
    ///       required: yes
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: mailer
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   parameters:
    ///     - name: sender
    ///       type: string
    ///       required: true
    /// ```
    pub(super) static WORD_AS_BOOLEAN = {
        id: "word-as-boolean", level: Hint, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for (key, value, view) in ctx.places() {
        let Some((word, meaning)) = value.as_str().and_then(|it| Some((it, meaning(it)?))) else { continue };
        if view.title() != Some("Flag") {
            continue;
        }
        let is_plain = ctx.source.node(value.node).style() == Some(Style::Plain);
        let message = if is_plain {
            format!("`{}` is the word `{word}`, which some tools take for a string", key.text)
        } else {
            format!("`{}` is a string, but must be `true` or `false`", key.text)
        };
        findings
            .report(&WORD_AS_BOOLEAN, value.span, message)
            .severity(if is_plain { Severity::Hint } else { Severity::Error })
            .help(format!("write `{meaning}`"))
            .safe_fix(
                format!("replace by `{meaning}`"),
                vec![Edit { span: value.span, text: meaning.to_string() }],
            );
    }
}

/// The boolean that a word is in YAML 1.1.
fn meaning(word: &str) -> Option<bool> {
    if word.len() > "false".len() {
        return None;
    }
    match word.to_ascii_lowercase().as_str() {
        "y" | "yes" | "on" | "true" => Some(true),
        "n" | "no" | "off" | "false" => Some(false),
        _ => None,
    }
}
