//! The line that is being typed, and the one above it.
//!
//! It reads lines, for the text around the cursor is rarely whole; the tree only tells where text goes over lines.

use oam_syntax::edit::Edit;
use oam_syntax::{LineShape, NodeKind, Offset, SourceDocument, Span, line_shape};

/// A fresh line: blank, or with nothing but what was just typed.
pub(super) struct Fresh<'d> {
    pub(super) document: &'d SourceDocument,
    /// Where the line begins.
    start: usize,
    /// Where its text begins, or its end.
    text: usize,
    /// What stands on it.
    pub(super) content: &'d str,
}

/// A line with text.
pub(super) struct Above {
    pub(super) shape: LineShape,
    /// The columns of its list markers.
    pub(super) dashes: Vec<u32>,
    /// The column of what stands behind them.
    pub(super) body: u32,
}

impl<'d> Fresh<'d> {
    /// The line that holds a place, unless it continues a text or brackets.
    pub(super) fn new(document: &'d SourceDocument, at: Offset) -> Option<Fresh<'d>> {
        let text = document.text();
        let before = text.get(..at.index())?;
        let start = before.rfind(['\n', '\r']).map_or(0, |it| it + 1);
        let line = text.get(start..)?.split(['\n', '\r']).next()?;
        let content = line.trim_matches([' ', '\t']);
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let begins_above = |span: Span| span.start.index() < start && start < span.end.index();
        let goes_on = document.nodes().any(|node| {
            let is_text = matches!(node.kind(), NodeKind::Scalar | NodeKind::Template);
            (is_text || node.is_flow()) && begins_above(node.span())
        });
        (!goes_on).then_some(Fresh { document, start, text: start + indent, content })
    }

    /// How far it is indented now.
    pub(super) fn column(&self) -> u32 {
        width(self.text - self.start)
    }

    /// The edit that indents it; nothing if it is indented so.
    pub(super) fn indented(&self, column: u32) -> Option<Edit> {
        let blanks = " ".repeat(column as usize);
        let span = Span::new(Offset::new(self.start), Offset::new(self.text));
        (span.of(self.document.text()) != blanks).then_some(Edit { span, text: blanks })
    }

    /// The lines with text above it, the nearest first; comments are none. The line directly above comes with `true`.
    pub(super) fn above(&self) -> impl Iterator<Item = (bool, Above)> {
        let text = self.document.text();
        let mut end = self.start;
        let mut is_next = true;
        std::iter::from_fn(move || {
            while end > 0 {
                let before = text.get(..end)?;
                let line_end = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']));
                let line_end = line_end.unwrap_or(before).len();
                let start = text.get(..line_end)?.rfind(['\n', '\r']).map_or(0, |it| it + 1);
                let was_next = std::mem::take(&mut is_next);
                end = start;
                let line = text.get(start..line_end)?;
                let content = line.trim_start_matches(['\u{feff}', ' ', '\t']);
                if !content.is_empty() && !content.starts_with('#') {
                    return Some((was_next, above(text, start, line_end - content.len())));
                }
            }
            None
        })
    }

    /// Whether a text or brackets that stand above end on the line of `above` or behind it.
    pub(super) fn ends_a_text(&self, above: &Above) -> bool {
        let body = above.shape.body.index();
        let line =
            self.document.text().get(..body).and_then(|it| it.rfind(['\n', '\r'])).map_or(0, |it| it + 1);
        self.document.nodes().any(|node| {
            let span = node.span();
            let is_text = matches!(node.kind(), NodeKind::Scalar | NodeKind::Template) || node.is_flow();
            is_text && span.start.index() < line && line < span.end.index()
        })
    }
}

fn above(text: &str, start: usize, content: usize) -> Above {
    let shape = line_shape(text, Offset::new(content));
    let column = |at: Offset| {
        let before = text.get(start..at.index()).unwrap_or_default();
        width(before.trim_start_matches('\u{feff}').chars().count())
    };
    Above { dashes: shape.dashes.iter().map(|it| column(*it)).collect(), body: column(shape.body), shape }
}

fn width(columns: usize) -> u32 {
    u32::try_from(columns).unwrap_or(u32::MAX)
}
