#!/usr/bin/env bash
# The hooks that build the program (`language: rust`), from a real clone with a tag, with pre-commit and with prek, and how long somebody
# waits who has nothing yet. Slow: the program is built in release, twice. What is not committed is not tested. Ends with `N passed, N failed`.
#
#   tests/clients/rust-hooks.sh [pre-commit|prek]
set -uo pipefail

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
TAG=v0.0.1-test
command -v cargo >/dev/null || { echo "cargo is missing: install Rust from https://rustup.rs" >&2; exit 2; }

# The toolchain is the user's; the crates are fetched anew, from where the user's settings say.
export RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}
cargo_settings=${CARGO_HOME:-$HOME/.cargo}/config.toml
. "$REPOSITORY/tests/clients/hooks.sh"
unset CARGO_TARGET_DIR RUSTFLAGS
export CARGO_HOME=$scratch/cargo
mkdir -p "$CARGO_HOME"
[ -e "$cargo_settings" ] && cp "$cargo_settings" "$CARGO_HOME"

git clone --quiet --no-local --bare "$REPOSITORY" "$scratch/oam-ls.git" || exit 2
git -C "$scratch/oam-ls.git" tag "$TAG"

for runner in ${@:-pre-commit prek}; do
  application quue | repository "$runner"
  printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: oam-fix\n      - id: oam-lint\n' \
    "$scratch/oam-ls.git" "$TAG" >"$scratch/$runner/.pre-commit-config.yaml"
  git -C "$scratch/$runner" add --all
  in_repository "$runner" "$runner" install >/dev/null

  began=$SECONDS
  expect "$runner builds the program and shows the mistake" 1 'app.yaml:7:22: error[unknown-component]' \
    in_repository "$runner" "$runner" run --all-files
  echo "# $runner, from nothing to the first finding: $((SECONDS - began)) s"

  began=$SECONDS
  expect "$runner refuses a commit with the mistake" 1 'error[unknown-component]' \
    git -C "$scratch/$runner" commit --message first
  echo "# $runner, a commit after that: $((SECONDS - began)) s"
  application queue | sed 's/kind: ApplicationConfiguration/kind: OperationalConfiguration/' >"$scratch/$runner/app.yaml"
  git -C "$scratch/$runner" add --all
  expect "$runner fails when a file was fixed" 1 'files were modified' git -C "$scratch/$runner" commit --message first
  expect "the file is fixed" 0 'kind: ApplicationConfiguration' cat "$scratch/$runner/app.yaml"
  git -C "$scratch/$runner" add --all
  expect "$runner lets the corrected one through" 0 'first' git -C "$scratch/$runner" commit --message first
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
