//! Restores indentation: recognises a document whose leading blanks were lost on the way (as when YAML is copied from a web
//! page), and finds out from the schemas which line belongs where.
//!
//! Only what can be read in a single way is restored. Values, quotes, comments and the order of lines stay as they are;
//! spelling mistakes are not mended, and a key that no schema knows has no place.
//!
//! The trap: such a document parses as something quite different, so nothing of its tree is used here, not even its kind.

mod attach;
mod evidence;
mod layout;
mod lines;
mod places;
mod search;
mod stack;

use oam_model::workspace::Workspace;
use oam_syntax::edit::{Edit, apply_edits};
use oam_syntax::{Offset, SourceDocument, SourceText, Span};

use crate::context::{Holder, kind_named};
use attach::{Column, Item, Reading};
use evidence::Evidence;
use lines::{Line, Lines, is_blank};
use places::Places;
use search::{Found, search};

/// What was found out about a document whose indentation is lost.
#[derive(Debug)]
pub(crate) struct Loss {
    /// The first line that stands where it cannot belong.
    pub(crate) at: Span,
    /// How the indentation was damaged.
    pub(crate) damage: Damage,
    /// The way back, or what prevents it.
    pub(crate) outcome: Result<Vec<Edit>, Doubt>,
}

/// How indentation was damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// Blanks in front of lines are gone.
    Lost,
    /// Blanks are there, but of a kind that YAML does not take for indentation.
    Foreign,
}

/// Why the indentation cannot be restored.
#[derive(Debug)]
pub(crate) struct Doubt {
    /// The line in doubt.
    pub(crate) at: Span,
    /// What is in doubt about it, as the rest of a sentence.
    pub(crate) reason: String,
}

/// Looks whether a document has lost its indentation; nothing for a document that has not, and for one of no known kind.
pub(crate) fn examine(workspace: &Workspace, source: &SourceDocument) -> Option<Loss> {
    let text = source.text();
    if !(text.contains("oam.dev") || text.contains("hydra.io")) {
        return None;
    }
    let lines = Lines::read(text);
    let kind = kind_named(workspace, value_of(&lines, text, "apiVersion")?, value_of(&lines, text, "kind")?)?;
    let mut places = Places::new(workspace);
    let root = places.root(vec![Holder::Kind(kind)]);
    let evidence = Evidence::gather(&mut places, root, &lines);
    let Some(first) = evidence.first else { return foreign(text, &lines) };
    let at = span(text, lines.list.get(first)?);
    let outcome = match blocked(&lines) {
        Some((index, reason)) => Err(doubt(text, &lines, index, reason)),
        None => restore(source, &lines, Reading::new(places, root)),
    };
    let is_lost = if outcome.is_ok() { evidence.is_loss() } else { evidence.is_clear_loss() };
    is_lost.then_some(Loss { at, damage: Damage::Lost, outcome })
}

/// The value of the first line of a key that has no blanks in front.
fn value_of<'t>(lines: &Lines, text: &'t str, key: &str) -> Option<&'t str> {
    let is_it = |it: &&(usize, &Line, &oam_syntax::LineShape)| {
        it.1.column == 0 && it.2.dashes.is_empty() && it.2.key.as_ref().is_some_and(|(name, _)| name == key)
    };
    let (_, _, shape) = lines.content().take(64).find(|it| is_it(&it))?;
    let rest = text.get(shape.key.as_ref()?.1.end.index()..shape.end.index())?;
    Some(rest.trim_start_matches(|c| is_blank(c) || c == ':').trim_matches(['"', '\'']))
}

/// What keeps a document from being searched at all.
fn blocked(lines: &Lines) -> Option<(usize, String)> {
    let unclosed = lines.unclosed.map(|it| (it, "has quotes or brackets that nothing closes".to_owned()));
    unclosed.or_else(|| {
        let reason = "is followed by text whose own indentation is lost".to_owned();
        lines.lost_block.map(|it| (it, reason))
    })
}

