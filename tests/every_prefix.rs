//! Every prefix of every fixture and example through every feature: nothing panics, and no place lies outside of the text.
//!
//! This is what an editor does while somebody types from top to bottom. What the answers say is checked elsewhere.

use oam_ide::{
    CompletionConfig, DocumentSymbol, FilePosition, FileSpan, FormatConfig, FormatObstacle, HierarchyItem,
    HintConfig, LeftAlone,
};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Offset, Span};
use oam_tests::fixture::{self, FEATURES, Fixture, change, fixtures};
use oam_tests::markers::is_in_marker;

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
        for item in oam_ide::completion(
            self.workspace,
            position,
            CompletionConfig { snippets: true, documentation: true },
        ) {
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
        self.navigation(position);
        if with_whole_file {
            self.whole_file(at);
            self.decorations(at);
            self.formatting(at);
        }
    }

    fn navigation(&self, position: FilePosition) {
        let workspace = self.workspace;
        let types = oam_ide::type_definition(workspace, position);
        for target in types.into_iter().chain(oam_ide::implementation(workspace, position)) {
            self.inside(self.file, target.from);
            self.inside(target.at.file, target.at.span);
            self.inside(target.at.file, target.full);
        }
        let highlights = oam_ide::document_highlights(workspace, position);
        assert!(highlights.windows(2).all(|it| it[0].span.end <= it[1].span.start), "highlights overlap");
        highlights.iter().for_each(|it| self.inside(self.file, it.span));
        let linked = oam_ide::linked_editing(workspace, position);
        linked.iter().for_each(|it| self.inside(self.file, *it));
        assert!(linked.windows(2).all(|it| it[0].end < it[1].start && it[0].len() == it[1].len()), "linked");
        let steps = oam_ide::selection_ranges(workspace, position);
        assert!(!steps.is_empty() && steps.iter().all(|it| it.contains(position.offset)), "selection");
        assert!(steps.windows(2).all(|it| it[1].contains_span(it[0]) && it[0] != it[1]), "selection");
        steps.iter().for_each(|it| self.inside(self.file, *it));
        for item in oam_ide::prepare_call_hierarchy(workspace, position) {
            self.item(&item);
            let at = FilePosition { file: item.at.file, offset: item.at.span.start };
            for call in oam_ide::incoming_calls(workspace, at) {
                self.item(&call.item);
                call.mentions.iter().for_each(|it| self.inside(call.item.at.file, *it));
            }
            for call in oam_ide::outgoing_calls(workspace, at) {
                self.item(&call.item);
                call.mentions.iter().for_each(|it| self.inside(item.at.file, *it));
            }
        }
    }

    fn item(&self, item: &HierarchyItem) {
        assert!(!item.name.trim().is_empty());
        assert!(item.full.contains_span(item.at.span), "{}: the name is outside", item.name);
        self.inside(item.at.file, item.full);
    }

    fn decorations(&self, at: usize) {
        let (workspace, file) = (self.workspace, self.file);
        for fold in oam_ide::folding_ranges(workspace, file) {
            self.inside(file, fold.span);
            assert!(self.text[fold.span.start.index()..].starts_with(['\n', '\r']), "a fold within a line");
        }
        oam_ide::document_links(workspace, file).iter().for_each(|it| self.inside(file, it.span));
        let tokens = oam_ide::semantic_tokens(workspace, file, None);
        assert!(tokens.windows(2).all(|it| it[0].span.end <= it[1].span.start), "tokens overlap");
        tokens.iter().for_each(|it| self.inside(file, it.span));
        let half = Span::new(Offset::ZERO, Offset::new(at / 2));
        let part = oam_ide::semantic_tokens(workspace, file, Some(half));
        assert!(part.len() <= tokens.len() && tokens.starts_with(&part), "a part has other tokens");
        let whole = FileSpan { file, span: Span::new(Offset::ZERO, Offset::new(self.text.len())) };
        for hint in oam_ide::inlay_hints(workspace, whole, HintConfig::default()) {
            self.inside(file, Span::empty(hint.at));
            hint.parts.iter().filter_map(|it| it.at).for_each(|it| self.inside(it.file, it.span));
            let one_line = |it: &str| !it.is_empty() && !it.contains(['\n', '\r']);
            assert!(hint.parts.iter().all(|it| one_line(&it.text)), "{:?}", hint.parts);
        }
        for lens in oam_ide::code_lenses(workspace, file) {
            self.inside(file, lens.span);
            let at = FilePosition { file, offset: lens.span.start };
            let resolved = oam_ide::resolve_lens(workspace, at, lens.kind).expect("words for every lens");
            assert!(!resolved.title.is_empty());
        }
    }

    /// What is formatted while it is being typed still says the same; at the least, nothing may fall over.
    fn formatting(&self, at: usize) {
        let (workspace, file, config) = (self.workspace, self.file, FormatConfig::default());
        let half = Span::new(Offset::new(at / 2), Offset::new(at));
        let whole = oam_ide::format(workspace, file, config);
        let part = oam_ide::format_range(workspace, FileSpan { file, span: half }, config);
        let is_unsure = |it: &LeftAlone| it.obstacle == FormatObstacle::Unsure;
        assert!(!whole.left_alone.iter().chain(&part.left_alone).any(is_unsure), "{}", self.text);
        whole.edits.iter().chain(&part.edits).for_each(|it| self.inside(file, it.span));
        for typed in ["\n", "-"] {
            let at = FilePosition { file, offset: Offset::new(at) };
            let edit = oam_ide::format_on_type(workspace, at, typed, config);
            edit.iter().for_each(|it| self.inside(file, it.span));
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
