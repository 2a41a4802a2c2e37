"""Asks an emulator for what the Social Flow stack needs, one create-and-read-back per probe.

    python run.py ENDPOINT      every service at one emulator
    python run.py               each where AWS_ENDPOINT_URL* says

Writes one JSON document, {service id: {probe: answer}}, where an answer is `ok`, the code of an
error, or `read back: …`. `routing.toml` holds the answers; a test runs this and compares.
"""

import json
import sys

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from world import PROBES, World
import compute, data, network, watch  # noqa: E401, F401: they register probes


def answer(probe, world):
    try:
        probe(world)
    except ClientError as error:
        return error.response["Error"].get("Code") or "error"
    except AssertionError as error:
        return str(error)
    except ResponseParserError:
        return "500"
    except (BotoCoreError, KeyError, IndexError) as error:
        return type(error).__name__
    return "ok"


def main():
    world, answers = World(), {}
    for service, title, probe in PROBES:
        answers.setdefault(service, {})[title] = answer(probe, world)
    json.dump(answers, sys.stdout, indent=1)


main()
