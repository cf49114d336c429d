//! What comes from the client: messages into events, URIs into paths, positions into offsets.
//!
//! The trap: URIs are compared as paths, because each client encodes them its own way (`%3A`, `é`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use oam_ide::{FilePosition, FileSpan};
use oam_model::file::File;
use oam_syntax::{LineCol, Span, TextChange};
use serde::Deserialize;
use serde_json::Value;
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, Position, Range,
    TextDocumentPositionParams, Uri,
};

use crate::session::{Event, Snapshot, Trace};

/// Notifications that change the state; they never reach a handler.
pub(crate) fn changes_state(method: &str) -> bool {
    matches!(
        method,
        "textDocument/didOpen"
            | "textDocument/didChange"
            | "textDocument/didSave"
            | "textDocument/didClose"
            | "workspace/didChangeWatchedFiles"
            | "workspace/didChangeConfiguration"
            | "workspace/didChangeWorkspaceFolders"
            | "workspace/didCreateFiles"
            | "workspace/didRenameFiles"
            | "workspace/didDeleteFiles"
            | "$/setTrace"
    )
}

/// The event a notification stands for; `None` if its parameters are not what they should be.
pub(crate) fn event(method: &str, params: Option<&Value>) -> Option<Event> {
    let params = params?;
    match method {
        "textDocument/didOpen" => {
            let it = DidOpenTextDocumentParams::deserialize(params).ok()?.text_document;
            Some(Event::Open { uri: it.uri.to_string(), version: it.version, text: it.text })
        }
        "textDocument/didChange" => {
            let it = DidChangeTextDocumentParams::deserialize(params).ok()?;
            let changes = it.content_changes.into_iter();
            let changes =
                changes.map(|it| TextChange { range: it.range.map(line_cols), text: it.text }).collect();
            Some(Event::Change {
                uri: it.text_document.uri.to_string(),
                version: it.text_document.version,
                changes,
            })
        }
        "textDocument/didSave" => {
            Some(Event::Save { uri: params.pointer("/textDocument/uri")?.as_str()?.to_owned() })
        }
        "textDocument/didClose" => {
            let it = DidCloseTextDocumentParams::deserialize(params).ok()?;
            Some(Event::Close { uri: it.text_document.uri.to_string() })
        }
        "workspace/didChangeWatchedFiles" => {
            let changes = params.get("changes")?.as_array()?;
            Some(Event::Touched(changes.iter().filter_map(|it| folder(it.get("uri")?.as_str()?)).collect()))
        }
        "workspace/didChangeConfiguration" => {
            // Without settings the client means "ask me", which `register` does.
            params.get("settings").filter(|it| !it.is_null()).map(|it| Event::Configured(it.clone()))
        }
        "workspace/didChangeWorkspaceFolders" => {
            let list = |name: &str| folders(params.pointer(&format!("/event/{name}")));
            Some(Event::Folders { added: list("added"), removed: list("removed") })
        }
        "workspace/didCreateFiles" | "workspace/didDeleteFiles" | "workspace/didRenameFiles" => {
            let files = params.get("files")?.as_array()?.iter();
            let names = files.flat_map(|it| ["uri", "oldUri", "newUri"].map(|name| it.get(name)));
            Some(Event::Touched(names.flatten().filter_map(|it| folder(it.as_str()?)).collect()))
        }
        "$/setTrace" => Some(Event::Trace(Trace::read(params.get("value")?))),
        _ => None,
    }
}

/// The roots named in the parameters of `initialize`.
pub(crate) fn roots(params: &Value) -> Vec<PathBuf> {
    let named = folders(params.get("workspaceFolders"));
    if !named.is_empty() {
        return named;
    }
    let uri = params.get("rootUri").and_then(Value::as_str).and_then(folder);
    let path = params.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
    uri.or(path).into_iter().filter(|it| it.is_absolute()).collect()
}

fn folders(list: Option<&Value>) -> Vec<PathBuf> {
    let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|it| folder(it.get("uri")?.as_str()?)).collect()
}

fn folder(uri: &str) -> Option<PathBuf> {
    let path = path_of(uri);
    let path = Path::new(&*path);
    path.is_absolute().then(|| path.components().collect())
}

/// The name of a document in the workspace: the path of a file, the URI of anything else.
pub(crate) fn path_of(uri: &str) -> Arc<str> {
    let Some(rest) = uri.strip_prefix("file://") else { return uri.into() };
    let path = rest.find('/').and_then(|it| rest.get(it..)).unwrap_or(rest);
    let path = percent_decoded(path);
    match path.strip_prefix('/') {
        Some(drive) if cfg!(windows) => drive.into(),
        _ => path.into(),
    }
}

/// Text with `%` and two digits for some of its bytes.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let decoded = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|it| u8::try_from(it).ok())
}

/// The file that a URI names, if the workspace has it.
pub(crate) fn file<'w>(uri: &Uri, snapshot: &'w Snapshot) -> Option<&'w Arc<File>> {
    snapshot.workspace.file_by_path(&path_of(uri.as_str()))
}

/// A place in a document.
pub(crate) fn position(params: &TextDocumentPositionParams, snapshot: &Snapshot) -> Option<FilePosition> {
    let file = file(&params.text_document.uri, snapshot)?;
    let offset = file.text().offset(line_col(params.position), snapshot.client.encoding);
    Some(FilePosition { file: file.id(), offset })
}

/// A stretch of a document.
pub(crate) fn span(uri: &Uri, range: Range, snapshot: &Snapshot) -> Option<FileSpan> {
    let file = file(uri, snapshot)?;
    let (start, end) = line_cols(range);
    let offset = |it| file.text().offset(it, snapshot.client.encoding);
    let (start, end) = (offset(start), offset(end));
    Some(FileSpan { file: file.id(), span: Span::new(start.min(end), start.max(end)) })
}

fn line_col(position: Position) -> LineCol {
    LineCol { line: position.line, column: position.character }
}

fn line_cols(range: Range) -> (LineCol, LineCol) {
    (line_col(range.start), line_col(range.end))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[cfg(unix)]
    #[test]
    fn uris_are_compared_as_paths() {
        for (uri, path) in [
            ("file:///w/a.yaml", "/w/a.yaml"),
            ("file:///w/a%20b%C3%A9.yaml", "/w/a bé.yaml"),
            ("file://localhost/w/a.yaml", "/w/a.yaml"),
            ("file:///w/100%.yaml", "/w/100%.yaml"),
            ("untitled:Untitled-1", "untitled:Untitled-1"),
        ] {
            assert_eq!(&*path_of(uri), path, "{uri}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn roots_come_from_the_newest_member_that_names_one() {
        let folder = json!([{ "uri": "file:///w", "name": "w" }]);
        assert_eq!(roots(&json!({ "workspaceFolders": folder, "rootUri": "file:///x" })), [Path::new("/w")]);
        assert_eq!(roots(&json!({ "workspaceFolders": null, "rootUri": "file:///x/" })), [Path::new("/x")]);
        assert_eq!(roots(&json!({ "rootUri": null, "rootPath": "/y" })), [Path::new("/y")]);
        assert_eq!(roots(&json!({ "rootUri": null })), Vec::<PathBuf>::new());
    }
}
