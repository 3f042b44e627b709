"""The SQL that reads cells of text strictly into columns of a type, and keeps what it could not read."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from makegood.screening.clocks import Clock, zoned
from makegood.screening.columns import Recognised
from makegood.screening.kinds import COLUMNS, KINDS, MONEY
from makegood.screening.tables import Table, literal

TYPES = {"text": "VARCHAR", "time": "TIMESTAMPTZ", "quantity": "BIGINT"} | dict.fromkeys(MONEY, "DECIMAL(18, 4)")
UNREAD = "struct(code varchar, found varchar)"
CHECKED = tuple(column for column, kind in COLUMNS.items() if kind != "text") + ("order_id",)

_BLANK = r"[\s\p{Z}\x{200B}\x{FEFF}]+"
_AMOUNT = r"-?\d{1,14}(\.\d{1,4})?"
_WHOLE = r"\d{1,15}(\.0+)?"
_CUT = r"\d([.,]\d+)?[eE]\+\d+"  # 8.19E+14: what a sheet shows of a long number, its last digits gone


def typed(column: str) -> str:
    """The SQL type of a column."""
    return TYPES.get(column) or TYPES[KINDS[column]]


def unread(column: str) -> str:
    """The column that holds {code, found} where a cell could not be read."""
    return f"unread_{column}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the caller says of times and platforms that a table leaves open."""

    zone: str | None = None
    platform: str | None = None


def written(column: str) -> str:
    """The column that holds a cell's text as it was written, where a reading is asked for it."""
    return f"written_{column}"


def checked(columns: Iterable[str]) -> list[str]:
    """Those of the columns that a cell can fail to be read for."""
    return [column for column in columns if KINDS[column] != "text" or column == "order_id"]


def reading(
    table: Table,
    known: Recognised,
    wanted: Sequence[str],
    setting: Setting,
    *,
    numbered: bool = False,
    as_written: bool = False,
) -> str:
    """A query of the wanted columns, one row a line of the table; absent columns are NULL, and nothing is unread of them.

    `phones_differ` is whether two numbers stand in the row where the column holds one.
    """
    rows, row = (table.numbered, "row, ") if numbered else (table.rows, "")
    present = [column for column in wanted if column in known.places]
    spare = [column for column in present if column in known.spare]
    cells = [f"{_cell(table, known, column)} as {column}" for column in present]
    cells += [f"{_differ(*_both(table, known, column))} as {column}s_differ" for column in spare]
    clocks = [
        Clock(column, _given(table, known, column), known.times.get(column, ()))
        for column in present
        if KINDS[column] == "time"
    ]
    cells += [f"{clock.given} as {clock.column}_given" for clock in clocks if clock.given]
    instants = [f"{clock.instant} as {clock.column}_instant" for clock in clocks]
    locals_ = [f"{clock.local} as {clock.column}_local" for clock in clocks]
    values = [f"{_value(column, known, setting.zone)} as {column}_value" for column in present]
    chosen = [f"{_chosen(column, present, setting.platform)} as {column}" for column in wanted]
    checks = [
        f"{_check(column, present, setting.zone, table, known)} as {unread(column)}" for column in checked(wanted)
    ]
    checks += ["phones_differ" if "phone" in spare else "false as phones_differ"]
    checks += [f"{column} as {written(column)}" for column in present if as_written]
    return f"""
        with cells as (select {row}{", ".join(cells)} from ({rows})),
        instants as (select {", ".join(["*", *instants])} from cells),
        clocks as (select {", ".join(["*", *locals_])} from instants),
        valued as (select *, {", ".join(values)} from clocks)
        select {row}{", ".join(chosen + checks)} from valued"""


def _cell(table: Table, known: Recognised, column: str) -> str:
    """The cell under the column's header; where that holds no number and its spare's does, the spare's."""
    if column not in known.spare:
        return _clean(table.cells[known.places[column]])
    first, second = _both(table, known, column)
    has_none = r"not coalesce(regexp_matches({}, '\d'), false)"
    return f"case when {has_none.format(first)} and not ({has_none.format(second)}) then {second} else {first} end"


