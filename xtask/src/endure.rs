//! Long runs of tests that are short in every run: kills, a day of typing.
//!
//! The tests decide what is right; here is only said how long they go on.

use std::path::Path;
use std::process::Command;

const HELP: &str = "cargo xtask endure [--edits N] [--kills N] [--files N]";

/// `cargo xtask endure`: a million edits, 200 kills and 100,000 files unless told otherwise. `OAM_PROGRAM` names a program to
/// do it with, for instance a release build.
pub(crate) fn endure(root: &Path, arguments: &[String]) -> Result<(), String> {
    let numbers = read(arguments, &[("--edits", "1000000"), ("--kills", "200"), ("--files", "100000")])?;
    let [edits, kills, files] = numbers.as_slice() else { return Err(HELP.to_owned()) };
    let variables = [("OAM_EDITS", edits), ("OAM_KILLS", kills), ("OAM_FILES", files)];
    test(root, &["--test", "hostile", "--", "kills", "memory", "many_files"], &variables)
}

/// The numbers of some options, in their order.
fn read(arguments: &[String], options: &[(&str, &str)]) -> Result<Vec<String>, String> {
    let mut numbers: Vec<_> = options.iter().map(|it| it.1.to_owned()).collect();
    for pair in arguments.chunks(2) {
        let [name, number] = pair else { return Err(HELP.to_owned()) };
        let known = options.iter().position(|it| it.0 == name).and_then(|it| numbers.get_mut(it));
        let (Some(slot), Ok(_)) = (known, number.parse::<u64>()) else { return Err(HELP.to_owned()) };
        slot.clone_from(number);
    }
    Ok(numbers)
}

fn test(root: &Path, what: &[&str], variables: &[(&str, &String)]) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root).args(["test", "--package", "oam-tests"]).args(what);
    command.args(["--nocapture", "--test-threads", "1"]).envs(variables.iter().copied());
    let status = command.status().map_err(|it| it.to_string())?;
    if status.success() { Ok(()) } else { Err("something fell over; see above".to_owned()) }
}
