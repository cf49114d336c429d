//! What each feature answers to the markers of a fixture, as text that a person can review.
//!
//! The only callers of the features in fixture tests: when an interface changes, it changes here.

use std::fmt::Write;

use oam_ide::{
    CodeActionKind, CompletionConfig, CompletionItem, CompletionKind, DocumentSymbol, FileEdit, FilePosition,
    FileSpan, Finding, RefactorConfig, Refactoring,
};
use oam_model::workspace::{FileId, Workspace};
use oam_syntax::{Encoding, LineCol, Span};
use similar::TextDiff;

use crate::fixture::Fixture;
use crate::formatting;
use crate::markers::{Malformed, Marker, below_block, marker_line, markers};
use crate::snippet;

/// The answers to all markers of a case.
pub fn answers(fixture: &Fixture) -> Result<String, String> {
    let workspace = fixture.workspace();
    let mut out = String::new();
    let mut n_markers = 0;
    for ((path, text), id) in fixture.files.iter().zip(0..) {
        let found = markers(text).map_err(|it: Malformed| format!("{path}: {it}"))?;
        n_markers += found.len();
        for marker in found {
            let answer = answer(&workspace, FileId(id), &marker).map_err(|it| format!("{path}: {it}"))?;
            let (line, column) = (marker.line + 1, marker.column + 1);
            writeln!(out, "{path}:{line}:{column} {}\n{}", marker.text, indented(&answer)).expect("a string");
        }
        if fixture.name.starts_with("symbols/") {
            n_markers += 1;
            let outline = oam_ide::document_symbols(&workspace, FileId(id));
            writeln!(out, "{path} outline\n{}", indented(&outline_text(&workspace, FileId(id), &outline, 0)))
                .expect("a string");
        }
        let folder = fixture.name.split('/').next().unwrap_or_default();
        if let Some(answer) = crate::editor::whole_file(&workspace, FileId(id), folder) {
            n_markers += 1;
            writeln!(out, "{path}\n{}", indented(&answer)).expect("a string");
        }
    }
    if n_markers == 0 { Err("a case without markers".to_owned()) } else { Ok(out) }
}

fn answer(workspace: &Workspace, file: FileId, marker: &Marker) -> Result<String, String> {
    let position = FilePosition { file, offset: offset(workspace, file, marker.line, marker.column) };
    let length = marker.length.unwrap_or(0);
    let end = offset(workspace, file, marker.line, marker.column + length);
    let (verb, rest) = marker.text.split_once(' ').unwrap_or((&marker.text, ""));
    Ok(match (verb, rest) {
        ("complete", "") => completions(workspace, position, true),
        ("complete", "plain") => completions(workspace, position, false),
        ("accept", label) if !label.is_empty() => accepted(workspace, position, label)?,
        ("documentation", label) if !label.is_empty() => documentation(workspace, position, label)?,
        ("hover", "") => hover(workspace, position),
        ("definition", "") => definition(workspace, position),
        ("references", "") => references(workspace, position, false),
        ("references", "declaration") => references(workspace, position, true),
        ("format", "") => {
            formatting::part(workspace, FileSpan { file, span: Span::new(position.offset, end) })
        }
        ("enter", "") => formatting::typed(workspace, position, "\n"),
        ("dash", "") => formatting::typed(workspace, position, "-"),
        ("prepare", "") => prepared(workspace, position),
        ("rename", new) if !new.is_empty() => renamed(workspace, position, new),
        ("actions", "" | "allow") => {
            let kind = if rest.is_empty() { CodeActionKind::QuickFix } else { CodeActionKind::Allow };
            actions(workspace, FileSpan { file, span: Span::new(position.offset, end) }, kind)
        }
        ("refactor", kind) => {
            refactorings(workspace, FileSpan { file, span: Span::new(position.offset, end) }, kind)
        }
        ("workspace", query) => workspace_symbols(workspace, query),
        _ => crate::editor::answer(workspace, position, &marker.text)
            .ok_or_else(|| format!("line {}: nothing is called `{}`", marker.line + 1, marker.text))?,
    })
}

/// The place of a line and a column in characters.
fn offset(workspace: &Workspace, file: FileId, line: usize, column: usize) -> oam_syntax::Offset {
    let number = |it: usize| u32::try_from(it).expect("a small fixture");
    let at = LineCol { line: number(line), column: number(column) };
    workspace.file(file).expect("a file of the fixture").text().offset(at, Encoding::Utf32)
}