def _both(table: Table, known: Recognised, column: str) -> tuple[str, str]:
    return _clean(table.cells[known.places[column]]), _clean(table.cells[known.spare[column]])


def _differ(first: str, second: str) -> str:
    """Whether two cells hold two telephone numbers; one with its country's code is the same without it."""
    one, two = (rf"regexp_replace({cell}, '\D', '', 'g')" for cell in (first, second))
    same = f"ends_with({one}, {two}) or ends_with({two}, {one})"
    return f"coalesce({one} <> '' and {two} <> '' and not ({same}), false)"


def _clean(cell: str) -> str:
    """The cell without white space of any script around it; most begin and end in plain ASCII and are left alone."""
    plain = f"ord({cell}) between 33 and 126 and ord(right({cell}, 1)) between 33 and 126"
    return f"case when {plain} then {cell} else regexp_replace({cell}, '^{_BLANK}|{_BLANK}$', '', 'g') end"


def _value(column: str, known: Recognised, zone: str | None) -> str:
    if KINDS[column] == "time":
        local = zoned(f"{column}_local", literal(zone)) if zone else "null"
        return f"coalesce({column}_instant, {local})"
    if column in MONEY:
        number = _number(column, known.money, known.thousands)
        return f"case when regexp_full_match({number}, '{_AMOUNT}') then try_cast({number} as {typed(column)}) end"
    if column == "quantity":
        whole = f"try_cast(split_part(quantity, '.', 1) as {typed(column)})"
        return f"case when regexp_full_match(quantity, '{_WHOLE}') and {whole} > 0 then {whole} end"
    return column


def _chosen(column: str, present: Sequence[str], platform: str | None) -> str:
    if column == "platform":
        given = "nullif(platform_value, '')" if column in present else "null"
        return f"lower(coalesce({given}, {literal(platform) if platform else 'null'}))"
    return f"{column}_value" if column in present else f"null::{typed(column)}"


def _number(column: str, money: Mapping[str, str], thousands: str) -> str:
    """The amount without the sign of its currency and the marks of its thousands, where the export is known to write them."""
    signs = sorted(money, key=len, reverse=True)
    bare = "".join(
        f" when starts_with({column}, {literal(sign)}) then ltrim(substr({column}, {len(sign) + 1}))" for sign in signs
    )
    number = f"(case{bare} else {column} end)" if bare else column
    if not thousands:
        return number
    mark = re.escape(thousands)
    return (
        f"(case when regexp_full_match({number}, '-?(\\d{{1,3}}({mark}\\d{{3}})+|\\d+)') "
        f"then replace({number}, {literal(thousands)}, '') end)"
    )


def _given(table: Table, known: Recognised, column: str) -> str:
    """The SQL of a column that the file holds as instants; blank where it does not."""
    return table.instants.get(known.places[column], "")


def _check(column: str, present: Sequence[str], zone: str | None, table: Table, known: Recognised) -> str:
    """What was found where a value was given and could not be read, and the code of why."""
    if column not in present:
        return f"null::{UNREAD}"
    code, test, found = literal(column), f"{column} <> '' and {column}_value is null", f"coalesce({column}, '')"
    if column == "order_id":
        damaged = f"coalesce(regexp_full_match(order_id, '{_CUT}'), false)"
        code, test = (
            f"case when {damaged} then 'damaged' else 'order_id' end",
            f"coalesce(order_id, '') = '' or {damaged}",
        )
    elif column in MONEY:
        code = literal("amount")
    elif _given(table, known, column):  # no text is made of those that were read
        code, test, found = (
            literal("time"),
            f"{column}_given is not null and {column}_value is null",
            f"{column}_given::varchar",
        )
    elif KINDS[column] == "time":
        code = f"case when {column}_local is null then 'time' else {literal('gap' if zone else 'zone')} end"
    return f"case when {test} then {{'code': {code}, 'found': {found}}} end"
