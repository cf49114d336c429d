//! Who may know whom: the edges between our crates are exactly those of ARCHITECTURE.md.

use std::collections::BTreeSet;
use std::path::Path;

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Crate → our crates that it may use. `oam-tests` and `xtask` are free.
const EDGES: [(&str, &[&str]); 9] = [
    ("oam-syntax", &[]),
    ("oam-catalog", &[]),
    ("oam-model", &["oam-catalog", "oam-syntax"]),
    ("oam-render", &["oam-catalog", "oam-model"]),
    ("oam-ide", &["oam-catalog", "oam-model", "oam-render", "oam-syntax"]),
    ("oam-host", &["oam-model", "oam-syntax"]),
    ("oam-lsp", &["oam-host", "oam-ide", "oam-model", "oam-syntax"]),
    ("oam-cli", &["oam-host", "oam-ide", "oam-lsp", "oam-model"]),
    ("oam-ls", &["oam-cli"]),
];

pub(super) fn problems(root: &Path) -> Vec<String> {
    let mut command = MetadataCommand::new();
    command.manifest_path(root.join("Cargo.toml")).no_deps();
    let metadata = match command.exec() {
        Ok(it) => it,
        Err(error) => return vec![format!("cargo metadata: {error}")],
    };
    let mut problems = Vec::new();
    for (name, allowed) in EDGES {
        let Some(package) = metadata.packages.iter().find(|it| it.name.as_str() == name) else {
            problems.push(format!("crate `{name}` of the layer table is missing from the workspace"));
            continue;
        };
        let used: BTreeSet<&str> = package
            .dependencies
            .iter()
            .filter(|it| it.kind == DependencyKind::Normal && it.path.is_some())
            .map(|it| it.name.as_str())
            .collect();
        for other in used.iter().filter(|it| !allowed.contains(it)) {
            problems.push(format!("`{name}` must not depend on `{other}`; see ARCHITECTURE.md, layers"));
        }
        for other in allowed.iter().filter(|it| !used.contains(*it)) {
            problems.push(format!(
                "`{name}` no longer depends on `{other}`; take the edge out of the table in xtask"
            ));
        }
    }
    problems
}
