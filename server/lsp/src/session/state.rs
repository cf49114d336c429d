//! What the server knows, and how each event changes it. Pure: no disk, no threads.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use oam_host::config::Known;
use oam_host::root::Root;
use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_syntax::{Buffer, SourceText, TextChange};
use serde_json::Value;

use crate::capabilities::ClientFacts;
use crate::convert::from_proto;
use crate::disk::Job;
use crate::ext;
use crate::look::Look;
use crate::options::Options;
use crate::session::Event;

/// How far the life of the session has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Before `initialize`.
    #[default]
    Started,
    /// At work.
    Running,
    /// After `shutdown`.
    ShutDown,
}

/// A document that the client has open.
#[derive(Clone, Debug)]
pub(crate) struct OpenFile {
    /// The client's name for it.
    pub(crate) uri: Arc<str>,
    /// The version of its text.
    pub(crate) version: i32,
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
}

/// What an event entails.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Files whose findings may be outdated.
    pub(super) dirty: Vec<FileId>,
    /// Whether all may be.
    pub(super) all_dirty: bool,
    /// Work for the disk worker.
    pub(super) jobs: Vec<Job>,
}

pub(super) struct State {
    pub(super) phase: Phase,
    pub(super) client: ClientFacts,
    roots: Arc<Vec<Root>>,
    options: Options,
    workspace: Workspace,
    ids: HashMap<Arc<str>, FileId>,
    open: Arc<BTreeMap<FileId, OpenFile>>,
    buffers: HashMap<FileId, Buffer>,
    /// Open documents whose edits came out of order: their text may be wrong until it is read from the disk.
    doubtful: BTreeSet<FileId>,
    /// Whether the first scan has been asked for and is not done: what is missing may only not have been read yet.
    is_indexing: bool,
    has_scanned: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            phase: Phase::default(),
            client: ClientFacts::default(),
            roots: Arc::default(),
            options: Options::default(),
            workspace: Workspace::new(Settings::default()),
            ids: HashMap::new(),
            open: Arc::default(),
            buffers: HashMap::new(),
            doubtful: BTreeSet::new(),
            is_indexing: false,
            has_scanned: false,
        }
    }
}

