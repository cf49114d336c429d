//! From candidates to items: text that fits the place, whatever its quoting and style.
//!
//! The order in which candidates come is the order in which they are shown, within their rank.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use oam_syntax::edit::scalar_text;
use oam_syntax::{Offset, Span};

use super::insert::{Insert, Printer};
use super::quotes::in_quotes;
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
    /// What has no effect where the application runs.
    Unsupported,
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
    labels: HashSet<String>,
    /// How often neighbours use what a label says.
    uses: BTreeMap<String, usize>,
}

impl<'r, 'w> List<'r, 'w> {
    /// `uses` says how often neighbours use what a label says: of one rank, the most used come first.
    pub(super) fn new(request: &'r Request<'w>, uses: BTreeMap<String, usize>) -> Self {
        Self { request, found: Vec::new(), labels: HashSet::new(), uses }
    }

    /// Adds a candidate, unless the list has its label already or its form does not fit the place.
    pub(super) fn push(&mut self, candidate: Candidate) {
        if self.labels.contains(&candidate.label) {
            return;
        }
        let Some((text, is_snippet)) = text(self.request, &candidate.form) else { return };
        let (replace, filter) = replaced(self.request, &candidate);
        let item = CompletionItem {
            filter,
            label: candidate.label,
            kind: candidate.kind,
            detail: candidate.detail.filter(|it| !it.is_empty()),
            documentation: candidate.documentation.filter(|it| !it.is_empty()),
            sort: String::new(),
            replace,
            text,
            is_snippet,
            is_deprecated: false,
            indentation: self.request.line_indentation(),
        };
        self.labels.insert(item.label.clone());
        self.found.push((candidate.rank, item));
    }

    /// The items by rank.
    pub(super) fn finish(mut self) -> Vec<CompletionItem> {
        let uses = |it: &CompletionItem| self.uses.get(&it.label).copied().unwrap_or_default();
        self.found.sort_by_key(|(rank, it)| (*rank, Reverse(uses(it))));
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

/// What an item replaces, and what is compared with it: other values than strings take the quotes away.
fn replaced(request: &Request<'_>, candidate: &Candidate) -> (Span, String) {
    let cursor = &request.cursor;
    let (Form::Yaml(_), Some(quote)) = (&candidate.form, cursor.quote) else {
        let end = cursor.replace.end.index() + entries_behind(request, &candidate.form).unwrap_or_default();
        return (in_file(request, cursor.replace.start.index(), end), candidate.label.clone());
    };
    let start = cursor.replace.start.index().saturating_sub(quote.len_utf8());
    let end = cursor.replace.end.index() + if cursor.is_unclosed { 0 } else { quote.len_utf8() };
    (in_file(request, start, end), format!("{quote}{}", candidate.label))
}

/// How many bytes behind the place are replaced as well so that entries can follow: those of the closing quote. Nothing
/// where no entries can follow.
fn entries_behind(request: &Request<'_>, form: &Form) -> Option<usize> {
    let Form::TextAndEntries(_, _, column) = form else { return None };
    let cursor = &request.cursor;
    let closing = cursor.quote.filter(|_| !cursor.is_unclosed).map_or(0, char::len_utf8);
    let behind = request.ctx.source.text().get(cursor.replace.end.index() + closing..)?;
    let line = behind.lines().next().unwrap_or_default().trim_start();
    let may_follow = if cursor.is_flow {
        line.is_empty() && !cursor.is_unclosed || line.starts_with([',', '}'])
    } else {
        line.is_empty() && !has_value_below(request, *column)
    };
    may_follow.then_some(closing)
}

fn closing_quote(quote: char) -> &'static str {
    if quote == '\'' { "'" } else { "\"" }
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
        Form::Yaml(it) => printer.text(it),
        Form::TextAndEntries(name, entries, column) => {
            printer.text(&quoted(request, name));
            if let Some(closing) = entries_behind(request, form) {
                printer.text(if closing > 0 { cursor.quote.map_or("", closing_quote) } else { "" });
                for (key, value) in entries {
                    if cursor.is_flow {
                        printer.text(&format!(", {}: ", scalar_text(key)));
                        printer.flow(value);
                    } else {
                        printer.line(*column);
                        printer.entry(key, value, *column);
                    }
                }
            }
        }
        Form::Below(_, _) | Form::Content(..) | Form::Item(..) if cursor.quote.is_some() => return None,
        Form::Below(value, _) | Form::Content(value, _) if cursor.is_flow => printer.flow(value),
        Form::Item(..) if cursor.is_flow => return None,
        Form::Below(..) | Form::Content(..) | Form::Item(..) if !request.may_break_line() => return None,
        // What stands below would become part of what is new, or the other way round.
        Form::Below(_, column) | Form::Item(_, column) if is_below(request, *column + 1) => return None,
        Form::Content(_, column) if is_below(request, *column) => return None,
        Form::Content(..) | Form::Item(..) if !request.may_hold_block() => return None,
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

/// Whether the next line with text begins in a column or right of it.
fn is_below(request: &Request<'_>, column: u32) -> bool {
    request.column_below().is_some_and(|it| it >= column)
}

/// Whether the next line with text would belong to an entry that is put above it, in a column.
fn has_value_below(request: &Request<'_>, column: u32) -> bool {
    let next = request.lines_below().next();
    next.is_some_and(|(at, line)| at > column || at == column && line.starts_with('-'))
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
        let yaml = if needs_quotes { format!("\"{text}\"") } else { plain };
        return in_quotes(&yaml, request.style.quote);
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
