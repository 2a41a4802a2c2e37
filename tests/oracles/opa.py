"""Evaluates rules with Open Policy Agent itself, for `tests/tests/opa.rs`.

One JSON document a line. The first names the modules: {"modules": {path: source}, "packages": [...]}.
Each that follows is a question: {"input": ..., "parameters": ..., "packages": [...] or null for all};
the answer is {package: [finding, ...]}, or {package: {"error": "..."}} where OPA stopped.
"""

import json
import sys

from opa_bindings import OpaEngine, OpaError

GIVEN = "with data.parameters as input.parameters with input as input.document"


def answer(engine, package, given):
    try:
        found = engine.eval_query(f"x := data.{package}.deny {GIVEN}", input=given)
    except OpaError as error:
        return {"error": str(error)}
    return found[0]["x"] if found else {"error": "undefined"}


def main():
    first = json.loads(sys.stdin.readline())
    engine = OpaEngine()
    for path, source in first["modules"].items():
        engine.add_policy(path, source)
    lines = [f'all["{package}"] := data.{package}.deny' for package in first["packages"]]
    engine.add_policy("oracle.rego", "package oracle\nimport rego.v1\n" + "\n".join(lines))
    for line in sys.stdin:
        question = json.loads(line)
        given = {"document": question["input"], "parameters": question["parameters"]}
        packages = question["packages"]
        if packages is None:
            try:
                found = engine.eval_query(f"x := data.oracle.all {GIVEN}", input=given)
                result = found[0]["x"]
            except OpaError:
                # One rule stopped all of them: each is asked alone.
                packages = first["packages"]
        if packages is not None:
            result = {package: answer(engine, package, given) for package in packages}
        print(json.dumps(result), flush=True)


main()
