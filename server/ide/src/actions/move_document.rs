//! Moving a document to a file of its own, named after the object, beside the file that it is in.
//!
//! Comments go with it: those behind its `---`, and those directly above its first line. A header that a blank line separates
//! from the first document stays with the file. Comments that allow findings in the whole file hold in both files.
//!
//! Not offered where a list of kustomize names the file, or where the order of files decides which of several documents of one name counts.

use oam_model::file::File;
use oam_model::symbol::Symbol;
use oam_syntax::{Offset, SourceDocument, Span, directives};

use super::refactoring::{NewFile, Refactored, Spot};
use crate::position::FileEdit;

pub(super) fn title(spot: &Spot<'_>) -> Option<String> {
    Some(format!("move to `{}`", find(spot)?.0))
}

pub(super) fn apply(spot: &Spot<'_>) -> Option<Refactored> {
    let (name, file) = find(spot)?;
    let index = spot.ctx.document.index as usize;
    let document = file.text().documents().get(index)?;
    let (start, text) = (document.start.index(), document.document.text());
    let stays = if index == 0 { header(text) } else { 0 };
    let moved = text.get(stays..)?;
    let next = file.text().documents().get(index + 1).map(|it| it.document.text());
    // The first document has no `---` of its own; the next one does not need one then.
    let marker = next.filter(|_| index == 0 && !moved.starts_with("---")).map_or(0, |it| {
        ["---\n", "---\r\n"].iter().find(|mark| it.starts_with(**mark)).map_or(0, |mark| mark.len())
    });
    let span = Span::new(Offset::new(start + stays), Offset::new(start + text.len() + marker));
    let edits = vec![FileEdit { file: file.id(), span, text: String::new() }];
    let text = format!("{}{}", allowed(file, moved), without_marker(moved));
    Some(Refactored { edits, new_file: Some(NewFile { name, text }) })
}

fn find<'w>(spot: &Spot<'w>) -> Option<(String, &'w File)> {
    let object = spot.ctx.object?;
    let file = spot.workspace.file(spot.place.file)?;
    let has_others = file.documents().iter().filter(|it| !it.source().is_empty()).nth(1).is_some();
    if !is_in_header(spot, file) || is_listed(spot, file) || !has_others || spot.ctx.source.tree().has_holes()
    {
        return None;
    }
    let text = spot.ctx.source.text();
    // A directive, and text behind the marker, belong to the marker.
    let is_plain = !text.lines().any(|it| it.starts_with('%') || it.starts_with("..."));
    let names = spot.workspace.document(spot.ctx.document)?.names();
    let is_only = |it: &Symbol| spot.workspace.index().definitions(&it.key).nth(1).is_none();
    let name = spot.new_file_name(object.name()?)?;
    (is_plain && names.symbols.iter().all(is_only)).then_some((name, file))
}

/// Whether the place is above `spec`, where a document says what it is: offered everywhere, it would be in the way.
fn is_in_header(spot: &Spot<'_>, file: &File) -> bool {
    let index = spot.ctx.document.index as usize;
    let start = file.text().documents().get(index).map_or(Offset::ZERO, |it| it.start);
    let before = spot.ctx.source.text().get(..spot.place.span.start.index().saturating_sub(start.index()));
    before.is_some_and(|it| !it.contains("\nspec:"))
}

/// Whether a `kustomization.yaml` beside the file names it: the new file would be missing there.
fn is_listed(spot: &Spot<'_>, file: &File) -> bool {
    let split = file.path().rfind(['/', '\\']).map_or(0, |it| it + 1);
    let (folder, name) = file.path().split_at(split);
    ["kustomization.yaml", "kustomization.yml"].iter().any(|list| {
        let list = spot.workspace.file_by_path(&format!("{folder}{list}"));
        list.is_some_and(|it| it.text().text().contains(name))
    })
}

/// How much of the first document's text belongs to the file: a byte order mark, and comments above a blank line.
fn header(text: &str) -> usize {
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut end = at;
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if !is_blank && !line.starts_with('#') {
            break;
        }
        at += line.len();
        if is_blank {
            end = at;
        }
    }
    end
}

/// The text without the line that only says where the document starts.
fn without_marker(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("---") else { return text };
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(if rest.starts_with('#') {
        rest
    } else {
        text
    })
}

/// The comments that allow findings in the whole file and would be left behind.
fn allowed(file: &File, moved: &str) -> String {
    let of = |it: &SourceDocument| {
        let wide = directives(it).into_iter().filter(|it| it.file_wide);
        wide.map(|found| found.span.of(it.text()).trim_end().to_owned()).collect::<Vec<_>>()
    };
    let mut lines: Vec<String> = file.documents().iter().flat_map(|it| of(it.source())).collect();
    lines.dedup();
    lines.retain(|it| !moved.contains(it.as_str()));
    let newline = if moved.contains("\r\n") { "\r\n" } else { "\n" };
    lines.into_iter().map(|it| it + newline).collect()
}