fn restore(source: &SourceDocument, lines: &Lines, mut reading: Reading<'_>) -> Result<Vec<Edit>, Doubt> {
    let text = source.text();
    let is_collapsed = lines.is_collapsed();
    let mut found = search_with(&mut reading, text, lines, is_collapsed);
    if matches!(found, Found::NoPlace(_)) && !is_collapsed {
        found = search_with(&mut reading, text, lines, true);
    }
    let index_of = |nth: usize| lines.content().nth(nth).map_or(0, |(index, ..)| index);
    match found {
        Found::One(depths) => {
            let edits = layout::edits(text, lines, &layout::columns(lines, &depths));
            match broken_line(source, &edits) {
                Some(index) => Err(doubt(text, lines, index, "would be no YAML where it belongs".to_owned())),
                None => Ok(edits),
            }
        }
        Found::Several(nth, one, other) => {
            let below = |depths| match layout::owner(lines, depths, nth) {
                Some(key) => format!("below `{key}`"),
                None => "at the top".to_owned(),
            };
            let (one, other) = (below(&one), below(&other));
            let reason = if one == other {
                format!("may belong {one} in several ways")
            } else {
                format!("may belong {one} or {other}")
            };
            Err(doubt(text, lines, index_of(nth), reason))
        }
        Found::NoPlace(nth) => {
            Err(doubt(text, lines, index_of(nth), "fits nowhere by the schemas".to_owned()))
        }
        Found::TooMany(nth) => {
            Err(doubt(text, lines, index_of(nth), "may belong to too many places".to_owned()))
        }
    }
}

/// The first line that edits of blanks break, in a document that is whole without them.
fn broken_line(source: &SourceDocument, edits: &[Edit]) -> Option<usize> {
    if !source.errors().is_empty() {
        return None;
    }
    let after = SourceText::new(&apply_edits(source.text(), edits));
    let document = &after.documents().first()?.document;
    let error = document.errors().first()?;
    Some(document.text().get(..error.span.start.index())?.matches('\n').count())
}

fn search_with(reading: &mut Reading<'_>, text: &str, lines: &Lines, is_collapsed: bool) -> Found {
    let items: Vec<Item> = lines
        .content()
        .map(|(_, line, shape)| {
            let column = match line.column {
                0 => Column::Lost,
                _ if is_collapsed => Column::Deeper,
                column => Column::Kept(column),
            };
            reading.item(text, shape, line.text, column)
        })
        .collect();
    search(reading, &items)
}

/// A document whose lines are indented with blanks that YAML does not take for indentation.
fn foreign(text: &str, lines: &Lines) -> Option<Loss> {
    let is_foreign =
        |line: &Line| text.get(line.start..line.text).is_some_and(|it| it.contains(|c| c != ' '));
    let (_, first, _) = lines.content().find(|(_, line, _)| is_foreign(line))?;
    let mut edits = Vec::new();
    for line in lines.list.iter().filter(|it| is_foreign(it) && !matches!(it.kind, lines::LineKind::Blank)) {
        let span = Span::new(Offset::new(line.start), Offset::new(line.text));
        edits.push(Edit { span, text: " ".repeat(line.column as usize) });
    }
    let restored = SourceText::new(&apply_edits(text, &edits));
    let is_whole = restored.documents().iter().all(|it| it.document.errors().is_empty());
    is_whole.then(|| Loss { at: span(text, first), damage: Damage::Foreign, outcome: Ok(edits) })
}

fn doubt(text: &str, lines: &Lines, index: usize, reason: String) -> Doubt {
    let at = lines.list.get(index).map_or(Span::default(), |it| span(text, it));
    Doubt { at, reason }
}

/// What is written on a line.
fn span(text: &str, line: &Line) -> Span {
    let rest = text.get(line.text..).unwrap_or_default();
    let length = rest.lines().next().unwrap_or_default().trim_end().len();
    Span::new(Offset::new(line.text), Offset::new(line.text + length))
}
