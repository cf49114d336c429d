//! Features: no answer falls over, or points outside of a text.
//!
//! What the answers say is checked elsewhere.

use oam_ide::{
    CompletionConfig, DocumentSymbol, FileEdit, FilePosition, FileSpan, FormatConfig, FormatObstacle,
    HierarchyItem, HintConfig, LeftAlone, RefactorConfig,
};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Offset, Span};

use crate::input::{Random, inside, parts, workspace};

/// Most places of an input that are asked about.
const PLACES: usize = 3;

pub(crate) fn check(data: &[u8]) {
    let texts = parts(data, 3);
    let workspace = workspace(&texts);
    let mut random = Random::new(data);
    for nth in 0..PLACES {
        let idx = random.below(texts.len());
        let text = &texts[idx];
        let file = FileId(u32::try_from(idx).unwrap_or_default());
        let at = random.place(text);
        let probe = Probe { workspace: &workspace, file, text };
        probe.features(at, nth == 0);
        probe.changes(at, random.place(text));
    }
}

/// A file whose answers are looked at.
pub struct Probe<'w> {
    /// The files.
    pub workspace: &'w Workspace,
    /// The file that is asked about.
    pub file: FileId,
    /// Its text.
    pub text: &'w str,
}

impl Probe<'_> {
    /// Asks all features about a place; those that look at the whole file only now and then.
    pub fn features(&self, at: usize, with_whole_file: bool) {
        let position = FilePosition { file: self.file, offset: Offset::new(at) };
        for item in oam_ide::completion(
            self.workspace,
            position,
            CompletionConfig { snippets: true, documentation: true },
        )
        .items
        {
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

    /// Asks for all that changes texts, at a place or between two.
    fn changes(&self, at: usize, to: usize) {
        let workspace = self.workspace;
        let position = FilePosition { file: self.file, offset: Offset::new(at) };
        let edits = |edits: &[FileEdit]| edits.iter().for_each(|it| self.inside(it.file, it.span));
        if let Ok(target) = oam_ide::prepare_rename(workspace, position) {
            self.inside(self.file, target.span);
            assert!(target.span.contains(position.offset));
        }
        if let Ok(found) = oam_ide::rename(workspace, position, "another") {
            edits(&found);
        }
        let span = Span::new(Offset::new(at.min(to)), Offset::new(at.max(to)));
        let place = FileSpan { file: self.file, span };
        oam_ide::code_actions(workspace, place).iter().for_each(|it| edits(&it.edits));
        let config = RefactorConfig { creates_files: true };
        for offer in oam_ide::refactorings(workspace, place, config) {
            if let Some(done) = oam_ide::refactor(workspace, place, offer.name, config) {
                edits(&done.edits);
            }
        }
    }

    fn inside(&self, file: FileId, span: Span) {
        if file == self.file {
            return inside(self.text, span);
        }
        let file = self.workspace.file(file).expect("a file of the workspace");
        inside(&file.text().text(), span);
    }
}
