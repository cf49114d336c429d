//! Chores of the project, one module each.
//!
//! `tidy`, and with it `codegen`, also runs as a test, so `cargo test` is the only gate anybody has to remember.

mod bench;
mod codegen;
mod dist;
mod e2e;
mod endure;
mod fuzz;
mod kubernetes_schemas;
mod supply;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  tidy       checks the promises of ARCHITECTURE.md: layers, owners of crates, module docs, file sizes, generated files
  codegen    writes the generated files: the list of embedded schemas, docs/rules.md, docs/traits.md
  dist       makes the packages that people without Rust install; `cargo xtask dist --help`
  e2e        tests with real editors, packages and hooks; `cargo xtask e2e --help`
  bench      measures the program, and other tools beside it; `cargo xtask bench --help`
  endure [--edits N] [--kills N] [--files N]
             a day of typing with memory flat, kills while files are rewritten, a workspace of very many files
  fuzz [--seconds N] [--target T]
             inputs that nobody has thought of, through everything; `cargo xtask fuzz --help`
  supply [--reproduce]
             licences, duplicates, sources and holes of what we use, the oldest compiler, equal builds
  kubernetes-schemas RELEASE FILE
             writes schemas/kubernetes/RELEASE.json from Kubernetes' published definitions; see schemas/README.md
";

fn main() -> ExitCode {
    let command = std::env::args().nth(1);
    let arguments: Vec<String> = std::env::args().skip(2).collect();
    let result = match command.as_deref() {
        Some("tidy") => report(&tidy::problems(&root())),
        Some("codegen") => codegen::write(&root()).map_err(|it| it.to_string()),
        Some("dist") => dist::run(&root(), arguments.into_iter()),
        Some("e2e") => e2e::run(&root(), arguments.into_iter()),
        Some("bench") => bench::run(&root(), arguments.into_iter()),
        Some("endure") => endure::endure(&root(), &arguments),
        Some("fuzz") => fuzz::fuzz(&root(), arguments.into_iter()),
        Some("supply") => supply::run(&root(), arguments.into_iter()),
        Some("kubernetes-schemas") => kubernetes_schemas::write(&root(), &arguments),
        _ => Err(HELP.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn report(problems: &[String]) -> Result<(), String> {
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// The top of the checkout.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_tidy() {
        let problems = tidy::problems(&root());
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    }
}
