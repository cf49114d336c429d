//! Formatting of OAM documents: whole files, parts of them, and the line that is being typed.
//!
//! How a document is laid out is known to `oam_syntax::format`; here it is decided which documents are formatted, in what
//! style, and every result is read once more: unless it says the same, it is thrown away. Documents of other kinds and
//! those with syntax errors stay as they are.
//!
//! The trap: the style is that of all OAM documents of a file together, so one of them may change because of another.

mod dash;
mod enter;
mod facts;
mod verify;

use oam_model::file::{DocumentModel, File};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::edit::{Edit, apply_edits};
use oam_syntax::format::{FileEnds, FormatStyle, format as layout};
use oam_syntax::{DocumentSlot, Offset, Span};

use crate::position::{FileEdit, FilePosition, FileSpan};

/// What the user wants where the file does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatConfig {
    /// Columns of a step, for files that have no step of their own.
    pub width: u32,
    /// Blanks at the ends of lines go.
    pub trims_lines: bool,
    /// Blank lines at the end of the file go.
    pub trims_final_lines: bool,
    /// The last line gets a terminator.
    pub has_final_newline: bool,
}

impl Default for FormatConfig {
    fn default() -> Self {
        Self { width: 2, trims_lines: true, trims_final_lines: true, has_final_newline: true }
    }
}

/// What formatting would change in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted {
    /// The changes, in order.
    pub edits: Vec<FileEdit>,
    /// OAM documents that stay as they are although something may be wrong with their layout.
    pub left_alone: Vec<LeftAlone>,
}

/// A document that is not formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// The place that prevents it, in bytes of the file.
    pub at: Span,
    /// Why.
    pub obstacle: FormatObstacle,
}

/// Why a document is not formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatObstacle {
    /// It is not valid YAML.
    SyntaxError,
    /// The result would not have said the same, which is a mistake of ours.
    Unsure,
}

/// Formats all OAM documents of a file.
pub fn format(workspace: &Workspace, file: FileId, config: FormatConfig) -> Formatted {
    let Some(file) = workspace.file(file) else { return Formatted::default() };
    let style = style(file, config);
    let n_slots = file.text().documents().len();
    let mut formatted = Formatted::default();
    for (index, slot) in ours(file) {
        let ends = FileEnds {
            begins: index == 0,
            trims_final_lines: config.trims_final_lines && index + 1 == n_slots,
            has_final_newline: config.has_final_newline && index + 1 == n_slots,
        };
        formatted.add(file.id(), slot, document(slot, style, None, ends));
    }
    formatted
}

/// Formats the lines of a stretch, and those that have to move along with them so that the documents say the same.
pub fn format_range(workspace: &Workspace, at: FileSpan, config: FormatConfig) -> Formatted {
    let Some(file) = workspace.file(at.file) else { return Formatted::default() };
    let style = style(file, config);
    let mut formatted = Formatted::default();
    for (index, slot) in ours(file) {
        let touches = at.span.start < slot.end() && slot.start < at.span.end
            || at.span.is_empty() && slot.start <= at.span.start && at.span.start <= slot.end();
        if !touches {
            continue;
        }
        let local = |it: Offset| Offset::new(it.index().clamp(slot.start.index(), slot.end().index()));
        let part = Span::new(local(at.span.start) - slot.start, local(at.span.end) - slot.start);
        let ends = FileEnds { begins: index == 0, ..FileEnds::default() };
        formatted.add(file.id(), slot, document(slot, style, Some(part), ends));
    }
    formatted
}

/// Corrects the indentation of the line that a line break (`"\n"`) or a dash (`"-"`) was just typed on; it changes no other
/// line, and nothing where the editor was right. `at` is the place behind what was typed.
pub fn format_on_type(
    workspace: &Workspace,
    at: FilePosition,
    typed: &str,
    config: FormatConfig,
) -> Option<FileEdit> {
    let file = workspace.file(at.file)?;
    let index = file.text().document_at(at.offset);
    let slot = file.text().documents().get(index)?;
    file.documents().get(index)?.object()?;
    let line = facts::Fresh::new(&slot.document, at.offset - slot.start)?;
    let style = style(file, config);
    let column = match typed {
        "\n" => enter::column(workspace, at, &line, style)?,
        "-" => dash::column(workspace, at, &line, style)?,
        _ => return None,
    };
    let edit = line.indented(column)?;
    Some(FileEdit { file: at.file, span: edit.span.shift(slot.start), text: edit.text })
}

/// The OAM documents of a file, with their numbers.
fn ours(file: &File) -> impl Iterator<Item = (usize, &DocumentSlot)> {
    let slots = file.text().documents().iter().zip(file.documents()).enumerate();
    let is_ours = |model: &DocumentModel| model.object().is_some();
    slots.filter(move |(_, (_, model))| is_ours(model)).map(|(index, (slot, _))| (index, slot))
}

/// The style of a file's OAM documents.
fn style(file: &File, config: FormatConfig) -> FormatStyle {
    let documents = ours(file).map(|(_, slot)| &*slot.document);
    FormatStyle { trims_lines: config.trims_lines, ..FormatStyle::of(documents, config.width) }
}

/// The edits of one document, in its own places, or the place that prevents them.
fn document(
    slot: &DocumentSlot,
    style: FormatStyle,
    part: Option<Span>,
    ends: FileEnds,
) -> Result<Vec<Edit>, LeftAlone> {
    let document = &slot.document;
    if let Some(first) = document.errors().first() {
        return Err(LeftAlone { at: first.span, obstacle: FormatObstacle::SyntaxError });
    }
    let unsure = LeftAlone { at: Span::default(), obstacle: FormatObstacle::Unsure };
    let edits = layout(document, style, part, ends).ok_or(unsure)?;
    if edits.is_empty() || verify::says_the_same(document, &edits) { Ok(edits) } else { Err(unsure) }
}

impl Formatted {
    /// The text of the file, with the changes made.
    pub fn applied_to(&self, text: &str) -> String {
        let edits = self.edits.iter().map(|it| Edit { span: it.span, text: it.text.clone() });
        apply_edits(text, &edits.collect::<Vec<_>>())
    }

    /// Adds what was found out about a document.
    fn add(&mut self, file: FileId, slot: &DocumentSlot, found: Result<Vec<Edit>, LeftAlone>) {
        let in_file = |it: Edit| FileEdit { file, span: it.span.shift(slot.start), text: it.text };
        match found {
            Ok(edits) => self.edits.extend(edits.into_iter().map(in_file)),
            Err(it) => self.left_alone.push(LeftAlone { at: it.at.shift(slot.start), ..it }),
        }
    }
}
