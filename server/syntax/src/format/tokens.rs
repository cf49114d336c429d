//! The document as a row of tokens: scalars, indicators, tags and anchors, comments.
//!
//! Scalars, tags and comments are the tree's; what stands between them must be indicators and blanks. Text that is
//! neither is a surprise, and then there are no tokens at all.

use std::iter::Peekable;

use super::lines::Lines;
use crate::{NodeKind, SourceDocument, Style};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenKind {
    /// `-`.
    Dash,
    /// `?`.
    Question,
    /// `:`.
    Colon,
    /// `,`.
    Comma,
    /// `[` or `{`.
    Open(u8),
    /// `]` or `}`.
    Close(u8),
    /// A tag or an anchor.
    Property,
    /// A scalar or a template, with the style of a scalar.
    Leaf(Option<Style>),
    /// `*name`.
    Alias,
    /// From its `#` on.
    Comment,
    /// `---`, `...` or a directive.
    Marker,
}

/// A token, in bytes of the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All tokens, and the first one of each line.
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    /// For each line the index of the token that begins it, if one does.
    firsts: Vec<Option<usize>>,
}

impl Tokens {
    /// Reads a document without errors.
    pub(super) fn read(document: &SourceDocument, lines: &Lines<'_>) -> Option<Tokens> {
        let mut fixed: Vec<Token> = document
            .nodes()
            .filter_map(|node| {
                let kind = match node.kind() {
                    NodeKind::Scalar | NodeKind::Template => TokenKind::Leaf(node.style()),
                    NodeKind::Alias => TokenKind::Alias,
                    NodeKind::Mapping | NodeKind::Sequence | NodeKind::Missing => return None,
                };
                Some(Token { kind, start: node.span().start.index(), end: node.span().end.index() })
            })
            .collect();
        let other = |kind, start, end| Token { kind, start, end };
        let properties = &document.tree().properties;
        fixed.extend(
            properties
                .iter()
                .map(|it| other(TokenKind::Property, it.span.start.index(), it.span.end.index())),
        );
        let comments = document.comments();
        fixed.extend(comments.iter().map(|it| other(TokenKind::Comment, it.start.index(), it.end.index())));
        fixed.sort_by_key(|it| (it.start, it.end));
        let list = Reader { lines, fixed: fixed.into_iter().peekable(), list: Vec::new() }.read()?;
        let mut firsts = vec![None; lines.list.len()];
        for (index, token) in list.iter().enumerate() {
            let line = lines.at(token.start);
            if lines.get(line).is_some_and(|it| it.text == token.start)
                && let Some(first) = firsts.get_mut(line)
            {
                *first = Some(index);
            }
        }
        Some(Tokens { list, firsts })
    }

    /// The token that begins a line.
    pub(super) fn first(&self, line: usize) -> Option<Token> {
        self.list.get(self.first_index(line)?).copied()
    }

    fn first_index(&self, line: usize) -> Option<usize> {
        self.firsts.get(line).copied().flatten()
    }

