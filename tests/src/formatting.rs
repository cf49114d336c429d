//! Answers of formatting: the whole text afterwards, or what a part or a typed character changes.
//!
//! As in `check`, text that a person can review; nothing here compares.

use oam_ide::{FilePosition, FileSpan, FormatConfig, FormatObstacle};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::Encoding;

use crate::check::{diff, edited};

/// The text of a file after formatting, and the documents that stayed as they are.
pub(crate) fn whole(workspace: &Workspace, file: FileId) -> String {
    let text = workspace.file(file).expect("a file of the fixture").text();
    let formatted = oam_ide::format(workspace, file, FormatConfig::default());
    let mut out = edited(&text.text(), file, &formatted.edits);
    if !out.ends_with('\n') {
        out += "(no end of line)\n";
    }
    for it in formatted.left_alone {
        let obstacle = match it.obstacle {
            FormatObstacle::SyntaxError => "a syntax error",
            FormatObstacle::Unsure => "doubt",
        };
        out += &format!("({obstacle} in line {})\n", text.line_col(it.at.start, Encoding::Utf32).line + 1);
    }
    out
}

/// What formatting a part changes.
pub(crate) fn part(workspace: &Workspace, at: FileSpan) -> String {
    let text = workspace.file(at.file).expect("a file of the fixture").text().text();
    let edits = oam_ide::format_range(workspace, at, FormatConfig::default()).edits;
    let after = edited(&text, at.file, &edits);
    if after == text { "nothing\n".to_owned() } else { diff(&text, &after) }
}

/// What follows a typed character.
pub(crate) fn typed(workspace: &Workspace, at: FilePosition, typed: &str) -> String {
    let text = workspace.file(at.file).expect("a file of the fixture").text().text();
    match oam_ide::format_on_type(workspace, at, typed, FormatConfig::default()) {
        Some(edit) => diff(&text, &edited(&text, at.file, &[edit])),
        None => "nothing\n".to_owned(),
    }
}
