#!/usr/bin/env bash
# The hooks in real repositories, with pre-commit and with prek, from the packages that `cargo xtask dist` made.
# Ends with `N passed, N failed`.
#
#   tests/clients/pre-commit.sh [FOLDER]   the packages, or target/dist of this checkout
set -uo pipefail

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
DIST=$(realpath -m "${1:-$REPOSITORY/target/dist}")
[ -d "$DIST/pre-commit" ] || { echo "there are no packages in $DIST; make them with \`cargo xtask dist\`" >&2; exit 2; }

. "$REPOSITORY/tests/clients/hooks.sh"
# The wheel is taken from here; what builds the repository of hooks comes from the registry.
export PIP_FIND_LINKS=$DIST UV_FIND_LINKS=$DIST

cp -r "$DIST/pre-commit" "$scratch/hooks"
git -C "$scratch/hooks" init --quiet
git -C "$scratch/hooks" add --all
git -C "$scratch/hooks" commit --quiet --message hooks
git -C "$scratch/hooks" tag v1

application queue | repository good
application quue | repository bad
for runner in pre-commit prek; do
  began=$SECONDS
  expect "$runner shows a mistake" 1 'error[unknown-component]' \
    in_repository bad "$runner" try-repo "$scratch/hooks" oam-lint --all-files
  echo "# $runner, from nothing to the first finding: $((SECONDS - began)) s"
  expect "$runner passes a repository without mistakes" 0 Passed \
    in_repository good "$runner" try-repo "$scratch/hooks" oam-lint --all-files

  application queue | sed 's/kind: ApplicationConfiguration/kind: OperationalConfiguration/' | repository "fix-$runner"
  expect "$runner fails when a file was fixed" 1 'files were modified' \
    in_repository "fix-$runner" "$runner" try-repo "$scratch/hooks" oam-fix --all-files
  expect "the file is fixed" 0 'kind: ApplicationConfiguration' cat "$scratch/fix-$runner/app.yaml"

  application quue | repository "commit-$runner"
  printf 'repos:\n  - repo: %s\n    rev: v1\n    hooks:\n      - id: oam-lint\n' "$scratch/hooks" >"$scratch/commit-$runner/.pre-commit-config.yaml"
  git -C "$scratch/commit-$runner" add --all
  in_repository "commit-$runner" "$runner" install >/dev/null
  expect "$runner refuses a commit with a mistake" 1 'error[unknown-component]' \
    git -C "$scratch/commit-$runner" commit --message first
  application queue >"$scratch/commit-$runner/app.yaml"
  git -C "$scratch/commit-$runner" add --all
  expect "$runner lets the corrected one through" 0 'first' git -C "$scratch/commit-$runner" commit --message first

  # A parameter gets another name: the application that sets the old one was not touched, and is told all the same.
  { application web; printf '      parameterValues:\n        - name: greeting\n          value: hello\n'; } >"$scratch/commit-$runner/app.yaml"
  git -C "$scratch/commit-$runner" add --all
  git -C "$scratch/commit-$runner" commit --quiet --message second
  sed -i 's/greeting/salutation/' "$scratch/commit-$runner/components.yaml"
  git -C "$scratch/commit-$runner" add --all
  expect "$runner tells what depends on a changed file" 1 'app.yaml:7:22: error[missing-required-value]' \
    git -C "$scratch/commit-$runner" commit --message third
  git -C "$scratch/commit-$runner" commit --quiet --no-verify --message third
  printf 'kind: Service\n' >"$scratch/commit-$runner/other.yaml"
  git -C "$scratch/commit-$runner" add --all
  expect "$runner says nothing of mistakes that have nothing to do with a change" 0 'fourth' \
    git -C "$scratch/commit-$runner" commit --message fourth
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
