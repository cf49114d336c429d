//! What can be wrong with a document's text, and the words for it.
//!
//! Only about YAML; whether the YAML is a good OAM document is said elsewhere.
//!
//! The trap: a user sees these words while typing, so they name what is missing, not what the parser expected.

use std::fmt;

use crate::text::{Offset, Span};

/// A place where the text is not YAML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// Where, counted from the start of the document.
    pub span: Span,
    /// What.
    pub kind: SyntaxErrorKind,
}

/// What is wrong. `Display` has the words for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// `name` on a line of its own, where `name: …` belongs.
    MissingColon,
    /// A value where a key belongs, for example a list in the middle of a mapping.
    MissingKey,
    /// A value between the items of a list.
    MissingDash,
    /// A second value after the one that is the whole document.
    SecondRoot,
    /// The line's first column fits none of the blocks around it.
    UnmatchedIndentation,
    /// The line stands further right than its neighbours.
    TooDeep,
    /// A key stands in the column of the dash of the list item it belongs to.
    KeyAtDash,
    /// A dash stands in the column of the keys of the item above.
    DashAtKey,
    /// A tab where only spaces can indent.
    TabIndentation,
    /// `key: - item`.
    ItemOnKeyLine,
    /// `&anchor - item`.
    ItemOnPropertyLine,
    /// `a: b: c`.
    MappingOnKeyLine,
    /// A key that goes over several lines without a `?`.
    MultilineKey,
    /// Plain text begins with a character that YAML reserves.
    ReservedCharacter(char),
    /// A quote that nothing closes.
    UnclosedQuote(char),
    /// A bracket that nothing closes.
    UnclosedBracket(char),
    /// `[1, 2}`: the bracket that stands there.
    WrongBracket(char),
    /// `[1 2]`.
    MissingComma,
    /// `[1,, 2]`.
    EmptyFlowEntry,
    /// A character that means nothing where it stands.
    UnexpectedCharacter(char),
    /// Something follows a value that is complete.
    TextAfterValue,
    /// `|x`.
    BlockHeader,
    /// `... text`.
    TextAfterDocumentEnd,
    /// Two tags, or two anchors.
    RepeatedProperty,
    /// `*name` without an `&name` above it.
    UnknownAnchor(String),
    /// `<<<<<<<` and the like.
    ConflictMark,
    /// A character that YAML does not allow, not even in quotes.
    ForbiddenCharacter(char),
    /// What the strict parser has to say, in its words.
    Strict(String),
}

impl SyntaxError {
    pub(crate) fn new(start: usize, end: usize, kind: SyntaxErrorKind) -> SyntaxError {
        SyntaxError { span: Span::new(Offset::new(start), Offset::new(end)), kind }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl fmt::Display for SyntaxErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SyntaxErrorKind::MissingColon => "this key has no value, add `:` behind it",
            SyntaxErrorKind::MissingKey => "this value has no key, write `key:` before it",
            SyntaxErrorKind::MissingDash => "this value stands between list items, write `- ` before it",
            SyntaxErrorKind::SecondRoot => "the document is complete before this, start a new one with `---`",
            SyntaxErrorKind::UnmatchedIndentation => {
                "this indentation matches none of the lines above, use the same as the line's neighbours"
            }
            SyntaxErrorKind::TooDeep => "this line is indented further than the lines it belongs to",
            SyntaxErrorKind::KeyAtDash => {
                "this key of a list item stands below the dash, indent it like the item's first key"
            }
            SyntaxErrorKind::DashAtKey => {
                "this list item is indented like a key, align it with the dashes above"
            }
            SyntaxErrorKind::TabIndentation => "tabs cannot indent YAML, use spaces",
            SyntaxErrorKind::ItemOnKeyLine => {
                "a list cannot start on the line of its key, put `- ` on the next line"
            }
            SyntaxErrorKind::ItemOnPropertyLine => {
                "a list cannot start on the line of its tag or anchor, put `- ` on the next line"
            }
            SyntaxErrorKind::MappingOnKeyLine => {
                "a value with `: ` in it needs quotes; a mapping starts on the next line"
            }
            SyntaxErrorKind::MultilineKey => "a key must fit on one line",
            SyntaxErrorKind::ReservedCharacter(c) => {
                return write!(f, "plain text cannot start with `{c}`, put it in quotes");
            }
            SyntaxErrorKind::UnclosedQuote(c) => return write!(f, "this `{c}` has no closing `{c}`"),
            SyntaxErrorKind::UnclosedBracket(c) => {
                let closing = if *c == '[' { ']' } else { '}' };
                return write!(f, "this `{c}` has no closing `{closing}`");
            }
            SyntaxErrorKind::WrongBracket(c) => {
                let right = if *c == ']' { '}' } else { ']' };
                return write!(f, "`{c}` closes the wrong bracket, write `{right}`");
            }
            SyntaxErrorKind::MissingComma => "a `,` is missing before this",
            SyntaxErrorKind::EmptyFlowEntry => "there is nothing before this `,`",
            SyntaxErrorKind::UnexpectedCharacter(c) => return write!(f, "`{c}` cannot stand here"),
            SyntaxErrorKind::TextAfterValue => "the value is complete before this text",
            SyntaxErrorKind::BlockHeader => {
                "only `+`, `-` or a digit from 1 to 9 can follow `|` or `>` on their line"
            }
            SyntaxErrorKind::TextAfterDocumentEnd => "nothing can follow `...` on its line",
            SyntaxErrorKind::RepeatedProperty => "a value can have only one tag and one anchor",
            SyntaxErrorKind::UnknownAnchor(name) if name.is_empty() => {
                "this `*` has no anchor's name behind it"
            }
            SyntaxErrorKind::UnknownAnchor(name) => {
                return write!(f, "no anchor `&{name}` stands before this");
            }
            SyntaxErrorKind::ConflictMark => "this is a mark of an unresolved merge conflict",
            SyntaxErrorKind::ForbiddenCharacter(c) => {
                return write!(f, "the control character U+{:04X} is not allowed in YAML", u32::from(*c));
            }
            SyntaxErrorKind::Strict(message) => return write!(f, "this is not valid YAML: {message}"),
        })
    }
}
