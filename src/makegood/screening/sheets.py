"""Reads CSV: quickly by DuckDB where it is regular, and by Python, record by record, where it is not.

DuckDB 2.0.1 was measured to lose rows without a word (line ends that differ inside and outside quotes, in its strict mode)
and to cut rows that are too long (in its lenient one), so a quick reading counts only if no row went missing.
"""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from makegood.screening.columns import Recognised
from makegood.screening.decoding import as_utf8, other_encoding
from makegood.screening.headings import heading, is_utf8, records
from makegood.screening.records import Items, Record, copied
from makegood.screening.sentences import Sentence, note
from makegood.screening.tables import Refusal, Table, literal

CHUNK = 1 << 24
NEVER = "\x01no cell reads like this\x01"  # DuckDB must name some text as NULL; a blank cell is blank, not unknown


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: its header row, what that says, and what divides its cells."""

    path: Path
    headers: tuple[str, ...]
    delimiter: str
    text: Path  # the file itself, or its copy in UTF-8
    known: Recognised
    row: int = 1  # where the headers stand
    notes: tuple[Sentence, ...] = ()


def sheet(path: Path, copy: Path, mapping: Mapping[str, str] | None = None, *, details: bool = False) -> Sheet:
    """Finds the header row: the first, or the only one beneath titles that is recognised. Another encoding is copied as UTF-8."""
    encoding = other_encoding(path)
    text = as_utf8(path, copy, encoding) if encoding else path
    notes: tuple[Sentence, ...] = (note("encoding", where=path.name, encoding=encoding.upper()),) if encoding else ()
    found = heading(path, text, mapping or {}, details)
    if found.row > 1:
        notes += (note("titles", where=path.name, row=found.row),)
    return Sheet(path, found.headers, found.delimiter, text, found.known, found.row, notes)


def quick(found: Sheet) -> Table:
    """The sheet, its headers in its first row, as DuckDB reads it, without the numbers of its rows: see `rows_in_file`."""
    reader = _reader(found, "strict_mode=true")
    return Table(
        path=found.path,
        headers=found.headers,
        cells=tuple(f"coalesce(c{place}, '')" for place in range(len(found.headers))),
        rows=f"select * from {reader}",
        numbered=f"select row_number() over () as row, * from {reader}",
        notes=found.notes,
    )


def is_whole(connection: DuckDBPyConnection, found: Sheet, count: int) -> bool:
    """Whether `count` rows are all that the file holds: as many as its line ends, else as a lenient reading counts."""
    if len(found.headers) == 1:
        return False  # a blank line would be a row
    ends, last = _line_ends(found.text)
    if count + 1 == ends + (last not in b"\r\n"):
        return True
    try:
        lenient = connection.execute(f"select count(*) from {_reader(found, 'strict_mode=false')}").fetchall()
    except duckdb.Error:
        return False
    return bool(lenient[0][0] == count)


def rows_in_file(found: Sheet, places: Iterable[int]) -> dict[int, int]:
    """The row in the file of each row that a quick reading counted; it skips blank lines."""
    wanted = set(places)
    rows = (row for row, cells in enumerate(records(found.text, found.delimiter), start=1) if row > 1 and cells)
    return {place: row for place, row in enumerate(rows, start=1) if place in wanted}


def careful(found: Sheet, copy: Path, items: Items | None = None) -> Table:
    """The sheet record by record: what is regular goes to `copy`, the rest is refused."""
    return copied(found.path, found.headers, _checked(found), copy, items, found.notes)


def _checked(found: Sheet) -> Iterator[Record | Refusal]:
    for row, cells in enumerate(records(found.text, found.delimiter, strict=True), start=1):
        if row <= found.row or cells == []:
            continue
        fit = _fitted(cells, len(found.headers))
        if isinstance(fit, str):
            shown = found.delimiter.join(cells or []).encode(errors="replace").decode()
            yield Refusal(row, shown, fit)
        else:
            yield row, list(fit)


def _reader(found: Sheet, mode: str) -> str:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(found.headers)))
    return f"""read_csv({literal(str(found.text))}, columns={{{columns}}}, auto_detect=false, header=true,
        delim={literal(found.delimiter)}, quote='"', escape='"', nullstr={literal(NEVER)}, {mode})"""


def _fitted(cells: list[str] | None, width: int) -> list[str] | str:
    """The cells of a regular record, else the code of why it is refused."""
    if cells is None:
        return "quotes"
    if len(cells) < width or any(cells[width:]):
        return "cells"
    return cells[:width] if all(map(is_utf8, cells)) else "encoding"


def _line_ends(path: Path) -> tuple[int, bytes]:
    """How many lines end in the file, and its last byte."""
    ends, last = 0, b"\n"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            ends += chunk.count(b"\n")
            last = chunk[-1:]
    return ends, last
