//! The parts of `cargo xtask e2e`: what each is about and how it is started.

use std::path::PathBuf;
use std::process::Command;

/// What all parts need to know.
pub(super) struct World {
    /// The top of the checkout.
    pub(super) root: PathBuf,
    /// This program.
    pub(super) xtask: PathBuf,
    /// The server.
    pub(super) program: PathBuf,
    /// Whether a client that cannot be installed is no failure.
    pub(super) allow_missing: bool,
}

/// A part.
pub(super) struct Part {
    /// What `--only` calls it.
    pub(super) name: &'static str,
    /// What is tested.
    pub(super) what: &'static str,
    /// Whether it installs what `cargo xtask dist` makes.
    pub(super) needs_packages: bool,
    /// Whether it is left out unless it is named.
    pub(super) is_extra: bool,
    /// Why it is.
    pub(super) why_extra: &'static str,
    /// How it is started.
    pub(super) command: fn(&World) -> Command,
}

/// The part that makes the packages.
pub(super) const PACKAGES: &str = "packages";

/// The help.
pub(super) const LIST: &str = "\
Parts:
  neovim      Neovim 0.11 and the one of the distribution
  emacs       Emacs with eglot and with lsp-mode
  vim         Vim with ALE
  helix       Helix
  kakoune     Kakoune with kakoune-lsp
  vscode      VS Code in a headless browser
  packages    makes the packages, installs each in an empty environment and uses it
  pre-commit  the hooks, with pre-commit and prek, from the packages
  action      the steps of the GitHub Action, with the program from the wheel
  container   the image: built where an engine runs, else its last stage made by hand
  rust-hooks  the hooks that build the program, from a clone; slow, so only when it is named";

const EDITOR: Part =
    Part { name: "", what: "", needs_packages: false, is_extra: false, why_extra: "", command: packages };

/// All parts, in the order in which they run.
pub(super) const PARTS: &[Part] = &[
    Part {
        name: "neovim",
        what: "Neovim 0.11 and the one of the distribution",
        command: |it| client(it, "neovim"),
        ..EDITOR
    },
    Part {
        name: "emacs",
        what: "Emacs with eglot and with lsp-mode",
        command: |it| client(it, "emacs"),
        ..EDITOR
    },
    Part { name: "vim", what: "Vim with ALE", command: |it| client(it, "vim"), ..EDITOR },
    Part { name: "helix", what: "Helix", command: |it| client(it, "helix"), ..EDITOR },
    Part { name: "kakoune", what: "Kakoune with kakoune-lsp", command: |it| client(it, "kakoune"), ..EDITOR },
    Part {
        name: "vscode",
        what: "VS Code in a headless browser",
        command: |it| client(it, "vscode"),
        ..EDITOR
    },
    Part { name: PACKAGES, what: "packages, each in an empty environment", ..EDITOR },
    Part {
        name: "pre-commit",
        what: "the hooks, with pre-commit and prek, from the packages",
        needs_packages: true,
        command: |it| script(it, "pre-commit.sh"),
        ..EDITOR
    },
    Part {
        name: "action",
        what: "the steps of the GitHub Action, with the program from the wheel",
        needs_packages: true,
        command: action,
        ..EDITOR
    },
    Part {
        name: "container",
        what: "the image: built where an engine runs, else its last stage made by hand",
        command: container,
        ..EDITOR
    },
    Part {
        name: "rust-hooks",
        what: "the hooks that build the program, with pre-commit and prek, from a clone",
        is_extra: true,
        why_extra: "builds the program twice; `--only rust-hooks` runs it",
        command: |it| script(it, "rust-hooks.sh"),
        ..EDITOR
    },
];

/// What `--only` takes.
pub(super) fn names() -> Vec<&'static str> {
    PARTS.iter().map(|it| it.name).collect()
}

fn script(world: &World, name: &str) -> Command {
    let mut command = Command::new(world.root.join("tests/clients").join(name));
    command.current_dir(&world.root).env("OAM_LS", &world.program);
    command
}

fn client(world: &World, name: &str) -> Command {
    let mut command = script(world, "run.sh");
    command.arg(name);
    if world.allow_missing {
        command.arg("--allow-missing");
    }
    command
}

/// This program itself: what a part prints is read.
fn packages(world: &World) -> Command {
    let mut command = Command::new(&world.xtask);
    command.current_dir(&world.root).args(["dist", "--check"]);
    command
}

fn action(world: &World) -> Command {
    let mut command = Command::new("python3");
    command.current_dir(&world.root).args(["tests/clients/action.py", "target/dist"]);
    command
}

fn container(world: &World) -> Command {
    let mut command = Command::new("python3");
    command.current_dir(&world.root).arg("tests/clients/container.py").env("OAM_LS", &world.program);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_part() {
        for name in names() {
            assert!(LIST.lines().any(|it| it.trim_start().starts_with(&format!("{name} "))), "{name}");
        }
    }
}
