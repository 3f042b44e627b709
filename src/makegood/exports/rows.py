"""The rows of an export as values: read by the table reader of the screening, each with its row in the file."""

# ruff: noqa: S608 - SQL is built of our own column names; any other text is made a literal

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from makegood.screening.columns import KINDS, Recognised, TableRefused
from makegood.screening.lines import opened, settle, two_phones
from makegood.screening.sentences import Sentence, why
from makegood.screening.tables import Table
from makegood.screening.values import Setting, checked, reading, unread, written

Value = str | int | Decimal | datetime
BATCH = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "2GB",  # beyond it DuckDB spills to the folder
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: its row in the file, the column to blame if it is one, what stood there, and why."""

    row: int
    column: str | None
    found: str
    why: Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose every cell could be read. What is blank or unknown is not in `values`; `texts` are the cells as written."""

    number: int
    values: Mapping[str, Value]
    texts: Mapping[str, str]
    phones_differ: bool = False

    def text(self, column: str) -> str | None:
        return self.texts.get(column)


def name_of(row: Row, known: Recognised) -> str | None:
    """The number that rows of one thing share: the return's in an export of returns, else the order's."""
    return row.text("return_id" if "return_id" in known.places else "order_id")


@dataclass(frozen=True, slots=True)
class Rows:
    """A file read: what its headers are, its rows, those refused with the order each is of, and what is to be said."""

    where: str
    known: Recognised
    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]
    broken: Mapping[str, int]  # orders (in an export of returns: returns) that lack a row, and which row that is
    is_zone_supplied: bool
    notes: tuple[Sentence, ...]


def read_rows(path: Path, mapping: Mapping[str, str], zone: str | None) -> Rows:
    """Reads the file. Raises `TableRefused` where its headers are not known, or its times lack a zone."""
    with tempfile.TemporaryDirectory(prefix="makegood-import-") as folder, _connected(folder) as connection:
        _check(connection, zone)
        table, known = opened(connection, Path(folder), path, mapping)
        settle(mapping, known)
        found = list(_fetched(connection, table, known, Setting(zone or known.zone)))
        if zone is None and known.zone is None:
            _refuse_local(table, known, found)
    return _sorted(table, known, found, is_zone_supplied=zone is None and known.zone is not None)


def _connected(folder: str) -> DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config=_SETTINGS | {"temp_directory": folder})
    connection.execute("set TimeZone = 'UTC'")
    return connection


def _check(connection: DuckDBPyConnection, zone: str | None) -> None:
    known = {row[0] for row in connection.execute("select name from pg_timezone_names()").fetchall()}
    if zone is not None and zone not in known:
        raise TableRefused(f"--zone {zone}: no such zone; expected an IANA name such as Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class _Read:
    """A row as the query gives it: texts and values by column, and by column what could not be read and the code of why."""

    row: Row
    unread: Mapping[str, tuple[str, str]]


def _fetched(connection: DuckDBPyConnection, table: Table, known: Recognised, setting: Setting) -> Iterator[_Read]:
    present = list(known.places)
    texts = [f"{written(column)}" for column in present]
    values = [f"epoch_us({column}) as {column}" if KINDS[column] == "time" else column for column in present]
    faults = [unread(column) for column in checked(present)]
    query = reading(table, known, present, setting, numbered=True, as_written=True)
    selected = ", ".join(["row", "phones_differ", *texts, *values, *faults])
    rows = connection.execute(f"select {selected} from ({query}) order by row")
    while batch := rows.fetchmany(BATCH):
        for number, differ, *cells in batch:
            yield _read(number, bool(differ), present, cells)


def _read(number: int, phones_differ: bool, present: Sequence[str], cells: Sequence[Any]) -> _Read:
    """One row of the query: the texts of all columns, then their values, then what could not be read."""
    count = len(present)
    texts = _filled(present, cells[:count])
    values = _filled(present, cells[count : 2 * count])
    failed = _filled(checked(present), cells[2 * count :])
    unreadable = {column: (str(fault["found"]), str(fault["code"])) for column, fault in failed.items()}
    for column in [column for column in values if KINDS[column] == "time"]:
        try:  # as microseconds, so that no library of zones is asked for
            values[column] = _EPOCH + timedelta(microseconds=values[column])
        except OverflowError:  # DuckDB knows more years than Python
            unreadable[column] = (texts[column], "time")
    return _Read(Row(number, values, texts, phones_differ), unreadable)


def _filled(columns: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    return {column: cell for column, cell in zip(columns, cells, strict=True) if cell is not None and cell != ""}


def _refuse_local(table: Table, known: Recognised, found: list[_Read]) -> None:
    """A column all in local times is refused at once: every row of it would be."""
    for column in known.places:
        local = [read.unread[column][0] for read in found if read.unread.get(column, ("", ""))[1] == "zone"]
        if local and not any(column in read.row.values for read in found):
            raise TableRefused(
                f"{table.where}, column {known.header(column)!r}: times have no offset (such as {min(local)!r}), and no zone "
                "was given; name theirs with --zone, for example --zone Asia/Shanghai"
            )


def _sorted(table: Table, known: Recognised, found: list[_Read], *, is_zone_supplied: bool) -> Rows:
    refused = [Refused(one.row, one.column or None, one.found, why(one.code)) for one in table.refusals]
    broken: dict[str, int] = {}
    for read in found:
        refused += [Refused(read.row.number, column, told, why(code)) for column, (told, code) in read.unread.items()]
        name = name_of(read.row, known)
        if read.unread and name is not None:
            broken.setdefault(name, read.row.number)
    good = tuple(read.row for read in found if not read.unread)
    notes = [*table.notes, *two_phones(table, known, sum(row.phones_differ for row in good))]
    has_local = is_zone_supplied and any(_is_local(row.texts[column]) for row in good for column in _times(row))
    return Rows(table.where, known, good, tuple(refused), broken, has_local, tuple(notes))


def _times(row: Row) -> list[str]:
    return [column for column in row.values if KINDS[column] == "time"]


def _is_local(written: str) -> bool:
    """A time that was read and ends in no offset."""
    return not (written[-1:] in "zZ" or "+" in written[10:] or "-" in written[10:])
