"""Loads tables into orders, one row an order, and keeps the rows that could not be read with why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from makegood.screening import sentences
from makegood.screening.columns import COLUMNS, Recognised, TableRefused, closed_words, recognise
from makegood.screening.tables import Table, opened, refusals, rows_in_file
from makegood.screening.values import CHECKED, Setting, reading, typed, unread

NEEDED = ("order_id", "platform", "buyer_id", "placed_at", "paid_at", "cancelled_at", "status", "amount", "quantity")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was made of the files: each with its recognised columns, the rows refused, and what the summary must say."""

    tables: tuple[tuple[Table, Recognised], ...]
    refused_rows: tuple[dict[str, Any], ...]
    notes: tuple[sentences.Sentence, ...]

    def has(self, *columns: str) -> bool:
        """Whether some table has any of these columns."""
        return any(column in known.places for _, known in self.tables for column in columns)


def load(
    connection: DuckDBPyConnection,
    paths: Sequence[Path],
    *,
    columns: frozenset[str],
    setting: Setting,
    mapping: Mapping[str, str],
    unpaid_words: frozenset[str],
) -> Loaded:
    """Makes the DuckDB table `orders` of the columns named and those that history needs."""
    wanted = [column for column in COLUMNS if column in columns or column in NEEDED]
    _create_lines(connection, wanted)
    tables = []
    refused: list[dict[str, Any]] = []
    for number, path in enumerate(paths):
        table = opened(connection, path, number)
        known = recognise(table.headers, mapping, where=table.where)
        _insert(connection, number, table, known, wanted, setting)
        _refuse_local(connection, number, table, known)
        rows = _refused(connection, number, table, known, setting)
        refused += [{"file": table.where, **row} for row in rows] if len(paths) > 1 else rows
        tables.append((table, known))
    _find_repeated(connection, wanted)
    notes = [*_absences(tables), *_disagreements(connection, wanted)]
    _create_orders(connection, wanted, unpaid_words)
    notes += _undated(connection)
    return Loaded(tuple(tables), tuple(refused), tuple(notes))


def _create_lines(connection: DuckDBPyConnection, wanted: Sequence[str]) -> None:
    columns = ["file int", "has_paid boolean", "has_cancelled boolean"]
    columns += [f"{column} {typed(column)}" for column in wanted]
    columns += [f"{unread(column)} struct(code varchar, found varchar)" for column in CHECKED]
    connection.execute(f"create table lines ({', '.join(columns)})")


def _insert(
    connection: DuckDBPyConnection,
    number: int,
    table: Table,
    known: Recognised,
    wanted: Sequence[str],
    setting: Setting,
) -> None:
    columns = ", ".join([*wanted, *map(unread, CHECKED)])
    paid, cancelled = "paid_at" in known.places, "cancelled_at" in known.places
    connection.execute(
        f"""insert into lines (file, has_paid, has_cancelled, {columns})
        select {number}, {paid}, {cancelled}, {columns} from ({reading(table, known, wanted, setting)})"""
    )


def _refuse_local(connection: DuckDBPyConnection, number: int, table: Table, known: Recognised) -> None:
    """Refuses a table that writes all of a column in local time when no zone was given."""
    for column in ("placed_at", "paid_at", "cancelled_at"):
        local, instants, example = connection.execute(
            f"""select count(*) filter ({unread(column)}.code = 'zone'), count({column}), min({unread(column)}.found)
                from lines where file = {number}"""
        ).fetchall()[0]
        if local and not instants:
            raise TableRefused(
                f"{table.where}, column {known.header(column)!r}: times have no offset (such as {example!r}), and no zone "
                "was given; name the zone they are in with --zone, for example --zone Asia/Shanghai"
            )


def _refused(
    connection: DuckDBPyConnection, number: int, table: Table, known: Recognised, setting: Setting
) -> list[dict[str, Any]]:
    """The rows that were not read, in the file's order: whole rows, and cells that are not what their column holds."""
    whole = refusals(connection, table)
    cells = _refused_cells(connection, number, table, known, setting)
    rows = rows_in_file(table, (row for row, *_ in cells), (refusal.row for refusal in whole)) if cells else {}
    found = [(rows[row], column, text, code) for row, column, text, code in cells]
    found += [(refusal.row, "", refusal.found, refusal.code) for refusal in whole]
    return [
        {"row": row, "column": column or None, "found": text, "why": sentences.refused(code)}
        for row, column, text, code in sorted(found)
    ]


