//! What changed paths mean for a workspace that is loaded: new texts of its files, or more than that.
//!
//! Only the changed files are read. It does not load a workspace anew; it says when that is needed.

use std::path::Path;
use std::sync::Arc;

use oam_model::workspace::{Change, Workspace};
use oam_syntax::SourceText;

use crate::config::FILE_NAME;
use crate::discover::path_text;
use crate::read::read_found;
use crate::recognise::has_extension;

/// The state of a workspace after a change on the disk.
#[derive(Debug)]
pub enum Refreshed {
    /// As it was.
    Same,
    /// The same files, some of them with other texts.
    Edited(Workspace),
    /// Files, folders or settings came or went: it must be loaded anew.
    Outdated,
}

/// Reads changed paths again.
pub fn refresh<'p>(workspace: &Workspace, paths: impl IntoIterator<Item = &'p Path>) -> Refreshed {
    let mut changes = Vec::new();
    for path in paths {
        let name = path_text(path);
        let Some(file) = workspace.file_by_path(&name) else {
            if is_outdating(workspace, path) {
                return Refreshed::Outdated;
            }
            continue;
        };
        let Some(Ok(text)) = read_found(path) else { return Refreshed::Outdated };
        if file.text().text() != text {
            let text = Some(SourceText::new(&text));
            changes.push(Change { file: file.id(), path: Arc::clone(&name), text });
        }
    }
    if changes.is_empty() { Refreshed::Same } else { Refreshed::Edited(workspace.with(changes)) }
}

/// Whether a path that is no file of the workspace, was none or will be none, concerns it.
fn is_outdating(workspace: &Workspace, path: &Path) -> bool {
    if path.file_name().is_some_and(|it| it == FILE_NAME) {
        return true;
    }
    if has_extension(path) && !path.is_dir() {
        return read_found(path).is_some();
    }
    path.is_dir() || workspace.files().any(|it| Path::new(it.path()).starts_with(path))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use oam_model::workspace::Settings;

    use super::*;
    use crate::config::Known;
    use crate::load::{LoadConfig, load};
    use crate::root::{Root, absolute};

    const OAM: &str = "apiVersion: core.oam.dev/v1alpha1\nkind: ComponentSchematic\n";

    #[test]
    fn edits_are_taken_over_and_anything_else_asks_for_a_new_load() {
        let folder = tempfile::tempdir().unwrap();
        let top = absolute(folder.path());
        fs::create_dir(top.join("apps")).unwrap();
        for name in ["a.yaml", "apps/b.yaml"] {
            fs::write(top.join(name), OAM).unwrap();
        }
        fs::write(top.join("other.yaml"), "kind: Deployment\n").unwrap();
        let root = Root::at(&top, &Known::default());
        let settings = Settings::default();
        let workspace = load(LoadConfig { root: &root, given: &[], standing_in: None, settings }).workspace;
        let refreshed = |name: &str| refresh(&workspace, [&*top.join(name)]);

        assert!(matches!(refreshed("a.yaml"), Refreshed::Same), "a file that was only touched");
        assert!(matches!(refreshed("other.yaml"), Refreshed::Same), "YAML of somebody else");
        assert!(matches!(refreshed("notes"), Refreshed::Same), "something without OAM that is gone");
        assert!(matches!(refreshed(".oam-ls.yaml"), Refreshed::Outdated), "settings");
        assert!(matches!(refreshed("apps"), Refreshed::Outdated), "a folder");

        fs::write(top.join("a.yaml"), format!("{OAM}metadata:\n  name: new\n")).unwrap();
        let Refreshed::Edited(edited) = refreshed("a.yaml") else { panic!("an edit") };
        let file = edited.file_by_path(&path_text(&top.join("a.yaml"))).unwrap();
        assert!(file.text().text().ends_with("name: new\n"));
        assert_eq!(edited.files().count(), 2);

        fs::write(top.join("c.yaml"), OAM).unwrap();
        assert!(matches!(refreshed("c.yaml"), Refreshed::Outdated), "a new file");
        fs::remove_file(top.join("a.yaml")).unwrap();
        assert!(matches!(refreshed("a.yaml"), Refreshed::Outdated), "a removed file");
        fs::remove_dir_all(top.join("apps")).unwrap();
        assert!(matches!(refreshed("apps"), Refreshed::Outdated), "a removed folder");
    }
}
