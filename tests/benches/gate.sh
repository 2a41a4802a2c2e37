#!/usr/bin/env bash
# Wall time, CPU time and peak memory of the gate for generated plans, beside Checkov on the same files.
#
#     tests/benches/gate.sh [RESOURCES…]          # default: 1 100 1000 10000
#
# CHECKOV=/path/to/checkov names Checkov (`pip install checkov==3.3.30` in a virtual environment);
# without it, only Tollgate is measured. Three runs each, the best is shown; Checkov runs once.
set -euo pipefail
cd "$(dirname "$0")/../.."
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(1 100 1000 10000)

cargo build --release --locked -p tollgate
cargo build --release --locked -p tollgate-tests --example generate-plan
target="${CARGO_TARGET_DIR:-target}/release"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# measure NAME RUNS COMMAND…: one line of the table.
measure() {
    local name="$1" runs="$2"
    shift 2
    for _ in $(seq "$runs"); do
        command time -f '%e %U %S %M' -o "$folder/time" -a "$@" >"$folder/out" 2>&1 || true
    done
    grep -E '^[0-9.]+ [0-9.]+ [0-9.]+ [0-9]+$' "$folder/time" | sort -n | head -1 |
        awk -v name="$name" '{printf "%-28s %8.2f s wall %8.2f s CPU %8.0f MB\n", name, $1, $2 + $3, $4 / 1024}'
    rm "$folder/time"
}

for size in "${sizes[@]}"; do
    plan="$folder/$size.json"
    "$target/examples/generate-plan" "$size" >"$plan" 2>"$folder/planted"
    echo "== $size resources, $(du -h "$plan" | cut -f1), $(cat "$folder/planted")"
    measure "tollgate" 3 "$target/tollgate" check "$plan" --quiet
    measure "tollgate, with costs" 3 "$target/tollgate" check "$plan" --quiet --budget
    measure "tollgate, all formats" 3 "$target/tollgate" check "$plan" --quiet \
        --format "json=$folder/r.json" --format "junit=$folder/r.xml" \
        --format "sarif=$folder/r.sarif" --format "markdown=$folder/r.md"
    if [ -n "${CHECKOV:-}" ]; then
        measure "checkov" 1 "$CHECKOV" -f "$plan" --framework terraform_plan --quiet --compact
    fi
done
