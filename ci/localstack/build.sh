#!/usr/bin/env bash
# Builds the image of LocalStack that the tests run, unless the engine has it: on the base that the
# Dockerfile names, or, where no registry can be reached, on one made of Debian's packages.
#   build.sh          builds it, and prints its name
#   build.sh --name   prints its name
set -euo pipefail
cd "$(dirname "$0")"

# Another name with every change of what it is made of.
digest="$(cat Dockerfile requirements.txt serve.py | sha256sum | head -c 16)"
image="tollgate-localstack:$digest"
if [ "${1:-}" = --name ]; then
    echo "$image"
    exit
fi
if docker image inspect "$image" >/dev/null 2>&1; then
    echo "LocalStack: $image"
    exit
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp Dockerfile requirements.txt serve.py "$work"

# A minimal Debian with Python 3.13, from the mirror that apt uses.
debian() {
    local root="$work/debian" mirror
    command -v debootstrap >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet \
        --no-install-recommends debootstrap >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
    mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' | head -n 1)"
    # Without a mirror, debootstrap has one of its own.
    debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv \
        trixie "$root" ${mirror:+"$mirror"} >"$work/log" 2>&1 || { tail -n 20 "$work/log"; return 1; }
    tar --create --directory "$root" --exclude './var/cache/apt/*' --exclude './var/lib/apt/lists/*' \
        --exclude './usr/share/doc/*' --exclude './usr/share/locale/*' . | docker import - "$1" >/dev/null
    rm -rf "$root"
}

base="$(sed -n 's/^ARG BASE=//p' Dockerfile)"
if ! docker image inspect "$base" >/dev/null 2>&1 && ! timeout 300 docker pull --quiet "$base"; then
    base=tollgate-debian:trixie
    echo "LocalStack: no registry can be reached; its base is made of Debian's packages"
    docker image inspect "$base" >/dev/null 2>&1 || debian "$base"
fi

# pip is to reach its index as it does on this machine.
arguments=(--build-arg "BASE=$base")
setting() { python3 -m pip config get "global.$1" 2>/dev/null || true; }
for name in index-url extra-index-url trusted-host; do
    variable="PIP_$(tr a-z- A-Z_ <<<"$name")"
    value="${!variable:-$(setting "$name")}"
    [ -z "$value" ] || arguments+=(--build-arg "$variable=$value")
done
certificates="${PIP_CERT:-$(setting cert)}"
if [ -n "$certificates" ]; then
    cp "$certificates" "$work/certificates.pem"
    arguments+=(--build-arg PIP_CERT=/build/certificates.pem)
fi
for name in HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy; do
    [ -z "${!name:-}" ] || arguments+=(--build-arg "$name")
done

if ! docker build --network host "${arguments[@]}" --tag "$image" "$work" >"$work/log" 2>&1; then
    tail -n 40 "$work/log"
    exit 1
fi
# Those before it are of no use any more.
docker images --format '{{.Repository}}:{{.Tag}}' tollgate-localstack | grep -vxF "$image" |
    xargs --no-run-if-empty docker image rm >/dev/null 2>&1 || true
echo "LocalStack: $image"
