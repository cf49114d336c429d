//! Every rendered manifest that the repository keeps, and the examples for both targets.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;
use walkdir::WalkDir;

/// A file of manifests.
pub(super) struct File {
    /// Where it is, or how it was made.
    pub(super) name: String,
    /// Its objects.
    pub(super) objects: Vec<Value>,
    /// Whether they are what the reference controller creates, right or wrong.
    pub(super) is_exact: bool,
}

/// Something that the reference controller creates, that Kubernetes refuses, and that our check is silent about.
pub(super) struct Known {
    /// A part of what the server says.
    pub(super) reason: &'static str,
    /// Why our check says nothing.
    pub(super) why: &'static str,
}

/// Refusals that no check foretells.
pub(super) const KNOWN: [Known; 2] = [
    Known {
        reason: "Invalid value: \" d.e\"",
        why: "the controller splits `a.b, d.e` at the comma only, and writes an API that our schemas do not have",
    },
    Known {
        reason: "Invalid value: \"[fromVariable(domain)]\"",
        why: "the controller leaves calls of variables as they are, and writes an API that our schemas do not have",
    },
];

/// All of them, in order of path.
pub(super) fn all(root: &Path) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    for folder in ["server/render/tests/render/goldens", "tests/cli", "examples"] {
        for path in paths(&root.join(folder)) {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let text = std::fs::read_to_string(&path).map_err(|it| format!("{name}: {it}"))?;
            let is_exact = name.contains("rudr");
            files.push(File { objects: objects(&name, &text)?, name, is_exact });
        }
    }
    for folder in folders(&root.join("examples")) {
        let name = folder.strip_prefix(root).unwrap_or(&folder).to_string_lossy().replace('\\', "/");
        let text = previewed(root, &folder)?;
        let name = format!("{name} --target rudr");
        files.push(File { objects: objects(&name, &text)?, name, is_exact: true });
    }
    Ok(files)
}

/// The files below a folder that hold manifests.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let is_golden = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_preview = path
            .parent()
            .and_then(Path::file_name)
            .is_some_and(|it| it.to_string_lossy().starts_with("preview"));
        name.ends_with(".kubernetes.yaml")
            || name.ends_with(".rudr.yaml")
            || name == "rendered.yaml"
            || (name == "stdout" && is_preview)
    };
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.map(walkdir::DirEntry::into_path).filter(|it| is_golden(it)).collect()
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name().into_iter();
    entries.filter_map(Result::ok).map(walkdir::DirEntry::into_path).filter(|it| it.is_dir()).collect()
}

/// An example as the reference controller creates it.
fn previewed(root: &Path, folder: &Path) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--bin", "oam-ls", "--", "preview", "--target", "rudr"]).arg(folder);
    let output = command.current_dir(root).output().map_err(|it| format!("oam-ls preview: {it}"))?;
    if output.stdout.is_empty() {
        return Err(format!("oam-ls preview: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The objects of a text; a text that is no manifests (a summary, JSON with notes) has none.
fn objects(name: &str, text: &str) -> Result<Vec<Value>, String> {
    let mut found = Vec::new();
    for document in serde_yaml::Deserializer::from_str(text) {
        let value = Value::deserialize(document);
        match value {
            // What a template engine fills in later is not there to be judged.
            Ok(it) if it.to_string().contains("{{") => {}
            Ok(it) if it.get("kind").is_some() => found.push(it),
            Ok(_) => {}
            // After the first error the reader says the same one without end.
            Err(_) if name.ends_with("stdout") => break,
            Err(error) => return Err(format!("{name}: {error}")),
        }
    }
    Ok(found)
}
