#!/usr/bin/env bash
# The hooks in real repositories, with pre-commit and with prek, from the packages that `cargo xtask dist` made.
# Ends with `N passed, N failed`.
#
#   tests/clients/pre-commit.sh [FOLDER]   the packages, or target/dist of this checkout
set -uo pipefail

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
DIST=$(realpath -m "${1:-$REPOSITORY/target/dist}")
[ -d "$DIST/pre-commit" ] || { echo "there are no packages in $DIST; make them with \`cargo xtask dist\`" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Nothing of the user's: neither settings of Git nor environments of hooks.
export HOME=$scratch/home XDG_CACHE_HOME=$scratch/cache GIT_CONFIG_NOSYSTEM=1
mkdir -p "$HOME"
git config --global user.name test
git config --global user.email test@example.com
git config --global init.defaultBranch main
# The wheel is taken from here; what builds the repository of hooks comes from the registry.
export PIP_FIND_LINKS=$DIST UV_FIND_LINKS=$DIST

python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet pre-commit==4.7.0 prek==0.5.11 || { echo "pre-commit could not be installed" >&2; exit 2; }
export PATH=$scratch/venv/bin:$PATH

# repository NAME: a repository with what is on standard input as app.yaml, and with a file that is not OAM.
repository() {
  mkdir -p "$scratch/$1"
  cat >"$scratch/$1/app.yaml"
  printf 'kind: Deployment\nmetadata: {name: other}\n' >"$scratch/$1/other.yaml"
  cp "$REPOSITORY/tests/clients/workspace/components.yaml" "$scratch/$1"
  git -C "$scratch/$1" init --quiet
  git -C "$scratch/$1" add --all
}

application() {
  cat <<TEXT
apiVersion: core.oam.dev/v1alpha1
kind: ApplicationConfiguration
metadata:
  name: shop
spec:
  components:
    - componentName: $1
      instanceName: orders
TEXT
}

passed=0
failed=0
# expect WHAT CODE PART COMMAND…: the command ends with the code and prints the part.
expect() {
  local what=$1 code=$2 part=$3 output
  shift 3
  output=$("$@" 2>&1)
  local status=$?
  if [ "$status" = "$code" ] && [[ $output == *"$part"* ]]; then
    echo "ok - $what"
    passed=$((passed + 1))
  else
    printf 'not ok - %s: exit code %s\n%s\n' "$what" "$status" "$output"
    failed=$((failed + 1))
  fi
}

cp -r "$DIST/pre-commit" "$scratch/hooks"
git -C "$scratch/hooks" init --quiet
git -C "$scratch/hooks" add --all
git -C "$scratch/hooks" commit --quiet --message hooks
git -C "$scratch/hooks" tag v1

application queue | repository good
application quue | repository bad
for runner in pre-commit prek; do
  in_repository() { (cd "$scratch/$1" && shift && "$@"); }
  expect "$runner passes a repository without mistakes" 0 Passed \
    in_repository good "$runner" try-repo "$scratch/hooks" oam-lint --all-files
  expect "$runner shows the mistake of another" 1 'error[unknown-component]' \
    in_repository bad "$runner" try-repo "$scratch/hooks" oam-lint --all-files

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
