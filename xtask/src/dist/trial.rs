//! Each package, installed in an empty environment and used: it says its version, finds a mistake, and passes what is right.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::tool::{run, say};
use super::{Dist, VERSION};

const MISTAKE: &str = "\
apiVersion: core.oam.dev/v1alpha1
kind: ApplicationConfiguration
metadata:
  name: shop
spec:
  components:
    - componentName: web
      instanceName: web
";

/// Tries all packages in turn and ends with a count; an error where one does not work.
pub(super) fn run_all(dist: &Dist) -> Result<(), String> {
    let trials =
        [("archive", archive as Trial), ("wheel", wheel), ("npm", npm), ("VS Code extension", vscode)];
    let mut failed = 0;
    for (name, trial) in trials {
        let home = tempfile::tempdir().map_err(|it| it.to_string())?;
        match trial(dist, &home).and_then(|program| uses(&program, &home)) {
            Ok(()) => say(&format!("ok - {name} works in an empty environment")),
            Err(problem) => {
                failed += 1;
                say(&format!("not ok - {name}: {problem}"));
            }
        }
    }
    say(&format!("{} passed, {failed} failed", trials.len() - failed));
    if failed == 0 { Ok(()) } else { Err("not every package works".to_owned()) }
}

/// Installs a package below a folder and returns the program.
type Trial = fn(&Dist, &TempDir) -> Result<PathBuf, String>;

fn uses(program: &Path, home: &TempDir) -> Result<(), String> {
    let start = || {
        let mut command = Command::new(program);
        // Of the environment there is only what starts a script.
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(home.path());
        command
    };
    let version = run(start().arg("--version"))?;
    if version.trim() != format!("oam-ls {VERSION}") {
        return Err(format!("the version is `{}`", version.trim()));
    }
    let file = home.path().join("app.yaml");
    fs::write(&file, MISTAKE).map_err(|it| it.to_string())?;
    let linted =
        start().args(["lint", "--format", "concise", "app.yaml"]).output().map_err(|it| it.to_string())?;
    let said = String::from_utf8_lossy(&linted.stdout);
    if linted.status.code() != Some(1) || !said.contains("app.yaml:7:22: error[unknown-component]") {
        return Err(format!("a mistake was not found ({}):\n{said}", linted.status));
    }
    fs::write(&file, "kind: Deployment\n").map_err(|it| it.to_string())?;
    run(start().args(["lint", "app.yaml"])).map(drop)
}

/// The package whose name begins and ends in a way.
fn package(dist: &Dist, start: &str, end: &str) -> Result<PathBuf, String> {
    let entries = fs::read_dir(&dist.out).map_err(|it| it.to_string())?;
    let is_it = |it: &str| it.starts_with(start) && it.ends_with(end);
    let mut found = entries.flatten().map(|it| it.path());
    let found = found.find(|it| it.file_name().and_then(|it| it.to_str()).is_some_and(is_it));
    found.ok_or_else(|| format!("there is no `{start}…{end}`"))
}

fn archive(dist: &Dist, home: &TempDir) -> Result<PathBuf, String> {
    let file = package(dist, "oam-ls-", ".tar.gz")?;
    run(Command::new("tar").arg("-xzf").arg(file).arg("-C").arg(home.path()))?;
    let folder = format!("oam-ls-{VERSION}-{}", dist.platform.triple);
    Ok(home.path().join(folder).join(dist.platform.program_name()))
}

fn wheel(dist: &Dist, home: &TempDir) -> Result<PathBuf, String> {
    let file = package(dist, "oam_ls-", ".whl")?;
    let venv = home.path().join("venv");
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    let bin = venv.join(if cfg!(windows) { "Scripts" } else { "bin" });
    run(Command::new(bin.join("python")).args(["-m", "pip", "install", "--quiet", "--no-index"]).arg(file))?;
    Ok(bin.join(dist.platform.program_name()))
}

fn npm(dist: &Dist, home: &TempDir) -> Result<PathBuf, String> {
    let platform = package(dist, "oam-ls-cli-", ".tgz")?;
    let starter = package(dist, &format!("oam-ls-{VERSION}"), ".tgz")?;
    fs::write(home.path().join("package.json"), "{\"private\": true}").map_err(|it| it.to_string())?;
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(home.path()).args(["install", "--offline", "--no-audit", "--no-fund"]);
    run(command.arg(platform).arg(starter))?;
    Ok(home.path().join("node_modules/.bin").join(if cfg!(windows) { "oam-ls.cmd" } else { "oam-ls" }))
}

/// The server that is in it; how the extension starts it is tested in VS Code.
fn vscode(dist: &Dist, home: &TempDir) -> Result<PathBuf, String> {
    let file = package(dist, "oam-ls-", ".vsix")?;
    let program = format!("extension/server/{}", dist.platform.program_name());
    run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(file).arg(home.path()))?;
    let program = home.path().join(program);
    // The unpacker of Python's leaves out what may be executed, VS Code's does not.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).map_err(|it| it.to_string())?;
    }
    Ok(program)
}
