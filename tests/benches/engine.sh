#!/usr/bin/env bash
# Plans of generated `terraform_data` resources, beside the real terraform on the same files: wall time,
# CPU time, peak memory, and whether both say the same of each address.
#
#     tests/benches/engine.sh [CELLS…]            # default: 10 34 100 334; 30 resources a cell
#
# TERRAFORM=no leaves terraform out, APPLY=N builds up to N cells (default: 34) and then plans again with
# nothing to do, and with a change; terraform does so up to 10 cells. PROFILE=release measures the release
# build. TOLLGATE names a binary that is built already, ENDPOINT an emulator that runs already; without it
# the sandbox is used. State and code are in a folder of their own, and no resource needs AWS.
set -euo pipefail
cd "$(dirname "$0")/../.."
cells=("$@")
[ ${#cells[@]} -gt 0 ] || cells=(10 34 100 334)
profile="${PROFILE:-dev}"
target="${CARGO_TARGET_DIR:-target}"
if [ -z "${TOLLGATE:-}" ]; then
    cargo build --workspace --bins --locked --profile "$profile"
    TOLLGATE="$target/$([ "$profile" = dev ] && echo debug || echo "$profile")/tollgate"
fi
tollgate="$(realpath "$TOLLGATE")"
where=(--sandbox)
[ -z "${ENDPOINT:-}" ] || where=(--endpoint "$ENDPOINT")
export TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# One module of thirty resources: each third one replaces on `generation`, and all but the first refer to
# the one before, by its id (known after apply), its output (so, too) or its input (known at once).
cell() {
    echo 'variable "cell" { type = number }'
    echo 'variable "generation" { type = number }'
    echo 'variable "before" { type = string }'
    local number before
    for number in $(seq 0 29); do
        case $((number % 3)) in
            0) before="terraform_data.r$((number - 1)).id" ;;
            1) before="terraform_data.r$((number - 1)).output.name" ;;
            2) before="terraform_data.r$((number - 1)).input.name" ;;
        esac
        [ "$number" -gt 0 ] || before='var.before'
        echo "resource \"terraform_data\" \"r$number\" {"
        echo "  input = { name = \"r$number-\${var.cell}\", before = $before, generation = var.generation }"
        [ $((number % 3)) -ne 0 ] || echo '  triggers_replace = [var.generation]'
        echo '}'
    done
    echo 'output "last" { value = terraform_data.r29.id }'
}

# The root module: every cell refers to the root's own resource.
root() {
    cat <<HCL
variable "generation" {
  type    = number
  default = 1
}
resource "terraform_data" "first" {
  input = "first"
}
module "cell" {
  source     = "./cell"
  for_each   = { for number in range($1) : format("c%03d", number) => number }
  cell       = each.value
  generation = each.value % 10 == 0 ? var.generation : 1
  before     = terraform_data.first.id
}
output "ends" {
  value = [for cell in module.cell : cell.last]
}
HCL
}

# measure NAME COMMAND…: one line of the table.
measure() {
    local name="$1" status=0
    shift
    command time -f '%e %U %S %M' -o "$folder/time" "$@" >"$folder/out" 2>&1 || status=$?
    if [ "$status" -ne 0 ]; then
        tail -20 "$folder/out" >&2
        echo "$name ended with $status" >&2
        exit 1
    fi
    tail -1 "$folder/time" |
        awk -v name="$name" '{printf "%-34s %8.2f s wall %8.2f s CPU %8.0f MB\n", name, $1, $2 + $3, $4 / 1024}'
}

# same OURS THEIRS: whether both plans do the same to the same addresses.
same() {
    python3 - "$1" "$2" <<'PYTHON'
import json, sys
def actions(path):
    changes = json.load(open(path)).get("resource_changes", [])
    return {(c["address"], "/".join(c["change"]["actions"])) for c in changes}
ours, theirs = (actions(path) for path in sys.argv[1:3])
for change in sorted(ours ^ theirs)[:10]:
    print("differs:", *change, "(ours)" if change in ours else "(terraform's)")
kinds = {}
for _, action in ours:
    kinds[action] = kinds.get(action, 0) + 1
print("  same changes as terraform:", ours == theirs, kinds)
sys.exit(ours != theirs)
PYTHON
}

ours() { measure "tollgate, $1" "$tollgate" plan --env bench "${where[@]}" -o "$folder/$count/ours.json" "${@:2}"; }
theirs() {
    measure "terraform, $1" terraform -chdir="$folder/$count/code" plan -input=false -no-color -out=theirs.plan "${@:2}"
    terraform -chdir="$folder/$count/code" show -json theirs.plan >"$folder/$count/theirs.json"
    same "$folder/$count/ours.json" "$folder/$count/theirs.json"
}
with_terraform() { [ "${TERRAFORM:-yes}" != no ]; }

for count in "${cells[@]}"; do
    mkdir -p "$folder/$count/code/cell"
    cell >"$folder/$count/code/cell/main.tf"
    root "$count" >"$folder/$count/code/main.tf"
    printf '[environments.bench]\ncode = "%s"\n' "code" >"$folder/$count/tollgate.toml"
    cd "$folder/$count"
    echo "== $((count * 30 + 1)) resources in $count instances of a module ($profile)"
    ours "everything is new"
    if with_terraform; then
        terraform -chdir=code init -no-color -input=false >"$folder/out"
        theirs "everything is new"
    fi
    if [ "$count" -le "${APPLY:-34}" ]; then
        measure "tollgate, up" "$tollgate" up --yes --env bench "${where[@]}"
        ours "nothing to do"
        ours "a tenth changes" --var generation=2
        if with_terraform && [ "$count" -le 10 ]; then
            measure "terraform, apply" terraform -chdir=code apply -input=false -no-color theirs.plan
            ours "nothing to do"
            theirs "nothing to do"
            ours "a tenth changes" --var generation=2
            theirs "a tenth changes" -var generation=2
        fi
        measure "tollgate, destroy" "$tollgate" destroy --yes --env bench "${where[@]}"
    fi
    cd "$OLDPWD"
done