fn completions(workspace: &Workspace, position: FilePosition, snippets: bool) -> String {
    let config = CompletionConfig { snippets, documentation: true };
    let items = oam_ide::completion(workspace, position, config).items;
    let sorted = items.is_sorted_by_key(|it| it.sort.as_str());
    assert!(
        sorted && items.windows(2).all(|it| it[0].sort.len() == it[1].sort.len()),
        "sort text out of order"
    );
    let Some(first) = items.first() else { return "nothing\n".to_owned() };
    let mut out = format!(
        "replacing `{}`\n",
        text_of(workspace, FileSpan { file: position.file, span: first.replace })
    );
    for item in &items {
        let detail = item.detail.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
        writeln!(out, "{} ({}){detail}", item.label, kind_name(item.kind)).expect("a string");
        if item.text != item.label {
            item.text.split('\n').for_each(|it| writeln!(out, "  | {it}").expect("a string"));
        }
        if item.replace != first.replace {
            let replaced = text_of(workspace, FileSpan { file: position.file, span: item.replace });
            writeln!(out, "  replacing `{replaced}`").expect("a string");
        }
    }
    out
}

fn kind_name(kind: CompletionKind) -> &'static str {
    match kind {
        CompletionKind::Key => "key",
        CompletionKind::EnumMember => "enum member",
        CompletionKind::Value => "value",
        CompletionKind::Component => "component",
        CompletionKind::Instance => "instance",
        CompletionKind::Parameter => "parameter",
        CompletionKind::Variable => "variable",
        CompletionKind::Trait => "trait",
        CompletionKind::WorkloadType => "workload type",
        CompletionKind::ScopeType => "scope type",
        CompletionKind::Scope => "scope",
        CompletionKind::Block => "block",
        CompletionKind::Document => "document",
    }
}

/// What accepting the item of a label changes, with tab stops and without.
fn accepted(workspace: &Workspace, position: FilePosition, label: &str) -> Result<String, String> {
    let text = workspace.file(position.file).expect("a file of the fixture").text().text();
    let mut results = Vec::new();
    for snippets in [true, false] {
        let config = CompletionConfig { snippets, documentation: true };
        let items = oam_ide::completion(workspace, position, config).items;
        let Some(item) = items.iter().find(|it| it.label == label) else {
            return Err(format!(
                "`{label}` is not offered: {:?}",
                items.iter().map(|it| &it.label).collect::<Vec<_>>()
            ));
        };
        results.push(apply(&text, item));
    }
    assert_eq!(results[0], results[1], "plain text is as good as the snippet");
    Ok(diff(&text, &results[0]))
}

fn documentation(workspace: &Workspace, position: FilePosition, label: &str) -> Result<String, String> {
    let config = CompletionConfig { snippets: true, documentation: true };
    let items = oam_ide::completion(workspace, position, config).items;
    let item =
        items.into_iter().find(|it| it.label == label).ok_or_else(|| format!("`{label}` is not offered"))?;
    Ok(item.documentation.map_or_else(|| "nothing\n".to_owned(), |it| it + "\n"))
}

/// The text after an item is accepted and no tab stop changed.
pub fn apply(text: &str, item: &CompletionItem) -> String {
    let inserted = if item.is_snippet { snippet::expand(&item.text) } else { item.text.clone() };
    let (start, end) = (item.replace.start.index(), item.replace.end.index());
    format!("{}{inserted}{}", &text[..start], &text[end..])
}

fn hover(workspace: &Workspace, position: FilePosition) -> String {
    match oam_ide::hover(workspace, position) {
        Some(it) => format!(
            "{}\n{}\n",
            place(workspace, FileSpan { file: position.file, span: it.span }),
            it.markdown
        ),
        None => "nothing\n".to_owned(),
    }
}

fn definition(workspace: &Workspace, position: FilePosition) -> String {
    let targets = oam_ide::definition(workspace, position);
    let Some(first) = targets.first() else { return "nothing\n".to_owned() };
    let mut out = format!("from {}\n", place(workspace, FileSpan { file: position.file, span: first.from }));
    for it in &targets {
        let full = text_of(workspace, FileSpan { file: it.at.file, span: it.full });
        let n_lines = full.lines().count();
        writeln!(out, "to   {} of {n_lines} lines", place(workspace, it.at)).expect("a string");
    }
    out
}

