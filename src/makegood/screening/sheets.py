"""Reads CSV: quickly by DuckDB where it is regular, and by Python, record by record, where it is not.

DuckDB 2.0.1 was measured to lose rows without a word (line ends that differ inside and outside quotes, in its strict mode)
and to cut rows that are too long (in its lenient one), so a quick reading counts only if no row went missing.
"""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from makegood.screening.columns import TableRefused
from makegood.screening.decoding import GB18030, as_utf8, is_gb18030
from makegood.screening.records import Items, Record, copied
from makegood.screening.sentences import Sentence, note
from makegood.screening.tables import Refusal, Table, literal

DELIMITERS = (",", ";", "\t")
CHUNK = 1 << 24
NEVER = "\x01no cell reads like this\x01"  # DuckDB must name some text as NULL; a blank cell is blank, not unknown


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: its header, and what divides its cells."""

    path: Path
    headers: tuple[str, ...]
    delimiter: str
    text: Path  # the file itself, or its copy in UTF-8
    notes: tuple[Sentence, ...] = ()


def sheet(path: Path, copy: Path) -> Sheet:
    """Reads the header row, divided by whichever delimiter divides it into the most cells; GB18030 is copied as UTF-8 first."""
    is_chinese = is_gb18030(path)
    text = as_utf8(path, copy) if is_chinese else path
    notes = (note("encoding", where=path.name, encoding=GB18030.upper()),) if is_chinese else ()
    readings = [(_first(_records(text, delimiter)), delimiter) for delimiter in DELIMITERS]
    headers, delimiter = max(readings, key=lambda reading: len(reading[0]))
    if not any(header.strip() for header in headers):
        raise TableRefused(f"{path}: the first row is blank; expected the headers there")
    if not all(map(_is_utf8, headers)):
        raise TableRefused(f"{path}: the header is neither UTF-8 nor GB18030; save the table as CSV UTF-8")
    return Sheet(path, tuple(headers), delimiter, text, notes)


def quick(found: Sheet) -> Table:
    """The sheet as DuckDB reads it, without the numbers of its rows: see `rows_in_file`."""
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
    rows = (row for row, cells in enumerate(_records(found.text, found.delimiter), start=1) if row > 1 and cells)
    return {place: row for place, row in enumerate(rows, start=1) if place in wanted}


def careful(found: Sheet, copy: Path, items: Items | None = None) -> Table:
    """The sheet record by record: what is regular goes to `copy`, the rest is refused."""
    return copied(found.path, found.headers, _checked(found), copy, items, found.notes)


def _checked(found: Sheet) -> Iterator[Record | Refusal]:
    for row, cells in enumerate(_records(found.text, found.delimiter, strict=True), start=1):
        if row == 1 or cells == []:
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


def _records(path: Path, delimiter: str, *, strict: bool = False) -> Iterator[list[str] | None]:
    """The records of the file; None is one whose quotes are wrong, which only a strict reading tells."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        records = csv.reader(file, delimiter=delimiter, strict=strict)
        while True:
            try:
                yield next(records)
            except StopIteration:
                return
            except csv.Error:
                yield None


def _first(records: Iterator[list[str] | None]) -> list[str]:
    return next(records, []) or []


def _fitted(cells: list[str] | None, width: int) -> list[str] | str:
    """The cells of a regular record, else the code of why it is refused."""
    if cells is None:
        return "quotes"
    if len(cells) < width or any(cells[width:]):
        return "cells"
    return cells[:width] if all(map(_is_utf8, cells)) else "encoding"


def _is_utf8(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _line_ends(path: Path) -> tuple[int, bytes]:
    """How many lines end in the file, and its last byte."""
    ends, last = 0, b"\n"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            ends += chunk.count(b"\n")
            last = chunk[-1:]
    return ends, last
