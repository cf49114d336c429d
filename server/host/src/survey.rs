//! A look at all of a workspace without reading it: how many files there are, and which settings.
//!
//! It walks as [`crate::discover`] does, so that both mean the same files; which of them hold OAM is not known here.

use std::path::{Path, PathBuf};

use ignore::overrides::OverrideBuilder;
use ignore::{DirEntry, WalkBuilder};

use crate::config::FILE_NAME;
use crate::discover::{exclusions, refused};
use crate::recognise::has_extension;
use crate::root::Root;

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Files that are not left out.
    pub files: usize,
    /// Those that may hold OAM, by their names.
    pub candidates: usize,
    /// Files with settings, sorted. Those below the root are the settings of roots of their own.
    pub settings: Vec<PathBuf>,
}

/// Walks through a workspace.
pub fn survey(root: &Root) -> Survey {
    let mut builder = WalkBuilder::new(&root.path);
    builder.max_depth(root.max_depth()).require_git(false).parents(false).git_global(false);
    // Settings are hidden files; nothing else that is hidden counts.
    builder.hidden(false).overrides(exclusions(root));
    let walked = root.clone();
    builder.filter_entry(move |it| it.depth() == 0 || (is_shown(it) && refused(&walked, it).is_none()));
    let mut survey = Survey::default();
    for entry in builder.build().filter_map(Result::ok) {
        if !entry.file_type().is_some_and(|it| it.is_file()) {
            continue;
        }
        if entry.file_name() == FILE_NAME {
            survey.settings.push(entry.into_path());
            continue;
        }
        survey.files += 1;
        survey.candidates += usize::from(has_extension(entry.path()));
    }
    survey.settings.sort();
    survey
}

fn is_shown(entry: &DirEntry) -> bool {
    entry.file_name() == FILE_NAME || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// What settings name that does nothing: globs of `exclude` that cannot be read, paths of `definitions` that are not there.
pub fn idle_settings(root: &Root) -> Vec<String> {
    let globs = root.config.exclude.iter().filter_map(|it| {
        let error = OverrideBuilder::new(&root.path).add(&format!("!{}", it.trim_end_matches('/'))).err()?;
        Some(format!("`exclude`: the glob `{it}` cannot be read: {error}"))
    });
    let is_missing = |it: &&String| !root.path.join(Path::new(it)).exists();
    let missing = root.config.definitions.iter().filter(is_missing);
    globs.chain(missing.map(|it| format!("`definitions`: there is no `{it}`"))).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::config::Known;

    #[test]
    fn files_are_counted_as_they_are_found() {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            (".oam-ls.yaml", "exclude: [vendor, 'a[']\ndefinitions: [nowhere, sub]\n"),
            ("a.yaml", "a: 1\n"),
            ("b.txt", "b\n"),
            (".hidden/c.yaml", "c: 1\n"),
            ("vendor/d.yaml", "d: 1\n"),
            ("sub/.oam-ls.yaml", ""),
            ("sub/e.yml", "e: 1\n"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let root = Root::at(folder.path(), &Known::default());
        let found = survey(&root);
        assert_eq!((found.files, found.candidates), (3, 2));
        assert_eq!(found.settings, [".oam-ls.yaml", "sub/.oam-ls.yaml"].map(|it| folder.path().join(it)));
        let idle = idle_settings(&root);
        assert!(idle[0].contains("`a[`") && idle[1].contains("`nowhere`"), "{idle:?}");
        assert_eq!(idle.len(), 2);
    }
}
