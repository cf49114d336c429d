//! `lint --watch`: the report again after every change, until Ctrl-C.
//!
//! A file that is edited is read alone, and all others stay as they were worked out. Everything else, such as new files,
//! folders and settings, loads the workspace anew.
//!
//! The trap: editors save in several steps, and tools change many files at once. A change is looked at when nothing has
//! happened for a moment.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use oam_host::interrupt::on_interrupt;
use oam_host::refresh::{Refreshed, refresh};
use oam_host::watch::watch;

use crate::commands::lint::Request;
use crate::output::{Outcome, Output, counted};
use crate::world::World;

/// How long nothing must happen before a change counts as complete.
const QUIET: Duration = Duration::from_millis(100);

enum Signal {
    Changed(Vec<PathBuf>),
    Stop,
}

/// Runs until somebody ends it, or nobody reads the reports any more.
pub(crate) fn run(request: &Request<'_>, output: &mut Output) -> Outcome {
    if request.args.world.has_stdin() {
        output.error("`--watch` looks at files; standard input (`-`) has only one state");
        return Outcome::Unusable;
    }
    let (sender, signals) = mpsc::channel();
    let stop = sender.clone();
    on_interrupt(move || drop(stop.send(Signal::Stop)));
    let Some(mut world) = request.open(output) else { return Outcome::Unusable };
    let changed = move |paths| drop(sender.send(Signal::Changed(paths)));
    let Some(_watch) = watch(&world.watched, changed) else {
        output.error(format_args!(
            "cannot watch `{}`; run `lint` without `--watch`",
            world.root.path.display()
        ));
        return Outcome::Unusable;
    };
    loop {
        request.report(&world, output);
        let files = counted(world.workspace.files().count(), "file");
        output.note(format_args!("watching {files}; Ctrl-C ends it"));
        if !output.is_heard() || !wait(&signals, request, &mut world, output) {
            return Outcome::Clean;
        }
    }
}

/// Waits until there is something new to report; `false` when that will not happen.
fn wait(signals: &Receiver<Signal>, request: &Request<'_>, world: &mut World, output: &mut Output) -> bool {
    while let Some(paths) = next(signals) {
        match refresh(&world.workspace, paths.iter().map(PathBuf::as_path)) {
            Refreshed::Same => continue,
            Refreshed::Edited(workspace) => {
                world.workspace = workspace;
                output.clear();
            }
            Refreshed::Outdated => {
                output.clear();
                // What is wrong now has been said; the last state stays until it is mended.
                let Some(it) = request.open(output) else { continue };
                *world = it;
            }
        }
        return true;
    }
    false
}

/// The paths of the next change; `None` when the user wants to end.
fn next(signals: &Receiver<Signal>) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    let mut signal = signals.recv().ok()?;
    loop {
        match signal {
            Signal::Changed(paths) => changed.extend(paths),
            Signal::Stop => return None,
        }
        signal = match signals.recv_timeout(QUIET) {
            Ok(it) => it,
            Err(RecvTimeoutError::Timeout) => return Some(changed),
            Err(RecvTimeoutError::Disconnected) => return None,
        };
    }
}
