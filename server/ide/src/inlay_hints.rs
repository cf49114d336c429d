//! Hints between the words: the value that a parameter has, defaults that count, amounts with their unit, values of
//! variables.
//!
//! A hint says what the engine of the preview would take; where nobody can know, there is none.

mod defaults;
mod units;
mod values;

use oam_model::workspace::{DocumentId, Workspace};
use oam_syntax::{Offset, Span};
use serde_json::Value as Json;

use crate::context::DocumentContext;
use crate::position::FileSpan;

/// Most hints of one answer: a screen has some dozens of lines.
const MAX_HINTS: usize = 5_000;

/// Longest value that a hint shows, in characters.
const MAX_VALUE: usize = 40;

/// Which hints are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct HintConfig {
    /// The value of the parameter that `fromParam` names.
    pub parameters: bool,
    /// Defaults of what an application leaves out.
    pub defaults: bool,
    /// Amounts with their unit.
    pub units: bool,
    /// The value of a variable that is called.
    pub variables: bool,
}

impl Default for HintConfig {
    fn default() -> Self {
        Self { parameters: true, defaults: true, units: true, variables: true }
    }
}

/// A hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Before which character of the file it is shown.
    pub at: Offset,
    /// What it says, piece by piece.
    pub parts: Vec<HintPart>,
    /// More of it, in Markdown.
    pub tooltip: Option<String>,
}

/// A piece of a hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintPart {
    /// The text, on one line.
    pub text: String,
    /// Where it comes from.
    pub at: Option<FileSpan>,
}

/// The hints of a stretch of a file, in order.
pub fn inlay_hints(workspace: &Workspace, range: FileSpan, config: HintConfig) -> Vec<InlayHint> {
    let Some(file) = workspace.file(range.file) else { return Vec::new() };
    let mut all = Vec::new();
    for (slot, index) in file.text().documents().iter().zip(0..) {
        if range.span.end < slot.start || slot.end() < range.span.start {
            continue;
        }
        let document = DocumentId { file: range.file, index };
        let Some(ctx) = DocumentContext::new(workspace, document).filter(|it| it.object.is_some()) else {
            continue;
        };
        let range = Span::new(range.span.start - slot.start, range.span.end - slot.start);
        let mut hints = Hints { ctx: &ctx, range, found: Vec::new() };
        if config.parameters {
            values::parameters(&mut hints);
        }
        if config.variables {
            values::variables(&mut hints);
        }
        if config.defaults {
            defaults::defaults(&mut hints);
        }
        if config.units {
            units::units(&mut hints);
        }
        let own = hints.found.into_iter().map(|it| InlayHint { at: it.at + slot.start, ..it });
        all.extend(own);
        if all.len() >= MAX_HINTS {
            break;
        }
    }
    all.sort_by_key(|it| it.at);
    all.truncate(MAX_HINTS);
    all
}

/// Hints of one document in the making.
struct Hints<'h, 'w> {
    ctx: &'h DocumentContext<'w>,
    /// The stretch that is asked about, local to the document.
    range: Span,
    found: Vec<InlayHint>,
}

impl Hints<'_, '_> {
    /// Whether a hint behind this word is asked for. What ends beyond its line has no place for a hint.
    fn wants(&self, word: Span) -> bool {
        let is_in_range = self.range.start <= word.end && word.end <= self.range.end;
        is_in_range && !word.is_empty() && !word.of(self.ctx.source.text()).contains(['\n', '\r'])
    }

    fn push(&mut self, behind: Span, parts: Vec<HintPart>, tooltip: Option<String>) {
        self.found.push(InlayHint { at: behind.end, parts, tooltip });
    }
}

/// A part without a place.
fn words(text: &str) -> HintPart {
    HintPart { text: text.to_owned(), at: None }
}

/// A value on one line, not too long.
fn shown(value: &Json) -> String {
    let text = match value {
        Json::String(it) if it.is_empty() => "\"\"".to_owned(),
        Json::String(it) => it.split_whitespace().collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    if text.chars().count() > MAX_VALUE {
        text.chars().take(MAX_VALUE).chain(['…']).collect()
    } else {
        text
    }
}
