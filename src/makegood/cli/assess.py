"""`makegood assess CASE.json … --at TIME --json`: case files in, one assessment each out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from makegood import assessing
from makegood.core.instants import NotAnInstant, parse
from makegood.core.reading import NotACase, read_text


def run(arguments: list[str]) -> int:
    """0: every file assessed. 2: one or more are no valid case; the others are assessed all the same."""
    options = _parser().parse_args(arguments)
    at = options.at
    if at is not None:
        try:
            at = parse(at)
        except NotAnInstant as reason:
            print(f"--at: found {options.at!r}; expected {reason}", file=sys.stderr)
            return 2
    status = 0
    now = datetime.now(UTC)
    for name, text in _cases(options.files):
        if isinstance(text, OSError):
            print(f"{name}: {text.strerror or text}", file=sys.stderr)
            status = max(status, 1)
            continue
        try:
            case = read_text(text)
        except NotACase as refusal:
            for fault in refusal.faults:
                print(f"{name}: {fault}", file=sys.stderr)
            status = 2
            continue
        _show(assessing.assess(case, at or case.at or now), options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="makegood assess",
        description="Assess case files: a .json holds one, a .jsonl one a line, - is standard input.",
    )
    parser.add_argument("files", nargs="+", metavar="CASE", help="a case file, or - for standard input")
    parser.add_argument(
        "--at", metavar="TIME", help="the moment assessed, RFC 3339 with an offset (default: the file's, else now)"
    )
    parser.add_argument("--json", action="store_true", help="one assessment a line, as JSON")
    parser.add_argument("--lang", choices=("en", "zh"), default="zh", help="language of the text shown without --json")
    return parser


def _cases(files: list[str]) -> Iterator[tuple[str, bytes | Any]]:
    """Each case's name and text; a line of a .jsonl is named with its number."""
    for name in files:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as reason:
            yield name, reason
            continue
        lines = [line for line in content.split(b"\n") if line.strip()]
        if name.endswith(".jsonl") or (name == "-" and _is_lines(lines)):
            for number, line in enumerate(content.split(b"\n"), 1):
                if line.strip():
                    yield f"{name}:{number}", line
        else:
            yield name, content


def _is_lines(lines: list[bytes]) -> bool:
    """Standard input has no name to go by: several lines that each begin an object are a .jsonl."""
    return len(lines) > 1 and all(line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") for line in lines)


def _show(assessment: dict[str, Any], options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(assessment, ensure_ascii=False, separators=(",", ":")))
    else:
        from makegood.cli.shown import shown

        print(shown(assessment, options.lang))
