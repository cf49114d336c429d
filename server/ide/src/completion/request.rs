//! What is asked: the document, the cursor in it, and what follows from both.

use oam_model::workspace::Workspace;
use oam_syntax::edit::BlockStyle;
use oam_syntax::{Cursor, Offset, PathSegment, cursor};

use super::CompletionConfig;
use crate::context::DocumentContext;
use crate::position::FilePosition;

/// A question.
pub(super) struct Request<'w> {
    pub(super) ctx: DocumentContext<'w>,
    pub(super) cursor: Cursor<'w>,
    pub(super) config: CompletionConfig,
    pub(super) style: BlockStyle,
    /// The cursor, local to the document.
    pub(super) at: Offset,
}

/// A block that a new key would get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Below {
    /// Keys or text.
    Mapping,
    /// Items.
    List,
}

impl<'w> Request<'w> {
    pub(super) fn new(
        workspace: &'w Workspace,
        position: FilePosition,
        config: CompletionConfig,
    ) -> Option<Self> {
        let (ctx, at) = DocumentContext::at(workspace, position)?;
        let cursor = cursor(ctx.source, at);
        Some(Self { ctx, cursor, config, style: BlockStyle::of(ctx.source), at })
    }

    /// Whether an item may go on over the next lines: nothing stands behind it, and it is neither in quotes nor in brackets.
    pub(super) fn may_break_line(&self) -> bool {
        let text = self.ctx.source.text();
        let rest = text.get(self.cursor.replace.end.index()..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        !self.cursor.is_flow && self.cursor.quote.is_none() && line.trim().is_empty()
    }

    /// What stands on the next lines with text, if they would belong to a key that is written at the cursor.
    pub(super) fn block_below(&self) -> Option<Below> {
        if self.cursor.is_flow || self.cursor.has_colon {
            return None;
        }
        let text = self.ctx.source.text();
        let rest = text.get(self.cursor.replace.end.index()..)?;
        let mut lines = rest.split('\n').skip(1).map(|it| it.trim_end_matches('\r'));
        let line = lines.find(|it| !it.trim().is_empty() && !it.trim_start().starts_with('#'))?;
        let content = line.trim_start_matches(' ');
        let column = u32::try_from(line.len() - content.len()).unwrap_or(u32::MAX);
        let is_item = content == "-" || content.starts_with("- ");
        let own = self.item_column();
        if column > own || (is_item && column == own) {
            return Some(if is_item { Below::List } else { Below::Mapping });
        }
        None
    }

    /// The column of the contents of the item at the cursor.
    pub(super) fn item_column(&self) -> u32 {
        // A dash that the candidate brings along stands in the column; behind a dash that is there, the contents do.
        self.cursor.indent + if self.cursor.lead.ends_with("- ") { 2 } else { 0 }
    }

    /// The column of the key whose value is at the cursor.
    pub(super) fn key_column(&self, path: &[PathSegment]) -> u32 {
        let entry = self.ctx.find(path).and_then(oam_syntax::Node::entry);
        entry.map_or(0, |it| self.column(it.key.span().start))
    }

    /// Blanks at the start of the cursor's line, up to the cursor.
    pub(super) fn line_indentation(&self) -> u32 {
        let before = self.ctx.source.text().get(..self.at.index()).unwrap_or_default();
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let blanks = line.bytes().take_while(|it| *it == b' ').count();
        u32::try_from(blanks).unwrap_or(u32::MAX)
    }

    fn column(&self, at: Offset) -> u32 {
        let before = self.ctx.source.text().get(..at.index()).unwrap_or_default();
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        u32::try_from(line.trim_start_matches('\u{feff}').chars().count()).unwrap_or(u32::MAX)
    }
}
