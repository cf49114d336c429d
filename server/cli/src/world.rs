//! What a command works on: the root, its settings, and the workspace, with every complaint about them printed.
//!
//! Shared by `lint` and `preview`, so that both see the same documents.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use oam_host::config::{FILE_NAME, Known};
use oam_host::discover::path_text;
use oam_host::display::relative;
use oam_host::load::{LoadConfig, Loaded, load};
use oam_host::problem::ProblemKind;
use oam_host::read::read_stream;
use oam_host::root::{Root, absolute, repository, working_folder};
use oam_ide::Target;
use oam_model::workspace::{FileId, Settings, Workspace};

use crate::args::WorldArgs;
use crate::output::{Outcome, Output};

/// The name of standard input among the paths.
const STDIN: &str = "-";

/// What standard input is called when nothing else is said.
const STDIN_NAME: &str = "stdin.yaml";

/// The loaded world.
pub(crate) struct World {
    /// The root and its settings.
    pub(crate) root: Root,
    /// The top of the checkout that the root is in; the root itself where there is none.
    repository: PathBuf,
    /// Folders and files whose changes matter.
    pub(crate) watched: Vec<PathBuf>,
    /// All documents.
    pub(crate) workspace: Workspace,
    /// Files that the user meant.
    pub(crate) given: BTreeSet<FileId>,
    /// The text of standard input, if it was asked for.
    pub(crate) stdin: Option<String>,
    /// Whether the user named any paths.
    pub(crate) is_selective: bool,
    /// What the exit code must at least say.
    pub(crate) outcome: Outcome,
}

impl World {
    /// Loads it; `None` if there is nothing to work on.
    pub(crate) fn open(args: &WorldArgs, output: &mut Output) -> Option<Self> {
        let known = known_names(args.platform.as_ref(), output)?;
        let (paths, standing_in) = given(args, output)?;
        let folder = args.root.as_deref();
        let root = root(folder, &paths, standing_in.as_ref().map(|it| &*it.0), &known, output)?;
        Some(Self::load(root, args.platform.as_ref(), &paths, standing_in, output))
    }

    /// Loads it from a root; without paths all of it is meant.
    pub(crate) fn load(
        root: Root,
        platform: Option<&String>,
        paths: &[PathBuf],
        standing_in: Option<(PathBuf, String)>,
        output: &mut Output,
    ) -> Self {
        let mut outcome = report_config(&root, output);
        let settings = settings(&root, platform);
        let is_selective = !paths.is_empty() || standing_in.is_some();
        let stdin = standing_in.as_ref().map(|(_, text)| text.clone());
        let loaded = load(LoadConfig { root: &root, given: paths, standing_in, settings });
        outcome = outcome.max(report_loaded(&loaded, is_selective, output));
        Self {
            repository: repository(&root.path).unwrap_or_else(|| root.path.clone()),
            watched: watched(&root, paths),
            root,
            workspace: loaded.workspace,
            given: loaded.given,
            stdin,
            is_selective,
            outcome,
        }
    }

    /// A file's path as machines want it: below the root, with `/`.
    pub(crate) fn path_in_root(&self, file: FileId) -> String {
        self.workspace
            .file(file)
            .map(|it| relative(Path::new(it.path()), &self.root.path))
            .unwrap_or_default()
    }

    /// A file's path as services want it that look at the whole checkout: below its top, with `/`.
    pub(crate) fn path_in_repository(&self, file: FileId) -> String {
        let path = self.workspace.file(file).map(|it| relative(Path::new(it.path()), &self.repository));
        path.unwrap_or_default()
    }

    /// The file of a path as [`Self::path_in_root`] writes it.
    pub(crate) fn file_in_root(&self, path: &str) -> Option<FileId> {
        let mut full = self.root.path.clone();
        full.extend(Path::new(path));
        self.workspace.file_by_path(&path_text(&full)).map(|it| it.id())
    }

    /// A file's path as people want it: below the folder they are in, if it is there.
    pub(crate) fn path_for_people(&self, file: FileId) -> String {
        path_for_people(&self.workspace, file)
    }
}

/// A file's path as people want it: below the folder they are in, if it is there.
pub(crate) fn path_for_people(workspace: &Workspace, file: FileId) -> String {
    let folder = absolute(&working_folder());
    workspace.file(file).map(|it| relative(Path::new(it.path()), &folder)).unwrap_or_default()
}

impl WorldArgs {
    /// Whether standard input is among the paths.
    pub(crate) fn has_stdin(&self) -> bool {
        self.paths.iter().any(|it| it.as_os_str() == STDIN)
    }
}

/// The root, and what the user named elsewhere.
fn watched(root: &Root, paths: &[PathBuf]) -> Vec<PathBuf> {
    let elsewhere = paths.iter().map(|it| absolute(it)).filter(|it| !it.starts_with(&root.path));
    std::iter::once(root.path.clone()).chain(elsewhere).collect()
}

