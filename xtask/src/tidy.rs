//! The promises of ARCHITECTURE.md that no compiler keeps, as checks.
//!
//! Each check is a function from the checkout to a list of complaints, one line each, that say what to do. What rustc, clippy
//! or rustfmt can check is left to them.

mod files;
mod layers;
mod owners;
mod rules;

use std::path::Path;

use crate::codegen;

/// Everything that is not as promised; empty when all is well.
pub(crate) fn problems(root: &Path) -> Vec<String> {
    let sources = files::sources(root);
    let mut problems = Vec::new();
    problems.extend(layers::problems(root));
    problems.extend(owners::problems(&sources));
    problems.extend(files::problems(&sources));
    problems.extend(rules::problems(root));
    problems.extend(codegen::stale(root));
    problems
}
