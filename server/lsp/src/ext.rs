//! What the server offers beyond the protocol, as plain JSON, so that every client can use it.
//!
//! `oam.preview` renders applications, `oam.previewDiff` compares them with a revision, `oam.graph` draws them, `oam.totals` sums them up, `oam.status` says what the
//! server knows. All are `workspace/executeCommand`s and change nothing. Their answers carry a version.

mod applications;
mod revisions;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oam_host::config::Known;
use oam_ide::{FileSpan, Preview, PreviewNote, PreviewRequest, Target};
use oam_model::file::File;
use oam_model::workspace::{FileId, Settings, Workspace};
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::ls_types::{Position, Range, TextDocumentIdentifier, TextDocumentPositionParams, Uri};

use crate::content;
use crate::convert::{from_proto, to_proto};
use crate::session::Snapshot;

pub(crate) use self::applications::{GraphParams, graph, totals};
pub(crate) use self::revisions::{PreviewDiffParams, Revisions, preview_diff};

/// Renders applications.
pub(crate) const PREVIEW: &str = "oam.preview";

/// Says what the server knows.
pub(crate) const STATUS: &str = "oam.status";

/// Says where the name at a place is used.
pub(crate) const REFERENCES: &str = "oam.references";

/// Opens a preview as a document of its own.
pub(crate) const SHOW_PREVIEW: &str = "oam.showPreview";

/// Draws applications.
pub(crate) const GRAPH: &str = "oam.graph";

/// Sums up what applications ask for.
pub(crate) const TOTALS: &str = "oam.totals";

/// Says what the documents change for the deployment.
pub(crate) const PREVIEW_DIFF: &str = "oam.previewDiff";

/// All commands.
pub(crate) const COMMANDS: [&str; 7] =
    [GRAPH, PREVIEW, PREVIEW_DIFF, REFERENCES, SHOW_PREVIEW, STATUS, TOTALS];

/// The argument of `oam.preview`; everything may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PreviewParams {
    uri: Option<Uri>,
    position: Option<Position>,
    app: Option<String>,
    target: Option<String>,
    namespace: Option<String>,
    overrides: Vec<(String, String)>,
}

/// The argument of `oam.references`.
#[derive(Debug, Deserialize)]
pub(crate) struct ReferencesParams {
    uri: Uri,
    position: Position,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let workspace = Workspace::new(Settings::default());
    let mut rules: Vec<_> = oam_ide::rules().iter().map(|it| it.id.to_owned()).collect();
    rules.sort();
    Known {
        platforms: workspace.catalog().platforms().map(|it| it.name.clone()).collect(),
        rules,
        targets: Target::ALL.iter().map(|it| it.name().to_owned()).collect(),
        nearest: Some(|word, known| oam_ide::nearest(word, known.iter().copied()).map(str::to_owned)),
    }
});

/// The names that settings may use. The first call reads the whole catalogue, which is why `initialize` avoids it.
pub(crate) fn known_names() -> &'static Known {
    &KNOWN
}

/// Renders what the parameters ask for; an error says which of them is wrong.
pub(crate) fn preview(params: PreviewParams, snapshot: &Snapshot) -> Result<Value, String> {
    let (previews, sources) = match asked(params, snapshot)? {
        None => Default::default(),
        Some((request, snapshot)) => {
            let found = oam_ide::previews(&snapshot.workspace, &request);
            let mut sources = Sources::default();
            let previews =
                found.iter().map(|it| preview_json(it, request.target, &mut sources, &snapshot)).collect();
            (previews, sources)
        }
    };
    Ok(answer([
        ("version", json!(1)),
        ("sources", json!(sources.uris)),
        ("previews", Value::Array(previews)),
    ]))
}

/// What the parameters ask for, and the state under the settings of their document; `None` for a document that nobody
/// knows. An error says which of them is wrong.
fn asked(params: PreviewParams, snapshot: &Snapshot) -> Result<Option<(PreviewRequest, Snapshot)>, String> {
    let path = params.uri.as_ref().map(|it| from_proto::path_of(it.as_str()));
    let snapshot = path.as_ref().map_or_else(|| snapshot.clone(), |it| snapshot.seen_from(it));
    let config = snapshot.root_of(path.as_deref().unwrap_or_default()).map(|it| &it.config.preview);
    let target = params.target.or_else(|| config?.target.clone());
    let target = match &target {
        None => Target::Kubernetes,
        Some(name) => name.parse::<Target>().map_err(|it| it.to_string())?,
    };
    let mut request = PreviewRequest {
        file: None,
        offset: None,
        app: params.app,
        target,
        overrides: params.overrides,
        namespace: params.namespace.or_else(|| config?.namespace.clone()),
        origins: false,
    };
    if let Some(uri) = params.uri {
        let Some(file) = from_proto::file(&uri, &snapshot) else { return Ok(None) };
        request.file = Some(file.id());
        let text_document = TextDocumentIdentifier { uri };
        let place = params.position.map(|position| TextDocumentPositionParams { text_document, position });
        request.offset = place.and_then(|it| from_proto::position(&it, &snapshot)).map(|it| it.offset);
    }
    Ok(Some((request, snapshot)))
}

