//! Reading one file, with every way in which that can fail.
//!
//! The trap: the length is checked before the bytes are read, and again while reading, because a file may grow.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::problem::{Problem, ProblemKind};
use crate::recognise::is_oam;

/// Longest file that is read.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// How much of a file that is too long is searched for OAM, to tell whether its length matters to anyone.
pub(crate) const PEEK_BYTES: u64 = 1024 * 1024;

/// Reads a file that the user named: whatever it holds, a failure is a problem.
pub fn read_named(path: &Path) -> Result<String, Problem> {
    let bytes = read_bytes(path)?;
    decode(path, bytes)
}

/// Reads a file that was come across: `None` when it does not hold OAM, or is gone by now.
pub fn read_found(path: &Path) -> Option<Result<String, Problem>> {
    match read_bytes(path) {
        Ok(bytes) if is_oam(&bytes) => Some(decode(path, bytes)),
        Ok(_) => None,
        Err(problem) => match problem.kind {
            ProblemKind::TooLarge { .. } => peek(path).is_ok_and(|it| is_oam(&it)).then_some(Err(problem)),
            _ => None,
        },
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let problem = |kind| Problem::new(path, kind);
    let metadata = fs::metadata(path).map_err(|it| problem(explain(path, &it)))?;
    if !metadata.is_file() {
        return Err(problem(ProblemKind::NotAFile));
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(problem(ProblemKind::TooLarge { bytes: metadata.len() }));
    }
    let file = File::open(path).map_err(|it| problem(explain(path, &it)))?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|it| problem(ProblemKind::Unreadable(reason(&it))))?;
    match bytes.len() as u64 {
        read if read > MAX_FILE_BYTES => Err(problem(ProblemKind::TooLarge { bytes: read })),
        _ => Ok(bytes),
    }
}

/// Turns bytes into text, or says where they stop being UTF-8. It is public for text that comes from elsewhere, such as
/// standard input.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Problem::new(path, ProblemKind::TooLarge { bytes: bytes.len() as u64 }));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..valid).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        Problem::new(path, ProblemKind::NotUtf8 { line })
    })
}

/// Reads at most one byte more than is allowed, so that [`decode`] can tell.
pub fn read_stream(path: &Path, stream: impl Read) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    stream
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|it| Problem::new(path, ProblemKind::Unreadable(reason(&it))))?;
    decode(path, bytes)
}

fn peek(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(PEEK_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Why a path could not be opened.
pub(crate) fn explain(path: &Path, error: &io::Error) -> ProblemKind {
    if error.kind() == io::ErrorKind::NotFound {
        return match fs::read_link(path) {
            Ok(target) => ProblemKind::BrokenLink { target },
            Err(_) => ProblemKind::Missing,
        };
    }
    ProblemKind::Unreadable(reason(error))
}

/// The system's words, without the number of the error.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    words.chars().take(1).flat_map(char::to_lowercase).chain(words.chars().skip(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_first_wrong_byte_is_named() {
        let problem = decode(Path::new("a.yaml"), b"a: 1\nb: \xff\n".to_vec()).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::NotUtf8 { line: 2 });
    }

    #[test]
    fn a_missing_file_and_a_link_to_nowhere_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing.yaml");
        assert_eq!(read_named(&missing).unwrap_err().kind, ProblemKind::Missing);
        #[cfg(unix)]
        {
            let link = folder.path().join("link.yaml");
            std::os::unix::fs::symlink("nowhere.yaml", &link).unwrap();
            let expected = ProblemKind::BrokenLink { target: "nowhere.yaml".into() };
            assert_eq!(read_named(&link).unwrap_err().kind, expected);
        }
    }

    #[test]
    fn a_folder_is_not_a_file() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_named(folder.path()).unwrap_err().kind, ProblemKind::NotAFile);
    }

    #[test]
    fn a_file_over_the_limit_is_refused_unread_and_found_only_if_it_is_oam() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.yaml");
        let file = File::create(&path).unwrap();
        file.set_len(MAX_FILE_BYTES + 1).unwrap();
        assert_eq!(read_named(&path).unwrap_err().kind, ProblemKind::TooLarge { bytes: MAX_FILE_BYTES + 1 });
        assert!(read_found(&path).is_none());
    }
}
