#!/usr/bin/env bash
# Says whether a Docker engine answers. On Debian, for root, installs and starts one where none does.
# Ends with 1, and a line that says why, where none can be had: what needs containers is skipped then.
set -euo pipefail

cache="${XDG_CACHE_HOME:-$HOME/.cache}/tollgate"
log="$cache/dockerd.log"

version() { timeout 20 docker version --format '{{.Server.Version}}' 2>/dev/null; }
none() { printf 'Docker: no engine answers, and none can be had: %s\n' "$1"; exit 1; }

if found="$(version)"; then
    echo "Docker: engine $found"
    exit
fi
[ -z "${DOCKER_HOST:-}" ] || none "DOCKER_HOST is $DOCKER_HOST, where nothing is started from here"
[ "$(uname -s)" = Linux ] || none "this is not Linux; start yours"
[ "$(id -u)" = 0 ] || none "only root may start one"
mkdir -p "$cache"

if ! command -v dockerd >/dev/null; then
    command -v apt-get >/dev/null || none "this is not Debian; install one"
    # The service manager, if there is one, starts it; without one nothing does.
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes \
        --no-install-recommends docker.io iptables; } >"$cache/docker-install.log" 2>&1; then
        tail -n 5 "$cache/docker-install.log"
        none "it cannot be installed; see $cache/docker-install.log"
    fi
fi

if ! found="$(version)"; then
    # It outlives this script, and holds none of its files.
    setsid --fork dockerd --log-level warn </dev/null >"$log" 2>&1
    for _ in $(seq 120); do
        if found="$(version)"; then break; fi
        sleep 0.5
    done
fi
if [ -z "$found" ]; then
    tail -n 5 "$log" || true
    none "it was started and does not answer; see $log"
fi
echo "Docker: engine $found, started here"
