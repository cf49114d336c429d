//! What came of a part: it is read from the lines that its command prints, which are passed on as they come.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// What came of a part.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    passed: usize,
    failed: usize,
    /// What was not tested, and why.
    skipped: Vec<String>,
}

impl Outcome {
    /// Runs a command to its end.
    ///
    /// One that ends without a count, or badly with a good count, has failed.
    pub(super) fn of(mut command: Command) -> Result<Self, String> {
        let name = format!("{command:?}");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|it| format!("{name} does not start: {it}"))?;
        let errors = child.stderr.take().map(|it| thread::spawn(move || pass_on(it, io::stderr())));
        let mut lines = child.stdout.take().map(|it| pass_on(it, io::stdout())).unwrap_or_default();
        lines.extend(errors.and_then(|it| it.join().ok()).unwrap_or_default());
        let status = child.wait().map_err(|it| it.to_string())?;
        Ok(Self::read(&lines, status.success()))
    }

    fn read(lines: &[String], is_success: bool) -> Self {
        let mut outcome = Self::default();
        let mut has_count = false;
        for line in lines {
            // The last one is the sum of all.
            if let Some((passed, failed)) = count(line) {
                (outcome.passed, outcome.failed, has_count) = (passed, failed, true);
            }
            if let Some(reason) = line.strip_prefix("MISSING: ").or_else(|| line.strip_prefix("SKIPPED: ")) {
                outcome.skipped.push(reason.to_owned());
            }
        }
        if !has_count || (!is_success && outcome.failed == 0) {
            outcome.failed += 1;
        }
        outcome
    }
}

/// `12 passed, 1 failed`.
fn count(line: &str) -> Option<(usize, usize)> {
    let (passed, failed) = line.trim().split_once(" passed, ")?;
    Some((passed.parse().ok()?, failed.strip_suffix(" failed")?.parse().ok()?))
}

fn pass_on(from: impl Read, mut to: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // Nobody may be listening any more; the tests go on.
        let _ = writeln!(to, "{line}");
        lines.push(line);
    }
    lines
}

/// Prints a line for each part and a last one for all; an error where something failed or nothing ran.
pub(super) fn sum_up(outcomes: &[(&str, Duration, Outcome)]) -> Result<(), String> {
    for (name, time, outcome) in outcomes {
        let Outcome { passed, failed, .. } = outcome;
        println!("{name:<12} {passed} passed, {failed} failed in {} s", time.as_secs());
        for reason in &outcome.skipped {
            println!("{:<12} skipped: {reason}", "");
        }
    }
    let sum = |of: fn(&Outcome) -> usize| outcomes.iter().map(|it| of(&it.2)).sum::<usize>();
    let (passed, failed) = (sum(|it| it.passed), sum(|it| it.failed));
    println!("{passed} passed, {failed} failed");
    if failed > 0 {
        return Err("not everything is as its users expect it".to_owned());
    }
    if passed == 0 { Err("nothing was tested".to_owned()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_success: bool) -> Outcome {
        let lines: Vec<_> = text.lines().map(str::to_owned).collect();
        Outcome::read(&lines, is_success)
    }

    fn outcome(passed: usize, failed: usize) -> Outcome {
        Outcome { passed, failed, skipped: Vec::new() }
    }

    #[test]
    fn the_last_count_is_that_of_the_part() {
        assert_eq!(read("3 passed, 0 failed\nok - b\n5 passed, 2 failed\n", false), outcome(5, 2));
    }

    #[test]
    fn a_part_without_a_count_or_with_a_bad_end_has_failed() {
        assert_eq!(read("ok - a\n", true), outcome(0, 1));
        assert_eq!(read("3 passed, 0 failed\n", false), outcome(3, 1));
        assert_eq!(read("3 passed, 0 failed\n", true), outcome(3, 0));
    }

    #[test]
    fn what_is_left_out_is_told_with_its_reason() {
        let outcome =
            read("MISSING: Vim is not tested: no apt-get\nSKIPPED: B: slow\n1 passed, 0 failed\n", true);
        assert_eq!(outcome.skipped, ["Vim is not tested: no apt-get", "B: slow"]);
    }
}
