//! From candidates to items: text that fits the place, whatever its quoting and style.
//!
//! The order in which candidates come is the order in which they are shown, within their rank.

use oam_syntax::edit::scalar_text;
use oam_syntax::{Offset, Span};

use super::insert::{Insert, Printer};
use super::request::Request;
use super::{CompletionItem, CompletionKind};

/// Where candidates stand in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// What is most likely meant.
    First,
    /// What has to be written.
    Required,
    /// What may be written.
    Usual,
    /// What is always possible.
    Last,
}

/// Something that could be written.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) label: String,
    pub(super) kind: CompletionKind,
    pub(super) detail: Option<String>,
    pub(super) documentation: Option<String>,
    pub(super) rank: Rank,
    pub(super) form: Form,
}

/// What a candidate writes.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A key, with its value where there is room for one.
    Key(String, Insert),
    /// A key whose value is there already, on the lines below.
    BareKey(String),
    /// A string as a value.
    Text(String),
    /// YAML text as a value: a number, a flag.
    Yaml(String),
    /// A string as the value of a key, and more entries of the same mapping below it. The column is that of the key.
    TextAndEntries(String, Vec<(String, Insert)>, u32),
    /// A value in a block below its key, which stands in the column.
    Below(Insert, u32),
    /// The contents of an item, or of a document, in the column.
    Content(Insert, u32),
    /// An item with its dash, in the column of the dash.
    Item(Insert, u32),
}

/// Items in the making.
pub(super) struct List<'r, 'w> {
    request: &'r Request<'w>,
    found: Vec<(Rank, CompletionItem)>,
}

impl<'r, 'w> List<'r, 'w> {
    pub(super) fn new(request: &'r Request<'w>) -> Self {
        Self { request, found: Vec::new() }
    }

    /// Adds a candidate, unless the list has its label already or its form does not fit the place.
    pub(super) fn push(&mut self, candidate: Candidate) {
        if self.found.iter().any(|(_, it)| it.label == candidate.label) {
            return;
        }
        let Some((text, is_snippet)) = text(self.request, &candidate.form) else { return };
        let item = CompletionItem {
            filter: candidate.label.clone(),
            label: candidate.label,
            kind: candidate.kind,
            detail: candidate.detail.filter(|it| !it.is_empty()),
            documentation: candidate.documentation.filter(|it| !it.is_empty()),
            sort: String::new(),
            replace: self.request.ctx.in_file(self.request.cursor.replace),
            text,
            is_snippet,
            is_deprecated: false,
            indentation: self.request.line_indentation(),
        };
        self.found.push((candidate.rank, item));
    }

    /// The items by rank.
    pub(super) fn finish(mut self) -> Vec<CompletionItem> {
        self.found.sort_by_key(|(rank, _)| *rank);
        let items = self.found.into_iter().enumerate();
        items.map(|(position, (_, it))| CompletionItem { sort: sort_text(position), ..it }).collect()
    }
}

/// Text of one length whose order is that of the numbers.
pub(super) fn sort_text(position: usize) -> String {
    format!("{position:06}")
}

/// A span of the document on one line, as the file has it.
pub(super) fn in_file(request: &Request<'_>, start: usize, end: usize) -> Span {
    request.ctx.in_file(Span::new(Offset::new(start), Offset::new(end)))
}

/// The text of a form at the cursor; nothing where it would break the document.
fn text(request: &Request<'_>, form: &Form) -> Option<(String, bool)> {
    let cursor = &request.cursor;
    let inserts: Vec<&Insert> = match form {
        Form::Key(_, value) if has_room_for_value(request) => vec![value],
        Form::Key(..) | Form::BareKey(_) | Form::Text(_) | Form::Yaml(_) => Vec::new(),
        Form::TextAndEntries(_, entries, _) => entries.iter().map(|(_, it)| it).collect(),
        Form::Below(it, _) | Form::Content(it, _) | Form::Item(it, _) => vec![it],
    };
    let mut printer = Printer::new(request.style, request.config.snippets, inserts);
    printer.text(&cursor.lead);
    match form {
        Form::Key(name, value) => key(request, &mut printer, name, value),
        Form::BareKey(name) => {
            printer.text(&quoted(request, name));
            printer.text(if has_room_for_value(request) { ":" } else { "" });
        }
        Form::Text(it) => printer.text(&quoted(request, it)),
        Form::Yaml(it) if cursor.quote.is_some() => printer.text(&quoted(request, it)),
        Form::Yaml(it) => printer.text(it),
        Form::TextAndEntries(name, entries, column) => {
            printer.text(&quoted(request, name));
            if request.may_break_line() {
                for (key, value) in entries {
                    printer.line(*column);
                    printer.entry(key, value, *column);
                }
            }
        }
        Form::Below(_, _) | Form::Content(..) | Form::Item(..) if cursor.quote.is_some() => return None,
        Form::Below(value, _) | Form::Content(value, _) if cursor.is_flow => printer.flow(value),
        Form::Item(..) if cursor.is_flow => return None,
        Form::Below(..) | Form::Content(..) | Form::Item(..) if !request.may_break_line() => return None,
        Form::Below(value, column) => {
            printer = Printer::new(request.style, request.config.snippets, [value]);
            printer.after_colon(value, *column);
        }
        Form::Content(value, column) => printer.content(value, *column),
        Form::Item(value, column) => {
            printer.text("- ");
            printer.content(value, *column + 2);
        }
    }
    Some(printer.finish())
}

/// Whether a new key can bring its value along.
fn has_room_for_value(request: &Request<'_>) -> bool {
    let cursor = &request.cursor;
    !cursor.has_colon && (cursor.quote.is_none() || cursor.is_unclosed)
}

fn key(request: &Request<'_>, printer: &mut Printer, name: &str, value: &Insert) {
    let cursor = &request.cursor;
    printer.text(&quoted(request, name));
    if !has_room_for_value(request) {
        return;
    }
    if cursor.is_flow {
        printer.text(": ");
        printer.flow(value);
    } else if request.may_break_line() || matches!(value, Insert::Scalar(_)) {
        printer.text(":");
        printer.after_colon(value, request.item_column());
    } else {
        printer.text(": ");
    }
}

/// A string for the place of the cursor: for its quotes, or in quotes if it needs some.
fn quoted(request: &Request<'_>, text: &str) -> String {
    let cursor = &request.cursor;
    let Some(quote) = cursor.quote else {
        let plain = scalar_text(text);
        let is_quoted = plain != text;
        let needs_quotes = cursor.is_flow && !is_quoted && text.contains(['[', ']', '{', '}', ',']);
        return if needs_quotes { format!("\"{text}\"") } else { plain };
    };
    let mut inner = match quote {
        '\'' => text.replace('\'', "''"),
        _ => text.replace('\\', "\\\\").replace('"', "\\\""),
    };
    if cursor.is_unclosed {
        inner.push(quote);
    }
    inner
}
