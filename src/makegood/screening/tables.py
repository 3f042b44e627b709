"""Opens a CSV, Parquet or JSON Lines file as cells of text, each with the row it stands in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from duckdb import DuckDBPyConnection

from makegood.screening.columns import TableRefused

DELIMITERS = (",", ";", "\t")
NEVER = "\x01no cell reads like this\x01"          # DuckDB must name some text as NULL; blank is not unknown here

_FORMATS = {".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_REJECTED = {
    "MISSING COLUMNS": "cells",
    "TOO MANY COLUMNS": "cells",
    "INVALID ENCODING": "encoding",
    "UNQUOTED VALUE": "quotes",
    "LINE SIZE OVER MAXIMUM": "quotes",
    "INVALID STATE": "quotes",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A whole row that could not be read, by the number it has in the file."""

    row: int
    found: str
    code: str


@dataclass(frozen=True, slots=True)
class Table:
    """A file opened: its headers, the SQL of each cell (text, NULL where unknown), and of the rows they come from."""

    path: Path
    headers: tuple[str, ...]
    cells: tuple[str, ...]
    rows: str
    numbered: str                   # the same rows with their number, `row`; read only where a row has to be named
    readable: str = "true"          # which rows have cells at all
    delimiter: str = ""             # CSV only
    rejects: str = ""               # CSV only: where DuckDB leaves the rows it could not divide

    @property
    def where(self) -> str:
        return self.path.name


def opened(connection: DuckDBPyConnection, path: Path, number: int) -> Table:
    """Opens the file by its suffix; `number` tells several files of one run apart."""
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(_FORMATS)
        raise TableRefused(f"{path}: a {path.suffix or 'file without suffix'}; expected {known}. Save the table as CSV (UTF-8)")
    if not path.is_file():
        raise TableRefused(f"{path}: there is no such file")
    if form == "parquet":
        return _parquet(connection, path)
    return _csv(path, number) if form == "csv" else _json_lines(connection, path)


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def refusals(connection: DuckDBPyConnection, table: Table) -> list[Refusal]:
    """The rows that never became cells, once the table has been read."""
    if table.rejects:
        query = f"""select line, any_value(coalesce(csv_line, '')), min_by(error_type::varchar, coalesce(column_idx, 0))
            from {table.rejects} group by line order by line"""
        return [Refusal(line, found.strip(), _REJECTED[kind]) for line, found, kind in connection.execute(query).fetchall()]
    if table.readable == "true":
        return []
    query = f"select row, raw from ({table.numbered}) where not {table.readable} and raw is not null order by row"
    return [Refusal(row, raw, "object") for row, raw in connection.execute(query).fetchall()]


def rows_in_file(table: Table, places: Iterable[int], refused: Iterable[int]) -> dict[int, int]:
    """The row in the file of each row read, counted as read; DuckDB skips blank lines of CSV and the rows it rejects."""
    wanted = set(places)
    if not table.delimiter:
        return {place: place for place in wanted}
    skipped = set(refused)
    found: dict[int, int] = {}
    place = 0
    for row, cells in _records(table.path, table.delimiter):
        if row == 1 or not cells or row in skipped:
            continue
        place += 1
        if place in wanted:
            found[place] = row
            if len(found) == len(wanted):
                break
    return {place: found.get(place, place + 1) for place in wanted}


def _records(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        csv.field_size_limit(2**31 - 1)
        yield from enumerate(csv.reader(file, delimiter=delimiter), start=1)


def _csv(path: Path, number: int) -> Table:
    headers, delimiter = _header(path)
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(headers)))
    rejects = f"rejects_{number}"
    reader = f"""read_csv({literal(str(path))}, columns={{{columns}}}, auto_detect=false, header=true,
        delim={literal(delimiter)}, quote='"', escape='"', nullstr={literal(NEVER)}, ignore_errors=true,
        store_rejects=true, rejects_table='{rejects}', rejects_scan='{rejects}_scan')"""
    return Table(
        path=path,
        headers=headers,
        cells=tuple(f"coalesce(c{place}, '')" for place in range(len(headers))),
        rows=f"select * from {reader}",
        numbered=f"select row_number() over () as row, * from {reader}",
        delimiter=delimiter,
        rejects=rejects,
    )


def _header(path: Path) -> tuple[tuple[str, ...], str]:
    """The header row, divided by whichever delimiter divides it into the most cells."""
    try:
        readings = [(_first_record(path, delimiter), delimiter) for delimiter in DELIMITERS]
    except UnicodeDecodeError as error:
        raise TableRefused(f"{path}: the header is not UTF-8 (byte {error.start}); save the table as CSV UTF-8") from error
    headers, delimiter = max(readings, key=lambda reading: len(reading[0]))
    if not headers:
        raise TableRefused(f"{path}: the first row is blank; expected the headers there")
    return tuple(headers), delimiter


def _first_record(path: Path, delimiter: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(islice(file, 1000), delimiter=delimiter), [])


def _parquet(connection: DuckDBPyConnection, path: Path) -> Table:
    reader = f"read_parquet({literal(str(path))}, file_row_number=true)"
    described = connection.execute(f"describe select * exclude (file_row_number) from {reader}").fetchall()
    names = [str(row[0]) for row in described]
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    return Table(
        path=path,
        headers=tuple(names),
        cells=tuple(f"{name}::varchar" for name in quoted),
        rows=f"select * from {reader}",
        numbered=f"select file_row_number + 1 as row, * from {reader}",
    )


def _json_lines(connection: DuckDBPyConnection, path: Path) -> Table:
    lines = f"""read_csv({literal(str(path))}, columns={{'raw': 'VARCHAR'}}, auto_detect=false, header=false,
        delim='\x01', quote='', escape='', nullstr='')"""
    plain = _objects(f"select raw from {lines}")
    keys = connection.execute(
        f"select distinct unnest(json_keys(object)) as key from ({plain}) where object is not null order by key"
    ).fetchall()
    headers = tuple(str(key) for (key,) in keys)
    pointers = [literal("/" + header.replace("~", "~0").replace("/", "~1")) for header in headers]
    return Table(
        path=path,
        headers=headers,
        cells=tuple(f"json_extract_string(object, {pointer})" for pointer in pointers),
        rows=plain,
        numbered=_objects(f"select row_number() over () as row, raw from {lines}"),
        readable="(object is not null)",
    )


def _objects(lines: str) -> str:
    return f"""select *, case when json_valid(raw) and json_type(raw) = 'OBJECT' then raw::json end as object
        from ({lines})"""
