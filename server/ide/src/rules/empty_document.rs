//! A document with nothing in it.

use oam_model::workspace::DocumentId;
use oam_syntax::edit::Edit;
use oam_syntax::{Offset, Span};

use crate::finding::Tag;
use crate::rule::{Findings, RuleContext, declare_rule};

declare_rule! {
    /// A line `---` begins a document, but nothing follows.
    ///
    /// ## Why
    ///
    /// The line separates documents; behind the last one it makes another, empty one. Some tools stop at it, for `null` is
    /// no object.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: log-level
    /// spec:
    ///   appliesTo: ["*"]
    /// ---
    /// ```
    ///
    /// ```yaml valid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: Trait
    /// metadata:
    ///   name: log-level
    /// spec:
    ///   appliesTo: ["*"]
    /// ```
    pub(super) static EMPTY_DOCUMENT = {
        id: "empty-document", level: Hint, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

/// Looks from a document at the empty ones that follow it: those are no objects, and no rule is asked about them.
fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    let following = (ctx.document.index + 1..).map(|index| DocumentId { index, ..ctx.document });
    let following = following.map_while(|it| ctx.workspace.document(it));
    let mut start = ctx.source.text().len();
    for model in following.take_while(|it| it.source().is_empty()) {
        let text = model.source().text();
        let length = text.len();
        // With a comment in it, it is there for a purpose.
        if text.trim() == "---" {
            let line = Offset::new(start + text.len() - text.trim_start().len());
            let span = Span::new(line, Offset::new(line.index() + "---".len()));
            let whole = Span::new(Offset::new(start), Offset::new(start + length));
            findings
                .report(&EMPTY_DOCUMENT, span, "an empty document follows this line")
                .help("remove the line".to_owned())
                .tag(Tag::Unnecessary)
                .safe_fix("remove the empty document", vec![Edit { span: whole, text: String::new() }]);
        }
        start += length;
    }
}
