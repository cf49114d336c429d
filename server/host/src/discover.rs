//! Finding the files of a workspace that hold OAM, and reading them, on all cores.
//!
//! It respects `.gitignore`, leaves hidden folders out and follows no links, so no loop can trap it. Other files cost a
//! read and a search for a few bytes.

use std::collections::HashSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};
use oam_syntax::SourceText;

use crate::ignore_files::unsafe_one;
use crate::problem::{Problem, ProblemKind};
use crate::read::read_found;
use crate::recognise::has_extension;
use crate::root::{Root, repository};

/// Most OAM files that a workspace may hold.
pub const MAX_FILES: usize = 200_000;

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its absolute path.
    pub path: Arc<str>,
    /// Its text.
    pub text: SourceText,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Discovered {
    /// Files that hold OAM, by path.
    pub files: Vec<SourceFile>,
    /// Files that hold OAM and cannot be read.
    pub problems: Vec<Problem>,
}

/// How a folder is searched.
#[derive(Clone, Copy, Debug)]
pub struct WalkConfig<'a> {
    /// How many threads search.
    pub threads: usize,
    /// Set from outside when the result is no longer wanted.
    pub stop: Option<&'a AtomicBool>,
}

impl WalkConfig<'_> {
    /// All cores, to the end.
    pub fn all_cores() -> Self {
        Self { threads: thread::available_parallelism().map_or(2, NonZero::get).max(2), stop: None }
    }
}

/// A path as the workspace writes it.
pub fn path_text(path: &Path) -> Arc<str> {
    path.to_string_lossy().into()
}

/// Finds and reads everything of a workspace.
pub fn discover(root: &Root, walk: &WalkConfig<'_>) -> Discovered {
    let mut found = Discovered::default();
    let excluded = exclusions(root);
    if let Some(problem) = no_entry(root, &root.path) {
        found.problems.push(problem);
        return found;
    }
    let mut builder = WalkBuilder::new(&root.path);
    builder.max_depth(root.max_depth());
    builder.overrides(excluded.clone());
    search(root, builder, walk, &HashSet::new(), &mut found);
    for path in definitions(root) {
        if !root.holds(&path) {
            found.problems.push(Problem::new(&path, ProblemKind::Outside));
            continue;
        }
        let known = found.files.iter().map(|it| Arc::clone(&it.path)).collect();
        let mut builder = WalkBuilder::new(path);
        builder.git_ignore(false).git_exclude(false).ignore(false).overrides(excluded.clone());
        search(root, builder, walk, &known, &mut found);
    }
    finish(root, &mut found);
    found
}

/// Reads one file again, if it is one that [`discover`] would find.
pub fn reread(root: &Root, path: &Path) -> Option<SourceFile> {
    if !root.holds(path) {
        return None;
    }
    let text = read_found(path).filter(|_| is_part_of(root, path))?.ok()?;
    Some(SourceFile { path: path_text(path), text: SourceText::new(&text) })
}

/// What the settings name beside the root itself, as far as it is there.
fn definitions(root: &Root) -> impl Iterator<Item = PathBuf> {
    root.config.definitions.iter().map(|it| root.path.join(it)).filter(|it| it.exists())
}

/// Walks down to the one path, so that every ignore file on the way has its say.
fn is_part_of(root: &Root, path: &Path) -> bool {
    let reaches = |builder: &mut WalkBuilder| {
        let (target, root) = (path.to_owned(), root.clone());
        builder.require_git(false).parents(false).git_global(false).overrides(exclusions(&root));
        builder.filter_entry(move |it| target.starts_with(it.path()) && refused(&root, it).is_none());
        builder.build().filter_map(Result::ok).filter_map(candidate).any(|it| it == path)
    };
    reaches(WalkBuilder::new(&root.path).max_depth(root.max_depth()))
        || definitions(root).any(|it| {
            root.holds(&it)
                && reaches(WalkBuilder::new(it).git_ignore(false).git_exclude(false).ignore(false))
        })
}

