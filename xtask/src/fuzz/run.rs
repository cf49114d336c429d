//! One target: its seeds, its limits, and what came of it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::seeds;

/// The longest input: what makes a difference is found in short ones, sooner.
const MAX_BYTES: &str = "-max_len=8000";

/// A hang: seconds for one input. Of an input that took longer it is looked whether it does so again, for the machine may have
/// been busy with something else.
const MAX_SECONDS: &str = "-timeout=1";

/// Memory of the whole process in megabytes.
const MAX_MEMORY: &str = "-rss_limit_mb=1024";

/// How many seconds a run may take beyond its time.
const PATIENCE: u64 = 60;

/// What libFuzzer says of itself, by the beginnings of lines.
const NOISE: [&str; 5] = ["INFO", "stat::", "NEW_FUNC", "WARNING: Failed to find function", "Dictionary"];

/// A target that is built.
pub(super) struct Run<'r> {
    pub(super) root: &'r Path,
    /// Where it was built.
    pub(super) folder: &'r Path,
    /// The platform that is built for, as Rust names it.
    pub(super) host: &'r str,
    pub(super) target: &'r str,
    pub(super) time: Duration,
}

/// What came of it.
pub(super) struct Outcome {
    pub(super) executions: u64,
    pub(super) time: Duration,
    /// The input that failed.
    pub(super) failure: Option<PathBuf>,
}

impl Run<'_> {
    /// Runs the target until its time is over or something fails.
    pub(super) fn run(&self) -> Result<Outcome, String> {
        let found = self.folder.join("corpus").join(self.target);
        let kept = self.root.join("fuzz/artifacts").join(self.target);
        for folder in [&found, &kept] {
            fs::create_dir_all(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
        }
        seeds::copy(self.root, self.target, &found)?;
        let start = Instant::now();
        let mut outcome = Outcome { executions: 0, time: Duration::ZERO, failure: None };
        loop {
            let left = self.time.saturating_sub(start.elapsed()).as_secs();
            outcome.time = start.elapsed();
            if left == 0 {
                return Ok(outcome);
            }
            let mut command = self.command(&kept, left + PATIENCE);
            command.arg(format!("-max_total_time={left}")).arg("-print_final_stats=1").arg(&found);
            let Ended { is_good, is_stuck, executions, path } = watch(&mut command)?;
            outcome.executions += executions;
            match path {
                Some(path) if is_slow(&path) && !self.fails_again(&kept, &path)? => {
                    println!("(took long, but not when it was run alone: {})", path.display());
                }
                // Its alarm asks for memory, and waits for ever when it rings while memory is given out.
                None if is_stuck => println!("(the fuzzer waited for itself and was started again)"),
                None if is_good => {}
                path => {
                    outcome.time = start.elapsed();
                    outcome.failure = Some(path.unwrap_or(kept));
                    return Ok(outcome);
                }
            }
        }
    }

    fn command(&self, kept: &Path, most_seconds: u64) -> Command {
        let program = self.folder.join(self.host).join("release").join(self.target);
        let words = if self.target == "protocol" { "protocol.dict" } else { "yaml.dict" };
        let mut command = Command::new("timeout");
        command.args(["--signal=KILL", &most_seconds.to_string(), "nice", "-n", "10"]);
        command.arg(program).args([MAX_SECONDS, MAX_MEMORY, MAX_BYTES]);
        command.arg(format!("-dict={}", self.root.join("fuzz").join(words).display()));
        command.arg(format!("-artifact_prefix={}/", kept.display()));
        command
    }

    /// Whether an input takes too long three times out of three.
    fn fails_again(&self, kept: &Path, path: &Path) -> Result<bool, String> {
        for _ in 0..3 {
            if watch(self.command(kept, PATIENCE).args(["-runs=1"]).arg(path))?.is_good {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn is_slow(path: &Path) -> bool {
    path.file_name().is_some_and(|it| it.to_string_lossy().starts_with("timeout-"))
}

/// How a run of libFuzzer ended.
struct Ended {
    is_good: bool,
    /// It had to be killed.
    is_stuck: bool,
    /// How many inputs it has tried, if it could say so.
    executions: u64,
    /// The input that failed.
    path: Option<PathBuf>,
}

/// Runs libFuzzer and reads what it says.
fn watch(command: &mut Command) -> Result<Ended, String> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|it| format!("{command:?} does not start: {it}"))?;
    let (mut executions, mut path, mut last) = (0, None, Vec::new());
    let lines = child.stderr.take().map(|it| BufReader::new(it).split(b'\n').map_while(Result::ok));
    for line in lines.into_iter().flatten() {
        let line = String::from_utf8_lossy(&line).into_owned();
        if let Some(number) = line.strip_prefix("stat::number_of_executed_units:") {
            executions = number.trim().parse().unwrap_or(0);
        } else if let Some((_, written)) = line.split_once("Test unit written to ") {
            path = Some(PathBuf::from(written.trim()));
        }
        if !line.starts_with('#') {
            last.push(line);
        }
    }
    let status = child.wait().map_err(|it| it.to_string())?;
    if !status.success() {
        let is_noise = |it: &String| NOISE.iter().any(|noise| it.trim_start().starts_with(noise));
        let shown = last.iter().filter(|it| !is_noise(it));
        shown.take(40).for_each(|it| println!("  {it}"));
    }
    // A program that was killed, as `timeout` reports it: by its code, or by the signal that it sends to itself.
    let is_stuck = status.code().is_none_or(|it| it == 128 + 9);
    Ok(Ended { is_good: status.success(), is_stuck, executions, path })
}
