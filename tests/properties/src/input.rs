//! Bytes as what properties are about: texts, workspaces, numbers.
//!
//! Everything follows from the bytes alone, so that an input fails again wherever it has failed once.

use oam_ide::FileEdit;
use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_syntax::edit::{Edit, apply_edits};
use oam_syntax::{SourceText, Span};

/// What separates the parts of an input.
const SEPARATOR: u8 = 0;

/// An input as text; what is no text is replaced.
pub(crate) fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// The parts of an input, at most that many; the last has the rest.
pub(crate) fn parts(data: &[u8], most: usize) -> Vec<String> {
    data.splitn(most, |it| *it == SEPARATOR).map(text).collect()
}

/// A workspace of these files.
pub(crate) fn workspace(texts: &[String]) -> Workspace {
    let names = ["a.yaml", "app/b.yaml", "c.yml"];
    let changes = texts.iter().zip(names).zip(0..);
    Workspace::new(Settings::default()).with(changes.map(|((text, path), id)| Change {
        file: FileId(id),
        path: path.into(),
        text: Some(SourceText::new(text)),
    }))
}

/// The text of a file after edits.
pub(crate) fn edited(text: &str, file: FileId, edits: &[FileEdit]) -> String {
    let own = edits.iter().filter(|it| it.file == file);
    let own: Vec<_> = own.map(|it| Edit { span: it.span, text: it.text.clone() }).collect();
    apply_edits(text, &own)
}

/// Fails unless a place is a part of a text.
pub(crate) fn inside(text: &str, span: Span) {
    let (start, end) = (span.start.index(), span.end.index());
    assert!(text.get(start..end).is_some(), "{start}..{end} is no part of a text of {} bytes", text.len());
}

/// Numbers that follow from an input.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(data: &[u8]) -> Self {
        // FNV-1a: the same everywhere.
        let mix = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Self(data.iter().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    /// A place between two characters of a text.
    pub(crate) fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (at..text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or(text.len())
    }
}
