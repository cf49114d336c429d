#!/usr/bin/env bash
# Every test of the project. Installs what it needs; asks for nothing but a Rust toolchain, Python 3 and Node.js.
#
#   tests/run.sh          everything
#   tests/run.sh --quick  only what cargo runs
set -euo pipefail
cd "$(dirname "$0")/.."

need() {
    command -v "$1" >/dev/null || { echo "$1 is missing: $2" >&2; exit 2; }
}
step() { printf '\n== %s\n' "$*"; }

need cargo "install Rust from https://rustup.rs"

step "formatting"
cargo fmt --all --check
step "lints"
cargo clippy --workspace --all-targets --quiet -- -D warnings
step "tests"
# The program itself first: some tests start it.
cargo build --quiet --workspace --bin oam-ls
cargo test --workspace --quiet
[ "${1-}" = --quick ] && exit 0

need python3 "Neovim, pre-commit and a package come from pip"
need npm "the VS Code extension and a package are built with Node.js 20 or newer"

step "real clients"
cargo xtask e2e
