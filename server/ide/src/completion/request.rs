//! What is asked: the document, the cursor in it, and what follows from both.

use std::cell::{Cell, OnceCell};
use std::collections::HashSet;

use oam_model::workspace::Workspace;
use oam_syntax::edit::BlockStyle;
use oam_syntax::{Cursor, Offset, PathSegment, Place, SyntaxError, SyntaxErrorKind, cursor};

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
    wanted: Wanted,
    instances: OnceCell<HashSet<&'w str>>,
    is_cut: Cell<bool>,
}

/// Which candidates come with their documentation, which costs more than all the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    All,
    Nothing,
    /// The one with this label.
    Only(String),
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
        wanted: Wanted,
    ) -> Option<Self> {
        let (ctx, at) = DocumentContext::at(workspace, position)?;
        let cursor = cursor(ctx.source, at);
        Some(Self {
            ctx,
            cursor,
            config,
            style: BlockStyle::of(ctx.source),
            at,
            wanted,
            instances: OnceCell::new(),
            is_cut: Cell::new(false),
        })
    }

    /// What stands in front of the cursor of the word that an item replaces.
    pub(super) fn typed(&self) -> &'w str {
        let (start, end) = (self.cursor.replace.start.index(), self.at.index());
        self.ctx.source.text().get(start..end).unwrap_or_default()
    }

    /// Notes that not everything is offered: with more letters typed, other candidates may come.
    pub(super) fn cut(&self) {
        self.is_cut.set(true);
    }

    /// Whether not everything is offered.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut.get()
    }

    /// The names of the application's instances.
    pub(super) fn instances(&self) -> &HashSet<&'w str> {
        self.instances.get_or_init(|| {
            let application = self.ctx.object.and_then(|it| it.application());
            let names = application.into_iter().flat_map(|it| &it.components);
            names.filter_map(|it| it.instance.as_ref()).map(|it| it.value.as_str()).collect()
        })
    }

    /// The documentation of a candidate, if it is wanted.
    pub(super) fn documented(&self, label: &str, card: impl FnOnce() -> String) -> Option<String> {
        let is_wanted = match &self.wanted {
            Wanted::All => true,
            Wanted::Nothing => false,
            Wanted::Only(it) => it == label,
        };
        is_wanted.then(card)
    }

    /// Whether an item may go on over the next lines: nothing stands behind it, and it is neither in quotes nor in brackets.
    pub(super) fn may_break_line(&self) -> bool {
        let text = self.ctx.source.text();
        let rest = text.get(self.cursor.replace.end.index()..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        !self.cursor.is_flow && self.cursor.quote.is_none() && line.trim().is_empty()
    }

    /// Whether the line may hold the first line of a block: no anchor or tag, which would have to stand on the line above,
    /// and no dash where a key should be.
    pub(super) fn may_hold_block(&self) -> bool {
        let (text, at) = (self.ctx.source.text(), self.cursor.replace.start.index());
        let before = text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        let start = Offset::new(at - before.len());
        let is_wrong = |it: &SyntaxError| it.kind == SyntaxErrorKind::DashAtKey && it.span.start >= start;
        let errors = self.ctx.source.errors().iter();
        !before.contains(['&', '!']) && !errors.filter(|it| it.span.start.index() <= at).any(is_wrong)
    }

    /// Whether a value in brackets would go on with the word on the next line, where a comma is missing.
    pub(super) fn goes_on_below(&self) -> bool {
        let text = self.ctx.source.text();
        let rest = text.get(self.cursor.replace.end.index()..).unwrap_or_default();
        let is_at_end = rest.lines().next().unwrap_or_default().trim().is_empty();
        let below = self.lines_below().next();
        let is_value = matches!(self.cursor.place, Place::Value { .. });
        self.cursor.is_flow
            && is_value
            && is_at_end
            && below.is_some_and(|(_, it)| it.starts_with(|it: char| it.is_alphanumeric()))
    }

    /// What stands on the next lines with text, if they would belong to a key that is written at the cursor.
    pub(super) fn block_below(&self) -> Option<Below> {
        if self.cursor.is_flow || self.cursor.has_colon {
            return None;
        }
        let (column, content) = self.lines_below().next()?;
        let is_item = content == "-" || content.starts_with("- ");
        let own = self.item_column();
        if column > own || (is_item && column == own) {
            return Some(if is_item { Below::List } else { Below::Mapping });
        }
        None
    }

    /// The column of the next line with text. Comments do not count.
    pub(super) fn column_below(&self) -> Option<u32> {
        self.lines_below().next().map(|it| it.0)
    }

    /// The lines with text below the cursor's, each with its column; comments left out.
    pub(super) fn lines_below(&self) -> impl Iterator<Item = (u32, &str)> {
        let text = self.ctx.source.text();
        let rest = text.get(self.cursor.replace.end.index()..).unwrap_or_default();
        let lines = rest.split('\n').skip(1).map(|it| it.trim_end_matches('\r'));
        lines.filter(|it| !it.trim().is_empty() && !it.trim_start().starts_with('#')).map(|line| {
            let content = line.trim_start_matches(' ');
            (u32::try_from(line.len() - content.len()).unwrap_or(u32::MAX), content)
        })
    }

    /// The keys of the block below the cursor, or of its first item.
    pub(super) fn keys_below(&self) -> Vec<String> {
        let mut lines = self.lines_below().peekable();
        let Some((column, first)) = lines.peek().copied() else { return Vec::new() };
        let inner = first.trim_start_matches("- ");
        let own = column + u32::try_from(first.len() - inner.len()).unwrap_or(0);
        let mut found = Vec::new();
        for (position, (column, line)) in lines.enumerate() {
            let line = if position == 0 { inner } else { line };
            if position > 0 && column < own {
                break;
            }
            let key = line.split_once(':').filter(|(_, rest)| rest.is_empty() || rest.starts_with(' '));
            if let Some((key, _)) = key.filter(|_| position == 0 || column == own) {
                found.push(key.trim_matches(['"', '\'']).to_owned());
            }
        }
        found
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
