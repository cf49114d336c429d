//! The two sides of a comparison: revisions, the files on the disk, or the same files with other values.
//!
//! It loads them and says what is wrong with them; what is different is found out by `oam-ide`.

use std::path::{Path, PathBuf};

use oam_host::config::Known;
use oam_host::discover::path_text;
use oam_host::display::{LineColumn, relative};
use oam_host::revision::{Commit, HEAD, Range, Repository, RevisionFiles, RevisionProblem};
use oam_host::root::{Root, absolute, working_folder};
use oam_ide::{DiffSide, FileSpan, PreviewRequest, Side};
use oam_model::workspace::{FileId, Workspace};
use serde_json::{Map, Value, json};

use crate::applications;
use crate::args::RenderingArgs;
use crate::output::{Outcome, Output};
use crate::report::{range_in, visible};
use crate::world::{World, known_names, path_for_people, root, settings};

/// What to compare.
pub(crate) struct SidesConfig<'a> {
    /// As the user wrote it: a revision or a range.
    pub(crate) revision: Option<&'a str>,
    /// What the user named.
    pub(crate) paths: &'a [PathBuf],
    pub(crate) root: Option<&'a Path>,
    pub(crate) platform: Option<&'a String>,
    pub(crate) rendering: &'a RenderingArgs,
    pub(crate) namespace: Option<&'a String>,
    /// Values of the old side and of the new one only.
    pub(crate) values: [&'a [(String, String)]; 2],
}

/// Both sides.
pub(crate) struct Sides {
    pub(crate) old: OneSide,
    pub(crate) new: OneSide,
    /// Where the user wants to look; nowhere means everywhere.
    pub(crate) paths: Vec<String>,
    /// The root of both.
    root: PathBuf,
    /// What the exit code must at least say.
    pub(crate) outcome: Outcome,
}

/// One side.
pub(crate) struct OneSide {
    pub(crate) workspace: Workspace,
    pub(crate) request: PreviewRequest,
    /// The revision; `None` for the files on the disk.
    pub(crate) commit: Option<Commit>,
}

impl Sides {
    /// Loads them; `None` after it was said why that is not possible.
    pub(crate) fn open(config: &SidesConfig<'_>, output: &mut Output) -> Option<Self> {
        let known = known_names(config.platform, output)?;
        let meant = Meant::read(config, &known, output)?;
        let commits = match meant.commits() {
            Ok(commits) => commits,
            Err(problem) => {
                output.error(problem);
                return None;
            }
        };
        let repository = meant.repository.as_ref();
        let paths = meant.named(&commits, output)?;
        let mut outcome = Outcome::Clean;
        let mut target = None;
        let mut disk = None;
        let mut sides = Vec::new();
        // The new side first: its settings say for what both are rendered.
        for (commit, values) in commits.into_iter().zip(config.values).rev() {
            let (root, workspace) = match (&commit, repository) {
                (Some(commit), Some(repository)) => {
                    let files = repository.files(commit, &meant.root.path, &known);
                    let files = files.map_err(|it| output.error(it)).ok()?;
                    outcome = outcome.max(report_files(commit, &files, output));
                    let workspace = files.workspace(settings(&files.root, config.platform));
                    (files.root, workspace)
                }
                _ => {
                    let world: &World = disk.get_or_insert_with(|| meant.load(config, output));
                    outcome = outcome.max(world.outcome);
                    (world.root.clone(), world.workspace.clone())
                }
            };
            let asked = config.rendering.target.as_ref();
            let chosen = match target {
                Some(it) => it,
                None => applications::target(asked, &root.config, output)?,
            };
            target = Some(chosen);
            let mut request = applications::request(config.rendering, chosen);
            request.overrides.extend(values.iter().cloned());
            request.namespace = config.namespace.cloned().or_else(|| root.config.preview.namespace.clone());
            sides.push(OneSide { workspace, request, commit });
        }
        let (old, new) = (sides.pop()?, sides.pop()?);
        Some(Self { old, new, paths, root: meant.root.path, outcome })
    }

    /// What the features compare.
    pub(crate) fn both(&self) -> [Side<'_>; 2] {
        [&self.old, &self.new].map(|it| Side { workspace: &it.workspace, request: &it.request, within: None })
    }

    /// A side by its name.
    pub(crate) fn of(&self, side: DiffSide) -> &OneSide {
        match side {
            DiffSide::Old => &self.old,
            DiffSide::New => &self.new,
        }
    }

    /// A file's path as machines want it: below the root, with `/`.
    pub(crate) fn path_in_root(&self, side: DiffSide, file: FileId) -> String {
        let file = self.of(side).workspace.file(file);
        file.map(|it| relative(Path::new(it.path()), &self.root)).unwrap_or_default()
    }

    /// The members `file` and `range` of a place.
    pub(crate) fn place(&self, side: DiffSide, at: FileSpan) -> Map<String, Value> {
        let workspace = &self.of(side).workspace;
        let path = self.path_in_root(side, at.file);
        let position = |at: LineColumn| json!({ "line": at.line, "column": at.column });
        let range = range_in(workspace, at)
            .map(|(start, end)| json!({ "start": position(start), "end": position(end) }));
        Map::from_iter([("file".to_owned(), json!(path)), ("range".to_owned(), json!(range))])
    }

    /// `web.yaml`, and of a revision `web.yaml at HEAD`.
    pub(crate) fn file(&self, side: DiffSide, file: FileId) -> String {
        let OneSide { workspace, commit, .. } = self.of(side);
        let revision = commit.as_ref().map(|it| format!(" at {}", it.name)).unwrap_or_default();
        visible(&format!("`{}`{revision}", path_for_people(workspace, file)))
    }

