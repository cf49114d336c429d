//! The state as one request sees it.
//!
//! Names are shared by all folders of the workspace, settings are not: [`Snapshot::seen_from`] has those of one document.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use oam_host::root::Root;
use oam_ide::KeptFindings;
use oam_model::workspace::{FileId, Settings, Workspace};
use serde_json::Value;

use crate::capabilities::ClientFacts;
use crate::convert::from_proto;
use crate::look::Look;
use crate::options::EditorSettings;
use crate::run::{Edits, Moment};

/// A document that the client has open.
#[derive(Clone, Debug)]
pub(crate) struct OpenFile {
    /// The client's name for it.
    pub(crate) uri: Arc<str>,
    /// The version of its text.
    pub(crate) version: i32,
    /// How often it has been edited; goes on counting behind the snapshot.
    pub(crate) edits: Arc<AtomicU64>,
}

/// How much the client wants to know of what the server does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trace {
    /// Nothing.
    #[default]
    Off,
    /// A line for each message.
    Messages,
    /// More than that.
    Verbose,
}

impl Trace {
    /// Reads the protocol's word; an odd one counts as `off`.
    pub(crate) fn read(word: &Value) -> Self {
        match word.as_str() {
            Some("messages" | "compact") => Self::Messages,
            Some("verbose") => Self::Verbose,
            _ => Self::Off,
        }
    }
}

/// The state as one request sees it.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    /// All files.
    pub(crate) workspace: Workspace,
    /// Documents that are open.
    pub(crate) open: Arc<BTreeMap<FileId, OpenFile>>,
    /// What the client can do.
    pub(crate) client: ClientFacts,
    /// The roots and their settings.
    pub(crate) roots: Arc<Vec<Root>>,
    /// What is shown between and above the lines.
    pub(crate) look: Look,
    /// What the editor has set.
    pub(crate) editor: Arc<EditorSettings>,
    /// What the client wants to know.
    pub(crate) trace: Trace,
    /// What was found in the open documents.
    pub(crate) kept: Arc<KeptFindings>,
}

impl Snapshot {
    /// The root of a document: the innermost around it, else the first.
    pub(crate) fn root_of(&self, path: &str) -> Option<&Root> {
        innermost(&self.roots, path)
    }

    /// This state under the settings of one document's root.
    pub(crate) fn seen_from(&self, path: &str) -> Self {
        let first = self.roots.first();
        let root = self.root_of(path).filter(|it| first.is_some_and(|first| first.path != it.path));
        let Some(root) = root else { return self.clone() };
        let settings = settings(Some(root), &self.editor, self.workspace.settings().is_indexing);
        let is_same = settings == *self.workspace.settings();
        let workspace = if is_same { self.workspace.clone() } else { self.workspace.with_settings(settings) };
        Self { workspace, look: self.editor.of(Some(&root.path)).look, ..self.clone() }
    }

    /// The state for a request with these parameters, which count from now.
    pub(crate) fn moment(self, params: Option<&Value>) -> Moment {
        let uri = params.and_then(|it| it.pointer("/textDocument/uri")).and_then(Value::as_str);
        let Some(path) = uri.map(from_proto::path_of) else {
            return Moment { snapshot: self, document: None, file: None };
        };
        let snapshot = self.seen_from(&path);
        let file = snapshot.workspace.file_by_path(&path).map(|it| it.id());
        let document = file.and_then(|it| snapshot.open.get(&it)).map(|it| Edits::mark(&it.edits));
        Moment { snapshot, document, file }
    }
}

/// The innermost root around a path, else the first.
pub(crate) fn innermost<'r>(roots: &'r [Root], path: &str) -> Option<&'r Root> {
    let around = roots.iter().filter(|it| Path::new(path).starts_with(&it.path));
    around.max_by_key(|it| it.path.components().count()).or(roots.first())
}

/// The settings of a root, with the editor's on top.
pub(crate) fn settings(root: Option<&Root>, editor: &EditorSettings, is_indexing: bool) -> Settings {
    let config = root.map(|it| it.config.clone()).unwrap_or_default();
    editor.of(root.map(|it| it.path.as_path())).settings(&config, is_indexing)
}
