#!/usr/bin/env bash
# Runs the tests in a real editor against the real server. `cargo xtask e2e` starts it for each editor in turn.
# Installs what it needs into ${XDG_CACHE_HOME:-~/.cache}/oam-ls-clients; ends with `N passed, N failed`.
set -uo pipefail

usage() {
  cat <<'TEXT'
usage: run.sh EDITOR [--allow-missing]

  EDITOR           neovim, emacs, vim, helix, kakoune, or vscode (code-server and chromium, about 1 GB on first use)
  --allow-missing  a client that cannot be installed is reported, but is no failure

The server is $OAM_LS, or target/release/oam-ls of this checkout.
TEXT
}

editor=
allow_missing=false
for argument in "$@"; do
  case $argument in
    neovim | emacs | vim | helix | kakoune | vscode) editor=$argument ;;
    --allow-missing) allow_missing=true ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
[ -n "$editor" ] || { usage >&2; exit 2; }

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPOSITORY=$(cd "$HERE/../.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/oam-ls-clients
LOG=$CACHE/install-$editor.log
mkdir -p "$CACHE" && : >"$LOG"
. "$HERE/install.sh"

OAM_LS=$(realpath -m "${OAM_LS:-$REPOSITORY/target/release/oam-ls}")
export OAM_LS
export WORKSPACE=$HERE/workspace
if ! [ -x "$OAM_LS" ]; then
  echo "there is no server at $OAM_LS; build it with \`cargo build --release\` or name one in OAM_LS" >&2
  exit 2
fi

passed=0
failed=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Between every editor and the server stands the recorder, which judges each message by the protocol's meta model.
if [ -z "${LSP_RECORDER:-}" ]; then
  cargo build --quiet --manifest-path "$REPOSITORY/Cargo.toml" --workspace --bin lsp-recorder || exit 2
  LSP_RECORDER=${CARGO_TARGET_DIR:-$REPOSITORY/target}/debug/lsp-recorder
fi
export RECORD=$CACHE/conversations/$editor
rm -rf "$RECORD"
printf '#!/bin/sh\nexec "%s" -- "%s" "$@"\n' "$(realpath "$LSP_RECORDER")" "$OAM_LS" >"$scratch/oam-ls"
chmod +x "$scratch/oam-ls"
OAM_LS=$scratch/oam-ls

# stage NAME SECONDS COMMAND…: runs one editor and adds up the counts that it prints last.
stage() {
  local name=$1 seconds=$2 output=$scratch/output counts
  shift 2
  echo "# $name"
  timeout --kill-after=10 "$seconds" "$@" </dev/null >"$output" 2>&1
  local status=$?
  cat "$output"
  echo
  counts=$(grep -aoE '[0-9]+ passed, [0-9]+ failed' "$output" | tail -n 1)
  if [ -z "$counts" ]; then
    echo "not ok - $name ended without a result (exit code $status)"
    failed=$((failed + 1))
    return
  fi
  set -- $counts
  passed=$((passed + $1))
  failed=$((failed + $3))
  if [ "$status" != 0 ] && [ "$3" = 0 ]; then
    echo "not ok - $name ended with exit code $status"
    failed=$((failed + 1))
  fi
}

# in_browser NAME SECONDS COMMAND…: a stage in a browser, which loses a key or a click now and then: what fails is tried once
# more, and that is said.
in_browser() {
  local passed_before=$passed failed_before=$failed
  stage "$@"
  if [ "$failed" != "$failed_before" ]; then
    echo "AGAIN: $1 failed and is tried once more" >&2
    passed=$passed_before
    failed=$failed_before
    stage "$@"
  fi
}

# missing NAME REASON: what is not tested is said loudly, and fails unless that was allowed.
missing() {
  echo "MISSING: $1 is not tested: $2" >&2
  $allow_missing || failed=$((failed + 1))
}

# neovim NAME PROGRAM START FILE…: files of tests in one Neovim, the server started as START says.
neovim() {
  local name=$1 program=$2 start=$3 file
  shift 3
  for file in "$@"; do
    rm -rf "$scratch/home" && mkdir -p "$scratch/home"
    stage "$name, $start, $file" 180 env START="$start" HOME="$scratch/home" XDG_STATE_HOME="$scratch/home" XDG_DATA_HOME="$scratch/home" \
      XDG_CONFIG_HOME="$scratch/home" XDG_CACHE_HOME="$scratch/home" \
      "$program" --headless -u NONE -i NONE -n --cmd "set runtimepath^=$REPOSITORY/editors/neovim" \
      --cmd "lua package.path = '$HERE/nvim/?.lua;' .. package.path" -S "$HERE/nvim/$file.lua"
  done
}

# Whether the YAML server that most editors have is there; sets `beside` to the test that needs it.
with_yaml_server() {
  beside=
  if get_yaml_server; then
    export YAML_SERVER FIXTURES=$REPOSITORY/tests/rules
    beside=beside
  else
    missing "living beside yaml-language-server $YAML_SERVER_VERSION" "$REASON"
  fi
}

test_neovim() {
  with_yaml_server
  if get_neovim; then
    neovim "Neovim $NEOVIM_VERSION" "$NEOVIM" enable newcomer features edits preview commands keys lspconfig $beside
    neovim "Neovim $NEOVIM_VERSION" "$NEOVIM" setup features edits preview commands
  else
    missing "Neovim $NEOVIM_VERSION" "$REASON"
  fi
  if get_old_neovim; then
    neovim "$("$OLD_NEOVIM" --version | head -n 1)" "$OLD_NEOVIM" setup features edits preview commands
  else
    missing "the Neovim of the distribution" "$REASON"
  fi
}

# at_home NAME COMMAND…: in a home of its own, with the recorder as `oam-ls` on the PATH, and with the settings of `editors/`.
at_home() {
  local name=$1
  shift
  rm -rf "$scratch/home" && mkdir -p "$scratch/home"
  stage "$name" 180 env PATH="$scratch:$PATH" HOME="$scratch/home" XDG_CACHE_HOME="$scratch/home" XDG_CONFIG_HOME="$scratch/home/.config" \
    SETTINGS="$REPOSITORY/editors/$editor" "$@"
}

# in_terminal NAME: the test of this editor, in a terminal of its own.
in_terminal() {
  at_home "$1" env XDG_RUNTIME_DIR="$scratch/home" python3 "$HERE/terminal/$editor.py"
}

test_emacs() {
  local file
  for file in eglot lsp-mode; do
    if get_emacs "$file"; then
      at_home "$(emacs --version | head -n 1), $file" emacs -q --batch -L "$HERE/emacs" -l "$HERE/emacs/test-$file.el"
    else
      missing "Emacs with $file" "$REASON"
    fi
  done
}

test_vim() {
  if get_vim; then
    # Vim ends where its input does, and nobody types.
    mkfifo "$scratch/keys"
    at_home "$(vim.nox --version | head -n 1 | cut -d ' ' -f 1-5) with ALE" sh -c 'exec "$@" <>"$0"' "$scratch/keys" \
      vim.nox -N -u NONE -i NONE -T dumb --not-a-term -S "$HERE/vim/test-ale.vim"
    in_terminal "the same by keys"
  else
    missing "Vim with ALE" "$REASON"
  fi
}

test_helix() {
  if get_helix; then
    export HELIX
    in_terminal "$("$HELIX" --version)"
  else
    missing "Helix" "$REASON"
  fi
}

test_kakoune() {
  if get_kakoune; then
    PATH=$(dirname "$KAK_LSP"):$PATH
    in_terminal "$(kak -version) with kakoune-lsp $KAK_LSP_VERSION"
  else
    missing "Kakoune with kakoune-lsp $KAK_LSP_VERSION" "$REASON"
  fi
}

test_vscode() {
  with_yaml_server
  if get_code_server && get_browser && get_extensions; then
    export CODE_SERVER TOOLS CHROMIUM VSIX HOST_VSIX YAML_VSIX BUNDLED_VSIX OUT=$CACHE/vscode-failure SHOTS=$CACHE/vscode-pictures
    rm -rf "$SHOTS"
    in_browser "VS Code (code-server $CODE_SERVER_VERSION)" 400 node "$HERE/vscode/run-suite.mjs" suite
    for journey in newcomer features preview changes status; do
      in_browser "VS Code, $journey" 400 node "$HERE/vscode/$journey.mjs"
    done
    [ -n "$beside" ] && in_browser "VS Code beside the YAML extension" 400 node "$HERE/vscode/run-suite.mjs" suite-beside "$YAML_VSIX"
  else
    missing "VS Code" "$REASON"
  fi
}

"test_$editor"

# Nothing ran, and that was allowed.
if $allow_missing && [ $((passed + failed)) = 0 ]; then
  echo "0 passed, 0 failed"
  exit 0
fi

# What the editors and the server said to each other: no message of the server may break the protocol.
echo "# conversations"
reports=$(find "$RECORD" -name '*.report' 2>/dev/null)
recorded=$(find "$RECORD" -name '*.jsonl' 2>/dev/null | wc -l)
if [ -z "$reports" ] || [ "$(echo "$reports" | wc -l)" != "$recorded" ]; then
  echo "not ok - not every conversation in $RECORD was judged"
  failed=$((failed + 1))
elif grep -h '^server:' $reports; then
  echo "not ok - the server broke the protocol; the conversations are in $RECORD"
  failed=$((failed + 1))
else
  echo "ok - no violation of the server in $(echo "$reports" | wc -l) conversations of $(cat $reports | awk '/ messages, /{n += $1} END {print n}') messages"
  passed=$((passed + 1))
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
