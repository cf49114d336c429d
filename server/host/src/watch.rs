//! Watching a workspace, for editors that cannot and for commands that stay.
//!
//! It only says that a path may have changed; whoever listens reads it again. Paths that cannot hold OAM are not mentioned.
//!
//! The trap: a folder that is moved says nothing about the files in it. Folders are mentioned when they come or go.

use std::path::{Path, PathBuf};

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::config::FILE_NAME;
use crate::recognise::has_extension;

/// A running watch; it ends when this is dropped.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

/// Watches the folders below the roots. `None` when the system refuses, for want of handles for example.
pub fn watch(roots: &[PathBuf], mut changed: impl FnMut(Vec<PathBuf>) + Send + 'static) -> Option<Watch> {
    let folders = roots.to_vec();
    let handler = move |event: notify::Result<Event>| {
        let paths = event.map(|it| relevant(it, &folders)).unwrap_or_default();
        if !paths.is_empty() {
            changed(paths);
        }
    };
    // A link leads to what is no part of the workspace.
    let config = notify::Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(handler, config).ok()?;
    for root in roots {
        watcher.watch(root, RecursiveMode::Recursive).ok()?;
    }
    Some(Watch { _watcher: watcher })
}

/// The paths of an event that matter. When there was too much to tell, everything may have changed.
fn relevant(event: Event, roots: &[PathBuf]) -> Vec<PathBuf> {
    if event.need_rescan() {
        return roots.to_vec();
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return Vec::new();
    }
    let is_named = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    );
    let is_relevant = |it: &PathBuf| is_interesting(it, roots) || (is_named && may_be_folder(it, roots));
    event.paths.into_iter().filter(is_relevant).collect()
}

/// Whether a change of this path can matter to a workspace with these roots.
pub fn is_interesting(path: &Path, roots: &[PathBuf]) -> bool {
    if path.file_name().is_some_and(|it| it == FILE_NAME) {
        return true;
    }
    has_extension(path) && is_visible(path, roots)
}

/// A folder, or something that is gone and whose name could have been that of one.
fn may_be_folder(path: &Path, roots: &[PathBuf]) -> bool {
    (path.extension().is_none() || path.is_dir()) && is_visible(path, roots)
}

fn is_visible(path: &Path, roots: &[PathBuf]) -> bool {
    roots.iter().filter_map(|it| path.strip_prefix(it).ok()).any(|it| !is_hidden(it))
}

fn is_hidden(path: &Path) -> bool {
    path.components().any(|it| it.as_os_str().as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_folders_count_below_the_root_only() {
        let roots = [PathBuf::from("/home/.cache/w")];
        assert!(is_interesting(Path::new("/home/.cache/w/a/app.yaml"), &roots));
        assert!(is_interesting(Path::new("/home/.cache/w/.oam-ls.yaml"), &roots));
        assert!(!is_interesting(Path::new("/home/.cache/w/.git/app.yaml"), &roots));
        assert!(!is_interesting(Path::new("/home/.cache/w/a/notes.txt"), &roots));
        assert!(may_be_folder(Path::new("/home/.cache/w/a"), &roots));
        assert!(!may_be_folder(Path::new("/home/.cache/w/.git/objects"), &roots));
    }

    #[test]
    fn a_queue_that_overflowed_means_everything() {
        let roots = [PathBuf::from("/w"), PathBuf::from("/v")];
        let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        assert_eq!(relevant(lost, &roots), roots);
        let read = Event::new(EventKind::Access(notify::event::AccessKind::Any)).add_path("/w/a.yaml".into());
        assert_eq!(relevant(read, &roots), Vec::<PathBuf>::new());
    }
}
