"""`makegood schema case|assessment`: the JSON Schema."""

from __future__ import annotations

import argparse
import json

from makegood.core import schema


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="makegood schema", description="Print a JSON Schema, draft 2020-12.")
    parser.add_argument("of", choices=("case", "assessment"))
    of = parser.parse_args(arguments).of
    print(json.dumps(schema.case() if of == "case" else schema.assessment(), ensure_ascii=False, indent=2))
    return 0
