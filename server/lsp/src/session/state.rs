//! What the server knows, and how each event changes it. Pure: no disk, no threads.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use oam_host::config::Known;
use oam_host::root::Root;
use oam_ide::KeptFindings;
use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_syntax::{Buffer, SourceText, TextChange};
use serde_json::Value;

use crate::capabilities::ClientFacts;
use crate::convert::from_proto;
use crate::disk::Job;
use crate::ext;
use crate::options::{EditorSettings, Options};
use crate::session::Event;
use crate::session::snapshot::{OpenFile, Snapshot, Trace, settings};

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
    /// The folders that are roots or will be, once they are read.
    folders: Vec<PathBuf>,
    editor: Arc<EditorSettings>,
    /// How many questions about settings were asked.
    asked: u64,
    /// The latest of them that is answered.
    answered: u64,
    trace: Trace,
    kept: Arc<KeptFindings>,
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
            folders: Vec::new(),
            editor: Arc::default(),
            asked: 0,
            answered: 0,
            trace: Trace::default(),
            kept: Arc::default(),
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
            look: self.editor.of(self.roots.first().map(|it| it.path.as_path())).look,
            editor: Arc::clone(&self.editor),
            trace: self.trace,
            kept: Arc::clone(&self.kept),
        }
    }

    /// The number of the next question about settings, and the folders to ask about.
    pub(super) fn ask_about_folders(&mut self) -> (u64, Vec<PathBuf>) {
        self.asked += 1;
        (self.asked, self.folders.clone())
    }

    pub(super) fn file_id(&mut self, path: &Arc<str>) -> FileId {
        let next = FileId(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
        *self.ids.entry(Arc::clone(path)).or_insert(next)
    }

    pub(super) fn apply(&mut self, event: Event) -> Outcome {
        let mut outcome = Outcome::default();
        match (self.phase, event) {
            (Phase::Started, Event::Initialize(params)) => self.initialize(&params, &mut outcome),
            (Phase::Running, Event::Shutdown) => {
                self.phase = Phase::ShutDown;
                outcome.all_dirty = true;
            }
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
        self.editor = Arc::new(EditorSettings {
            general: Options::read(options, ext::known_names),
            folders: BTreeMap::new(),
        });
        self.trace = Trace::read(params.get("trace").unwrap_or(&Value::Null));
        let folders = from_proto::roots(params);
        self.folders.clone_from(&folders);
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
                let general = Options::read(&value, ext::known_names);
                self.set_editor(EditorSettings { general, folders: BTreeMap::new() }, outcome);
            }
            // Answers to questions that were asked one behind the other are applied by tasks of their own, in any order.
            Event::Answered { question, .. } if question < self.answered => {}
            Event::Answered { question, general, folders } => {
                self.answered = question;
                let read = |value: &Value| Options::read(value, ext::known_names);
                let of_general = read(&general);
                let folders = folders.iter().map(|(path, it)| (path.clone(), read(it)));
                let folders = folders.filter(|(_, it)| *it != of_general).collect();
                self.set_editor(EditorSettings { general: of_general, folders }, outcome);
            }
            Event::Trace(trace) => self.trace = trace,
            Event::Folders { added, removed } => {
                self.folders.retain(|it| !removed.contains(it));
                for folder in added {
                    if !self.folders.contains(&folder) {
                        self.folders.push(folder);
                    }
                }
                self.begin_scan(self.folders.clone(), outcome);
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
        let edits = Arc::new(AtomicU64::new(0));
        Arc::make_mut(&mut self.open).insert(file, OpenFile { uri: uri.into(), version, edits });
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
        open.edits.fetch_add(1, Ordering::Relaxed);
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
            self.begin_scan(self.folders.clone(), outcome);
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
            self.begin_scan(self.folders.clone(), outcome);
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
        if self.folders.is_empty() {
            // A folder that was found around a document opened without one.
            self.folders = roots.iter().map(|it| it.path.clone()).collect();
        }
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
        let settings = settings(self.roots.first(), &self.editor, self.is_indexing);
        self.workspace = self.workspace.with_settings(settings);
    }

    fn set_editor(&mut self, editor: EditorSettings, outcome: &mut Outcome) {
        if *self.editor != editor {
            self.editor = Arc::new(editor);
            self.refresh_settings();
            outcome.all_dirty = true;
        }
    }

    fn is_config(&self, path: &Path) -> bool {
        self.roots.iter().any(|it| it.config_path() == path)
    }

    fn is_open(&self, path: &Path) -> bool {
        path.to_str().and_then(|it| self.ids.get(it)).is_some_and(|it| self.buffers.contains_key(it))
    }
}
