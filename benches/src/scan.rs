//! The least that anybody has to do who wants to know a workspace: read all its files and look at every line.
//!
//! It understands nothing; its time is what the machine allows at best.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use walkdir::WalkDir;

/// Reads every file that may hold OAM, on two threads; returns how many documents of its group there are.
pub fn scan(folder: &Path) -> usize {
    let entries = WalkDir::new(folder).into_iter().filter_entry(|it| it.file_name() != ".git");
    let is_candidate =
        |it: &Path| it.extension().is_some_and(|it| matches!(it.to_str(), Some("yaml" | "yml" | "json")));
    let files = entries.filter_map(Result::ok).filter(|it| it.file_type().is_file());
    let files = Mutex::new(files.map(walkdir::DirEntry::into_path).filter(|it| is_candidate(it)));
    let next =
        || -> Vec<PathBuf> { files.lock().map(|mut it| it.by_ref().take(64).collect()).unwrap_or_default() };
    let work = || {
        let mut count = 0;
        loop {
            let batch = next();
            if batch.is_empty() {
                return count;
            }
            count += batch.iter().map(|it| documents(&std::fs::read(it).unwrap_or_default())).sum::<usize>();
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|it| it.join().unwrap_or_default()).sum()
    })
}

/// Documents by the line that names their group.
fn documents(text: &[u8]) -> usize {
    let lines = text.split(|it| *it == b'\n');
    lines.filter(|it| it.starts_with(b"apiVersion: core.oam.dev/")).count()
}
