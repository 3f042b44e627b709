"""Opens a Parquet or JSON Lines file as cells of text, each with the row it stands in."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from makegood.screening.columns import TableRefused
from makegood.screening.sentences import Sentence

FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "workbook",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xls": "workbook",
    ".txt": "csv",  # what Excel calls Unicode text: UTF-16, divided by tabs
}
HEADER_WITHIN = 30  # rows of a table looked through for its headers


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that could not be read, by the number it has in the file, and the column to blame if it is one."""

    row: int
    found: str
    code: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file opened: its headers, the SQL of each cell (text, NULL where unknown), and of the rows they come from."""

    path: Path
    headers: tuple[str, ...]
    cells: tuple[str, ...]
    rows: str
    numbered: str  # the same rows with their number, `row`; read only where a row has to be named
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Sentence, ...] = ()
    instants: Mapping[int, str] = field(default_factory=dict)
    """By place the SQL of a column that the file itself holds as instants; its cells are texts of the same ones."""

    @property
    def where(self) -> str:
        return self.path.name


def form(path: Path) -> str:
    """csv, workbook, parquet or jsonl, by the suffix of a file that is there."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        known = ", ".join(FORMATS)
        suffix = path.suffix or "file without suffix"
        raise TableRefused(f"{path}: a {suffix}; expected {known}. Save the table as CSV (UTF-8)")
    if not path.is_file():
        raise TableRefused(f"{path}: there is no such file")
    return found


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def parquet(connection: DuckDBPyConnection, path: Path) -> Table:
    """A Parquet file; whatever the types of its columns, their values are read as text."""
    reader = f"read_parquet({literal(str(path))}, file_row_number=true)"
    try:
        described = connection.execute(f"describe select * exclude (file_row_number) from {reader}").fetchall()
    except duckdb.Error as error:
        raise TableRefused(f"{path}: not readable as Parquet ({str(error).splitlines()[0]})") from error
    names = [str(row[0]) for row in described]
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    return Table(
        path=path,
        headers=tuple(names),
        cells=tuple(f"{name}::varchar" for name in quoted),
        rows=f"select * from {reader}",
        numbered=f"select file_row_number + 1 as row, * from {reader}",
        instants={place: quoted[place] for place, row in enumerate(described) if row[1] == "TIMESTAMP WITH TIME ZONE"},
    )


def lines_of(path: Path) -> str:
    """A file's lines as a relation of one column, `raw`; no text holds the delimiter, so no line is divided."""
    return f"""(select coalesce(raw, '') as raw from read_csv({literal(str(path))}, columns={{'raw': 'VARCHAR'}},
        auto_detect=false, header=false, delim='\x01', quote='', escape='', strict_mode=false))"""
