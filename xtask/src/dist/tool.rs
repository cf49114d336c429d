//! Starting other programs. What they print is shown only when they fail.

use std::process::Command;

/// Runs a command and returns what it prints; an error has all that it printed.
pub(super) fn run(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.output().map_err(|it| format!("`{name}` does not start: {it}"))?;
    let printed = String::from_utf8_lossy(&done.stdout).into_owned();
    if done.status.success() {
        return Ok(printed);
    }
    let errors = String::from_utf8_lossy(&done.stderr);
    Err(format!("`{name}` failed ({}):\n{printed}{errors}", done.status))
}

/// Says which package is being made.
pub(super) fn say(what: &str) {
    println!("{what}");
}