    /// The tokens of a line that begins with one, in order.
    fn of_line<'a>(&'a self, lines: &Lines<'_>, line: usize) -> &'a [Token] {
        let Some(first) = self.first_index(line) else { return &[] };
        let end = lines.get(line).map_or(0, |it| it.end);
        let rest = self.list.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|it| it.start < end)).unwrap_or_default()
    }

    /// The tokens from one place up to another.
    pub(super) fn between(&self, start: usize, end: usize) -> &[Token] {
        let from = self.list.partition_point(|it| it.start < start);
        let to = self.list.partition_point(|it| it.start < end);
        self.list.get(from..to).unwrap_or_default()
    }

    /// Where a key or a value really begins: at the first of the tags and anchors before it on its line.
    pub(super) fn with_properties(&self, lines: &Lines<'_>, start: usize) -> usize {
        let line = lines.get(lines.at(start)).map_or(0, |it| it.start);
        let before = self.list.get(..self.list.partition_point(|it| it.start < start)).unwrap_or_default();
        let own = before.iter().rev().take_while(|it| it.kind == TokenKind::Property && it.start >= line);
        own.last().map_or(start, |it| it.start)
    }

    /// Whether a line ends with a `:` or a dash whose value is not there.
    pub(super) fn is_open(&self, lines: &Lines<'_>, line: usize) -> Option<TokenKind> {
        let last = self.of_line(lines, line).iter().rfind(|it| it.kind != TokenKind::Comment)?;
        matches!(last.kind, TokenKind::Dash | TokenKind::Colon).then_some(last.kind)
    }

    /// Whether the lines stay in their columns: see the trap of the module above.
    pub(super) fn keeps_indentation(&self, lines: &Lines<'_>) -> bool {
        let is_odd = |line: usize| {
            let tokens = self.of_line(lines, line);
            let is_lone = |it: &Token| matches!(it.kind, TokenKind::Property | TokenKind::Comment);
            let has_property = tokens.first().is_some_and(|it| it.kind == TokenKind::Property);
            tokens.first().is_some_and(|it| it.kind == TokenKind::Colon)
                || has_property && tokens.iter().all(is_lone)
        };
        lines.text.contains("{{")
            || self.list.iter().any(|it| it.kind == TokenKind::Question)
            || (0..lines.list.len()).any(is_odd)
    }
}

struct Reader<'l, 't, I: Iterator<Item = Token>> {
    lines: &'l Lines<'t>,
    fixed: Peekable<I>,
    list: Vec<Token>,
}

impl<I: Iterator<Item = Token>> Reader<'_, '_, I> {
    fn read(mut self) -> Option<Vec<Token>> {
        let text = self.lines.text;
        let mut at = self.lines.get(0).map_or(0, |it| it.start);
        while at < text.len() {
            // A comment behind the header of a block scalar is part of the scalar here.
            while self.fixed.next_if(|it| it.start < at).is_some() {}
            at = match self.fixed.next_if(|it| it.start == at && it.end > at) {
                Some(token) => {
                    self.list.push(token);
                    token.end
                }
                None => self.indicator(at)?,
            };
        }
        Some(self.list)
    }

    /// Reads what is not in the tree; the place behind it.
    fn indicator(&mut self, at: usize) -> Option<usize> {
        let kind = match self.lines.text.as_bytes().get(at)? {
            b' ' | b'\t' | b'\n' | b'\r' => return Some(at + 1),
            b'-' | b'.' if self.is_marker(at) => {
                self.list.push(Token { kind: TokenKind::Marker, start: at, end: at + 3 });
                return Some(at + 3);
            }
            b'%' if self.begins_line(at) => {
                let end = self.lines.get(self.lines.at(at))?.end;
                self.list.push(Token { kind: TokenKind::Marker, start: at, end });
                return Some(end);
            }
            b'-' => TokenKind::Dash,
            b'?' => TokenKind::Question,
            b':' => TokenKind::Colon,
            b',' => TokenKind::Comma,
            byte @ (b'[' | b'{') => TokenKind::Open(*byte),
            byte @ (b']' | b'}') => TokenKind::Close(*byte),
            _ => return None,
        };
        self.list.push(Token { kind, start: at, end: at + 1 });
        Some(at + 1)
    }

    fn begins_line(&self, at: usize) -> bool {
        self.lines.get(self.lines.at(at)).is_some_and(|it| it.start == at)
    }

    fn is_marker(&self, at: usize) -> bool {
        let rest = self.lines.text.get(at..).unwrap_or_default();
        let is_text = |it: &str| it.starts_with(|c: char| !c.is_ascii_whitespace());
        let behind = rest.strip_prefix("---").or_else(|| rest.strip_prefix("..."));
        self.begins_line(at) && behind.is_some_and(|it| !is_text(it))
    }
}
