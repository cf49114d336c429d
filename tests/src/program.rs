//! The built program, for tests that need a process.
//!
//! It is looked for beside the test executable, where Cargo puts it; a run that built the tests alone builds it first.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

static PROGRAM: LazyLock<PathBuf> = LazyLock::new(find);

/// The path of `oam-ls`, up to date; or what `OAM_PROGRAM` names, as it is.
pub fn program() -> &'static Path {
    &PROGRAM
}

fn find() -> PathBuf {
    if let Some(program) = std::env::var_os("OAM_PROGRAM") {
        return program.into();
    }
    // …/target/debug/deps/test-1234
    let test = std::env::current_exe().expect("the test's own path");
    let folder = test.ancestors().nth(2).expect("Cargo's folder of the profile");
    let program = folder.join(format!("oam-ls{}", std::env::consts::EXE_SUFFIX));
    let mut build = Command::new(env!("CARGO"));
    // The whole workspace, so that its crates have the features they have in the tests and nothing is built twice.
    build.args(["build", "--quiet", "--workspace", "--bin", "oam-ls", "--manifest-path"]);
    build.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"));
    build.arg("--target-dir").arg(folder.parent().expect("Cargo's target folder"));
    if folder.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().expect("cargo").success(), "cannot build oam-ls");
    assert!(program.exists(), "{} was not built", program.display());
    program
}