/// What a root and the options say about its documents.
pub(crate) fn settings(root: &Root, platform: Option<&String>) -> Settings {
    let platform = platform.cloned().or_else(|| root.config.platform.clone());
    Settings { platform, levels: root.config.rules.clone(), is_indexing: false }
}

/// The names that settings and options may use; `None` after it was said that the given platform is none.
pub(crate) fn known_names(platform: Option<&String>, output: &mut Output) -> Option<Known> {
    let workspace = Workspace::new(Settings::default());
    let known = Known {
        platforms: workspace.catalog().platforms().map(|it| it.name.clone()).collect(),
        rules: oam_ide::rules().iter().map(|it| it.id.to_owned()).collect(),
        targets: Target::ALL.iter().map(|it| it.name().to_owned()).collect(),
        nearest: Some(|word, known| oam_ide::nearest(word, known.iter().copied()).map(str::to_owned)),
    };
    if let Some(name) = platform.filter(|it| !known.platforms.contains(it)) {
        let names: Vec<_> = known.platforms.iter().map(|it| format!("`{it}`")).collect();
        output.error(format_args!("unknown platform `{name}`; known are {}", names.join(", ")));
        return None;
    }
    Some(known)
}

type Given = (Vec<PathBuf>, Option<(PathBuf, String)>);

/// The named paths, and the text of standard input under its name.
fn given(args: &WorldArgs, output: &mut Output) -> Option<Given> {
    let (stdin, paths): (Vec<_>, Vec<_>) = args.paths.iter().cloned().partition(|it| it.as_os_str() == STDIN);
    if stdin.is_empty() {
        if args.stdin_filename.is_some() {
            output.error("`--stdin-filename` needs `-` among the paths");
            return None;
        }
        return Some((paths, None));
    }
    let name = args.stdin_filename.clone().unwrap_or_else(|| working_folder().join(STDIN_NAME));
    match read_stream(Path::new("standard input"), io::stdin().lock()) {
        Ok(text) => Some((paths, Some((name, text)))),
        Err(problem) => {
            output.error(problem);
            None
        }
    }
}

/// The root that the user named, else the one around the paths.
pub(crate) fn root(
    folder: Option<&Path>,
    paths: &[PathBuf],
    stdin: Option<&Path>,
    known: &Known,
    output: &mut Output,
) -> Option<Root> {
    if let Some(folder) = folder {
        if !folder.is_dir() {
            output.error(format_args!("`{}`, given as `--root`, is not a folder", folder.display()));
            return None;
        }
        return Some(Root::at(&absolute(folder), known));
    }
    let named = stdin.map(Path::to_owned).into_iter().chain(paths.iter().cloned());
    Some(Root::discover(&named.collect::<Vec<_>>(), known))
}

/// Mistakes in the settings are printed, and make the run fail: it may not have done what was meant.
fn report_config(root: &Root, output: &mut Output) -> Outcome {
    for it in &root.config_problems {
        output.error(format_args!("{FILE_NAME}:{}:{}: {}", it.at.line, it.at.column, it.message));
    }
    if let Some(problem) = &root.unreadable_config {
        output.error(problem);
    }
    if root.config_problems.is_empty() && root.unreadable_config.is_none() {
        Outcome::Clean
    } else {
        Outcome::Unusable
    }
}

/// How many files without OAM are told by name.
const MOST_NAMED: usize = 3;

fn report_loaded(loaded: &Loaded, is_selective: bool, output: &mut Output) -> Outcome {
    let mut outcome = Outcome::Clean;
    for problem in &loaded.problems {
        output.error(problem);
        outcome = Outcome::Unusable;
    }
    for problem in &loaded.found_problems {
        let message = problem.message(&relative(&problem.path, &absolute(&working_folder())));
        // What nobody named, or what was cut off, is worth a word; the rest counts.
        if is_selective || matches!(problem.kind, ProblemKind::TooManyFiles { .. }) {
            output.note(format_args!("warning: {message}"));
        } else {
            output.error(message);
            outcome = Outcome::Unusable;
        }
    }
    for folder in &loaded.empty_folders {
        output.error(format_args!("no OAM documents in `{}`", folder.display()));
        outcome = Outcome::Unusable;
    }
    // Hooks name every YAML file of a repository: of many, the number says enough.
    let n_others = loaded.without_oam.iter().filter(|it| it.oddity().is_none()).count();
    if n_others > MOST_NAMED {
        output.note(format_args!("note: {n_others} files hold no OAM document and are left alone"));
    }
    for file in &loaded.without_oam {
        let reason = file.oddity();
        let shown = file.path.display();
        // Beside OAM documents an empty file is nobody's business; alone, it is not what was meant.
        let is_all_there_is = loaded.given.is_empty();
        match reason {
            Some(reason) if is_all_there_is => {
                output.error(format_args!("`{shown}` holds no OAM document: {reason}"));
                outcome = Outcome::Unusable;
            }
            Some(reason) => output.note(format_args!("note: `{shown}` holds no OAM document: {reason}")),
            None if n_others > MOST_NAMED => {}
            None => output.note(format_args!("note: `{shown}` holds no OAM document and is left alone")),
        }
    }
    outcome
}