impl State {
    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            workspace: self.workspace.clone(),
            open: Arc::clone(&self.open),
            client: self.client,
            roots: Arc::clone(&self.roots),
            look: self.options.look,
        }
    }

    pub(super) fn file_id(&mut self, path: &Arc<str>) -> FileId {
        let next = FileId(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
        *self.ids.entry(Arc::clone(path)).or_insert(next)
    }

    pub(super) fn apply(&mut self, event: Event) -> Outcome {
        let mut outcome = Outcome::default();
        match (self.phase, event) {
            (Phase::Started, Event::Initialize(params)) => self.initialize(&params, &mut outcome),
            (Phase::Running, Event::Shutdown) => self.phase = Phase::ShutDown,
            (Phase::Running, event) => self.work(event, &mut outcome),
            // Whatever else comes before `initialize` or after `shutdown` has no effect.
            (Phase::Started | Phase::ShutDown, _) => {}
        }
        outcome
    }

    fn initialize(&mut self, params: &Value, outcome: &mut Outcome) {
        self.phase = Phase::Running;
        self.client = ClientFacts::read(params);
        let options = params.get("initializationOptions").unwrap_or(&Value::Null);
        self.options = Options::read(options, ext::known_names);
        let folders = from_proto::roots(params);
        // The settings are read at once, so that no finding appears that they turn off.
        let nothing = Known::default();
        let known = if folders.iter().any(|it| Root::has_config(it)) { ext::known_names() } else { &nothing };
        self.roots = Arc::new(folders.iter().map(|it| Root::at(it, known)).collect());
        if !self.roots.is_empty() {
            self.begin_scan(folders, outcome);
        }
        self.refresh_settings();
    }

    fn work(&mut self, event: Event, outcome: &mut Outcome) {
        match event {
            Event::Open { uri, version, text } => self.open(&uri, version, &text, outcome),
            Event::Change { uri, version, changes } => self.change(&uri, version, &changes, outcome),
            Event::Save { uri } => self.save(&uri, outcome),
            Event::Close { uri } => self.close(&uri, outcome),
            Event::Touched(paths) => self.touched(paths, outcome),
            Event::Configured(value) => {
                self.options = Options::read(&value, ext::known_names);
                self.refresh_settings();
                outcome.all_dirty = true;
            }
            Event::Folders { added, removed } => {
                let mut folders: Vec<_> = self.roots.iter().map(|it| it.path.clone()).collect();
                folders.retain(|it| !removed.contains(it));
                folders.extend(added);
                self.begin_scan(folders, outcome);
            }
            Event::Reread(files) => self.reread(files, outcome),
            Event::Scanned { roots, workspace } => self.scanned(roots, &workspace, outcome),
            Event::Initialize(_) | Event::Shutdown => {}
        }
    }

    fn open(&mut self, uri: &str, version: i32, text: &str, outcome: &mut Outcome) {
        let path = from_proto::path_of(uri);
        let file = self.file_id(&path);
        if self.roots.is_empty() && !self.is_indexing && Path::new(&*path).is_absolute() {
            outcome.jobs.push(Job::Adopt(PathBuf::from(&*path)));
            self.is_indexing = !self.has_scanned;
            self.refresh_settings();
        }
        let buffer = Buffer::new(text);
        Arc::make_mut(&mut self.open).insert(file, OpenFile { uri: uri.into(), version });
        self.replace(Change { file, path, text: Some(buffer.text().clone()) }, outcome);
        self.buffers.insert(file, buffer);
    }

    fn change(&mut self, uri: &str, version: i32, changes: &[TextChange], outcome: &mut Outcome) {
        let path = from_proto::path_of(uri);
        let file = self.file_id(&path);
        let Some(buffer) = self.buffers.get_mut(&file) else {
            tracing::warn!(uri, "ignored a change of a document that is not open");
            return;
        };
        let Some(open) = Arc::make_mut(&mut self.open).get_mut(&file) else { return };
        if version < open.version {
            tracing::warn!(uri, version, held = open.version, "a change came late");
            // Some clients overtake themselves. A whole text of the past would undo what the user sees.
            if changes.iter().any(|it| it.range.is_none()) {
                return;
            }
            self.doubtful.insert(file);
        } else if changes.iter().any(|it| it.range.is_none()) {
            self.doubtful.remove(&file);
        }
        open.version = version.max(open.version);
        buffer.apply(changes, self.client.encoding);
        let text = Some(buffer.text().clone());
        self.replace(Change { file, path, text }, outcome);
    }

    /// A saved file that holds settings has to be read again; any other is known from its changes, if they came in order.
    fn save(&mut self, uri: &str, outcome: &mut Outcome) {
        let name = from_proto::path_of(uri);
        let path = PathBuf::from(&*name);
        let file = self.file_id(&name);
        if self.is_config(&path) {
            self.begin_scan(self.folders(), outcome);
        } else if self.doubtful.contains(&file) {
            outcome.jobs.push(Job::Reread(vec![path]));
        }
    }

    fn close(&mut self, uri: &str, outcome: &mut Outcome) {
        let path = from_proto::path_of(uri);
        let file = self.file_id(&path);
        if self.buffers.remove(&file).is_none() {
            return;
        }
        self.doubtful.remove(&file);
        Arc::make_mut(&mut self.open).remove(&file);
        if Path::new(&*path).is_absolute() {
            // Until the disk has answered, the last text stands.
            outcome.jobs.push(Job::Reread(vec![PathBuf::from(&*path)]));
        } else {
            self.replace(Change { file, path, text: None }, outcome);
        }
    }

    fn touched(&mut self, mut paths: Vec<PathBuf>, outcome: &mut Outcome) {
        if paths.iter().any(|it| self.is_config(it)) {
            self.begin_scan(self.folders(), outcome);
            return;
        }
        paths.retain(|it| !self.is_open(it));
        if !paths.is_empty() {
            outcome.jobs.push(Job::Reread(paths));
        }
    }

    fn reread(&mut self, files: Vec<(Arc<str>, Option<SourceText>)>, outcome: &mut Outcome) {
        let mut changes = Vec::new();
        for (path, text) in files {
            let file = self.file_id(&path);
            if let Some(buffer) = self.buffers.get_mut(&file) {
                if !self.doubtful.remove(&file) {
                    continue;
                }
                let Some(text) = &text else { continue };
                *buffer = Buffer::new(&text.text());
            }
            outcome.dirty.push(file);
            changes.push(Change { file, path, text });
        }
        self.workspace = self.workspace.with(changes);
    }

    fn scanned(&mut self, roots: Vec<Root>, workspace: &Workspace, outcome: &mut Outcome) {
        let changes: Vec<_> = self
            .open
            .iter()
            .filter_map(|(file, open)| {
                let text = Some(self.buffers.get(file)?.text().clone());
                Some(Change { file: *file, path: from_proto::path_of(&open.uri), text })
            })
            .collect();
        self.workspace = workspace.with(changes);
        self.is_indexing = false;
        self.has_scanned = true;
        self.roots = Arc::new(roots);
        self.refresh_settings();
        outcome.all_dirty = true;
    }

    fn replace(&mut self, change: Change, outcome: &mut Outcome) {
        outcome.dirty.push(change.file);
        self.workspace = self.workspace.with([change]);
    }

    fn begin_scan(&mut self, folders: Vec<PathBuf>, outcome: &mut Outcome) {
        self.is_indexing = !self.has_scanned;
        outcome.jobs.push(Job::Scan(folders));
    }

    fn refresh_settings(&mut self) {
        let config = self.roots.first().map(|it| it.config.clone()).unwrap_or_default();
        self.workspace = self.workspace.with_settings(self.options.settings(&config, self.is_indexing));
    }

    fn folders(&self) -> Vec<PathBuf> {
        self.roots.iter().map(|it| it.path.clone()).collect()
    }

    fn is_config(&self, path: &Path) -> bool {
        self.roots.iter().any(|it| it.config_path() == path)
    }

    fn is_open(&self, path: &Path) -> bool {
        path.to_str().and_then(|it| self.ids.get(it)).is_some_and(|it| self.buffers.contains_key(it))
    }
}