def _refused_cells(
    connection: DuckDBPyConnection, number: int, table: Table, known: Recognised, setting: Setting
) -> list[tuple[int, str, str, str]]:
    """Reads the file again for the numbers of its rows, and only if some cell was refused: numbering is slow."""
    tests = " or ".join(f"{unread(column)} is not null" for column in CHECKED)
    if not connection.execute(f"select count(*) from lines where file = {number} and ({tests})").fetchall()[0][0]:
        return []
    cells = ", ".join(f"{{'name': '{column}', 'cell': {unread(column)}}}" for column in CHECKED)
    query = reading(table, known, CHECKED, setting, numbered=True)
    return connection.execute(
        f"""select row, each.name, each.cell.found, each.cell.code
        from (select row, unnest([{cells}]) as each from ({query}) where {tests}) where each.cell is not null"""
    ).fetchall()


def _find_repeated(connection: DuckDBPyConnection, wanted: Sequence[str]) -> None:
    """Sets the lines that were read apart, and names the orders that have several."""
    unreadable = " or ".join(f"{unread(column)} is not null" for column in CHECKED)
    plain = ", ".join(["has_paid", "has_cancelled", *wanted])
    connection.execute(f"create view readable as select {plain} from lines where not ({unreadable})")
    connection.execute(
        "create table repeated as select order_id from readable group by order_id having count(*) > 1"
    )


def _create_orders(connection: DuckDBPyConnection, wanted: Sequence[str], unpaid_words: frozenset[str]) -> None:
    """One row an order; of several lines the value they agree on, the earliest time, the sum of quantities."""
    plain = ", ".join(wanted)
    merged = ", ".join(f"{_merged(column)} as {column}" for column in wanted if column != "order_id")
    connection.execute(
        f"""create table orders as
        select row_number() over () as n, *, {_is_closed()} as is_closed, {_is_unpaid()} as is_unpaid from (
            select has_paid, has_cancelled, {plain} from readable where order_id not in (from repeated)
            union all by name
            select bool_or(has_paid) as has_paid, bool_or(has_cancelled) as has_cancelled, order_id, {merged}
            from readable where order_id in (from repeated) group by order_id)""",
        {"closed": sorted(closed_words()), "unpaid": sorted(word.strip().lower() for word in unpaid_words)},
    )
    connection.execute("drop view readable; drop table repeated; drop table lines")


def _is_closed() -> str:
    return "list_contains($closed, lower(nullif(status, '')))"


def _is_unpaid() -> str:
    """The final status says unpaid, or the order was closed and shows no payment."""
    return f"list_contains($unpaid, lower(nullif(status, ''))) or ({_is_closed()} and paid_at is null)"


def _merged(column: str) -> str:
    """One value of an order's several lines, whatever order the lines stand in."""
    if COLUMNS[column] == "time":
        return f"min({column})"
    if column == "quantity":
        return "sum(quantity)::bigint"
    if column == "sku":
        return "coalesce(string_agg(distinct nullif(sku, ''), ', ' order by nullif(sku, '')), min(sku))"
    given = f"nullif({column}, '')" if COLUMNS[column] == "text" else column
    return f"case when count({given}) = 0 then min({column}) when min({given}) = max({given}) then min({given}) end"


def _disagreements(connection: DuckDBPyConnection, wanted: Sequence[str]) -> list[sentences.Sentence]:
    compared = [column for column in wanted if column not in ("order_id", "sku", "quantity")]
    given = {column: f"nullif({column}, '')" if COLUMNS[column] == "text" else column for column in compared}
    tests = ", ".join(f"count(*) filter (lo_{column} <> hi_{column})" for column in compared)
    ranges = ", ".join(f"min({given[column]}) as lo_{column}, max({given[column]}) as hi_{column}" for column in compared)
    counts = connection.execute(
        f"select {tests} from (select {ranges} from readable where order_id in (from repeated) group by order_id)"
    ).fetchall()[0]
    return [
        sentences.note("disagree", column=column, count=count)
        for column, count in zip(compared, counts, strict=True)
        if count
    ]


def _absences(tables: Sequence[tuple[Table, Recognised]]) -> list[sentences.Sentence]:
    """What each table lacks that history would want."""
    notes = []
    for table, known in tables:
        has = known.places.keys()
        if "buyer_id" not in has:
            notes.append(sentences.note("no_buyer", where=table.where))
        if "placed_at" not in has:
            notes.append(sentences.note("no_placed", where=table.where))
        if not {"buyer_id", "placed_at"} <= has:
            continue
        for column, fact in (("paid_at", "paid"), ("cancelled_at", "cancelled")):
            if column not in has:
                code = "by_status" if "status" in has else "unknown"
                notes.append(sentences.note(f"{fact}_{code}", where=table.where))
    return notes


def _undated(connection: DuckDBPyConnection) -> list[sentences.Sentence]:
    count = connection.execute("select count(*) from orders where buyer_id <> '' and placed_at is null").fetchall()[0][0]
    dated = connection.execute("select count(placed_at) from orders").fetchall()[0][0]
    return [sentences.note("undated", count=count)] if count and dated else []
