//! A comment that switches a rule off and covers no finding.

use oam_syntax::edit::Edit;
use oam_syntax::{AllowDirective, Offset, Span};

use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::rules::rules;
use crate::suggest::{did_you_mean, nearest};
use crate::suppressions::{Judged, Verdict};

declare_rule! {
    /// A comment allows something that is not there.
    ///
    /// ## Why
    ///
    /// `# oam: allow RULE — reason` keeps quiet what the rule finds on the same line or, on a line of its own, in the
    /// line below; `# oam: allow-file RULE — reason` does so in the whole file. When the mistake is gone, or the name of the
    /// rule is misspelt, the comment does nothing, and hides the next mistake of its kind.
    ///
    /// Nothing is said about rules that are off, about text that is not YAML or that a template fills in, and while files are
    /// still being read. `syntax-error` cannot be allowed, since no tool reads such a document.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       image: nginx:1.27 # oam: allow latest-tag — a demonstration
    /// ```
    ///
    /// No rule has this name:
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       # oam: allow latest-tags — a demonstration
    ///       image: nginx:latest
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    ///   name: web
    /// spec:
    ///   workloadType: core.oam.dev/v1alpha1.Worker
    ///   containers:
    ///     - name: main
    ///       # oam: allow latest-tag — a demonstration
    ///       image: nginx:latest
    /// ```
    pub(super) static UNUSED_SUPPRESSION = {
        id: "unused-suppression", level: Warning, group: Practice, since: "0.1.0", fix: Unsafe, check: check,
    }
}

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    for comment in ctx.suppressions.chunk_by(|a, b| a.directive.span == b.directive.span) {
        for (position, it) in comment.iter().enumerate() {
            report(ctx, comment, position, it, findings);
        }
    }
}

fn report(
    ctx: &RuleContext<'_>,
    comment: &[Judged],
    position: usize,
    it: &Judged,
    findings: &mut Findings<'_>,
) {
    let name = &it.directive.rule;
    let message = match it.verdict {
        Verdict::Fine => return,
        Verdict::Idle if it.directive.file_wide => format!("`{name}` finds nothing in this file"),
        Verdict::Idle => format!("`{name}` finds nothing here"),
        Verdict::UnknownRule => format!("no rule is called `{name}`"),
        Verdict::NoRule => "the comment does not say which rule it allows".to_owned(),
        Verdict::NeverAllowed => format!("`{name}` cannot be allowed"),
    };
    let span = if name.is_empty() { it.directive.span } else { it.directive.rule_span };
    let report = findings.report(&UNUSED_SUPPRESSION, span, message);
    let near =
        if it.verdict == Verdict::UnknownRule { nearest(name, rules().iter().map(|it| it.id)) } else { None };
    match (it.verdict, near) {
        (Verdict::UnknownRule, Some(near)) => {
            let edit = Edit { span: it.directive.rule_span, text: near.to_owned() };
            report.help(did_you_mean(near)).unsafe_fix(format!("replace `{name}` by `{near}`"), vec![edit]);
        }
        (Verdict::UnknownRule, None) => {
            report.help("`oam-ls rules` lists all".to_owned());
        }
        (Verdict::NoRule, _) => {
            report.help("write `# oam: allow RULE — reason`".to_owned());
        }
        (Verdict::NeverAllowed, _) => {
            report.help("no tool reads a document that is not YAML; mend it".to_owned());
        }
        (Verdict::Idle | Verdict::Fine, _) => {
            let report = report.tag(Tag::Unnecessary);
            if comment.iter().any(|it| it.verdict != Verdict::Idle) {
                let title = format!("allow `{name}` no longer");
                report.safe_fix(title, vec![without_rule(comment, position)]);
            } else if position == 0 {
                report
                    .safe_fix("remove the comment", vec![without_comment(ctx.source.text(), &it.directive)]);
            }
        }
    }
}

/// Takes one of several rules out of a comment.
fn without_rule(comment: &[Judged], position: usize) -> Edit {
    let span = |it: &Judged| it.directive.rule_span;
    let (before, behind) = comment.split_at_checked(position).unwrap_or_default();
    let own = behind.first().map(span).unwrap_or_default();
    let rest = behind.get(1..).unwrap_or_default();
    let stays = rest.iter().any(|it| it.verdict != Verdict::Idle);
    let span = match (before.last(), rest.first()) {
        (_, Some(next)) if stays => Span::new(own.start, span(next).start),
        (Some(previous), _) => Span::new(span(previous).end, own.end),
        (None, _) => own,
    };
    Edit { span, text: String::new() }
}

/// Takes out a comment: with its line, or with the blanks before it.
fn without_comment(text: &str, directive: &AllowDirective) -> Edit {
    let (start, end) = (directive.span.start.index(), directive.span.end.index());
    let before = text.get(..start).unwrap_or_default();
    let kept = before.trim_end_matches([' ', '\t']).len();
    let is_own_line = kept == 0 || before.get(..kept).is_some_and(|it| it.ends_with(['\n', '\r']));
    let (start, end) = if is_own_line {
        let behind = text.get(end..).unwrap_or_default();
        (kept, end + behind.find('\n').map_or(behind.len(), |it| it + 1))
    } else {
        (kept, end)
    };
    Edit { span: Span::new(Offset::new(start), Offset::new(end)), text: String::new() }
}
