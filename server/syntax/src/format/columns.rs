//! From the tree to the column of each line.
//!
//! Whole documents go into one shape. Of a part, a line moves together with its neighbours of the same block, and what
//! the part does not touch stays where it is.
//!
//! The trap: nesting has no limit, so the walk keeps its own stack.

use std::ops::Range;

use super::lines::Lines;
use super::plan::{Indent, Inside, Plan};
use super::tokens::{Token, TokenKind, Tokens};
use super::{FormatStyle, overlap};
use crate::layout::Layout;
use crate::punctuation::dashes;
use crate::{Node, NodeKind, Style};

/// How far what belongs to an item stands right of its dash.
pub(super) const ITEM: u32 = 2;

/// A key or a dash that begins a block's entry, and the column it moves to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    pub(super) line: usize,
    pub(super) from: u32,
    pub(super) to: u32,
}

/// How much of a node is formatted.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    All,
    /// What the part touches, and what has to move along.
    Part,
    None,
}

/// Where a value goes, by what stands before it.
#[derive(Clone, Copy)]
struct Place {
    mapping: u32,
    sequence: u32,
    /// Text on lines of its own.
    text: u32,
    /// Brackets that close what was opened behind a key or a dash.
    bracket: u32,
    /// The column that written indentations of block scalars count from, before and after.
    base: (u32, u32),
    /// Where the key or dash stands, and in what column.
    owner: (usize, u32),
}

/// A key or a dash with its value.
struct Part<'d> {
    start: usize,
    value: Node<'d>,
    lines: Range<usize>,
}

type Task<'d> = (Node<'d>, Place, Mode);

pub(super) struct Columns<'a, 't> {
    lines: &'a Lines<'t>,
    tokens: &'a Tokens,
    style: FormatStyle,
    part: Option<Range<usize>>,
    pub(super) plan: Vec<Plan>,
    pub(super) levels: Vec<Level>,
}

impl<'a, 't> Columns<'a, 't> {
    pub(super) fn new(
        lines: &'a Lines<'t>,
        tokens: &'a Tokens,
        style: FormatStyle,
        part: Option<Range<usize>>,
    ) -> Columns<'a, 't> {
        let is_active = |index| part.as_ref().is_none_or(|it| it.contains(&index));
        let plan = (0..lines.list.len()).map(|it| Plan { is_active: is_active(it), ..Plan::default() });
        Columns { lines, tokens, style, plan: plan.collect(), part, levels: Vec::new() }
    }