fn references(workspace: &Workspace, position: FilePosition, declaration: bool) -> String {
    let places = oam_ide::references(workspace, position, declaration);
    if places.is_empty() {
        return "nothing\n".to_owned();
    }
    places.into_iter().map(|it| place(workspace, it) + "\n").collect()
}

fn actions(workspace: &Workspace, at: FileSpan, kind: CodeActionKind) -> String {
    let mut out = String::new();
    for action in oam_ide::code_actions(workspace, at).into_iter().filter(|it| it.kind == kind) {
        let preferred = if action.is_preferred { " (preferred)" } else { "" };
        writeln!(out, "{}{preferred}", action.title).expect("a string");
        let mut files: Vec<FileId> = action.edits.iter().map(|it| it.file).collect();
        files.dedup();
        for file in files {
            let text = workspace.file(file).expect("a file of the fixture").text().text();
            out += &indented(&diff(&text, &edited(&text, file, &action.edits)));
        }
    }
    for offer in oam_ide::bulk_fixes(workspace, at) {
        writeln!(out, "{}", offer.title()).expect("a string");
        let edits = oam_ide::bulk_edits(workspace, at.file, &offer);
        for file in workspace.files().filter(|it| edits.iter().any(|edit| edit.file == it.id())) {
            let text = file.text().text();
            writeln!(out, "    {}", file.path()).expect("a string");
            out += &indented(&diff(&text, &edited(&text, file.id(), &edits)));
        }
    }
    if out.is_empty() { "nothing\n".to_owned() } else { out }
}

/// What every refactoring at a place makes of the files.
fn refactorings(workspace: &Workspace, at: FileSpan, kind: &str) -> String {
    let config = RefactorConfig { creates_files: true };
    let mut out = String::new();
    let is_wanted = |it: &Refactoring| kind.is_empty() || format!("{:?}", it.kind).eq_ignore_ascii_case(kind);
    for offer in oam_ide::refactorings(workspace, at, config).into_iter().filter(is_wanted) {
        writeln!(out, "{} ({:?})", offer.title, offer.kind).expect("a string");
        let done = oam_ide::refactor(workspace, at, offer.name, config).expect("what is offered can be done");
        for file in workspace.files().filter(|it| done.edits.iter().any(|edit| edit.file == it.id())) {
            let text = file.text().text();
            writeln!(out, "    {}", file.path()).expect("a string");
            out += &indented(&diff(&text, &edited(&text, file.id(), &done.edits)));
        }
        if let Some(new) = &done.new_file {
            writeln!(out, "    new file {}", new.name).expect("a string");
            out += &indented(&indented(&new.text));
        }
    }
    if out.is_empty() { "nothing\n".to_owned() } else { out }
}

fn prepared(workspace: &Workspace, position: FilePosition) -> String {
    match oam_ide::prepare_rename(workspace, position) {
        Ok(it) => format!(
            "`{}` at {}\n",
            it.name,
            place(workspace, FileSpan { file: position.file, span: it.span })
        ),
        Err(it) => format!("refused: {}\n", it.0),
    }
}

fn renamed(workspace: &Workspace, position: FilePosition, new: &str) -> String {
    match oam_ide::rename(workspace, position, new) {
        Ok(edits) if edits.is_empty() => "nothing\n".to_owned(),
        Ok(edits) => files_diff(workspace, &edits),
        Err(it) => format!("refused: {}\n", it.0),
    }
}

/// The diffs of all files that edits touch, each under its name.
fn files_diff(workspace: &Workspace, edits: &[FileEdit]) -> String {
    let mut files: Vec<FileId> = edits.iter().map(|it| it.file).collect();
    files.sort_unstable();
    files.dedup();
    let mut out = String::new();
    for id in files {
        let file = workspace.file(id).expect("a file of the fixture");
        let text = file.text().text();
        out += &format!("{}\n{}", file.path(), indented(&diff(&text, &edited(&text, id, edits))));
    }
    out
}

fn workspace_symbols(workspace: &Workspace, query: &str) -> String {
    let found = oam_ide::workspace_symbols(workspace, query, 20);
    let line = |it: &oam_ide::WorkspaceSymbol| {
        let container = it.container.as_ref().map(|it| format!(" in {it}")).unwrap_or_default();
        format!("{} ({}){container} at {}\n", it.name, it.kind.name(), place(workspace, it.at))
    };
    if found.is_empty() { "nothing\n".to_owned() } else { found.iter().map(line).collect() }
}

