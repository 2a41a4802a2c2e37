#!/usr/bin/env bash
# Installs the judges that the tests compare with, in a Python environment of their own under the
# user's cache: Open Policy Agent 1.20.2, inside a wheel, reached through ctypes.
# Terraform 1.11 must be on the path; it cannot be had from a package registry.
set -euo pipefail

home="${XDG_CACHE_HOME:-$HOME/.cache}/tollgate/oracles"
wheel="opa-golib-python-bindings==0.4.4"

if [ ! -e "$home/.installed-$wheel" ]; then
    python3 -m venv "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check --no-deps --ignore-requires-python "$wheel"
    touch "$home/.installed-$wheel"
fi
echo "OPA: $home ($wheel)"
terraform version 2>/dev/null | head -n 1 || echo "terraform: not on the path; its comparisons will fail or be skipped"
