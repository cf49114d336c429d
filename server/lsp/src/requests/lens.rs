//! Code lenses: places first, words when they are looked at.
//!
//! The trap: a command that a client does not have is an error on every click. Places are shown by a command of the client
//! only where the client has announced it; otherwise the server's own command answers with them.

use oam_ide::{LensAction, LensKind, ResolvedLens};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeLens, CodeLensParams, Command, TextDocumentIdentifier, TextDocumentPositionParams, Uri,
};

use crate::capabilities::SHOW_REFERENCES;
use crate::convert::{features, from_proto, to_proto};
use crate::ext;
use crate::run::run;
use crate::session::Snapshot;

pub(crate) async fn lenses(params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let find = move |snapshot: &Snapshot| {
        if !snapshot.look.lenses {
            return None;
        }
        let uri = &params.text_document.uri;
        let file = from_proto::file(uri, snapshot)?.id();
        let lens = |it: oam_ide::Lens| CodeLens {
            range: to_proto::range_in(file, it.span, snapshot),
            command: None,
            data: Some(json!({ "uri": uri, "kind": it.kind.name() })),
        };
        let lenses = oam_ide::code_lenses(&snapshot.workspace, file);
        (!lenses.is_empty()).then(|| lenses.into_iter().map(lens).collect())
    };
    run("textDocument/codeLens", find).await
}

/// Gives a lens its words. One whose document has changed meanwhile keeps none; the client asks for new ones anyway.
pub(crate) async fn resolve(mut lens: CodeLens) -> Result<CodeLens> {
    let asked = lens.clone();
    let command = run("codeLens/resolve", move |snapshot| command(&asked, snapshot)).await?;
    lens.command = Some(command.unwrap_or_else(|| Command {
        title: "outdated".to_owned(),
        command: ext::STATUS.to_owned(),
        arguments: None,
    }));
    Ok(lens)
}

fn command(lens: &CodeLens, snapshot: &Snapshot) -> Option<Command> {
    let data = lens.data.as_ref()?;
    let uri: Uri = serde_json::from_value(data.get("uri")?.clone()).ok()?;
    let name = data.get("kind").and_then(Value::as_str)?;
    let (kind, _) = LensKind::ALL.into_iter().find(|(_, it)| *it == name)?;
    let position = lens.range.start;
    let text_document = TextDocumentIdentifier { uri: uri.clone() };
    let at = from_proto::position(&TextDocumentPositionParams { text_document, position }, snapshot)?;
    let ResolvedLens { title, action } = oam_ide::resolve_lens(&snapshot.workspace, at, kind)?;
    let place = json!({ "uri": uri, "position": position });
    let (command, arguments) = match action {
        LensAction::Preview => (ext::PREVIEW, vec![place]),
        LensAction::References(_) if !snapshot.client.editor.shows_references => {
            (ext::REFERENCES, vec![place])
        }
        LensAction::References(places) => {
            let places = features::references(&places, snapshot);
            (SHOW_REFERENCES, vec![json!(uri), json!(position), json!(places)])
        }
    };
    Some(Command { title, command: command.to_owned(), arguments: Some(arguments) })
}
