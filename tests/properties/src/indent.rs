//! Restoring indentation: only blanks in front of lines change, and what comes out is whole and in no further doubt.
//!
//! The text is looked at as it is, and once more without its indentation.

use oam_ide::diagnostics;
use oam_model::workspace::FileId;

use crate::input::{edited, inside, parts, workspace};

const FILE: FileId = FileId(0);

pub(crate) fn check(data: &[u8]) {
    let text = parts(data, 2).swap_remove(0);
    restored(&text);
    restored(&text.split_inclusive('\n').map(|it| it.trim_start_matches([' ', '\t'])).collect::<String>());
}

fn restored(text: &str) {
    let before = workspace(&[text.to_owned()]);
    for finding in diagnostics(&before, FILE).iter().filter(|it| it.rule == "lost-indentation") {
        inside(text, finding.span);
        let Some(fix) = &finding.fix else { continue };
        fix.edits.iter().for_each(|it| inside(text, it.span));
        let after = edited(text, FILE, &fix.edits);
        assert_eq!(bare(text), bare(&after), "more than blanks in front of lines");
        let after = workspace(&[after]);
        let at = |it: &oam_model::workspace::Workspace| {
            let slots = it.file(FILE).map(|it| it.text().documents().to_vec()).unwrap_or_default();
            slots.iter().filter(|it| !it.document.errors().is_empty()).count()
        };
        assert!(at(&after) <= at(&before), "the result is broken");
    }
}

/// The lines without what stands in front of them.
fn bare(text: &str) -> Vec<&str> {
    text.split(['\n', '\r']).map(str::trim).filter(|it| !it.is_empty()).collect()
}
