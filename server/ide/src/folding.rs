//! What can be folded: entries, items and block scalars of several lines, runs of comments, documents.
//!
//! A fold begins at the end of its first line, so that the key stays to be read. Files without OAM have none from here:
//! other servers know them better.

use std::collections::BTreeMap;

use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Node, NodeKind, Offset, SourceDocument, Span};

/// A stretch that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the end of the first line to the end of the last one, in bytes of the file.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What a fold hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// An entry, an item or a text.
    Block,
    /// Comments.
    Comment,
    /// A whole document.
    Document,
}

/// The folds of a file, by their beginnings; of several that begin in one line, the largest.
pub fn folding_ranges(workspace: &Workspace, file: FileId) -> Vec<Fold> {
    let Some(it) = workspace.file(file).filter(|it| it.has_oam()) else { return Vec::new() };
    let documents = it.text().documents();
    let is_one_of_many = documents.iter().filter(|it| !it.document.is_empty()).count() > 1;
    let mut all = Vec::new();
    for slot in documents {
        let mut folds = Folds { text: slot.document.text(), found: BTreeMap::new() };
        if is_one_of_many {
            folds.document(&slot.document);
        }
        folds.nodes(&slot.document);
        folds.comments(&slot.document);
        all.extend(
            folds
                .found
                .into_iter()
                .map(|(start, (end, kind))| Fold { span: Span::new(start, end).shift(slot.start), kind }),
        );
    }
    all
}

/// The folds of one document, by the end of their first line.
struct Folds<'d> {
    text: &'d str,
    found: BTreeMap<Offset, (Offset, FoldKind)>,
}

impl Folds<'_> {
    /// Adds a stretch, if it has several lines.
    fn add(&mut self, span: Span, kind: FoldKind) {
        let text = span.of(self.text).trim_end();
        let Some(first) = text.find(['\n', '\r']) else { return };
        let start = span.start + Offset::new(first);
        let end = span.start + Offset::new(text.len());
        let known = self.found.entry(start).or_insert((end, kind));
        if known.0 < end {
            *known = (end, kind);
        }
    }

    fn document(&mut self, document: &SourceDocument) {
        let Some(root) = document.root() else { return };
        let marker = self.text.find("---").filter(|it| *it < root.span().start.index());
        let start = marker.map_or(root.span().start, Offset::new);
        self.add(Span::new(start, root.span().end), FoldKind::Document);
    }

    fn nodes(&mut self, document: &SourceDocument) {
        for node in document.nodes() {
            match node.kind() {
                NodeKind::Mapping => node.children().step_by(2).for_each(|it| self.entry(it)),
                NodeKind::Sequence => node.children().for_each(|it| self.add(it.span(), FoldKind::Block)),
                NodeKind::Scalar | NodeKind::Alias | NodeKind::Missing | NodeKind::Template => {}
            }
        }
    }

    fn entry(&mut self, key: Node<'_>) {
        let Some(entry) = key.entry() else { return };
        self.add(entry.span(), FoldKind::Block);
    }

    /// Comments that have a line to themselves and follow each other.
    fn comments(&mut self, document: &SourceDocument) {
        let mut run: Option<Span> = None;
        for comment in document.comments() {
            let before = self.text.get(..comment.start.index()).unwrap_or_default();
            let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
            let has_line =
                before.len() == indent || before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']);
            if !has_line {
                continue;
            }
            let follows = |run: Span| {
                let between = Span::new(run.end, comment.start).of(self.text);
                between.trim().is_empty() && between.replace("\r\n", "\n").matches(['\n', '\r']).count() == 1
            };
            run = match run {
                Some(it) if follows(it) => Some(it.cover(*comment)),
                other => {
                    self.run(other);
                    Some(*comment)
                }
            };
        }
        self.run(run);
    }

    fn run(&mut self, comments: Option<Span>) {
        if let Some(it) = comments {
            self.add(it, FoldKind::Comment);
        }
    }
}
