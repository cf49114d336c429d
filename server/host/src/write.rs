//! Writing one file as a whole: whoever reads it sees the old bytes or the new ones, never a part.
//!
//! It writes only where it is told to; no folder is made on the way.
//!
//! The trap: what stands at the path may be no file, such as `/dev/stdout`. Such a thing is written to, not replaced, and a
//! link keeps pointing at the file that is rewritten.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::problem::{Problem, ProblemKind};
use crate::read::reason;

/// Writes a file, new or in place of what it held. Its permissions stay.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let written = match fs::metadata(path) {
        Ok(it) if !it.is_file() && !it.is_dir() => {
            OpenOptions::new().write(true).open(path).and_then(|mut it| it.write_all(bytes))
        }
        _ => replace(&fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()), bytes),
    };
    written.map_err(|it| Problem::new(path, ProblemKind::Unwritable(why(path, &it))))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut file = builder().tempfile_in(folder(path))?;
    file.write_all(bytes)?;
    if let Ok(before) = File::open(path).and_then(|it| it.metadata()) {
        file.as_file().set_permissions(before.permissions())?;
    }
    file.persist(path)?;
    Ok(())
}

/// New files get the permissions that the system gives to every new file.
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".oam-ls-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn why(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotFound => format!("there is no folder `{}`", folder(path).display()),
        _ => reason(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_else_stays_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let error = |path: &Path| write_whole(path, b"").unwrap_err().message("x");
        assert_eq!(error(folder.path()), "cannot write `x`: it is a folder");
        let missing = folder.path().join("a/b");
        assert_eq!(
            error(&missing),
            format!("cannot write `x`: there is no folder `{}`", missing.parent().unwrap().display())
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a", &link).unwrap();
        write_whole(&link, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
