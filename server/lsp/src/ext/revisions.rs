//! `oam.previewDiff`: what the documents as they are now change for the deployment, against a revision; and what `oam.graph`
//! needs to draw the same.
//!
//! What is different is found out by `oam-ide`; revisions are read by `oam-host`, each commit once, so that typing costs no
//! look into the repository but the one that finds the commit behind the name.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use oam_host::discover::path_text;
use oam_host::revision::{Commit, HEAD, Repository};
use oam_host::root::Root;
use oam_ide::{DiffSide, FileSpan, PreviewRequest, Side, Topology};
use oam_model::workspace::{Settings, Workspace};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower_lsp::ls_types::Uri;

use super::{PreviewParams, Sources, answer, asked, document_version, known_names};
use crate::convert::{from_proto, to_proto};
use crate::session::Snapshot;

/// How many revisions are kept, the last asked for.
const MAX_KEPT: usize = 4;

/// The argument of `oam.previewDiff`; everything may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PreviewDiffParams {
    #[serde(flatten)]
    applications: PreviewParams,
    revision: Option<String>,
    /// Whether the manifests of both sides are wanted as text.
    manifests: bool,
}

/// Workspaces of revisions that have been read.
#[derive(Debug, Default)]
pub(crate) struct Revisions(Mutex<VecDeque<Kept>>);

#[derive(Debug)]
struct Kept {
    root: PathBuf,
    commit: String,
    settings: Settings,
    namespace: Option<String>,
    workspace: Workspace,
}

impl Revisions {
    /// The workspace of a commit under the settings that it has itself, and the namespace that they give.
    fn read(
        &self,
        repository: &Repository,
        commit: &Commit,
        root: &Root,
        settings: impl Fn(&Root) -> Settings,
    ) -> Result<(Workspace, Option<String>), String> {
        // Settings of the editor stand above those of the root, and may change between two questions.
        let own = settings(root);
        let id = commit.id();
        let is_it = |it: &Kept| it.root == root.path && it.commit == id && it.settings == own;
        let kept = |list: &VecDeque<Kept>| {
            list.iter().find(|it| is_it(it)).map(|it| (it.workspace.clone(), it.namespace.clone()))
        };
        if let Some(found) = kept(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(found);
        }
        let files = repository.files(commit, &root.path, known_names()).map_err(|it| it.to_string())?;
        let workspace = files.workspace(settings(&files.root));
        let namespace = files.root.config.preview.namespace;
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !list.iter().any(is_it) {
            list.push_back(Kept {
                root: root.path.clone(),
                commit: id,
                settings: own,
                namespace: namespace.clone(),
                workspace: workspace.clone(),
            });
            if list.len() > MAX_KEPT {
                list.pop_front();
            }
        }
        Ok((workspace, namespace))
    }
}

/// A revision and the documents as they are now, ready to be compared.
pub(super) struct Compared {
    name: String,
    commit: String,
    before: Workspace,
    old: PreviewRequest,
    new: PreviewRequest,
    /// The state of now, under the settings of the document that was named.
    pub(super) snapshot: Snapshot,
    /// The folder of the workspace that is compared; `None` for a document that is not on the disk.
    folder: Option<String>,
    paths: Vec<String>,
}

impl Compared {
    /// Reads the revision; an error says which of the parameters is wrong, or why there is no revision.
    pub(super) fn read(
        params: PreviewParams,
        revision: Option<String>,
        snapshot: &Snapshot,
        revisions: &Revisions,
    ) -> Result<Self, String> {
        let name = revision.unwrap_or_else(|| HEAD.to_owned());
        let path = params.uri.as_ref().map(|it| from_proto::path_of(it.as_str()));
        let has_namespace = params.namespace.is_some();
        let root = snapshot.root_of(path.as_deref().unwrap_or_default());
        let root = root.ok_or("there is no folder whose revisions could be compared")?.clone();
        // Settings are borrowed from the first folder, revisions are not.
        if path
            .as_ref()
            .is_some_and(|it| Path::new(&**it).is_absolute() && !Path::new(&**it).starts_with(&root.path))
        {
            return Err(
                "this document is outside of the folders of the workspace; open its folder to compare it"
                    .to_owned(),
            );
        }
        let repository = Repository::around(&root.path).map_err(|it| it.to_string())?;
        let commit = repository.commit(&name).map_err(|it| it.to_string())?;
        let Some((new, snapshot)) = asked(params, snapshot)? else {
            return Err("this document is not known to the server".to_owned());
        };
        let settings = |root: &Root| crate::session::settings(Some(root), &snapshot.editor, false);
        let (before, namespace) = revisions.read(&repository, &commit, &root, settings)?;
        let file = path.as_ref().and_then(|it| before.file_by_path(it)).map(|it| it.id());
        let old = PreviewRequest {
            // At a place, it is the application there that is meant, under its name of today.
            file: file.filter(|_| new.offset.is_none()),
            offset: None,
            namespace: if has_namespace { new.namespace.clone() } else { namespace },
            ..new.clone()
        };
        // The other folders of the workspace are no part of the revision.
        let folder = path_text(&root.path).to_string();
        let paths = if new.file.is_none() { vec![folder.clone()] } else { Vec::new() };
        let folder = Some(folder).filter(|_| path.as_ref().is_none_or(|it| Path::new(&**it).is_absolute()));
        Ok(Self { name, commit: commit.id(), before, old, new, snapshot, folder, paths })
    }

