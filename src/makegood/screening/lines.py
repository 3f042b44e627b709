"""Reads files into the DuckDB table `lines`, one row a line, and says which rows could not be read and why."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from makegood.screening import sentences
from makegood.screening.columns import Recognised, TableRefused, recognise
from makegood.screening.json_lines import json_lines
from makegood.screening.naming import Naming
from makegood.screening.records import Items
from makegood.screening.sentences import Sentence, note
from makegood.screening.sheets import Sheet, careful, is_whole, quick, rows_in_file, sheet
from makegood.screening.tables import Table, form, parquet
from makegood.screening.values import CHECKED, UNREAD, Setting, reading, typed, unread
from makegood.screening.workbooks import workbook


@dataclass(frozen=True, slots=True)
class Source:
    """One file read: what was made of it, and the sheet whose rows are still to be numbered, if it is one."""

    number: int
    table: Table
    known: Recognised
    unnumbered: Sheet | None = None


def opened(
    connection: DuckDBPyConnection, folder: Path, path: Path, mapping: Mapping[str, str]
) -> tuple[Table, Recognised]:
    """A file of any form as rows with their numbers, read with care, and every column that a case file wants of it."""
    kind = form(path)
    if kind == "csv":
        found = sheet(path, folder / "text.csv", mapping, details=True)
        return careful(found, folder / "sheet.jsonl", Items.of(found.known)), found.known
    if kind == "workbook":
        table = workbook(path, mapping, folder / "book.jsonl", details=True)
    else:
        table = parquet(connection, path) if kind == "parquet" else json_lines(connection, path, folder / "plain.jsonl")
    return table, recognise(table.headers, mapping, where=table.where, details=True)


def header_row(path: Path, mapping: Mapping[str, str]) -> Recognised:
    """The header row of a file, and nothing else of it."""
    with tempfile.TemporaryDirectory(prefix="makegood-headers-") as folder, duckdb.connect(":memory:") as connection:
        return opened(connection, Path(folder), path, mapping)[1]


def settle(mapping: Mapping[str, str], known: Recognised) -> None:
    """Tells whoever names headers which header row was read."""
    if isinstance(mapping, Naming):
        mapping.rows.append(known)


def two_phones(table: Table, known: Recognised, count: int) -> list[Sentence]:
    """What the summary must say where rows hold two different telephone numbers."""
    if not count:
        return []
    first, second = known.header("phone"), known.headers[known.spare["phone"]]
    return [note("two_phones", where=table.where, count=count, first=first, second=second)]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads files in one manner: the columns wanted, the headers named by the caller, zone and platform."""

    connection: DuckDBPyConnection
    folder: Path
    wanted: Sequence[str]
    mapping: Mapping[str, str]
    setting: Setting

    def start(self) -> None:
        """Makes the empty table."""
        columns = ["file int", "has_paid boolean", "has_cancelled boolean", "phones_differ boolean"]
        columns += [f"{column} {typed(column)}" for column in self.wanted]
        columns += [f"{unread(column)} {UNREAD}" for column in CHECKED]
        self.connection.execute(f"create table lines ({', '.join(columns)})")

    def read(self, number: int, path: Path) -> Source:
        """Adds the rows of a file; refuses one whose order id is unknown, or whose times lack a zone."""
        kind = form(path)
        if kind == "csv":
            source = self._read_sheet(number, path)
        elif kind == "workbook":
            source = self._read_table(number, workbook(path, self.mapping, self.folder / f"book-{number}.jsonl"))
        else:
            copy = self.folder / f"plain-{number}.jsonl"
            table = parquet(self.connection, path) if kind == "parquet" else json_lines(self.connection, path, copy)
            source = self._read_table(number, table)
        settle(self.mapping, source.known)
        self._refuse_local(source)
        return replace(source, table=replace(source.table, notes=(*source.table.notes, *self._two_phones(source))))

    def refused(self, source: Source) -> list[dict[str, Any]]:
        """The rows that were not read, in the file's order: whole rows, and cells that are not what their column holds."""
        cells = self._refused_cells(source)
        if cells and source.unnumbered:
            numbers = rows_in_file(source.unnumbered, (row for row, *_ in cells))
            cells = [(numbers[row], *cell) for row, *cell in cells]
        whole = [(refusal.row, refusal.column, refusal.found, refusal.code) for refusal in source.table.refusals]
        return [
            {"row": row, "column": column or None, "found": found, "why": sentences.refused(code)}
            for row, column, found, code in sorted([*cells, *whole])
        ]

    def _read_sheet(self, number: int, path: Path) -> Source:
        """Quickly, and once more with care if DuckDB stumbled, rows went missing, or orders may go on in rows without an id."""
        found = sheet(path, self.folder / f"text-{number}.csv", self.mapping)
        known = found.known
        items = Items.of(known)
        try:
            count = self._insert(number, quick(found), known) if found.row == 1 else -1
        except duckdb.Error:
            count = -1
        goes_on = items is not None and self._lack_order_id(number)
        if count >= 0 and not goes_on and is_whole(self.connection, found, count):
            return Source(number, quick(found), known, unnumbered=found)
        self.connection.execute(f"delete from lines where file = {number}")
        return self._read_table(number, careful(found, self.folder / f"sheet-{number}.jsonl", items))

    def _lack_order_id(self, number: int) -> bool:
        query = f"select count(*) from lines where file = {number} and {unread('order_id')} is not null"
        return bool(self.connection.execute(query).fetchall()[0][0])

    def _read_table(self, number: int, table: Table) -> Source:
        known = recognise(table.headers, self.mapping, where=table.where)
        self._insert(number, table, known)
        return Source(number, table, known)

    def _insert(self, number: int, table: Table, known: Recognised) -> int:
        columns = ", ".join([*self.wanted, *map(unread, CHECKED)])
        paid, cancelled = "paid_at" in known.places, "cancelled_at" in known.places
        done = self.connection.execute(
            f"""insert into lines (file, has_paid, has_cancelled, phones_differ, {columns})
            select {number}, {paid}, {cancelled}, phones_differ, {columns} from ({reading(table, known, self.wanted, self.setting)})"""
        )
        return int(done.fetchall()[0][0])

    def _two_phones(self, source: Source) -> list[Sentence]:
        query = f"select count(*) from lines where file = {source.number} and phones_differ"
        return two_phones(source.table, source.known, int(self.connection.execute(query).fetchall()[0][0]))

    def _refuse_local(self, source: Source) -> None:
        for column in ("placed_at", "paid_at", "cancelled_at"):
            local, instants, example = self.connection.execute(
                f"""select count(*) filter ({unread(column)}.code = 'zone'), count({column}), min({unread(column)}.found)
                    from lines where file = {source.number}"""
            ).fetchall()[0]
            if local and not instants:
                raise TableRefused(
                    f"{source.table.where}, column {source.known.header(column)!r}: times have no offset (such as "
                    f"{example!r}), and no zone was given; name theirs with --zone, for example --zone Asia/Shanghai"
                )

    def _refused_cells(self, source: Source) -> list[tuple[Any, ...]]:
        """Reads the file again for the numbers of its rows, and only if some cell was refused: numbering is slow."""
        tests = " or ".join(f"{unread(column)} is not null" for column in CHECKED)
        count = f"select count(*) from lines where file = {source.number} and ({tests})"
        if not self.connection.execute(count).fetchall()[0][0]:
            return []
        cells = ", ".join(f"{{'name': '{column}', 'cell': {unread(column)}}}" for column in CHECKED)
        query = reading(source.table, source.known, CHECKED, self.setting, numbered=True)
        found: list[tuple[Any, ...]] = self.connection.execute(
            f"""select row, each.name, each.cell.found, each.cell.code
            from (select row, unnest([{cells}]) as each from ({query}) where {tests}) where each.cell is not null"""
        ).fetchall()
        return found
