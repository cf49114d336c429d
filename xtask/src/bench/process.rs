//! What Linux says about a process and its children: memory, CPU time.
//!
//! Other systems say nothing here, and then nothing is reported.

use std::fs;
use std::path::Path;

/// Memory of a process and all below it, in megabytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Memory {
    /// Now.
    pub(super) resident: f64,
    /// The most there was.
    pub(super) peak: f64,
}

/// A process and all below it.
fn family(process: u32) -> Vec<u32> {
    let mut all = vec![process];
    let mut next = 0;
    while let Some(one) = all.get(next).copied() {
        next += 1;
        for task in fs::read_dir(format!("/proc/{one}/task")).into_iter().flatten().filter_map(Result::ok) {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            all.extend(children.split_whitespace().filter_map(|it| it.parse::<u32>().ok()));
        }
    }
    all
}

/// Memory now, and the most there was.
pub(super) fn memory(process: u32) -> Memory {
    let mut memory = Memory::default();
    for one in family(process) {
        let status = fs::read_to_string(format!("/proc/{one}/status")).unwrap_or_default();
        let megabytes = |name: &str| {
            let line = status.lines().find_map(|it| it.strip_prefix(name));
            let kibibytes = line.and_then(|it| it.split_whitespace().next()?.parse::<f64>().ok());
            kibibytes.unwrap_or_default() / 1024.0
        };
        memory.resident += megabytes("VmRSS:");
        memory.peak += megabytes("VmHWM:");
    }
    memory
}

/// CPU time so far, in milliseconds: by the scheduler's own clock, which is finer than ticks.
pub(super) fn cpu(process: u32) -> f64 {
    let mut nanoseconds = 0.0;
    for one in family(process) {
        for task in fs::read_dir(format!("/proc/{one}/task")).into_iter().flatten().filter_map(Result::ok) {
            let text = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            nanoseconds +=
                text.split_whitespace().next().and_then(|it| it.parse::<f64>().ok()).unwrap_or_default();
        }
    }
    nanoseconds / 1e6
}

/// User and system time so far in clock ticks, ended threads included.
pub(super) fn ticks(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    fields.split_whitespace().skip(11).take(2).filter_map(|it| it.parse::<u64>().ok()).sum()
}

/// Size of a file in megabytes.
pub(super) fn megabytes(path: &Path) -> Option<f64> {
    let bytes = fs::metadata(path).ok()?.len();
    Some(f64::from(u32::try_from(bytes).ok()?) / 1e6)
}
