//! What fuzzing starts from: the project's own documents, those that were written for a target, and all inputs that once failed.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Longer documents are left out: they cost time and hold nothing that the others do not.
const MAX_BYTES: u64 = 3000;

/// Copies the seeds of a target into a folder.
pub(super) fn copy(root: &Path, target: &str, folder: &Path) -> Result<(), String> {
    let own = [root.join("fuzz/seeds").join(target), root.join("tests/crashes").join(target)];
    let documents = [root.join("tests"), root.join("examples")];
    // Documents are no messages.
    let documents = documents.iter().filter(|_| target != "protocol");
    let is_document = |it: &Path| it.extension().is_some_and(|it| it == "yaml");
    let of_target = own.iter().map(|it| (it, false));
    for (source, only_documents) in of_target.chain(documents.map(|it| (it, true))) {
        for entry in WalkDir::new(source).sort_by_file_name().into_iter().filter_map(Result::ok) {
            let is_short = entry.metadata().is_ok_and(|it| it.is_file() && it.len() <= MAX_BYTES);
            if !is_short || (only_documents && !is_document(entry.path())) {
                continue;
            }
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let name = below.to_string_lossy().replace(['/', '\\'], "-");
            let copied = fs::copy(entry.path(), folder.join(format!("seed-{name}")));
            copied.map_err(|it| format!("{}: {it}", entry.path().display()))?;
        }
    }
    Ok(())
}
