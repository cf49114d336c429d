//! Every prefix of every fixture and example through every feature: nothing panics, and no place lies outside of the text.
//!
//! This is what an editor does while somebody types from top to bottom. What the answers say is checked elsewhere.

use oam_ide::{CompletionConfig, DocumentSymbol, FilePosition, FileSpan};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Offset, Span};
use oam_tests::fixture::{self, Fixture, change, fixtures};
use oam_tests::markers::is_in_marker;

const FEATURES: [&str; 7] =
    ["code_actions", "completion", "definition", "hover", "references", "rename", "symbols"];

#[test]
fn prefixes_of_feature_fixtures() {
    FEATURES.into_iter().flat_map(|it| fixtures(it, 0)).for_each(|it| every_prefix(&it, 1));
}

#[test]
fn prefixes_of_rule_fixtures() {
    // There are many of these, alike in most of their text.
    fixtures("rules", 1).iter().for_each(|it| every_prefix(it, 23));
    fixtures("documents", 1).iter().for_each(|it| every_prefix(it, 101));
}

#[test]
fn prefixes_of_examples() {
    let folder = fixture::tests_folder().join("../examples");
    let entries = std::fs::read_dir(folder).expect("examples/").map(|it| it.expect("an entry").path());
    for path in entries.filter(|it| it.is_dir()) {
        let mut example = fixture::read(&path);
        // What an example renders to is no OAM.
        example.files.retain(|(path, _)| path != "rendered.yaml");
        every_prefix(&example, 1);
    }
}

fn every_prefix(fixture: &Fixture, step: usize) {
    let whole = fixture.workspace();
    for ((path, text), id) in fixture.files.iter().zip(0..) {
        let places = text.char_indices().enumerate().filter(|(_, (end, _))| !is_in_marker(text, *end));
        for (n, (end, _)) in places.step_by(step) {
            let prefix = &text[..end];
            let workspace = whole.with([change(id, path, prefix)]);
            let probe = Probe { workspace: &workspace, file: FileId(id), text: prefix };
            probe.features(prefix.len(), n % 16 == 0 || prefix.ends_with('\n'));
        }
    }
}

/// A file whose answers are looked at.
struct Probe<'w> {
    workspace: &'w Workspace,
    file: FileId,
    text: &'w str,
}

impl Probe<'_> {
    /// Asks all features about a place; those that look at the whole file only now and then.
    fn features(&self, at: usize, with_whole_file: bool) {
        let position = FilePosition { file: self.file, offset: Offset::new(at) };
        for item in oam_ide::completion(self.workspace, position, CompletionConfig { snippets: true }) {
            self.inside(self.file, item.replace);
            assert!(
                item.replace.contains(position.offset),
                "{}: the cursor is outside of what is replaced",
                item.label
            );
            let replaced = &self.text[item.replace.start.index()..item.replace.end.index()];
            assert!(!replaced.contains('\n'), "{}: replaces more than a line", item.label);
        }
        if let Some(hover) = oam_ide::hover(self.workspace, position) {
            self.inside(self.file, hover.span);
            assert!(!hover.markdown.is_empty());
        }
        for target in oam_ide::definition(self.workspace, position) {
            self.inside(self.file, target.from);
            self.inside(target.at.file, target.at.span);
            self.inside(target.at.file, target.full);
        }
        for reference in oam_ide::references(self.workspace, position, true) {
            self.inside(reference.file, reference.span);
        }
        if with_whole_file {
            self.whole_file(at);
        }
    }

    fn whole_file(&self, at: usize) {
        self.symbols(&oam_ide::document_symbols(self.workspace, self.file), None);
        for symbol in oam_ide::workspace_symbols(self.workspace, "a", 100) {
            self.inside(symbol.at.file, symbol.at.span);
        }
        for finding in oam_ide::diagnostics(self.workspace, self.file) {
            self.inside(self.file, finding.span);
            finding.related.iter().for_each(|it| self.inside(it.at.file, it.at.span));
        }
        let at = FileSpan { file: self.file, span: Span::empty(Offset::new(at)) };
        for edit in oam_ide::code_actions(self.workspace, at).into_iter().flat_map(|it| it.edits) {
            self.inside(edit.file, edit.span);
        }
    }

    fn symbols(&self, symbols: &[DocumentSymbol], parent: Option<Span>) {
        for it in symbols {
            self.inside(self.file, it.span);
            assert!(!it.name.is_empty());
            assert!(
                it.span.start <= it.selection.start && it.selection.end <= it.span.end,
                "{}: selection",
                it.name
            );
            assert!(
                parent.is_none_or(|parent| parent.start <= it.span.start),
                "{}: begins before its parent",
                it.name
            );
            self.symbols(&it.children, Some(it.span));
        }
    }

    fn inside(&self, file: FileId, span: Span) {
        let (start, end) = (span.start.index(), span.end.index());
        let is_part = if file == self.file {
            self.text.get(start..end).is_some()
        } else {
            let file = self.workspace.file(file).expect("a file of the workspace");
            file.text().text().get(start..end).is_some()
        };
        assert!(is_part, "{start}..{end} is no part of {file:?}, here of {} bytes", self.text.len());
    }
}
