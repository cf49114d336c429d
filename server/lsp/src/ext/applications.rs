//! `oam.graph` and `oam.totals`: applications as pictures and as sums.
//!
//! It makes neither; it reads the parameters and gives answers places that the client can open.

use oam_ide::{FileSpan, Picture, Theme, Topology};
use oam_model::workspace::FileId;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::revisions::Compared;
use super::{PreviewParams, Revisions, asked, document_version};
use crate::convert::to_proto;
use crate::session::Snapshot;

/// The argument of `oam.graph`; everything may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct GraphParams {
    #[serde(flatten)]
    applications: PreviewParams,
    format: Option<String>,
    theme: Option<String>,
    /// Draws what changes since this revision.
    revision: Option<String>,
}

/// Draws what the parameters ask for; an error says which of them is wrong.
pub(crate) fn graph(
    params: GraphParams,
    snapshot: &Snapshot,
    revisions: &Revisions,
) -> Result<Value, String> {
    let theme = match params.theme.as_deref() {
        None | Some("auto") => Theme::Auto,
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        Some(other) => {
            return Err(format!("there is no theme `{other}`; allowed are `auto`, `dark`, `light`"));
        }
    };
    let (format, picture) = match params.format.as_deref() {
        None | Some("svg") => ("svg", Picture::Svg(theme)),
        Some("mermaid") => ("mermaid", Picture::Mermaid),
        Some("dot") => ("dot", Picture::Dot),
        Some(other) => {
            return Err(format!("there is no format `{other}`; allowed are `dot`, `mermaid`, `svg`"));
        }
    };
    let drawn = |it: &Topology, mut members: Map<String, Value>, snapshot: &Snapshot| {
        members.insert("format".to_owned(), json!(format));
        members.insert("text".to_owned(), json!(it.draw(picture)));
        members.insert("refused".to_owned(), json!(!it.refusals.is_empty()));
        merged(data(it, snapshot), members)
    };
    let mut graphs = Vec::new();
    if let Some(revision) = params.revision {
        let compared = Compared::read(params.applications, Some(revision), snapshot, revisions)?;
        for (it, uri, version) in compared.topologies() {
            let members = members(json!(uri), json!(version), compared.target());
            graphs.push(drawn(&it, members, &compared.snapshot));
        }
    } else if let Some((request, snapshot)) = asked(params.applications, snapshot)? {
        for it in oam_ide::topologies(&snapshot.workspace, &request) {
            let members = about(it.file, request.target.name(), &snapshot);
            graphs.push(drawn(&it, members, &snapshot));
        }
    }
    Ok(json!({ "version": 1, "graphs": graphs }))
}

/// Sums up what the parameters ask for; an error says which of them is wrong.
pub(crate) fn totals(params: PreviewParams, snapshot: &Snapshot) -> Result<Value, String> {
    let mut totals = Vec::new();
    if let Some((request, snapshot)) = asked(params, snapshot)? {
        for it in oam_ide::usages(&snapshot.workspace, &request) {
            totals.push(merged(it.data(), about(it.file, request.target.name(), &snapshot)));
        }
    }
    Ok(json!({ "version": 1, "totals": totals }))
}

/// The document that an answer speaks of.
fn about(file: FileId, target: &str, snapshot: &Snapshot) -> Map<String, Value> {
    let uri = to_proto::uri_of(file, snapshot);
    members(json!(uri), json!(document_version(file, snapshot)), target)
}

fn members(uri: Value, version: Value, target: &str) -> Map<String, Value> {
    let members = [("uri", uri), ("documentVersion", version), ("target", json!(target))];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn data(topology: &Topology, snapshot: &Snapshot) -> Value {
    let mut data = topology.data(|at: FileSpan| {
        let location = to_proto::location(at, snapshot).into_iter();
        location
            .flat_map(|it| [("uri".to_owned(), json!(it.uri)), ("range".to_owned(), json!(it.range))])
            .collect()
    });
    if let Some(members) = data.as_object_mut() {
        members.shift_remove("version");
    }
    data
}

fn merged(mut data: Value, members: Map<String, Value>) -> Value {
    if let Some(it) = data.as_object_mut() {
        it.extend(members);
    }
    data
}
