"""Naming headers on the command line: --map, what it is remembered for, and --forget, alike for every command that reads tables."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from makegood.screening.naming import Naming


def add_to(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=_pair,
        metavar="COLUMN=HEADER",
        help="name a column's header; remembered for tables with these very headers, in place of what was remembered before",
    )
    parser.add_argument(
        "--remember",
        type=Path,
        metavar="FILE",
        help="where mappings are remembered (default: makegood/mappings.json in $XDG_CONFIG_HOME or ~/.config)",
    )
    parser.add_argument(
        "--forget", action="store_true", help="forget the mapping of these tables' headers, and read nothing else"
    )


def place(options: argparse.Namespace) -> Path | None:
    """The file of mappings: the one named, else the user's own; None where there is no home to keep one in."""
    if options.remember is not None:
        return Path(options.remember)
    home = os.environ.get("XDG_CONFIG_HOME")
    if home and Path(home).is_absolute():  # its specification: a relative one is to be ignored
        return Path(home) / "makegood" / "mappings.json"
    try:
        return Path.home() / ".config" / "makegood" / "mappings.json"
    except RuntimeError:
        return None


def named(options: argparse.Namespace) -> Naming:
    """The headers named now and those remembered. Raises `MappingsDamaged`."""
    from makegood.screening import remembered
    from makegood.screening.naming import Naming

    where = place(options)
    memory = remembered.columns(remembered.load(where)) if where is not None else {}
    return Naming(dict(options.map), memory)


def keep(options: argparse.Namespace, naming: Naming, known: Collection[str]) -> None:
    """Remembers a mapping given for the header rows that were read with it; `known` are the columns of this command."""
    from makegood.screening import remembered

    where = place(options)
    if not naming.given or not naming.rows or where is None:
        return
    try:
        remembered.remember(where, [row.headers for row in naming.rows], naming.given, known)
    except OSError as reason:
        if options.remember is not None:
            raise
        print(f"{where}: {reason.strerror or reason}; the mapping is not remembered", file=sys.stderr)


def drop(options: argparse.Namespace, naming: Naming, paths: Iterable[str]) -> dict[str, Any]:
    """Forgets the mapping of these tables' header rows; says which columns these were. Raises `TableRefused`."""
    from makegood.screening import remembered
    from makegood.screening.lines import header_row

    where = place(options)
    rows = [row for path in paths if (row := header_row(Path(path), naming)).origin == "remembered"]
    if rows and where is not None:
        remembered.forget(where, [row.headers for row in rows])
    return {"forgotten": [{column: row.header(column) for column in row.mapped} for row in rows]}


def told(naming: Naming) -> dict[str, Any]:
    """What the summary says of headers named, and of those that a person may want to name."""
    said: dict[str, Any] = {}
    origins = [row.origin for row in naming.rows if row.origin is not None]
    if origins:
        said["mapping"] = "remembered" if "remembered" in origins else "given"
        said["mapped"] = {column: row.header(column) for row in naming.rows for column in row.mapped}
    suggested = {column: header for row in reversed(naming.rows) for column, header in row.suggested.items()}
    return said | ({"suggested": suggested} if suggested else {})


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value:
        raise argparse.ArgumentTypeError(f"found {text!r}; expected COLUMN=HEADER")
    return name, value
