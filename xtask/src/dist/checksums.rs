//! `SHA256SUMS`, as `sha256sum --check` reads it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Writes the checksums of all files of a folder, folders left out.
pub(super) fn write(folder: &Path) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|it| it.to_string())?;
    let mut files: Vec<_> = entries.flatten().map(|it| it.path()).filter(|it| it.is_file()).collect();
    files.sort();
    let mut text = String::new();
    for file in files {
        let content = fs::read(&file).map_err(|it| format!("{}: {it}", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        // Writing to a string cannot fail.
        for byte in Sha256::digest(&content) {
            let _ = write!(text, "{byte:02x}");
        }
        let _ = writeln!(text, "  {name}");
    }
    fs::write(folder.join("SHA256SUMS"), text).map_err(|it| it.to_string())
}
