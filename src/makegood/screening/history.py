"""Each buyer's earlier orders and what had become of them, as of each order's own time: events counted, nothing joined pairwise."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from duckdb import DuckDBPyConnection

COUNTED = ("orders", "unpaid", "cancelled", "withdrawn", "open")
"""Earlier orders: all; not paid in time; cancelled; cancelled and not known to be so by another than the buyer; not paid so far and
still within their time to be."""

HOUR = 3_600_000_000  # in microseconds, as DuckDB keeps instants

# An order becomes unpaid, or cancelled, at an instant not before it was placed. It is open until it is paid, cancelled or unpaid;
# a final status does not say until when it was.
_MOMENTS = """
create table moments as
select n, platform, buyer_id, order_id, moment,
    case when has_paid then case when paid is null or paid > moment + $grace then moment + $grace end
         when is_unpaid then moment end as unpaid_from,
    case when has_cancelled then case when cancelled is not null then greatest(cancelled, moment) end
         when is_closed then moment end as cancelled_from,
    coalesce(list_contains($others, lower(cancelled_by)), false) as by_another,
    case when has_paid then greatest(moment, least(coalesce(paid, moment + $grace), coalesce(cancelled, moment + $grace),
         moment + $grace)) else moment end as open_until
from (
    select * exclude (platform), coalesce(platform, '') as platform, epoch_us(placed_at) as moment,
        epoch_us(paid_at) as paid, epoch_us(cancelled_at) as cancelled
    from orders where buyer_id <> '' and placed_at is not null)
"""

# Buyers with one order have no earlier one. An order that was open no longer when its buyer came again is open for no other.
_DATED = """
create table dated as
select *, coalesce(
    open_until > moment and (open_until > lead(moment) over buyer or lag(moment) over buyer = moment), false) as stays_open
from moments
window buyer as (partition by platform, buyer_id order by moment)
qualify coalesce(lead(moment) over buyer, lag(moment) over buyer) is not null
"""

_EVENTS = {
    "orders": "select platform, buyer_id, moment, n, {flags} from dated",
    "unpaid": "select platform, buyer_id, unpaid_from, null, {flags} from dated where unpaid_from is not null",
    "cancelled": "select platform, buyer_id, cancelled_from, null, {flags} from dated where cancelled_from is not null",
    "open": "select platform, buyer_id, open_until, null, {flags} from dated where stays_open",
}

# What an order itself adds to the counts as of its own instant.
_OWN = {
    "orders": "1",
    "unpaid": "(unpaid_from is not distinct from moment)::int",
    "cancelled": "(cancelled_from is not distinct from moment)::int",
    "withdrawn": "(cancelled_from is not distinct from moment and not by_another)::int",
    "open": "stays_open::int",
}


def _flags(**given: str) -> str:
    return ", ".join(f"{given.get(name, '0')} as {name}" for name in COUNTED)


# How many events of the buyer had come by each order's time, that time included.
_COME = f"""
create table come as
select n, {", ".join(COUNTED)} from (
    select n, {", ".join(f"sum({name}) over until as {name}" for name in COUNTED)}
    from (
        {_EVENTS["orders"].format(flags=_flags(orders="1", open="stays_open::int"))}
        union all {_EVENTS["unpaid"].format(flags=_flags(unpaid="1"))}
        union all {_EVENTS["cancelled"].format(flags=_flags(cancelled="1", withdrawn="(not by_another)::int"))}
        union all {_EVENTS["open"].format(flags=_flags(open="-1"))})
    window until as (partition by platform, buyer_id order by moment range between unbounded preceding and current row))
where n is not null
"""

# Of the orders placed at that very instant, itself among them, those of a smaller id came before; the others are taken out.
# Ids are compared as numbers where both are numbers, else as texts; so a number has two ranks, among numbers and among the rest.
_TIED = """
create table tied as
with same as (
    select n, order_id, platform, buyer_id, moment,
        regexp_full_match(order_id, '[0-9]+') as is_number, ltrim(order_id, '0') as digits,
        {own}
    from dated
    qualify count(*) over (partition by platform, buyer_id, moment) > 1),
ranked as (
    select n, is_number,
        {ranks},
    from same
    window texts as (partition by platform, buyer_id, moment order by order_id rows between unbounded preceding and 1 preceding),
        numbers as (partition by platform, buyer_id, moment, is_number order by length(digits), digits, order_id
                    rows between unbounded preceding and 1 preceding),
        instant as (partition by platform, buyer_id, moment))
select n, {kept} from ranked
""".format(
    own=", ".join(f"{own} as {name}" for name, own in _OWN.items()),
    ranks=",\n        ".join(
        f"coalesce(sum({name}) over texts, 0) as {name}_texts, "
        f"coalesce(sum({name}) filter (not is_number) over texts, 0) as {name}_words, "
        f"coalesce(sum({name}) over numbers, 0) as {name}_numbers, "
        f"sum({name}) over instant as {name}_all"
        for name in COUNTED
    ),
    kept=", ".join(
        f"{name}_all - case when is_number then {name}_numbers + {name}_words else {name}_texts end as {name}"
        for name in COUNTED
    ),
)

_HISTORY = f"""
create table history as
select n, {", ".join(f"(come.{name} - coalesce(tied.{name}, {_OWN[name]}))::bigint as {name}" for name in COUNTED)}
from come join dated using (n) left join tied using (n)
"""


def remember(connection: DuckDBPyConnection, grace_hours: Decimal, others: Collection[str] = ()) -> None:
    """Makes the DuckDB table `history` of `orders`: n and what is `COUNTED`, for buyers of several orders.

    Leaves the table `moments`: when each dated order of a buyer was placed, became unpaid and was cancelled. `others` are the words,
    in lower case, for those who cancel and are not the buyer.
    """
    if grace_hours < 0:
        raise ValueError(f"payment_grace_hours is {grace_hours}; expected 0 or more hours")
    connection.execute(_MOMENTS, {"grace": int(grace_hours * HOUR), "others": sorted(others)})
    for statement in (_DATED, _COME, _TIED, _HISTORY):
        connection.execute(statement)
    connection.execute("drop table dated; drop table come; drop table tied")
