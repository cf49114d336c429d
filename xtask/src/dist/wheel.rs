//! The Python package: a wheel that holds the program.

use std::env;
use std::path::PathBuf;

use super::Dist;
use super::tool::{run, say};

/// The maturin that makes it.
const MATURIN: &str = "maturin==1.16.0";

/// Makes `oam_ls-VERSION-py3-none-PLATFORM.whl`.
pub(super) fn make(dist: &Dist) -> Result<(), String> {
    say("wheel");
    let venv = dist.work.join("venv");
    run(dist.command("python3").args(["-m", "venv"]).arg(&venv))?;
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let python = python.to_string_lossy();
    run(dist.command(&python).args(["-m", "pip", "install", "--quiet", MATURIN]))?;
    let mut command = dist.command(&python);
    command.current_dir(dist.source("packages/python"));
    // The same build as that of the other packages: nothing is compiled again.
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| dist.source("target"), PathBuf::from);
    command.env("CARGO_TARGET_DIR", target);
    command.args(["-m", "maturin", "build", "--release", "--locked", "--out"]).arg(&dist.out);
    if !dist.platform.is_host {
        command.args(["--target", &dist.platform.triple]);
    }
    run(&mut command).map(drop)
}
