//! The repository of hooks that take the program from the wheel. The hooks themselves are those of this repository.

use std::fs;

use super::tool::say;
use super::{Dist, VERSION};

/// Makes the folder `pre-commit`.
pub(super) fn make(dist: &Dist) -> Result<(), String> {
    say("pre-commit");
    let folder = dist.out.join("pre-commit");
    dist.copy(&["LICENSE"], &folder)?;
    let files = [
        ("packages/pre-commit/pyproject.toml", "pyproject.toml", ("@VERSION@", VERSION)),
        ("packages/pre-commit/README.md", "README.md", ("@VERSION@", VERSION)),
        (".pre-commit-hooks.yaml", ".pre-commit-hooks.yaml", ("language: rust", "language: python")),
    ];
    for (source, name, (old, new)) in files {
        let source = dist.source(source);
        let text = fs::read_to_string(&source).map_err(|it| format!("{}: {it}", source.display()))?;
        if !text.contains(old) {
            return Err(format!("{} has no `{old}`", source.display()));
        }
        fs::write(folder.join(name), text.replace(old, new)).map_err(|it| it.to_string())?;
    }
    Ok(())
}
