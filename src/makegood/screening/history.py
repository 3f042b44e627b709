"""Each buyer's earlier orders, unpaid and cancelled ones, as of each order's own time: events counted, nothing joined pairwise."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

from decimal import Decimal

from duckdb import DuckDBPyConnection

COUNTED = ("orders", "unpaid", "cancelled")

HOUR = 3_600_000_000  # in microseconds, as DuckDB keeps instants

# Buyers with one order have no earlier one. An order becomes unpaid, or cancelled, at an instant not before it was placed.
_DATED = """
create table dated as
select n, platform, buyer_id, order_id, moment,
    case when has_paid then case when paid is null or paid > moment + $grace then moment + $grace end
         when is_unpaid then moment end as unpaid_from,
    case when has_cancelled then case when cancelled is not null then greatest(cancelled, moment) end
         when is_closed then moment end as cancelled_from
from (
    select * exclude (platform), coalesce(platform, '') as platform, epoch_us(placed_at) as moment,
        epoch_us(paid_at) as paid, epoch_us(cancelled_at) as cancelled
    from orders where buyer_id <> '' and placed_at is not null)
where (platform, buyer_id) in (
    select (coalesce(platform, ''), buyer_id) from orders
    where buyer_id <> '' and placed_at is not null group by all having count(*) > 1)
"""

# How many events of the buyer had come by each order's time, that time included.
_COME = """
create table come as
select n, orders, unpaid, cancelled from (
    select n,
        sum(o) over until as orders,
        sum(u) over until as unpaid,
        sum(c) over until as cancelled
    from (
        select platform, buyer_id, moment, n, 1 as o, 0 as u, 0 as c from dated
        union all select platform, buyer_id, unpaid_from, null, 0, 1, 0 from dated where unpaid_from is not null
        union all select platform, buyer_id, cancelled_from, null, 0, 0, 1 from dated where cancelled_from is not null)
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
        1 as o, (unpaid_from is not distinct from moment)::int as u, (cancelled_from is not distinct from moment)::int as c
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
    ranks=",\n        ".join(
        f"coalesce(sum({flag}) over texts, 0) as {flag}_texts, "
        f"coalesce(sum({flag}) filter (not is_number) over texts, 0) as {flag}_words, "
        f"coalesce(sum({flag}) over numbers, 0) as {flag}_numbers, "
        f"sum({flag}) over instant as {flag}_all"
        for flag in ("o", "u", "c")
    ),
    kept=", ".join(
        f"{flag}_all - case when is_number then {flag}_numbers + {flag}_words else {flag}_texts end as {flag}"
        for flag in ("o", "u", "c")
    ),
)

_HISTORY = """
create table history as
select n,
    (orders - coalesce(tied.o, 1))::bigint as orders,
    (unpaid - coalesce(tied.u, (unpaid_from is not distinct from moment)::int))::bigint as unpaid,
    (cancelled - coalesce(tied.c, (cancelled_from is not distinct from moment)::int))::bigint as cancelled
from come join dated using (n) left join tied using (n)
"""


def remember(connection: DuckDBPyConnection, grace_hours: Decimal) -> None:
    """Makes the DuckDB table `history` of `orders`: n, orders, unpaid, cancelled, for buyers of several orders."""
    if grace_hours < 0:
        raise ValueError(f"payment_grace_hours is {grace_hours}; expected 0 or more hours")
    connection.execute(_DATED, {"grace": int(grace_hours * HOUR)})
    for statement in (_COME, _TIED, _HISTORY):
        connection.execute(statement)
    connection.execute("drop table dated; drop table come; drop table tied")
