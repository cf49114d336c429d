//! Fixtures: one YAML file, or a folder of them, as a workspace.
//!
//! Nothing here knows what is tested with them.

use std::path::{Path, PathBuf};

use oam_model::workspace::{Change, FileId, Settings, Workspace};
use oam_syntax::SourceText;
use walkdir::WalkDir;

/// Folders whose cases have their answers beside them.
pub const FEATURES: [&str; 19] = [
    "call_hierarchy",
    "code_actions",
    "code_lens",
    "completion",
    "definition",
    "folding",
    "formatting",
    "highlight",
    "hover",
    "implementation",
    "inlay_hints",
    "linked_editing",
    "links",
    "references",
    "rename",
    "selection",
    "semantic_tokens",
    "symbols",
    "type_definition",
];

/// A case: some files that belong together.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The path below `tests/`, without extension.
    pub name: String,
    /// The file or folder.
    pub path: PathBuf,
    /// Path and text of every file; the position is the file's id.
    pub files: Vec<(String, String)>,
    /// The platform that the case is for.
    pub platform: Option<String>,
}

/// The folder `tests/`.
pub fn tests_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The cases in a folder below `tests/`: its YAML files and its folders, after `levels` levels of grouping folders.
pub fn fixtures(folder: &str, levels: usize) -> Vec<Fixture> {
    let mut found: Vec<Fixture> =
        entries(&tests_folder().join(folder)).into_iter().flat_map(|it| below(&it, levels)).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn below(path: &Path, levels: usize) -> Vec<Fixture> {
    if path.is_dir() && levels > 0 {
        return entries(path).iter().flat_map(|it| below(it, levels - 1)).collect();
    }
    let is_case = path.is_dir() || (is_yaml(path) && !is_fixed(path));
    is_case.then(|| read(path)).into_iter().collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.map(|it| it.expect("a readable folder").path()).collect()
}

/// Reads a case.
pub fn read(path: &Path) -> Fixture {
    let folder = if path.is_dir() { path } else { path.parent().expect("a folder") };
    let mut paths: Vec<PathBuf> = if path.is_dir() {
        WalkDir::new(path).into_iter().map(|it| it.expect("a readable folder").into_path()).collect()
    } else {
        vec![path.to_owned()]
    };
    paths.retain(|it| is_yaml(it) && !is_fixed(it) && it.file_name().is_none_or(|it| it != ".oam-ls.yaml"));
    paths.sort();
    let files: Vec<(String, String)> = paths
        .iter()
        .map(|it| {
            let name =
                it.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            (name, std::fs::read_to_string(it).expect("a readable fixture"))
        })
        .collect();
    assert!(!files.is_empty(), "{}: a case without files", path.display());
    let settings = std::fs::read_to_string(path.join(".oam-ls.yaml")).unwrap_or_default();
    let first_line = files.first().and_then(|(_, text)| text.lines().next()?.strip_prefix("# "));
    let platform = settings.lines().chain(first_line).find_map(|it| it.strip_prefix("platform: "));
    let name = path.strip_prefix(tests_folder()).unwrap_or(path).with_extension("");
    Fixture {
        name: name.to_string_lossy().replace('\\', "/"),
        path: path.to_owned(),
        platform: platform.map(|it| it.trim().to_owned()),
        files,
    }
}

impl Fixture {
    /// The workspace of all files.
    pub fn workspace(&self) -> Workspace {
        let settings = Settings { platform: self.platform.clone(), ..Settings::default() };
        let files = self.files.iter().zip(0..);
        Workspace::new(settings).with(files.map(|((path, text), id)| change(id, path, text)))
    }

    /// The file with an answer beside the case.
    pub fn answer(&self) -> PathBuf {
        self.path.with_extension("expect")
    }
}

/// A file's new text.
pub fn change(id: u32, path: &str, text: &str) -> Change {
    Change { file: FileId(id), path: path.into(), text: Some(SourceText::new(text)) }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "yaml" || it == "yml")
}

fn is_fixed(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".fixed.yaml")
}