fn outline_text(workspace: &Workspace, file: FileId, symbols: &[DocumentSymbol], depth: usize) -> String {
    let mut out = String::new();
    for it in symbols {
        assert!(
            it.span.start <= it.selection.start && it.selection.end <= it.span.end,
            "{}: selection outside",
            it.name
        );
        let detail = it.detail.as_ref().map(|it| format!(": {it}")).unwrap_or_default();
        let at = place(workspace, FileSpan { file, span: it.selection });
        writeln!(out, "{}{} ({}){detail} at {at}", "  ".repeat(depth), it.name, it.kind.name())
            .expect("a string");
        out += &outline_text(workspace, file, &it.children, depth + 1);
    }
    if out.is_empty() && depth == 0 { "nothing\n".to_owned() } else { out }
}

/// `app.yaml:3:5-9 \`name\``.
pub(crate) fn place(workspace: &Workspace, at: FileSpan) -> String {
    let file = workspace.file(at.file).expect("a file of the fixture");
    let (start, end) = (
        file.text().line_col(at.span.start, Encoding::Utf32),
        file.text().line_col(at.span.end, Encoding::Utf32),
    );
    let end = if start.line == end.line {
        format!("{}", end.column + 1)
    } else {
        format!("{}:{}", end.line + 1, end.column + 1)
    };
    format!("{}:{}:{}-{end} `{}`", file.path(), start.line + 1, start.column + 1, text_of(workspace, at))
}

pub(crate) fn text_of(workspace: &Workspace, at: FileSpan) -> String {
    let text = workspace.file(at.file).expect("a file of the fixture").text().text();
    text[at.span.start.index()..at.span.end.index()].to_owned()
}

/// The text of a file after edits.
pub fn edited(text: &str, file: FileId, edits: &[FileEdit]) -> String {
    let edits: Vec<_> = edits
        .iter()
        .filter(|it| it.file == file)
        .map(|it| oam_syntax::edit::Edit { span: it.span, text: it.text.clone() })
        .collect();
    oam_syntax::edit::apply_edits(text, &edits)
}

pub(crate) fn diff(before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let lines = diff.unified_diff().context_radius(1).missing_newline_hint(false).to_string();
    lines.lines().map(|it| it.trim_end_matches('\r').to_owned() + "\n").collect()
}

pub(crate) fn indented(text: &str) -> String {
    text.lines().map(|it| if it.is_empty() { "\n".to_owned() } else { format!("    {it}\n") }).collect()
}

/// The text of a file with its findings as markers, in place of those it has.
pub fn with_findings(workspace: &Workspace, file: FileId, text: &str, findings: &[Finding]) -> String {
    let source = workspace.file(file).expect("a file of the fixture").text();
    let bare = |it: &str| it.trim_end_matches(['\r', '\n']).to_owned();
    let is_text = |it: &&str| !crate::markers::is_marker(&bare(it));
    // Places count all lines, those of markers too.
    let lines: Vec<(usize, &str)> =
        text.split_inclusive('\n').enumerate().filter(|(_, it)| is_text(it)).collect();
    let distances = below_block(&lines.iter().map(|(_, it)| *it).collect::<Vec<_>>());
    let mut waiting: Vec<(usize, &Finding)> = Vec::new();
    let mut out = String::new();
    for (position, (number, line)) in lines.iter().enumerate() {
        out += line;
        let starts_here =
            |it: &&Finding| source.line_col(it.span.start, Encoding::Utf32).line as usize == *number;
        waiting.extend(findings.iter().filter(starts_here).map(|it| (position, it)));
        if distances[position] > 0 {
            continue;
        }
        for (at, finding) in std::mem::take(&mut waiting) {
            let start = source.line_col(finding.span.start, Encoding::Utf32);
            let end = source.line_col(finding.span.end, Encoding::Utf32);
            let width = bare(lines[at].1).chars().count();
            let last = if end.line == start.line { end.column as usize } else { width };
            let length = last.saturating_sub(start.column as usize);
            let words = format!("{}[{}]: {}", finding.severity.name(), finding.rule, finding.message);
            if !out.ends_with('\n') {
                out += "\n";
            }
            out += &marker_line(position - at, start.column as usize, length, &words);
            out += if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        }
    }
    out
}
