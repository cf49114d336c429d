#!/usr/bin/env bash
# Builds a Kubernetes API server, 1.20.2, out of the source package of Debian 12: no registry carries one ready made.
#
#   tests/kubernetes/build-server.sh FOLDER     leaves FOLDER/kube-apiserver behind
#
# About nine minutes of computing and 2 GB of scratch below FOLDER, once; scratch is removed at the end. Needs the Debian
# packages golang-go, rsync and dpkg-dev. Debian builds kubectl only from this source, so two things have to be mended:
# the generated OpenAPI definitions are not in it (its own generator makes them), and the vendored reflect2 1.0.1 crashes
# when built with Go 1.18 or newer (Debian's package of 1.0.2 takes its place).
set -euo pipefail

folder=$(mkdir -p "${1:?where to build}" && cd "$1" && pwd)
release=1.20.2
[ -x "$folder/kube-apiserver" ] && exit 0
for program in go apt-get dpkg-source dpkg-deb rsync; do
    command -v "$program" >/dev/null || {
        echo "$program is missing; on Debian: apt-get install golang-go rsync dpkg-dev" >&2
        exit 2
    }
done

scratch=$folder/scratch
[ ! -e "$scratch" ] || { chmod -R u+w "$scratch" && rm -rf "$scratch"; }
mkdir -p "$scratch"/{apt/lists/partial,apt/archives/partial,apt/sources,home,go/src/k8s.io}
cd "$scratch"

# Sources come through a state of apt of their own: the machine's lists stay as they are.
cat >apt/sources/debian.sources <<'SOURCES'
Types: deb deb-src
URIs: http://deb.debian.org/debian
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
private_apt() {
    apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$scratch/apt/sources" \
        -o Dir::State::Lists="$scratch/apt/lists" -o Dir::Cache="$scratch/apt" -o APT::Sandbox::User=root "$@"
}
private_apt update
private_apt source kubernetes
private_apt download golang-github-modern-go-reflect2-dev
# Debian's name for it has two releases in it: 1.20.5+really1.20.2.
source=$(find "$scratch" -maxdepth 1 -type d -name "kubernetes-*$release" -print -quit)
[ -n "$source" ] || { echo "the source package of Kubernetes is not that of $release" >&2; exit 1; }

dpkg-deb --extract golang-github-modern-go-reflect2-dev_*.deb reflect2
rsync -a --delete reflect2/usr/share/gocode/src/github.com/modern-go/reflect2/ "$source/vendor/github.com/modern-go/reflect2/"

ln -sfn "$source" go/src/k8s.io/kubernetes
export HOME=$scratch/home GOPATH=$scratch/go GOCACHE=$scratch/build GO111MODULE=off GOFLAGS='' CGO_ENABLED=0
cd go/src/k8s.io/kubernetes

# Every package whose types ask for OpenAPI definitions, as the generator wants to be told.
asking() {
    grep -rl --include='*.go' -e '+k8s:openapi-gen=' staging/src/k8s.io pkg/apis cmd |
        grep -v -e /testdata/ -e /_examples/ -e /generated/ -e /sample-apiserver/ -e /code-generator/ -e /kubectl/ |
        xargs -n 1 dirname
    # Their marks stand where the search above may not look.
    printf 'staging/src/k8s.io/apimachinery/pkg/%s\n' api/resource version runtime util/intstr
}
packages=$(asking | sort -u | sed -e 's#^staging/src/#vendor/#' -e 's#^#k8s.io/kubernetes/#' | paste -sd ,)
go build -o "$scratch/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
"$scratch/openapi-gen" --logtostderr --go-header-file hack/boilerplate/boilerplate.generatego.txt \
    --input-dirs "$packages" --output-package k8s.io/kubernetes/pkg/generated/openapi --output-file-base zz_generated.openapi \
    --report-filename "$scratch/violations" --output-base "$scratch/go/src"

go build -ldflags "-s -w" -o "$folder/kube-apiserver.new" ./cmd/kube-apiserver
mv "$folder/kube-apiserver.new" "$folder/kube-apiserver"
cd "$folder"
chmod -R u+w "$scratch" && rm -rf "$scratch"
echo "built $folder/kube-apiserver"