    fn sides(&self) -> [Side<'_>; 2] {
        // Other folders of the workspace may have applications of the same name.
        let within = self.folder.as_deref();
        let old = Side { workspace: &self.before, request: &self.old, within };
        [old, Side { workspace: &self.snapshot.workspace, request: &self.new, within }]
    }

    /// The pictures of what changes, each with the document of its application: the one of today where it is still there.
    pub(super) fn topologies(&self) -> Vec<(Topology, Option<Uri>, Option<i32>)> {
        let [old, new] = self.sides();
        let found = oam_ide::topology_differences(old, new, &self.paths).into_iter();
        found
            .map(|(side, it)| match side {
                DiffSide::New => {
                    let uri = to_proto::uri_of(it.file, &self.snapshot);
                    let version = document_version(it.file, &self.snapshot);
                    (it, uri, version)
                }
                DiffSide::Old => {
                    let uri = to_proto::uri_of(it.file, &self.then());
                    (it, uri, None)
                }
            })
            .collect()
    }

    /// What engine it is all for.
    pub(super) fn target(&self) -> &'static str {
        self.new.target.name()
    }

    /// The state of the revision, in which nothing is open.
    fn then(&self) -> Snapshot {
        let open = std::sync::Arc::default();
        Snapshot { workspace: self.before.clone(), open, ..self.snapshot.clone() }
    }
}

/// Compares what the parameters ask for; an error says which of them is wrong, or why there is no revision.
pub(crate) fn preview_diff(
    params: PreviewDiffParams,
    snapshot: &Snapshot,
    revisions: &Revisions,
) -> Result<Value, String> {
    let uri = params.applications.uri.clone();
    let compared = Compared::read(params.applications, params.revision, snapshot, revisions)?;
    let [old, new] = compared.sides();
    let difference = oam_ide::diff(old, new, &compared.paths);
    let (now, then) = (&compared.snapshot, compared.then());
    let mut data = difference.data(|side, at| match side {
        DiffSide::Old => place_then(at, &then),
        DiffSide::New => place_now(at, now),
    });
    if let Some(members) = data.as_object_mut() {
        members.insert("revision".to_owned(), json!(compared.name));
        members.insert("commit".to_owned(), json!(compared.commit));
        members.insert("target".to_owned(), json!(compared.target()));
        members.insert("uri".to_owned(), json!(uri));
        let version = compared.new.file.and_then(|it| document_version(it, now));
        members.insert("documentVersion".to_owned(), json!(version));
        if params.manifests {
            let [before, after] = oam_ide::diff_texts(old, new, &compared.paths);
            let mut sources = Sources::default();
            let place = |it: &Option<FileSpan>| it.and_then(|it| sources.place(it, now)).unwrap_or_default();
            let lines: Vec<_> = after.lines.iter().map(place).collect();
            let texts = answer([
                ("old", Value::String(before.text)),
                ("new", Value::String(after.text)),
                ("sources", json!(sources.uris)),
                ("lines", Value::Array(lines)),
            ]);
            members.insert("manifests".to_owned(), texts);
        }
    }
    Ok(data)
}

/// `uri`, `range` and the version of the document where it is open.
fn place_now(at: FileSpan, snapshot: &Snapshot) -> Vec<(String, Value)> {
    let Some(location) = to_proto::location(at, snapshot) else { return Vec::new() };
    let members = json!({
        "uri": location.uri,
        "range": location.range,
        "documentVersion": document_version(at.file, snapshot),
    });
    members.as_object().cloned().unwrap_or_default().into_iter().collect()
}

/// `uri` of the file of today, and `revisionRange` in the text of then.
fn place_then(at: FileSpan, then: &Snapshot) -> Vec<(String, Value)> {
    let mut members = Map::new();
    if let Some(location) = to_proto::location(at, then) {
        members.insert("uri".to_owned(), json!(location.uri));
        members.insert("revisionRange".to_owned(), json!(location.range));
    }
    members.into_iter().collect()
}
