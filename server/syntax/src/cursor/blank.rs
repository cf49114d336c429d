//! The cursor on a blank line: its column decides which open block a new key or item belongs to.
//!
//! A new key is never offered where it would take over the lines below: on a blank line inside of a block that begins
//! left of the block, the block's own column counts, and [`Cursor::lead`] holds the missing indentation.

use super::site::{Owner, Site};
use super::{Cursor, Place, flow};
use crate::punctuation::{behind_colon, dashes};
use crate::{Node, NodeKind, Style};

/// The cursor on a line with nothing but blanks.
pub(super) fn on_blank_line<'d>(site: &Site<'d>) -> Cursor<'d> {
    let open = Open::at(site);
    match open.end {
        End::Inside => return site.nothing(),
        End::Flow(collection) => return flow::in_flow(site, collection),
        End::Nothing | End::Key(..) | End::Complete => {}
    }
    let at_cursor = site.layout.column(site.at);
    let column =
        open.levels.iter().filter(|level| level.goes_on).map(|level| level.column).max().unwrap_or(0);
    let lead = " ".repeat(column.saturating_sub(at_cursor) as usize);
    let column = column.max(at_cursor);
    let found = match open.end {
        End::Key(owner, owner_column) if owner_column.is_none_or(|of_owner| column > of_owner) => {
            Some(site.first_key(owner))
        }
        _ => at_level(site, &open.levels, column),
    };
    let Some(found) = found else { return site.nothing() };
    Cursor { indent: column, lead: lead + &found.lead, ..found }
}

/// The key or item that begins at `column` in one of the open blocks, the innermost one first.
fn at_level<'d>(site: &Site<'d>, levels: &[Level<'d>], column: u32) -> Option<Cursor<'d>> {
    let position = levels.iter().rposition(|level| level.column == column)?;
    let level = levels.get(position)?;
    if level.block.kind() == NodeKind::Mapping {
        return Some(site.fresh_key(level.block));
    }
    // A list in its key's column: after its last item a new key of the parent is the more likely wish.
    let parent = position.checked_sub(1).and_then(|parent| levels.get(parent));
    if let Some(parent) = parent.filter(|parent| parent.column == column && !level.goes_on) {
        return Some(site.fresh_key(parent.block));
    }
    let place = Place::Item { path: level.block.path().index(level.n_before) };
    Some(Cursor { lead: "- ".to_owned(), ..site.at_cursor(place) })
}

/// A block that the cursor's line could continue.
struct Level<'d> {
    block: Node<'d>,
    /// Where its entry or item nearest to the cursor begins.
    start: usize,
    column: u32,
    /// How many entries or items begin before the cursor.
    n_before: usize,
    /// Whether there are more of them after the cursor.
    goes_on: bool,
}

/// What the last text before the cursor leaves open.
enum End<'d> {
    /// There is no text yet.
    Nothing,
    /// The cursor is inside a scalar.
    Inside,
    /// The cursor is inside a flow collection.
    Flow(Node<'d>),
    /// A key or dash without a value, in this column.
    Key(Owner<'d>, Option<u32>),
    /// Nothing: a value.
    Complete,
}

/// The blocks around the cursor's line, outermost first.
struct Open<'d> {
    levels: Vec<Level<'d>>,
    end: End<'d>,
}

