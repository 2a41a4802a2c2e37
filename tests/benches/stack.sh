#!/usr/bin/env bash
# What the stack of this repository costs in the sandbox: calls to AWS, wall time beside the longest
# chain of steps that wait for each other, CPU time and peak memory.
#
#     tests/benches/stack.sh [ENVIRONMENT…]       # default: dev staging prod
#
# PROFILE=release measures the release build, TOLLGATE names a binary that is built already. LATENCY=50
# lets each answer come 50 ms later, as it would from AWS; the emulators themselves answer at once, so that
# without it processors are what is waited for. State and code are in a folder of their own; the sandbox is
# the user's, and what is built there is removed.
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
benches="$PWD/tests/benches"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp -r environments tollgate.toml "$folder"
cd "$folder"
where=(--sandbox)
if [ -n "${LATENCY:-}" ]; then
    "$tollgate" sandbox start >out
    variables="$("$tollgate" sandbox env)"
    mapfile -t ports < <(grep -oE '(127\.0\.0\.1|localhost):[0-9]+' <<<"$variables" | cut -d: -f2 | sort -u)
    coproc FAR { exec python3 "$benches/latency.py" "$LATENCY" "${ports[@]}"; }
    trap 'kill "$FAR_PID"; rm -rf "$folder"' EXIT
    read -r -a far <&"${FAR[0]}"
    for number in "${!ports[@]}"; do
        variables="${variables//:${ports[number]}\'/:${far[number]}\'}"
    done
    eval "$variables"
    where=(--endpoint "$AWS_ENDPOINT_URL")
fi

# measure NAME ARGUMENT…: what a verb says of its calls and steps, and what the system says of it.
measure() {
    local name="$1" status=0
    shift
    command time -f '%e %U %S %M' -o time "$tollgate" "$@" "${where[@]}" >out 2>&1 || status=$?
    tail -1 time | awk -v name="$name" -v status="$status" \
        '{printf "%-22s exit %d %8.2f s wall %8.2f s CPU %6.0f MB\n", name, status, $1, $2 + $3, $4 / 1024}'
    grep -E ' calls? to AWS| done in ' out | sed 's/^/  /' || true
}

for environment in "${environments[@]}"; do
    measure "$environment: up" up --env "$environment" --yes
    measure "$environment: empty plan" plan --env "$environment"
    measure "$environment: destroy" destroy --env "$environment" --yes --allow-data-loss
done
