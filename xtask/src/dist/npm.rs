//! The packages for npm: one with the program of the platform, and one that starts whichever is installed.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::platform::Platform;
use super::tool::{run, say};
use super::{Dist, VERSION};

/// Makes `oam-ls-VERSION.tgz` and `oam-ls-cli-PLATFORM-VERSION.tgz`.
pub(super) fn make(dist: &Dist) -> Result<(), String> {
    let platform = dist.work.join("npm-platform");
    say(&format!("npm: {}", name(&dist.platform.name())));
    dist.copy(&["LICENSE"], &platform)?;
    dist.copy_program(&platform)?;
    write(&platform.join("package.json"), &manifest(dist))?;
    pack(dist, &platform)?;

    say("npm: oam-ls");
    let starter = dist.work.join("npm");
    dist.copy(&["LICENSE", "packages/npm/README.md"], &starter)?;
    dist.copy(&["packages/npm/bin/oam-ls.js"], &starter.join("bin"))?;
    let source = dist.source("packages/npm/package.json");
    let text = fs::read_to_string(&source).map_err(|it| format!("{}: {it}", source.display()))?;
    let mut starter_manifest: Map<String, Value> =
        serde_json::from_str(&text).map_err(|it| it.to_string())?;
    let platforms = Platform::ALL.iter().map(|(os, cpu)| (name(&format!("{os}-{cpu}")), json!(VERSION)));
    starter_manifest.insert("version".to_owned(), json!(VERSION));
    starter_manifest.insert("optionalDependencies".to_owned(), platforms.collect::<Map<_, _>>().into());
    write(&starter.join("package.json"), &starter_manifest.into())?;
    pack(dist, &starter)
}

fn name(platform: &str) -> String {
    format!("@oam-ls/cli-{platform}")
}

fn manifest(dist: &Dist) -> Value {
    json!({
        "name": name(&dist.platform.name()),
        "version": VERSION,
        "description": format!("The program oam-ls for {}", dist.platform.name()),
        "license": "Apache-2.0",
        "repository": "github:oam-ls/oam-ls",
        "os": [dist.platform.os],
        "cpu": [dist.platform.cpu],
        "files": [dist.platform.program_name()],
    })
}

fn write(file: &Path, manifest: &Value) -> Result<(), String> {
    fs::write(file, format!("{manifest:#}\n")).map_err(|it| format!("{}: {it}", file.display()))
}

fn pack(dist: &Dist, folder: &Path) -> Result<(), String> {
    let mut command = dist.command("npm");
    command.arg("pack").arg(folder).arg("--pack-destination").arg(&dist.out);
    run(&mut command).map(drop)
}