impl<'d> Open<'d> {
    fn at(site: &Site<'d>) -> Open<'d> {
        let mut levels = Vec::new();
        let Some(root) = site.document.root() else {
            return Open { levels, end: End::Key(Owner::Document, None) };
        };
        let (mut owner, mut owner_column, mut value) = (Owner::Document, None, root);
        // Every turn goes one level down the tree, so this ends.
        while matches!(value.kind(), NodeKind::Mapping | NodeKind::Sequence) && !value.is_flow() {
            let (level, last) = level(site, value, levels.last());
            let own_column = level.column;
            levels.push(level);
            let Some((next_owner, next)) = last else { return Open { levels, end: End::Nothing } };
            (owner, owner_column, value) = (next_owner, Some(own_column), next);
        }
        Open { levels, end: end(site, owner, owner_column, value) }
    }
}

/// A block, and the value of its last entry or item before the cursor.
fn level<'d>(
    site: &Site<'d>,
    block: Node<'d>,
    outer: Option<&Level<'d>>,
) -> (Level<'d>, Option<(Owner<'d>, Node<'d>)>) {
    let positions: Vec<(usize, Owner<'d>, Node<'d>)> = if block.kind() == NodeKind::Mapping {
        let entries = block.entries();
        entries.map(|entry| (entry_start(site, entry.key), Owner::Entry(block, entry), entry.value)).collect()
    } else {
        let items = dashes(site.layout, block).into_iter().enumerate();
        let start = |(dash, item): (Option<usize>, Node<'_>)| dash.unwrap_or(item.span().start.index());
        items.map(|(index, part)| (start(part), Owner::Item(block, index), part.1)).collect()
    };
    let n_before = positions.iter().take_while(|(start, ..)| *start < site.at).count();
    let last = n_before.checked_sub(1).and_then(|last| positions.get(last));
    // The nearest line tells the column: after a repair by the parser they are not all the same.
    let nearest = last.or(positions.first()).map_or(block.span().start.index(), |(start, ..)| *start);
    let goes_on = n_before < positions.len();
    let column = match outer {
        Some(outer) => site.layout.column_after((outer.start, outer.column), nearest),
        None => site.layout.column(nearest),
    };
    let level = Level { block, start: nearest, column, n_before, goes_on };
    (level, last.map(|(_, owner, value)| (*owner, *value)))
}

/// Where an entry begins: at its key, or at the `?` before it on the line.
fn entry_start(site: &Site<'_>, key: Node<'_>) -> usize {
    let start = key.span().start.index();
    let line_start = site.layout.line_start(start);
    let before = site.layout.slice(line_start, start);
    let lead = before.trim_end_matches([' ', '\t']);
    if lead.len() < before.len() && lead.ends_with('?') { line_start + lead.len() - 1 } else { start }
}

/// What a value that begins before the cursor, or is not there, leaves open.
fn end<'d>(site: &Site<'d>, owner: Owner<'d>, owner_column: Option<u32>, value: Node<'d>) -> End<'d> {
    let (start, stop) = (value.span().start.index(), value.span().end.index());
    let column = site.layout.column(site.at);
    match value.kind() {
        NodeKind::Missing if lacks_colon(site, owner) => End::Complete,
        NodeKind::Missing => End::Key(owner, owner_column),
        NodeKind::Mapping | NodeKind::Sequence => {
            let is_deeper = owner_column.is_none_or(|of_owner| column > of_owner);
            let is_inside = flow::holds(site, value) && (site.at < stop || is_deeper);
            if is_inside { End::Flow(value) } else { End::Complete }
        }
        NodeKind::Scalar => match value.style() {
            Some(Style::Literal | Style::Folded) => in_block_scalar(site, owner_column, value),
            // A key without a colon; another one may follow in the same column, or precede it.
            Some(Style::Plain) if is_lone_key(site, owner, value) && column == site.layout.column(start) => {
                End::Key(owner, owner_column)
            }
            _ if start < site.at && site.at < stop => End::Inside,
            _ => End::Complete,
        },
        NodeKind::Alias | NodeKind::Template => End::Complete,
    }
}

/// Whether the owner of a value is a key without its colon.
fn lacks_colon(site: &Site<'_>, owner: Owner<'_>) -> bool {
    match owner {
        Owner::Entry(_, entry) => behind_colon(site.layout, entry).is_none(),
        Owner::Document | Owner::Item(..) => false,
    }
}

/// Whether a scalar stands below the key or dash it belongs to, as a half-typed key does.
fn is_lone_key(site: &Site<'_>, owner: Owner<'_>, scalar: Node<'_>) -> bool {
    let start = scalar.span().start.index();
    match owner {
        Owner::Document => true,
        Owner::Entry(_, entry) => !site.layout.same_line(entry.key.span().end.index(), start),
        Owner::Item(..) => !site.layout.slice(site.layout.line_start(start), start).contains('-'),
    }
}

/// Behind the header of a block scalar: inside, unless the line is left of its text and after all of it.
fn in_block_scalar<'d>(site: &Site<'d>, owner_column: Option<u32>, scalar: Node<'d>) -> End<'d> {
    let (start, end) = (scalar.span().start.index(), scalar.span().end.index());
    if site.at <= start {
        return End::Complete;
    }
    let body = site.layout.next_line(start);
    let first_text =
        site.layout.slice(body, end).find(|c: char| !c.is_whitespace()).map(|found| body + found);
    let column = site.layout.column(site.at);
    let is_inside = match first_text {
        _ if !site.layout.slice(site.at, end).trim().is_empty() => true,
        Some(text) => column >= site.layout.column(text),
        None => owner_column.is_none_or(|of_owner| column > of_owner),
    };
    if is_inside { End::Inside } else { End::Complete }
}
