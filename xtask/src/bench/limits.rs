//! What the machine allows: the time to read all of a workspace and look at every line, done by hand.
//!
//! Nothing that finds, reads and understands the same files can be faster, so this stands beside our figures.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::figures::Figures;

/// The name of the limits among the programs.
pub(super) const LIMIT: &str = "limit";

/// Walks a folder, reads every file that may be OAM, and looks for documents and their group, on two threads.
pub(super) fn read_and_scan(folder: &Path, tag: &str, figures: &mut Figures) {
    let started = Instant::now();
    let found = oam_benches::scan(folder);
    figures.add(LIMIT, &format!("read {tag}"), started.elapsed().as_secs_f64() * 1e3);
    figures.add(LIMIT, &format!("documents {tag}"), f64::from(u32::try_from(found).unwrap_or(u32::MAX)));
}

/// `cat` of all files to nowhere.
pub(super) fn cat(folder: &Path, tag: &str, figures: &mut Figures) {
    let mut command = Command::new("find");
    command.arg(folder).args(["-type", "f", "-exec", "cat", "{}", "+"]);
    run(command.stdout(Stdio::null()), &format!("cat {tag}"), figures);
}

/// `rg` for the files that name OAM's group, if it is there.
pub(super) fn ripgrep(program: &Path, folder: &Path, tag: &str, figures: &mut Figures) {
    let mut command = Command::new(program);
    command.args(["-l", "--no-messages", "oam.dev"]).arg(folder);
    run(command.stdin(Stdio::null()).stdout(Stdio::null()), &format!("rg {tag}"), figures);
}

fn run(command: &mut Command, name: &str, figures: &mut Figures) {
    let started = Instant::now();
    if command.status().is_ok_and(|it| it.success()) {
        figures.add(LIMIT, name, started.elapsed().as_secs_f64() * 1e3);
    }
}
