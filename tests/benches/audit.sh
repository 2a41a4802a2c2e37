#!/usr/bin/env bash
# What an audit of an account with some 550 resources costs on moto: calls, wall time, CPU time and memory.
#
#     tests/benches/audit.sh
#
# Runs a moto of its own, out of the sandbox's installation (`tollgate sandbox start` makes one): MOTO names
# the folder of its virtual environment. PROFILE=release measures the release build, TOLLGATE names a binary
# that is built already.
set -euo pipefail
cd "$(dirname "$0")/../.."
profile="${PROFILE:-dev}"
if [ -z "${TOLLGATE:-}" ]; then
    cargo build --workspace --bins --locked --profile "$profile"
    TOLLGATE="${CARGO_TARGET_DIR:-target}/$([ "$profile" = dev ] && echo debug || echo "$profile")/tollgate"
fi
tollgate="$(realpath "$TOLLGATE")"
moto="${MOTO:-$(ls -d "${XDG_CACHE_HOME:-$HOME/.cache}"/tollgate/sandbox/moto-* | tail -1)}"
benches="$PWD/tests/benches"
folder="$(mktemp -d)"
port="${PORT:-5791}"
cd "$folder"
# As the sandbox starts it.
TMPDIR="$folder" TOLLGATE_SANDBOX_LOG="$folder/moto.log" TOLLGATE_SANDBOX_ACCOUNT=123456789012 \
    MOTO_IAM_LOAD_MANAGED_POLICIES=false "$moto/bin/python" "$benches/../../engine/sandbox/src/launcher.py" \
    moto "$port" bench < <(echo detach) >moto.log 2>&1 &
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
for _ in $(seq 100); do
    curl --silent --fail "http://127.0.0.1:$port/moto-api/" >/dev/null && break
    sleep 0.2
done
echo "$("$moto/bin/python" "$benches/account.py" "http://127.0.0.1:$port") resources were made"
mkdir code
echo 'provider "aws" { region = "eu-west-1" }' >code/main.tf
printf '[environments.bench]\ncode = "code"\naccount = "123456789012"\nregion = "eu-west-1"\n' >tollgate.toml
before="$(grep -ac HTTP/1 moto.log)"
for _ in 1 2 3; do
    status=0
    command time -f '%e %U %S %M' -o time "$tollgate" audit --env bench --region eu-west-1 \
        --endpoint "http://127.0.0.1:$port" >out 2>&1 || status=$?
    after="$(grep -ac HTTP/1 moto.log)"
    tail -1 time | awk -v status="$status" -v requests="$((after - before))" \
        '{printf "exit %d %8.2f s wall %8.2f s CPU %6.0f MB %6d requests\n", status, $1, $2 + $3, $4 / 1024, requests}'
    before="$after"
done
grep -E ' calls? to AWS|^[0-9]+ resources' out
