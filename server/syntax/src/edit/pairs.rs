//! A list of names and values turned into a mapping: `[{name: a, value: 1}]` into `{a: 1}`.
//!
//! Values keep their source text, comments and all; only their indentation changes.

use std::ops::Range;

use super::Edit;
use super::extent::Part;
use super::nest::reindented;
use super::style::BlockStyle;
use super::value::key_text;
use crate::layout::Layout;
use crate::punctuation::behind_colon;
use crate::{Entry, Node, NodeKind};

/// The two keys of each item.
#[derive(Clone, Copy, Debug)]
pub struct PairKeys<'k> {
    /// The key that holds the name, which becomes a key.
    pub name: &'k str,
    /// The key that holds the value.
    pub value: &'k str,
}

/// Turns the list below `entry` into a mapping and gives the entry a new key. Nothing unless every item has a name, a
/// value and no other key, and no name is there twice.
pub fn pairs_to_mapping(entry: Entry<'_>, new_key: &str, keys: PairKeys<'_>) -> Option<Vec<Edit>> {
    let list = Some(entry.value).filter(|list| list.kind() == NodeKind::Sequence)?;
    let pairs = pairs(list, keys)?;
    let is_unique =
        |(at, pair): (usize, &Pair<'_>)| pairs.iter().take(at).all(|other| other.name != pair.name);
    if !pairs.iter().enumerate().all(is_unique) {
        return None;
    }
    let style = BlockStyle::around(list);
    let mut edits = super::rename_key(entry, new_key);
    let is_inside_brackets = entry.key.parent().is_some_and(Node::is_flow);
    if pairs.is_empty() || is_inside_brackets {
        let entries: Vec<String> = pairs.iter().map(|pair| pair.in_brackets(style)).collect::<Option<_>>()?;
        edits.push(Edit { span: list.span(), text: format!("{{{}}}", entries.join(", ")) });
        return Some(edits);
    }
    let part = Part::of(list)?;
    let column = part.column() + style.width;
    let lines: String = pairs.iter().map(|pair| pair.lines(column, style)).collect();
    edits.extend(below_key(part, &lines));
    Some(edits)
}

/// Replaces a list by lines below its key. A comment behind the key stays where it is.
fn below_key(part: Part<'_>, lines: &str) -> Vec<Edit> {
    let layout = part.layout;
    let key_line_end = layout.line_end(part.mark);
    let start = part.value.span().start.index();
    if !layout.same_line(part.mark, start) {
        return vec![Edit::new(key_line_end, part.last_line_end(), lines)];
    }
    let end = part.text_end();
    let line_end = layout.line_end(end);
    vec![Edit::new(part.mark, end, ""), Edit::new(line_end, line_end, lines)]
}

/// An item of the list.
struct Pair<'d> {
    layout: Layout<'d>,
    name: String,
    /// The key of the value, from whose column the value's lines are indented.
    key: Node<'d>,
    /// Behind the colon of that key.
    mark: usize,
    value: Node<'d>,
    /// Comments of the item that are not inside of its value.
    comments: Vec<&'d str>,
    /// The comment behind its value.
    trailing: Option<&'d str>,
}

/// The items of a list, each with the comments from the end of the one before to the end of its last line.
fn pairs<'d>(list: Node<'d>, keys: PairKeys<'_>) -> Option<Vec<Pair<'d>>> {
    let layout = Layout::new(list.source);
    let mut from =
        if list.is_flow() { list.span().start.index() } else { layout.line_start(list.span().start.index()) };
    if let Some(mark) = list.entry().and_then(|entry| behind_colon(layout, entry)).filter(|_| !list.is_flow())
    {
        from = layout.line_end(mark);
    }
    let mut pairs = Vec::new();
    for item in list.items() {
        let end = item.span().end.index();
        let to = if list.is_flow() { end } else { layout.line_end(end.saturating_sub(1)) };
        pairs.push(pair(item, from..to, keys)?);
        from = to;
    }
    Some(pairs)
}

fn pair<'d>(item: Node<'d>, extent: Range<usize>, keys: PairKeys<'_>) -> Option<Pair<'d>> {
    let layout = Layout::new(item.source);
    let entries: Vec<Entry<'d>> = (item.kind() == NodeKind::Mapping).then(|| item.entries().collect())?;
    let find = |key: &str| entries.iter().copied().find(|entry| entry.key.text() == key);
    let (name, value) = (find(keys.name)?, find(keys.value)?);
    if entries.len() != 2 || name.value.kind() != NodeKind::Scalar {
        return None;
    }
    let mark = behind_colon(layout, value)?;
    let value_end = mark + layout.slice(mark, value.value.span().end.index()).trim_end().len();
    let own = item.tree.comments.iter().filter(|comment| extent.contains(&comment.start.index()));
    let (mut comments, mut trailing) = (Vec::new(), None);
    for comment in own {
        let start = comment.start.index();
        if start >= value_end && layout.same_line(start, value_end) {
            trailing = Some(layout.of(*comment));
        } else if start < mark || start >= value_end {
            comments.push(layout.of(*comment));
        }
    }
    let name = name.value.text().into_owned();
    Some(Pair { layout, name, key: value.key, mark, value: value.value, comments, trailing })
}

impl Pair<'_> {
    /// The entry as lines of a block, each after a terminator, with the comments above.
    fn lines(&self, column: u32, style: BlockStyle) -> String {
        let start = format!("{}{}", style.newline, " ".repeat(column as usize));
        let comments: String = self.comments.iter().flat_map(|comment| [start.as_str(), comment]).collect();
        let trailing = self.trailing.map(|comment| format!(" {comment}")).unwrap_or_default();
        format!(
            "{comments}{start}{}:{}{trailing}",
            key_text(&self.name, style, false),
            self.value_text(column)
        )
    }

    /// The value as it is written, from the colon on, for a key in `column`.
    fn value_text(&self, column: u32) -> String {
        let end = self.value.span().end.index().max(self.mark);
        let text = self.layout.slice(self.mark, end).trim_end();
        let (first, rest) =
            text.split_at_checked(text.find(['\n', '\r']).unwrap_or(text.len())).unwrap_or((text, ""));
        let own_column = self.layout.column(self.key.start());
        first.to_owned() + &reindented(rest, own_column, column)
    }

    /// The entry for a mapping in brackets, where comments have no place.
    fn in_brackets(&self, style: BlockStyle) -> Option<String> {
        let value = self.layout.of(self.value.span());
        let value = if value.is_empty() { "null" } else { value };
        let has_comments = self.trailing.is_some() || !self.comments.is_empty();
        (!has_comments).then(|| format!("{}: {value}", key_text(&self.name, style, true)))
    }
}
