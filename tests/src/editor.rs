//! Answers of the features that show and lead rather than complete or check: navigation, hierarchy, folds, tokens, hints.
//!
//! As in `check`, text that a person can review; nothing here compares.

use std::fmt::Write;

use oam_ide::{
    Call, FilePosition, FileSpan, FoldKind, HierarchyItem, HintConfig, LensAction, LinkTarget, NavTarget,
};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::Span;

use crate::check::{indented, place, text_of};
use crate::formatting;

/// The answer to a marker, if it is one of these features'.
pub(crate) fn answer(workspace: &Workspace, position: FilePosition, words: &str) -> Option<String> {
    let in_file = |span: Span| place(workspace, FileSpan { file: position.file, span });
    let answer = match words {
        "type definition" => {
            targets(workspace, position.file, &oam_ide::type_definition(workspace, position))
        }
        "implementation" => targets(workspace, position.file, &oam_ide::implementation(workspace, position)),
        "highlight" => oam_ide::document_highlights(workspace, position)
            .iter()
            .map(|it| format!("{} {}\n", if it.is_definition { "write" } else { "read " }, in_file(it.span)))
            .collect(),
        "linked" => {
            oam_ide::linked_editing(workspace, position).iter().map(|it| in_file(*it) + "\n").collect()
        }
        "selection" => oam_ide::selection_ranges(workspace, position)
            .iter()
            .map(|it| in_file(*it))
            .map(|it| {
                it.split_once('\n').map_or_else(|| it.clone(), |(first, _)| format!("{first}…`")) + "\n"
            })
            .collect(),
        "calls" => calls(workspace, position),
        _ => return None,
    };
    Some(if answer.is_empty() { "nothing\n".to_owned() } else { answer })
}

/// The answer about a whole file that the folder of a fixture asks for.
pub(crate) fn whole_file(workspace: &Workspace, file: FileId, folder: &str) -> Option<String> {
    let answer = match folder {
        "folding" => folds(workspace, file),
        "formatting" => formatting::whole(workspace, file),
        "links" => links(workspace, file),
        "semantic_tokens" => tokens(workspace, file),
        "inlay_hints" => hints(workspace, file),
        "code_lens" => lenses(workspace, file),
        _ => return None,
    };
    Some(if answer.is_empty() { "nothing\n".to_owned() } else { answer })
}

fn targets(workspace: &Workspace, file: FileId, targets: &[NavTarget]) -> String {
    let Some(first) = targets.first() else { return String::new() };
    let mut out = format!("from {}\n", place(workspace, FileSpan { file, span: first.from }));
    for it in targets {
        let full = FileSpan { file: it.at.file, span: it.full };
        let n_lines = text_of(workspace, full).lines().count();
        writeln!(out, "to   {} of {n_lines} lines", place(workspace, it.at)).expect("a string");
    }
    out
}

fn calls(workspace: &Workspace, position: FilePosition) -> String {
    let mut out = String::new();
    for item in oam_ide::prepare_call_hierarchy(workspace, position) {
        writeln!(out, "{}", item_text(workspace, &item)).expect("a string");
        let at = FilePosition { file: item.at.file, offset: item.at.span.start };
        for call in oam_ide::incoming_calls(workspace, at) {
            out += &call_text(workspace, "from", &call, call.item.at.file);
        }
        for call in oam_ide::outgoing_calls(workspace, at) {
            out += &call_text(workspace, "to", &call, item.at.file);
        }
    }
    out
}

fn item_text(workspace: &Workspace, item: &HierarchyItem) -> String {
    let container = item.container.as_ref().map(|it| format!(" in {it}")).unwrap_or_default();
    format!("{} ({}){container} at {}", item.name, item.kind.name(), place(workspace, item.at))
}

fn call_text(workspace: &Workspace, direction: &str, call: &Call, user: FileId) -> String {
    let mut out = format!("  {direction} {}\n", item_text(workspace, &call.item));
    for span in &call.mentions {
        writeln!(out, "    by {}", place(workspace, FileSpan { file: user, span: *span })).expect("a string");
    }
    out
}

/// The lines of a file, with the number of the last line of each fold behind its first.
fn folds(workspace: &Workspace, file: FileId) -> String {
    let text = workspace.file(file).expect("a file of the fixture").text().clone();
    let line = |at| text.line_col(at, oam_syntax::Encoding::Utf32).line;
    let fold = |it: &oam_ide::Fold| {
        let kind = match it.kind {
            FoldKind::Block => "",
            FoldKind::Comment => " comment",
            FoldKind::Document => " document",
        };
        let (first, last) = (line(it.span.start), line(it.span.end));
        format!("{}-{}{kind}: {}\n", first + 1, last + 1, text.line(first).trim())
    };
    oam_ide::folding_ranges(workspace, file).iter().map(fold).collect()
}

fn links(workspace: &Workspace, file: FileId) -> String {
    let link = |it: &oam_ide::Link| {
        let target = match &it.target {
            LinkTarget::Page(url) => url.clone(),
            LinkTarget::File(id) => workspace.file(*id).expect("a file").path().to_owned(),
        };
        let at = place(workspace, FileSpan { file, span: it.span });
        format!("{at}\n  {target} ({})\n", it.tooltip)
    };
    oam_ide::document_links(workspace, file).iter().map(link).collect()
}

fn tokens(workspace: &Workspace, file: FileId) -> String {
    let token = |it: &oam_ide::Token| {
        let modifiers: String = it.modifiers.iter().map(|it| format!(" {}", it.name())).collect();
        let at = place(workspace, FileSpan { file, span: it.span });
        format!("{at} {}{modifiers}\n", it.kind.name())
    };
    oam_ide::semantic_tokens(workspace, file, None).iter().map(token).collect()
}

fn hints(workspace: &Workspace, file: FileId) -> String {
    let text = workspace.file(file).expect("a file of the fixture").text();
    let whole = FileSpan { file, span: Span::new(oam_syntax::Offset::ZERO, text.len()) };
    let mut out = String::new();
    for it in oam_ide::inlay_hints(workspace, whole, HintConfig::default()) {
        let at = text.line_col(it.at, oam_syntax::Encoding::Utf32);
        let words: String = it.parts.iter().map(|it| it.text.as_str()).collect();
        writeln!(out, "{}: {} ⟨{words}⟩", at.line + 1, text.line(at.line).trim()).expect("a string");
        for at in it.parts.iter().filter_map(|it| it.at) {
            writeln!(out, "  from {}", place(workspace, at)).expect("a string");
        }
        out += &indented(&it.tooltip.map(|it| it + "\n").unwrap_or_default());
    }
    out
}

fn lenses(workspace: &Workspace, file: FileId) -> String {
    let mut out = String::new();
    for it in oam_ide::code_lenses(workspace, file) {
        let at = FilePosition { file, offset: it.span.start };
        let resolved = oam_ide::resolve_lens(workspace, at, it.kind).expect("words for every lens");
        let over = place(workspace, FileSpan { file, span: it.span });
        writeln!(out, "{over} {}: {}", it.kind.name(), resolved.title).expect("a string");
        if let LensAction::References(places) = resolved.action {
            for at in places {
                writeln!(out, "  {}", place(workspace, at)).expect("a string");
            }
        }
    }
    out
}
