//! The program itself, as it is released.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::platform::Platform;
use super::tool::{run, say};

/// Builds it and returns where it is.
pub(super) fn build(root: &Path, platform: &Platform) -> Result<PathBuf, String> {
    say(&format!("oam-ls for {}", platform.triple));
    let mut command = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.current_dir(root).args(["build", "--release", "--locked", "--package", "oam-ls"]);
    let mut folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    if !platform.is_host {
        command.args(["--target", &platform.triple]);
        folder.push(&platform.triple);
    }
    run(&mut command)?;
    Ok(folder.join("release").join(platform.program_name()))
}
