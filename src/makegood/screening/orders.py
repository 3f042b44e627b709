"""Makes orders of lines: one row an order, whatever order its lines stand in, and says what could not be known."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from duckdb import DuckDBPyConnection

from makegood.screening.columns import COLUMNS, closed_words
from makegood.screening.lines import Source
from makegood.screening.sentences import Sentence, note
from makegood.screening.values import CHECKED, unread

NEEDED = frozenset(
    {"order_id", "platform", "buyer_id", "placed_at", "paid_at", "cancelled_at", "cancelled_by", "status", *CHECKED}
)


def gather(connection: DuckDBPyConnection, wanted: Sequence[str], unpaid_words: frozenset[str]) -> list[Sentence]:
    """Makes the table `orders` of `lines`; returns what the summary must say of lines that disagree and orders undated."""
    unreadable = " or ".join(f"{unread(column)} is not null" for column in CHECKED)
    plain = ", ".join(["has_paid", "has_cancelled", *wanted])
    connection.execute(f"create view readable as select {plain} from lines where not ({unreadable})")
    connection.execute("create table repeated as select order_id from readable group by order_id having count(*) > 1")
    notes = _disagreements(connection, wanted)
    _create_orders(connection, wanted, unpaid_words)
    connection.execute("drop view readable; drop table repeated; drop table lines")
    return [*notes, *_undated(connection)]


def absences(sources: Sequence[Source]) -> list[Sentence]:
    """What each table lacks that history would want, and what serves instead."""
    notes = []
    for source in sources:
        has, where = source.known.places.keys(), source.table.where
        notes += [note(code, where=where) for code in _lacking(has)]
    return notes


def _lacking(has: Container[str]) -> Iterator[str]:
    if "buyer_id" not in has:
        yield "no_buyer"
    if "placed_at" not in has:
        yield "no_placed"
    if "buyer_id" not in has or "placed_at" not in has:
        return
    for column, fact in (("paid_at", "paid"), ("cancelled_at", "cancelled")):
        if column not in has:
            yield f"{fact}_by_status" if "status" in has else f"{fact}_unknown"


def _create_orders(connection: DuckDBPyConnection, wanted: Sequence[str], unpaid_words: frozenset[str]) -> None:
    source = "readable"
    if connection.execute("select count(*) from repeated").fetchall()[0][0]:
        source = _one_row_an_order(wanted)
    connection.execute(
        f"""create table orders as
        select row_number() over () as n, *, {_IS_CLOSED} as is_closed, {_IS_UNPAID} as is_unpaid from {source}""",
        {"closed": sorted(closed_words()), "unpaid": sorted(word.strip().lower() for word in unpaid_words)},
    )


def _one_row_an_order(wanted: Sequence[str]) -> str:
    merged = ", ".join(f"{_merged(column)} as {column}" for column in wanted if column != "order_id")
    return f"""(
        select * from readable where order_id not in (from repeated)
        union all by name
        select bool_or(has_paid) as has_paid, bool_or(has_cancelled) as has_cancelled, order_id, {merged}
        from readable where order_id in (from repeated) group by order_id)"""


_IS_CLOSED = "list_contains($closed, lower(nullif(status, '')))"

# The final status says unpaid, or the order was closed and shows no payment.
_IS_UNPAID = f"(list_contains($unpaid, lower(nullif(status, ''))) or ({_IS_CLOSED} and paid_at is null))"


def _merged(column: str) -> str:
    """The value an order's lines agree on, the earliest of times, the sum of quantities, the list of goods."""
    if COLUMNS[column] == "time":
        return f"min({column})"
    if column == "quantity":
        return "sum(quantity)::bigint"
    if column == "sku":
        return "coalesce(string_agg(distinct nullif(sku, ''), ', ' order by nullif(sku, '')), min(sku))"
    given = _given(column)
    return f"case when count({given}) = 0 then min({column}) when min({given}) = max({given}) then min({given}) end"


def _given(column: str) -> str:
    return f"nullif({column}, '')" if COLUMNS[column] == "text" else column


def _disagreements(connection: DuckDBPyConnection, wanted: Sequence[str]) -> list[Sentence]:
    compared = [column for column in wanted if column not in ("order_id", "sku", "quantity")]
    tests = ", ".join(f"count(*) filter (lowest_{column} <> highest_{column})" for column in compared)
    ranges = ", ".join(
        f"min({_given(column)}) as lowest_{column}, max({_given(column)}) as highest_{column}" for column in compared
    )
    counts = connection.execute(
        f"select {tests} from (select {ranges} from readable where order_id in (from repeated) group by order_id)"
    ).fetchall()[0]
    found = zip(compared, counts, strict=True)
    return [note("disagree", column=column, count=count) for column, count in found if count]


def _undated(connection: DuckDBPyConnection) -> list[Sentence]:
    undated, dated = connection.execute(
        "select count(*) filter (buyer_id <> '' and placed_at is null), count(placed_at) from orders"
    ).fetchall()[0]
    return [note("undated", count=undated)] if undated and dated else []
