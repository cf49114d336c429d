# What the tests of the hooks share; sourced by them, after they have set REPOSITORY.
#
# Gives `scratch`, a folder that goes away at the end, with pre-commit and prek on the PATH and nothing of the user's: neither
# settings of Git nor environments of hooks.

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch/home XDG_CACHE_HOME=$scratch/cache GIT_CONFIG_NOSYSTEM=1
mkdir -p "$HOME"
git config --global user.name test
git config --global user.email test@example.com
git config --global init.defaultBranch main

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

# in_repository NAME COMMAND…: the command, in that repository.
in_repository() { (cd "$scratch/$1" && shift && "$@"); }
