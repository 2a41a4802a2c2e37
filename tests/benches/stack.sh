#!/usr/bin/env bash
# What the stack of this repository costs in the sandbox: calls to AWS, wall time beside the longest
# chain of steps that wait for each other, CPU time and peak memory.
#
#     tests/benches/stack.sh [ENVIRONMENT…]       # default: dev staging prod
#
# PROFILE=release measures the release build, TOLLGATE names a binary that is built already. State and
# code are in a folder of their own; the sandbox is the user's, and what is built there is removed.
set -euo pipefail
cd "$(dirname "$0")/../.."
environments=("$@")
[ ${#environments[@]} -gt 0 ] || environments=(dev staging prod)
profile="${PROFILE:-dev}"
if [ -z "${TOLLGATE:-}" ]; then
    cargo build --workspace --bins --locked --profile "$profile"
    TOLLGATE="${CARGO_TARGET_DIR:-target}/$([ "$profile" = dev ] && echo debug || echo "$profile")/tollgate"
fi
tollgate="$(realpath "$TOLLGATE")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp -r environments tollgate.toml "$folder"
cd "$folder"

# measure NAME ARGUMENT…: what a verb says of its calls and steps, and what the system says of it.
measure() {
    local name="$1" status=0
    shift
    command time -f '%e %U %S %M' -o time "$tollgate" "$@" --sandbox >out 2>&1 || status=$?
    tail -1 time | awk -v name="$name" -v status="$status" \
        '{printf "%-22s exit %d %8.2f s wall %8.2f s CPU %6.0f MB\n", name, status, $1, $2 + $3, $4 / 1024}'
    grep -E ' calls? to AWS| done in ' out | sed 's/^/  /' || true
}

for environment in "${environments[@]}"; do
    measure "$environment: up" up --env "$environment" --yes
    measure "$environment: empty plan" plan --env "$environment"
    measure "$environment: destroy" destroy --env "$environment" --yes --allow-data-loss
done