/// The version of an open document that an answer speaks of; nothing for one that is not open.
fn document_version(file: FileId, snapshot: &Snapshot) -> Option<i32> {
    snapshot.open.get(&file).map(|it| it.version)
}

/// The places where the name at a place is used, for a client that has no way of its own to show those of a lens.
pub(crate) fn references(params: ReferencesParams, snapshot: &Snapshot) -> Value {
    let ReferencesParams { uri, position } = params;
    let text_document = TextDocumentIdentifier { uri };
    let at = from_proto::position(&TextDocumentPositionParams { text_document, position }, snapshot);
    let places = at.map(|it| oam_ide::references(&snapshot.workspace, it, false)).unwrap_or_default();
    let places: Vec<_> = places.into_iter().filter_map(|it| to_proto::location(it, snapshot)).collect();
    json!({ "version": 1, "references": places })
}

/// The name of the document with the first of the previews; an error if the client cannot show it, or there is none.
pub(crate) fn show_preview(params: PreviewParams, snapshot: &Snapshot) -> Result<String, String> {
    if !(snapshot.client.can.text_content && snapshot.client.can.show_documents) {
        return Err(format!(
            "this client cannot show documents of the server; `{PREVIEW}` has the same text"
        ));
    }
    let namespace = params.namespace.clone();
    let answer = preview(params, snapshot)?;
    let member = |name: &str| answer.pointer(&format!("/previews/0/{name}")).and_then(Value::as_str);
    let (Some(app), Some(uri), Some(target)) = (member("app"), member("uri"), member("target")) else {
        return Err("there is no application to preview here".to_owned());
    };
    let mut members = vec![("uri", uri), ("app", app), ("target", target)];
    members.extend(namespace.as_deref().map(|it| ("namespace", it)));
    Ok(content::name_of(app, &members))
}

/// An object of these members. Unlike `json!`, it copies none of them: a preview has tens of thousands of lines.
fn answer<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The documents that lines come from, each named once.
#[derive(Default)]
struct Sources {
    uris: Vec<Uri>,
    numbers: BTreeMap<FileId, Option<usize>>,
}

impl Sources {
    /// The number of a document; `None` for one without a name.
    fn number(&mut self, file: FileId, snapshot: &Snapshot) -> Option<usize> {
        *self.numbers.entry(file).or_insert_with(|| {
            self.uris.push(to_proto::uri_of(file, snapshot)?);
            Some(self.uris.len() - 1)
        })
    }

    /// Where a line comes from: the number of the document, then line and character of the start and of the end.
    fn place(&mut self, at: FileSpan, snapshot: &Snapshot) -> Option<Value> {
        let number = self.number(at.file, snapshot)?;
        let Range { start, end } = to_proto::range(at, snapshot)?;
        let numbers = [start.line, start.character, end.line, end.character].map(Value::from);
        Some(Value::Array([Value::from(number)].into_iter().chain(numbers).collect()))
    }
}

fn preview_json(preview: &Preview, target: Target, sources: &mut Sources, snapshot: &Snapshot) -> Value {
    let lines =
        preview.lines.iter().map(|it| it.and_then(|it| sources.place(it, snapshot)).unwrap_or_default());
    let lines = Value::Array(lines.collect());
    answer([
        ("app", json!(preview.app)),
        ("uri", json!(to_proto::uri_of(preview.file, snapshot))),
        ("documentVersion", json!(document_version(preview.file, snapshot))),
        ("target", json!(target.name())),
        ("text", json!(preview.yaml)),
        ("lines", lines),
        ("notes", preview.notes.iter().map(|it| note_json(it, snapshot)).collect()),
        ("totals", json!(preview.totals)),
        ("refused", json!(preview.refused)),
    ])
}

fn note_json(note: &PreviewNote, snapshot: &Snapshot) -> Value {
    let mut json = json!({ "severity": note.severity, "message": note.message });
    if let (Some(location), Some(members)) =
        (note.at.and_then(|it| to_proto::location(it, snapshot)), json.as_object_mut())
    {
        members.insert("uri".to_owned(), json!(location.uri));
        members.insert("range".to_owned(), json!(location.range));
    }
    json
}

/// What the server knows at this moment.
pub(crate) fn status(snapshot: &Snapshot) -> Value {
    let with_oam = snapshot.workspace.files().filter(|it| it.has_oam());
    let documents = |file: &File| file.documents().iter().filter(|it| it.object().is_some()).count();
    let (files, documents) = with_oam.fold((0, 0), |(files, sum), it| (files + 1, sum + documents(it)));
    json!({
        "version": 1,
        "files": files,
        "documents": documents,
        "platform": snapshot.workspace.platform(),
        "platforms": known_names().platforms,
        "indexing": snapshot.workspace.settings().is_indexing,
    })
}
