"""Other accounts that give the same phone or address: how many orders they had placed before each order, and had not paid in time."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

from collections.abc import Collection

from duckdb import DuckDBPyConnection

from makegood.screening.certain import WITHOUT_COUNTRY

READS = ("country", "line1", "postcode", "phone")
SHARED = ("shared_orders", "shared_unpaid")

# As two who type the same write it: the last digits, whatever precedes them abroad; the street without its punctuation.
_DIGITS = "translate(phone, ' ().-+', '')"
_STREET = "translate(lower(line1), ' ,.;:-/#', '')"
_POSTCODE = "translate(upper(postcode), ' -', '')"
_KEYS = {
    "phone": f"concat(upper(country), ' ', right({_DIGITS}, 8))",
    "line1": f"concat(upper(country), ' ', {_POSTCODE}, ' ', {_STREET})",
}

# What is too short to be one person's, or hidden by the platform, is the same for many and says nothing of who they are.
_TELLS = {
    "phone": f"length({_DIGITS}) >= 8",
    "line1": f"length({_STREET}) >= 6 and postcode <> '' and not regexp_matches(concat(line1, postcode), '[*＊•●×]|(?i)xxx')",
}

# `tick` is twice the instant, and one more where an order of that instant is none before it.
_SHARED = """
create table shared as
with events as (
    select part, key, platform, buyer_id, 2 * moment as tick, n, 0 as o, 0 as u from behind
    union all select part, key, platform, buyer_id, 2 * moment + 1, null, 1, 0 from behind
    union all select part, key, platform, buyer_id, greatest(2 * unpaid_from, 2 * moment + 1), null, 0, 1 from behind
        where unpaid_from is not null),
counted as (
    select n, sum(o) over everyone - sum(o) over oneself as o, sum(u) over everyone - sum(u) over oneself as u
    from events
    window everyone as (partition by part, key order by tick range between unbounded preceding and current row),
        oneself as (partition by part, key, platform, buyer_id order by tick range between unbounded preceding and current row)
    qualify n is not null)
select n, arg_max(o, (u, o))::bigint as shared_orders, max(u)::bigint as shared_unpaid from counted group by n
"""


def find_accounts(connection: DuckDBPyConnection, doubted: Collection[str]) -> None:
    """Makes the DuckDB table `shared` of `orders`, `moments` and `doubts`: n and what is `SHARED`, where several accounts share.

    Of the phone and the address, the one with more unpaid orders behind it counts.
    """
    # Only what is behind unpaid orders of two accounts matters, and that is little.
    connection.execute(
        f"""create table late as select {", ".join(READS)}, moments.platform, moments.buyer_id
        from orders join moments using (n) where unpaid_from is not null"""
    )
    suspect = " union all ".join(_suspect(part, part in doubted) for part in _KEYS)
    connection.execute(f"create table suspect as {suspect}")
    given = " union all ".join(f"select n, '{part}' as part, {key} as key from orders" for part, key in _KEYS.items())
    connection.execute(
        f"""create table behind as select n, part, key, moments.platform, moments.buyer_id, moment, unpaid_from
        from (from ({given}) semi join suspect using (part, key)) join moments using (n)"""
    )
    connection.execute(_SHARED)
    connection.execute("drop table late; drop table suspect; drop table behind")


def _suspect(part: str, has_doubts: bool) -> str:
    """The keys that two accounts with unpaid orders share; what `contacts` found fault with, or could not judge, is none."""
    faulty = f"select 1 from doubts where doubts.part = '{part}' and doubts.value = late.{part}"
    if part not in WITHOUT_COUNTRY:
        faulty += " and doubts.country is not distinct from late.country"
    sound = f" and not exists ({faulty})" if has_doubts else ""
    return f"""select '{part}' as part, {_KEYS[part]} as key
        from late where {_TELLS[part]}{sound}
        group by key having count(distinct (platform, buyer_id)) > 1"""
