"""`makegood import FILE… --json`: exports of orders and returns in, a case file a line out, and a summary."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from makegood.cli import naming
from makegood.core.reading import NotACase
from makegood.core.words import Platform

if TYPE_CHECKING:
    from makegood.exports import ExportRead
    from makegood.screening.naming import Naming

MISSING = "`makegood import` needs DuckDB and calamine: install makegood[screen]"


def run(arguments: list[str]) -> int:
    """0: something was read. 2: no file could be, or what is remembered is damaged. A file refused is named, the others are read."""
    options = _parser().parse_args(arguments)
    try:
        from makegood.exports import joined
        from makegood.screening.columns import KINDS, TableRefused
        from makegood.screening.remembered import MappingsDamaged
    except ModuleNotFoundError as reason:
        print(f"{MISSING} ({reason.name} is missing)", file=sys.stderr)
        return 1
    try:
        headers = naming.named(options)
        if options.forget:
            _print(naming.drop(options, headers, options.files))
            return 0
        reads = list(_reads(options, headers))
        if not reads:
            return 2
        naming.keep(options, headers, KINDS)
        cases = joined(part for read in reads for part in read.parts)
    except (TableRefused, MappingsDamaged) as reason:
        print(reason, file=sys.stderr)
        return 2
    except NotACase as reason:  # each file is sound; together they are not
        print(f"an order and its return do not fit together: {reason}", file=sys.stderr)
        return 2
    except OSError as reason:
        print(f"{reason.filename}: {reason.strerror or reason}", file=sys.stderr)
        return 1
    for case in cases:
        _print(case)
    _print({"summary": _summary(reads, len(cases), headers)})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="makegood import", description="Read exports of orders and returns (CSV, XLSX, XLS, Parquet, JSONL)."
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one case file a line, then the summary (the only form)")
    naming.add_to(parser)
    parser.add_argument("--platform", choices=list(Platform), help="whose export it is, where its headers do not say")
    parser.add_argument("--zone", help="the zone of local times, such as Asia/Shanghai")
    parser.add_argument("--currency", help="of amounts whose currency is not said, such as MYR")
    return parser


def _reads(options: argparse.Namespace, headers: Naming) -> Iterator[ExportRead]:
    from makegood.exports import read_export
    from makegood.screening.columns import TableRefused

    for name in options.files:
        try:
            yield read_export(
                name, platform=options.platform, zone=options.zone, mapping=headers, currency=options.currency
            )
        except TableRefused as reason:
            print(reason, file=sys.stderr)
        except OSError as reason:
            print(f"{name}: {reason.strerror or reason}", file=sys.stderr)


def _summary(reads: list[ExportRead], cases: int, headers: Naming) -> dict[str, Any]:
    """As the summary of `makegood screen`; each refused row says its file where there are several."""
    several = len(reads) > 1
    unrecognised = dict.fromkeys(header for read in reads for header in read.known.unrecognised)
    return {
        "cases": cases,
        "files": [{"file": read.where, "kind": read.kind, "parts": len(read.parts)} for read in reads],
        "columns": {column: header for read in reversed(reads) for column, header in read.columns.items()},
        "unrecognised": list(unrecognised),
        "refused_rows": [
            {
                **({"file": read.where} if several else {}),
                "row": one.row,
                "column": one.column,
                "found": one.found,
                "why": one.why,
            }
            for read in reads
            for one in read.refused
        ],
        "notes": [sentence for read in reads for sentence in read.notes],
        **naming.told(headers),
    }


def _print(document: dict[str, Any]) -> None:
    print(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
