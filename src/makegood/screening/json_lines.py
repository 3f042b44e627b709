"""Reads JSON Lines: quickly by DuckDB where the file is text throughout, and from a copy without the lines that are not."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from makegood.screening.decoding import as_utf8, other_encoding
from makegood.screening.sentences import note
from makegood.screening.tables import Refusal, Table, lines_of, literal

LONGEST = 1 << 20
"""Bytes of a line; DuckDB reads twice as much, and cuts what is longer."""
_IS_OBJECT = "coalesce(case when json_valid(raw) then json_type(raw) = 'OBJECT' end, false)"


def json_lines(connection: DuckDBPyConnection, path: Path, copy: Path) -> Table:
    """A file of one JSON object a line; a name that a line lacks is unknown there."""
    try:
        return _table(connection, path, path)
    except duckdb.Error:
        return _careful(connection, path, copy)


def _careful(connection: DuckDBPyConnection, path: Path, copy: Path) -> Table:
    """What DuckDB gave up on: in another encoding, or with lines that are no text, which are refused one by one."""
    encoding = other_encoding(path)
    text = as_utf8(path, copy.with_suffix(".text"), encoding) if encoding else path
    refusals = []
    with copy.open("wb") as file:
        for row, line in _lines(text):
            code = _fault(line)
            file.write(b"\n" if code else line + b"\n")  # a blank one keeps the rows' numbers
            if code:
                refusals.append(Refusal(row, line[:200].decode("utf-8", "replace"), code))
    notes = (note("encoding", where=path.name, encoding=encoding.upper()),) if encoding else ()
    table = _table(connection, path, copy)
    return Table(
        path,
        table.headers,
        table.cells,
        table.rows,
        table.numbered,
        (*table.refusals, *refusals),
        (*table.notes, *notes),
    )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        for row, line in enumerate(file, 1):
            yield row, line.removeprefix(b"\xef\xbb\xbf" if row == 1 else b"").rstrip(b"\r\n")


def _fault(line: bytes) -> str | None:
    """Why DuckDB cannot be given the line: it is not UTF-8, or no JSON for a control character of its own."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "encoding"
    return "object" if len(line) > LONGEST or any(sign in line for sign in (b"\0", b"\1", b"\r")) else None


def _table(connection: DuckDBPyConnection, path: Path, text: Path) -> Table:
    lines = lines_of(text)
    objects = f"select raw::json as object from {lines} where {_IS_OBJECT}"
    keys = connection.execute(
        f"select distinct unnest(json_keys(object)) as key from ({objects}) order by key"
    ).fetchall()
    headers = tuple(str(key) for (key,) in keys)
    pointers = [literal("/" + header.replace("~", "~0").replace("/", "~1")) for header in headers]
    numbered = f"select row_number() over () as row, raw from {lines}"
    others = connection.execute(f"select row, raw from ({numbered}) where not {_IS_OBJECT} order by row").fetchall()
    return Table(
        path=path,
        headers=headers,
        cells=tuple(f"json_extract_string(object, {pointer})" for pointer in pointers),
        rows=objects,
        numbered=f"select row, raw::json as object from ({numbered}) where {_IS_OBJECT}",
        refusals=tuple(Refusal(row, raw, "object") for row, raw in others if raw.strip()),
    )
