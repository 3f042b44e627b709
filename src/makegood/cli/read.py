"""`makegood read PLATFORM FILE… --json`: what a platform's JSON tells, as case files, one a line."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from makegood.connectors import joining
from makegood.connectors.parts import NotUnderstood, Part
from makegood.core.words import Platform


def run(arguments: list[str]) -> int:
    """0: something was read. 2: no file could be. A file not understood is named with method and path, the others are read."""
    parser = argparse.ArgumentParser(prog="makegood read", description="Read a platform's JSON as case files.")
    parser.add_argument("platform", choices=list(Platform))
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one case file a line (this is the only form)")
    options = parser.parse_args(arguments)
    parts: list[Part] = []
    read = 0
    for name in options.files:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            parts += joining.understand(options.platform, content, Path(name).name)
            read += 1
        except NotUnderstood as reason:
            print(f"{name}: {reason}", file=sys.stderr)
        except OSError as reason:
            print(f"{name}: {reason.strerror or reason}", file=sys.stderr)
    for document in joining.join(options.platform, parts):
        print(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    return 0 if read else 2
