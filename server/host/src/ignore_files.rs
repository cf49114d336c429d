//! Whether the ignore files of a folder may be opened: the walker opens whatever has such a name.
//!
//! In a folder of strangers that may be a pipe, at which a reader waits for ever, or a link that leads elsewhere. Such a
//! folder is left out as a whole: what its author wanted to be left out is not known.

use std::fs;
use std::path::Path;

use crate::root::Root;

const NAMES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];

/// The ignore file of a folder that must not be opened, if there is one.
pub(crate) fn unsafe_one(root: &Root, folder: &Path) -> Option<&'static str> {
    NAMES.into_iter().find(|name| {
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Ok(it) if it.is_symlink() => path.exists() && !(path.is_file() && root.holds(&path)),
            Ok(it) => !it.is_file() && !it.is_dir(),
            Err(_) => false,
        }
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::config::Known;

    #[test]
    fn files_and_links_within_the_workspace_are_fine() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::at(folder.path(), &Known::default());
        let sub = folder.path().join("sub");
        fs::create_dir(&sub).unwrap();
        assert_eq!(unsafe_one(&root, &sub), None);
        fs::write(folder.path().join(".gitignore"), "x\n").unwrap();
        symlink("../.gitignore", sub.join(".gitignore")).unwrap();
        symlink("nowhere", sub.join(".ignore")).unwrap();
        assert_eq!(unsafe_one(&root, &sub), None);
        fs::remove_file(sub.join(".ignore")).unwrap();
        symlink("/dev/zero", sub.join(".ignore")).unwrap();
        assert_eq!(unsafe_one(&root, &sub), Some(".ignore"));
    }
}