/// The files in a folder of the workspace that may hold OAM, without reading them.
pub fn below(root: &Root, folder: &Path) -> Vec<PathBuf> {
    let target = folder.to_owned();
    let walked = root.clone();
    let mut builder = WalkBuilder::new(&root.path);
    builder.max_depth(root.max_depth()).require_git(false).parents(false).git_global(false);
    builder.overrides(exclusions(root));
    builder.filter_entry(move |it| {
        (target.starts_with(it.path()) || it.path().starts_with(&target)) && refused(&walked, it).is_none()
    });
    builder.build().filter_map(Result::ok).filter_map(candidate).filter(|it| it.starts_with(folder)).collect()
}

/// Finds and reads a folder that the user named, without the files already known.
pub(crate) fn discover_folder(folder: &Path, walk: &WalkConfig<'_>, known: &HashSet<Arc<str>>) -> Discovered {
    let mut found = Discovered::default();
    let path = repository(folder).unwrap_or_else(|| folder.to_owned());
    let root = Root { path, ..Root::default() };
    if let Some(problem) = no_entry(&root, folder) {
        found.problems.push(problem);
        return found;
    }
    search(&root, WalkBuilder::new(folder), walk, known, &mut found);
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

pub(crate) fn finish(root: &Root, found: &mut Discovered) {
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.problems.sort_by(|a, b| a.path.cmp(&b.path));
    if found.files.len() > MAX_FILES {
        found.files.truncate(MAX_FILES);
        found.problems.push(Problem::new(&root.path, ProblemKind::TooManyFiles { limit: MAX_FILES }));
    }
}

/// The globs of `exclude`. One that cannot be read excludes nothing.
pub(crate) fn exclusions(root: &Root) -> Override {
    let mut builder = OverrideBuilder::new(&root.path);
    for glob in &root.config.exclude {
        // In overrides `!` is what leaves files out.
        let _ = builder.add(&format!("!{}", glob.trim_end_matches('/')));
    }
    builder.build().unwrap_or_else(|_| Override::empty())
}

/// Why a folder is not entered, if it is not.
fn no_entry(root: &Root, folder: &Path) -> Option<Problem> {
    unsafe_one(root, folder).map(|name| Problem::new(folder, ProblemKind::IgnoreFile { name }))
}

pub(crate) fn refused(root: &Root, entry: &DirEntry) -> Option<Problem> {
    entry.file_type().filter(std::fs::FileType::is_dir).and_then(|_| no_entry(root, entry.path()))
}

fn search(
    root: &Root,
    mut builder: WalkBuilder,
    walk: &WalkConfig<'_>,
    known: &HashSet<Arc<str>>,
    found: &mut Discovered,
) {
    let (sender, receiver) = mpsc::channel();
    let count = AtomicUsize::new(0);
    // Ignore files above the root and of the user are outside the workspace, and would make results differ by machine.
    builder.require_git(false).parents(false).git_global(false).threads(walk.threads);
    let (walked, problems) = (root.clone(), sender.clone());
    builder.filter_entry(move |it| match refused(&walked, it) {
        Some(problem) => problems.send(Err(problem)).is_err(),
        None => true,
    });
    builder.build_parallel().run(|| {
        let sender = sender.clone();
        let count = &count;
        Box::new(move |entry| {
            if walk.stop.is_some_and(|it| it.load(Ordering::Relaxed)) {
                return WalkState::Quit;
            }
            if let Some(path) = entry.ok().and_then(candidate)
                && let Some(file) = read(&path, known)
            {
                if file.is_ok() && count.fetch_add(1, Ordering::Relaxed) > MAX_FILES {
                    return WalkState::Quit;
                }
                let _ = sender.send(file);
            }
            WalkState::Continue
        })
    });
    drop((sender, builder));
    for file in receiver {
        match file {
            Ok(file) => found.files.push(file),
            Err(problem) => found.problems.push(problem),
        }
    }
}

fn candidate(entry: DirEntry) -> Option<PathBuf> {
    (entry.file_type().is_some_and(|it| it.is_file()) && has_extension(entry.path()))
        .then(|| entry.into_path())
}

fn read(path: &Path, known: &HashSet<Arc<str>>) -> Option<Result<SourceFile, Problem>> {
    let name = path_text(path);
    if known.contains(&name) {
        return None;
    }
    let text = read_found(path)?;
    Some(text.map(|it| SourceFile { path: name, text: SourceText::new(&it) }))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::config::Known;
    use crate::display::relative;

    const OAM: &str = "apiVersion: core.oam.dev/v1alpha1\n";

    fn found(folder: &Path) -> Vec<String> {
        let root = Root::at(folder, &Known::default());
        let files = discover(&root, &WalkConfig::all_cores()).files;
        files.iter().map(|it| relative(Path::new(&*it.path), &root.path)).collect()
    }

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn only_files_with_oam_that_nobody_leaves_out_are_found() {
        let folder = tempfile::tempdir().unwrap();
        for path in
            ["a.yaml", "sub/b.yml", "c.json", "d.txt", ".hidden/e.yaml", "ignored/f.yaml", "vendor/g.yaml"]
        {
            write(folder.path(), path, OAM);
        }
        write(folder.path(), "other.yaml", "kind: Deployment\n");
        write(folder.path(), ".gitignore", "ignored/\n");
        write(folder.path(), ".oam-ls.yaml", "exclude: [vendor/]\n");
        assert_eq!(found(folder.path()), ["a.yaml", "c.json", "sub/b.yml"]);
        let root = Root::at(folder.path(), &Known::default());
        for (path, is_found) in
            [("sub/b.yml", true), ("ignored/f.yaml", false), (".hidden/e.yaml", false), ("other.yaml", false)]
        {
            assert_eq!(reread(&root, &root.path.join(path)).is_some(), is_found, "{path}");
        }
        let below = |it: &str| below(&root, &root.path.join(it)).len();
        assert_eq!((below("sub"), below("ignored"), below("vendor"), below("nowhere")), (1, 0, 0, 0));
        write(folder.path(), ".oam-ls.yaml", "definitions: [ignored]\n");
        assert_eq!(
            found(folder.path()),
            ["a.yaml", "c.json", "ignored/f.yaml", "sub/b.yml", "vendor/g.yaml"]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a/x.yaml", OAM);
        std::os::unix::fs::symlink("..", folder.path().join("a/up")).unwrap();
        assert_eq!(found(folder.path()), ["a/x.yaml"]);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_of_the_workspace() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("root");
        write(folder.path(), "outside/a.yaml", OAM);
        write(&inside, "own/b.yaml", OAM);
        write(&inside, ".oam-ls.yaml", "definitions: [linked, linked.yaml, within]\n");
        symlink("../outside", inside.join("linked")).unwrap();
        symlink("../outside/a.yaml", inside.join("linked.yaml")).unwrap();
        symlink("own", inside.join("within")).unwrap();
        let root = Root::at(&inside, &Known::default());
        let found = discover(&root, &WalkConfig::all_cores());
        let paths: Vec<_> =
            found.files.iter().map(|it| it.path.strip_prefix(&*path_text(&inside)).unwrap()).collect();
        assert_eq!(paths, ["/own/b.yaml", "/within/b.yaml"]);
        let refused: Vec<_> = found.problems.iter().map(|it| (it.path.clone(), it.kind.clone())).collect();
        let outside = |it: &str| (inside.join(it), ProblemKind::Outside);
        assert_eq!(refused, [outside("linked"), outside("linked.yaml")]);
        for path in ["linked/a.yaml", "linked.yaml"] {
            assert!(reread(&root, &inside.join(path)).is_none(), "{path}");
        }
    }
}
