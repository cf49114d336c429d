//! A document whose lines have lost the blanks in front of them.

use oam_syntax::SyntaxErrorKind;

use crate::restore::{Damage, Loss, examine};
use crate::rule::{Findings, RuleContext, declare_rule};
use crate::schema_problems::kind_schema;

declare_rule! {
    /// The indentation of a document is lost.
    ///
    /// ## Why
    ///
    /// In YAML the indentation decides which line belongs where. It is lost when text is copied from a web page, a PDF or a
    /// chat: every line begins at the left edge, or with blanks that YAML does not take for indentation, such as tabs and
    /// no-break spaces. No tool can read such a document, so nothing else is said about it.
    ///
    /// The fix puts the indentation back. It knows from the schemas which key belongs where, moves lines and changes nothing
    /// in them. Where a line could belong to two places, where nobody knows its key, or where the text of a block (`|`) has
    /// lost its own indentation, it leaves the document alone and says which line that is.
    ///
    /// ## Examples
    ///
    /// ```yaml invalid
    /// apiVersion: core.oam.dev/v1alpha1
    /// kind: ComponentSchematic
    /// metadata:
    /// name: web
    /// spec:
    /// workloadType: core.oam.dev/v1alpha1.Server
    /// containers:
    /// - name: main
    /// image: registry.example.com/web:1.4.2
    /// ports:
    /// - name: http
    /// containerPort: 8080
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
    pub(super) static LOST_INDENTATION = {
        id: "lost-indentation", level: Error, group: Schema, since: "0.1.0", fix: Safe, check: check,
    }
}

/// How many characters of a line a message shows.
const MOST: usize = 40;

fn check(ctx: &RuleContext<'_>, findings: &mut Findings<'_>) {
    if is_in_order(ctx) {
        return;
    }
    let Some(Loss { at, damage, outcome }) = examine(ctx.workspace, ctx.source) else { return };
    let (message, title) = match damage {
        Damage::Lost => {
            ("the indentation of this document is lost", "restore the indentation of this document")
        }
        Damage::Foreign => (
            "this document is indented with blanks that YAML does not take for indentation",
            "indent this document with spaces",
        ),
    };
    let is_plain = ctx.source.errors().iter().any(|it| it.kind == SyntaxErrorKind::TabIndentation);
    match outcome {
        Ok(edits) => {
            findings
                .report(&LOST_INDENTATION, at, message)
                .help(title.to_owned())
                .plain_yaml(is_plain)
                .restoration(title, edits);
        }
        Err(doubt) => {
            let line = shortened(doubt.at.of(ctx.source.text()));
            findings
                .report(&LOST_INDENTATION, at, format!("{message}; `{line}` {}", doubt.reason))
                .help("it cannot be restored for certain, indent the lines by hand".to_owned())
                .plain_yaml(is_plain)
                .related(ctx.document, doubt.at, format!("this line {}", doubt.reason));
        }
    }
}

/// Whether every key stands where the schema of the document's kind has it, so that no line can have lost its blanks.
fn is_in_order(ctx: &RuleContext<'_>) -> bool {
    ctx.source.errors().is_empty()
        && !ctx.source.tree().has_holes()
        && kind_schema(ctx.workspace, ctx.object).is_some()
        && ctx.schema_problems().is_empty()
}

/// The beginning of a line, as much as a message bears.
fn shortened(line: &str) -> String {
    let mut shown: String = line.chars().take(MOST).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}
