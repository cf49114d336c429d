//! The columns of comments that have a line to themselves: those of what they belong to.
//!
//! A comment belongs to what follows it, unless it is indented further: then to the block above whose column is nearest at
//! its left.

use super::FormatStyle;
use super::columns::{ITEM, Level};
use super::lines::Lines;
use super::plan::{Indent, Plan};
use super::tokens::{TokenKind, Tokens};

struct Comments<'a, 't> {
    lines: &'a Lines<'t>,
    tokens: &'a Tokens,
    style: FormatStyle,
    plan: &'a mut [Plan],
    /// The blocks that are open, outermost first, by the columns of their last entries.
    open: Vec<Level>,
    /// Lines with comments since the last line with anything else.
    waiting: Vec<usize>,
    /// The last line with anything else.
    last: Option<usize>,
}

/// Plans the lines of comments outside of brackets. `levels` are in the order of the text.
pub(super) fn place(
    lines: &Lines<'_>,
    tokens: &Tokens,
    levels: Vec<Level>,
    style: FormatStyle,
    plan: &mut [Plan],
) {
    let mut levels = levels.into_iter().peekable();
    let (open, waiting) = (Vec::new(), Vec::new());
    let mut it = Comments { lines, tokens, style, plan, open, waiting, last: None };
    for line in 0..lines.list.len() {
        let Some(first) = tokens.first(line) else { continue };
        let indent = it.plan.get(line).map_or(Indent::Keep, |it| it.indent);
        match first.kind {
            TokenKind::Comment if indent == Indent::Keep => it.waiting.push(line),
            TokenKind::Comment => {}
            _ => {
                let from = lines.column(first.start);
                let to = if let Indent::Column(to) = indent { to } else { from };
                it.settle(Some(line), (from, to));
                let own: Vec<Level> =
                    std::iter::from_fn(|| levels.next_if(|level| level.line <= line)).collect();
                if let Some(outermost) = own.first() {
                    it.open.retain(|level| level.from < outermost.from);
                }
                it.open.extend(own);
                it.last = Some(line);
            }
        }
    }
    it.settle(None, (0, 0));
}

impl Comments<'_, '_> {
    /// Gives the waiting comments their columns, before a line that moves from one column to another.
    fn settle(&mut self, next: Option<usize>, (from, to): (u32, u32)) {
        let waiting = std::mem::take(&mut self.waiting);
        let is_active = |line: usize| self.plan.get(line).is_some_and(|it| it.is_active);
        // A comment that stays while its neighbours move could become part of a text.
        let moves = waiting.iter().copied().chain(next).chain(self.last).any(is_active);
        for line in waiting {
            let own = self.lines.get(line).map_or(0, |it| self.lines.column(it.text));
            let column = if own <= from { to } else { self.above(own, from).unwrap_or(to) };
            if let Some(plan) = self.plan.get_mut(line) {
                plan.indent = Indent::Column(column);
                plan.is_active |= moves;
            }
        }
    }

    /// The column of the innermost block that begins at or left of `own`, and right of the next line; the outermost one, if
    /// all of them begin further right.
    fn above(&self, own: u32, next: u32) -> Option<u32> {
        let innermost = self.open.last()?;
        let opens = self.last.and_then(|line| self.tokens.is_open(self.lines, line));
        match opens {
            Some(kind) if own > innermost.from && next <= innermost.from => {
                let step = if kind == TokenKind::Dash { ITEM } else { self.style.step };
                Some(innermost.to + step)
            }
            _ => {
                let mut ended = self.open.iter().filter(|it| it.from > next);
                let outermost = ended.next()?;
                Some(ended.rfind(|it| it.from <= own).unwrap_or(outermost).to)
            }
        }
    }
}