    /// Gives all lines below the root their columns; none, if they are to stay.
    pub(super) fn assign<'d>(&mut self, root: Node<'d>, is_kept: bool) {
        let owner = (self.lines.get(0).map_or(0, |it| it.start), 0);
        let place = Place { mapping: 0, sequence: 0, text: 0, bracket: 0, base: (0, 0), owner };
        let mode = match self.part {
            _ if is_kept => Mode::None,
            Some(_) => Mode::Part,
            None => Mode::All,
        };
        let mut tasks: Vec<Task<'d>> = vec![(root, place, mode)];
        while let Some((node, place, mode)) = tasks.pop() {
            match node.kind() {
                NodeKind::Mapping | NodeKind::Sequence if node.is_flow() => self.flow(node, place, mode),
                NodeKind::Mapping | NodeKind::Sequence => self.block(node, place, mode, &mut tasks),
                NodeKind::Scalar | NodeKind::Alias | NodeKind::Template => self.leaf(node, place, mode),
                NodeKind::Missing => {}
            }
        }
        self.levels.sort_by_key(|it| (it.line, it.from));
    }

    fn lines_of(&self, node: Node<'_>) -> Range<usize> {
        self.lines.range(node.span().start.index(), node.span().end.index())
    }

    fn is_touched(&self, lines: &Range<usize>) -> bool {
        self.part.as_ref().is_none_or(|it| overlap(it, lines))
    }

    fn activate(&mut self, lines: Range<usize>) {
        self.plan.get_mut(lines).unwrap_or_default().iter_mut().for_each(|it| it.is_active = true);
    }

    /// Moves a line, if the place is where its text begins.
    fn indent(&mut self, at: usize, column: u32) {
        let line = self.lines.at(at);
        let begins = self.lines.get(line).is_some_and(|it| it.text == at);
        if let Some(plan) = self.plan.get_mut(line).filter(|_| begins) {
            plan.indent = Indent::Column(column);
        }
    }

    fn block<'d>(&mut self, node: Node<'d>, place: Place, mode: Mode, tasks: &mut Vec<Task<'d>>) {
        let parts = self.parts(node);
        let is_mapping = node.kind() == NodeKind::Mapping;
        let wanted = if is_mapping { place.mapping } else { place.sequence };
        let Some(first) = parts.first() else { return };
        let (first_line, first_start) = (self.lines.at(first.start), first.start);
        let from = self.lines.column_after(place.owner, first_start);
        let begins_in_part =
            |it: &Part<'_>| self.part.as_ref().is_some_and(|lines| lines.contains(&it.lines.start));
        let (to, mode) = match mode {
            Mode::All => (wanted, Mode::All),
            Mode::Part if wanted != from && parts.iter().any(begins_in_part) => {
                self.activate(first_line..self.lines_of(node).end);
                (wanted, Mode::All)
            }
            Mode::Part => (from, Mode::Part),
            Mode::None => (from, Mode::None),
        };
        let step = self.style.step;
        let (base, owner) = ((from, to), place.owner);
        let below = if is_mapping {
            let sequence = to + self.style.list_offset;
            Place { mapping: to + step, sequence, text: to + step, bracket: to, base, owner }
        } else {
            let item = to + ITEM;
            Place { mapping: item, sequence: item, text: item, bracket: item, base, owner }
        };
        for part in parts {
            if mode != Mode::None {
                self.indent(part.start, to);
            }
            let own = self.lines.column_after((first_start, from), part.start);
            self.levels.push(Level { line: part.lines.start, from: own, to });
            let below = Place { owner: (part.start, own), ..below };
            let is_out = mode == Mode::Part && !self.is_touched(&part.lines);
            tasks.push((part.value, below, if is_out { Mode::None } else { mode }));
        }
    }

    fn parts<'d>(&self, block: Node<'d>) -> Vec<Part<'d>> {
        let part = |start: usize, value: Node<'d>| {
            let end = value.span().end.index().max(start);
            Part { start, value, lines: self.lines.range(start, end) }
        };
        if block.kind() == NodeKind::Mapping {
            let start = |key: Node<'_>| self.tokens.with_properties(self.lines, key.span().start.index());
            return block.entries().map(|it| part(start(it.key), it.value)).collect();
        }
        let found = dashes(Layout::new(block.source), block).into_iter();
        found.filter_map(|(dash, item)| dash.map(|dash| part(dash, item))).collect()
    }

    /// A scalar or an alias: its first line, if it begins one, and the lines it goes on in.
    fn leaf(&mut self, node: Node<'_>, place: Place, mode: Mode) {
        let start = self.tokens.with_properties(self.lines, node.span().start.index());
        let own = self.lines_of(node);
        if mode != Mode::None {
            self.activate(self.lines.at(start)..own.end);
            self.indent(start, place.text);
        }
        let rest = own.start + 1..own.end;
        match node.style() {
            Some(Style::Literal | Style::Folded) => self.text_block(node, rest, place, mode),
            style => self.continued(rest, style, (mode != Mode::None).then_some(place.text)),
        }
    }

    fn continued(&mut self, rest: Range<usize>, style: Option<Style>, column: Option<u32>) {
        let is_quoted = matches!(style, Some(Style::SingleQuoted | Style::DoubleQuoted));
        for plan in self.plan.get_mut(rest).unwrap_or_default() {
            plan.inside = if is_quoted { Inside::Quoted } else { Inside::Plain };
            plan.indent = column.map_or(Indent::Keep, Indent::Column);
        }
    }

    fn text_block(&mut self, node: Node<'_>, mut rest: Range<usize>, place: Place, mode: Mode) {
        let written = node.tree.block_indent(node.id()).and_then(|it| u32::try_from(it).ok());
        let content = |index: usize| self.lines.get(index).map(|it| self.lines.content(it));
        let text = rest.clone().filter_map(content).find(|it| !it.trim_start_matches(' ').is_empty());
        let from = written.or_else(|| text.map(super::lines::spaces));
        // A strict reader takes spaces behind the text's column for text, even below the last line.
        let below = (rest.end..self.lines.list.len()).map_while(|index| {
            let line = content(index)?;
            let width = super::lines::spaces(line);
            (width as usize == line.len()).then_some((index, width))
        });
        let below: Vec<(usize, u32)> = below.collect();
        let overlong = below.iter().rfind(|(_, width)| from.is_some_and(|it| *width > it));
        rest.end = overlong.map_or(rest.end, |(index, _)| index + 1);
        let blank = rest.end..below.last().map_or(rest.end, |(index, _)| index + 1);
        let indent = match (from, written) {
            (Some(from), _) if mode == Mode::None => Indent::Shift(from, from),
            (Some(from), None) => Indent::Shift(from, place.text),
            (Some(from), Some(_)) => Indent::Shift(from, place.base.1 + from.saturating_sub(place.base.0)),
            (None, _) => Indent::Keep,
        };
        for plan in self.plan.get_mut(rest).unwrap_or_default() {
            plan.inside = Inside::Block;
            plan.indent = indent;
            plan.is_active |= mode != Mode::None;
        }
        // These are not text, and must not become any.
        for plan in self.plan.get_mut(blank).unwrap_or_default() {
            plan.indent = indent;
            plan.is_active |= mode != Mode::None;
        }
    }

    /// Brackets over several lines: each line is indented by the brackets that are open above it.
    fn flow(&mut self, node: Node<'_>, place: Place, mode: Mode) {
        let own = self.lines_of(node);
        let start = self.tokens.with_properties(self.lines, node.span().start.index());
        let first_line = self.lines.at(start);
        let begins_line = self.lines.get(first_line).is_some_and(|it| it.text == start);
        let base = if begins_line { place.text } else { place.bracket };
        if mode != Mode::None {
            self.activate(first_line..own.end);
            self.indent(start, place.text);
        }
        let (tokens, is_moved) = (self.tokens, mode != Mode::None);
        let inner = tokens.between(node.span().start.index(), node.span().end.index());
        let mut depth = 0_u32;
        let mut line = own.start;
        for (index, token) in inner.iter().enumerate() {
            let own_line = self.lines.at(token.start);
            if own_line > line {
                line = own_line;
                let closing = self.closing(inner.get(index..).unwrap_or_default(), line);
                let column = base + self.style.step * depth.saturating_sub(closing);
                if is_moved {
                    self.indent(token.start, column);
                }
            }
            match token.kind {
                TokenKind::Open(_) => depth += 1,
                TokenKind::Close(_) => depth = depth.saturating_sub(1),
                TokenKind::Leaf(style) => {
                    let rest = own_line + 1..self.lines.range(token.start, token.end).end;
                    line = line.max(rest.end - 1);
                    self.continued(rest, style, is_moved.then_some(base + self.style.step * depth));
                }
                _ => {}
            }
        }
    }

    /// How many brackets close at the beginning of a line.
    fn closing(&self, tokens: &[Token], line: usize) -> u32 {
        let is_closing =
            |it: &&Token| matches!(it.kind, TokenKind::Close(_)) && self.lines.at(it.start) == line;
        u32::try_from(tokens.iter().take_while(is_closing).count()).unwrap_or(u32::MAX)
    }
}