    /// `web.yaml:9`, and of a revision `web.yaml:9 at HEAD`.
    pub(crate) fn line(&self, side: DiffSide, at: FileSpan) -> String {
        let OneSide { workspace, commit, .. } = self.of(side);
        let line = range_in(workspace, at).map(|(start, _)| start.line).unwrap_or_default();
        let revision = commit.as_ref().map(|it| format!(" at {}", it.name)).unwrap_or_default();
        format!("{}:{line}{revision}", path_for_people(workspace, at.file))
    }

    /// How people call both sides: `HEAD (1234567890)` and `the files on the disk`; `code` sets off names that are the user's.
    pub(crate) fn names(&self, code: fn(&str) -> String) -> [String; 2] {
        if self.old.commit.is_none() && self.new.commit.is_none() {
            return ["the old values".to_owned(), "the new values".to_owned()];
        }
        [&self.old, &self.new].map(|it| match &it.commit {
            Some(commit) if commit.id().starts_with(&commit.name) => code(&commit.short_id()),
            Some(commit) => format!("{} ({})", code(&commit.name), commit.short_id()),
            None => "the files on the disk".to_owned(),
        })
    }
}

/// What is to be compared, before it is loaded.
struct Meant {
    range: Option<Range>,
    paths: Vec<PathBuf>,
    root: Root,
    repository: Option<Repository>,
}

impl Meant {
    fn read(config: &SidesConfig<'_>, known: &Known, output: &mut Output) -> Option<Self> {
        let has_values = config.values.iter().any(|it| !it.is_empty());
        let root = root(config.root, config.paths, None, known, output)?;
        let mut meant = Self { range: None, paths: config.paths.to_vec(), root, repository: None };
        let wants_revision = match config.revision {
            Some(word) if Path::new(word).exists() => {
                if Repository::around(&meant.root.path).is_ok_and(|it| it.commit(word).is_ok()) {
                    output.error(format_args!(
                        "`{word}` is a revision and a path; write `./{word}` for the path, `refs/heads/{word}` for the branch"
                    ));
                    return None;
                }
                meant.paths.insert(0, PathBuf::from(word));
                meant.root = crate::world::root(config.root, &meant.paths, None, known, output)?;
                !has_values
            }
            Some(word) => {
                meant.range = Some(Range::read(word));
                true
            }
            None => !has_values,
        };
        if wants_revision {
            match Repository::around(&meant.root.path) {
                Ok(it) => meant.repository = Some(it),
                Err(problem) => {
                    output.error(problem);
                    return None;
                }
            }
        }
        meant.recognise_removed_path(config.revision);
        Some(meant)
    }

    /// A word that is no revision, but something that the last commit holds, is the path of something removed.
    fn recognise_removed_path(&mut self, word: Option<&str>) {
        let (Some(repository), Some(word)) = (&self.repository, word) else { return };
        if self.range.is_none() || repository.commit(word).is_ok() {
            return;
        }
        let path = Path::new(word);
        if repository.commit(HEAD).is_ok_and(|it| repository.holds(&it, &absolute(path))) {
            self.range = None;
            self.paths.insert(0, path.to_owned());
        }
    }

    /// The commits of both sides; `None` for the files on the disk.
    fn commits(&self) -> Result<[Option<Commit>; 2], RevisionProblem> {
        let Some(repository) = &self.repository else { return Ok([None, None]) };
        let head = Range::ToWorkingTree(HEAD.to_owned());
        Ok(match self.range.as_ref().unwrap_or(&head) {
            Range::ToWorkingTree(name) => [Some(repository.commit(name)?), None],
            Range::Between(old, new) => [Some(repository.commit(old)?), Some(repository.commit(new)?)],
            Range::SinceParting(old, new) => {
                let (old, new) = (repository.commit(old)?, repository.commit(new)?);
                [Some(repository.parting(&old, &new)?), Some(new)]
            }
        })
    }

    /// The named paths as the workspaces write them; `None` after it was said which of them is nowhere.
    fn named(&self, commits: &[Option<Commit>; 2], output: &mut Output) -> Option<Vec<String>> {
        let mut named = Vec::new();
        for path in &self.paths {
            let full = absolute(path);
            let shown = path.display();
            if !full.starts_with(&self.root.path) {
                output.error(format_args!(
                    "`{shown}` is outside of the workspace `{}`; only what is inside can be compared",
                    self.root.path.display()
                ));
                return None;
            }
            let holds = |commit: &Option<Commit>| match (commit, &self.repository) {
                (Some(commit), Some(repository)) => repository.holds(commit, &full),
                _ => full.exists(),
            };
            if !commits.iter().any(holds) {
                output.error(format_args!("there is no `{shown}` on either side"));
                return None;
            }
            named.push(path_text(&full).to_string());
        }
        Some(named)
    }

    fn load(&self, config: &SidesConfig<'_>, output: &mut Output) -> World {
        World::load(self.root.clone(), config.platform, &[], None, output)
    }
}

/// Mistakes in what is committed cannot be mended any more, but what could not be read makes the answer incomplete.
fn report_files(commit: &Commit, files: &RevisionFiles, output: &mut Output) -> Outcome {
    let name = &commit.name;
    for it in &files.root.config_problems {
        let file = oam_host::config::FILE_NAME;
        output
            .note(format_args!("warning: {file}:{}:{} at {name}: {}", it.at.line, it.at.column, it.message));
    }
    let unreadable = files.root.unreadable_config.iter();
    let mut outcome = Outcome::Clean;
    for problem in unreadable.chain(&files.problems) {
        let shown = relative(&problem.path, &absolute(&working_folder()));
        output.error(problem.message(&format!("{shown} at {name}")));
        outcome = Outcome::Unusable;
    }
    outcome
}
