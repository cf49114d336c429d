//! The extension for VS Code with the server inside.

use std::fs;
use std::path::Path;
use std::process::Command;

use walkdir::WalkDir;

use super::tool::{run, say};
use super::{Dist, VERSION};

/// Makes `oam-ls-PLATFORM-VERSION.vsix`.
pub(super) fn make(dist: &Dist) -> Result<(), String> {
    let name = format!("oam-ls-{}-{VERSION}.vsix", dist.platform.name());
    say(&name);
    let folder = dist.work.join("vscode");
    copy_sources(&dist.source("vscode-extension"), &folder)?;
    dist.copy_program(&folder.join("server"))?;
    let npm = || {
        let mut command = Command::new("npm");
        command.current_dir(&folder);
        command
    };
    run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    let out = dist.out.join(&name);
    let mut package = npm();
    package.args(["run", "package", "--", "--target", &dist.platform.name(), "--out"]).arg(out);
    run(&mut package).map(drop)
}

/// Copies what is not made by tools.
fn copy_sources(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|it| format!("{}: {it}", to.display()))?;
    let is_source = |name: &str| !matches!(name, "node_modules" | "dist" | "server");
    let entries = WalkDir::new(from).min_depth(1).into_iter();
    let sources = entries.filter_entry(|it| it.depth() > 1 || it.file_name().to_str().is_some_and(is_source));
    for entry in sources {
        let entry = entry.map_err(|it| it.to_string())?;
        let path = entry.path().strip_prefix(from).map_err(|it| it.to_string())?;
        let target = to.join(path);
        let done = if entry.file_type().is_dir() {
            fs::create_dir_all(&target)
        } else {
            fs::copy(entry.path(), &target).map(drop)
        };
        done.map_err(|it| format!("{}: {it}", target.display()))?;
    }
    Ok(())
}
