"""Asks of every order what each rule answers, and puts the answers into verdicts."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from duckdb import DuckDBPyConnection

from makegood.screening import contacts
from makegood.screening.accounts import SHARED
from makegood.screening.history import COUNTED
from makegood.screening.rules import RuleSet

BATCH = 10_000

_TOLD = ("orders", "unpaid", "cancelled")
"""What `--history` shows of it."""

_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "unpaid": ("paid_at", "status"),
    "cancelled": ("cancelled_at", "status"),
    "withdrawn": ("cancelled_at", "status"),
    "open": ("paid_at",),
}


def verdicts(
    connection: DuckDBPyConnection, rules: RuleSet, parameters: Mapping[str, Decimal], facts: str, *, history: bool
) -> Iterator[dict[str, Any]]:
    """Yields a verdict per order, oldest first; most orders fire nothing, and then nothing more of them is fetched."""
    rows = connection.execute(_answers(rules, facts, history), parameters)
    while batch := rows.fetchmany(BATCH):
        for row in batch:
            order, fires = row[:2]
            if fires:
                quotes, fired = row[2], [rule for place, rule in enumerate(rules.rules) if fires >> place & 1]
                verdict = {"order": order, **rules.verdict(fired, quotes["platform"], quotes)}
            else:
                verdict = {"order": order, "level": "pass", "score": 0, "reasons": [], "suggested": []}
            if history:
                verdict["history"] = dict(zip(_TOLD, row[3:], strict=True))
            yield verdict


def facts(read: Collection[str], doubted: Collection[str], has: Callable[..., bool]) -> str:
    """The SQL of every order with what the rules may read of it; what the tables cannot tell is NULL, and fires nothing."""
    dated = has("placed_at") and has("buyer_id")
    knows = {name: dated and (name not in _RESTS_ON or has(*_RESTS_ON[name])) for name in COUNTED}
    known = ", ".join(
        f"coalesce(history.{name}, 0) as known_{name}" if knows[name] else f"null::bigint as known_{name}"
        for name in COUNTED
    )
    shares = knows["unpaid"] and not set(SHARED).isdisjoint(read)
    shared = ", ".join(
        f"coalesce(shared.{name}, 0) as known_{name}" if shares else f"null::bigint as known_{name}" for name in SHARED
    )
    joined = " left join shared on shared.n = orders.n" if shares else ""
    as_known = [(f"history_{name}", f"known_{name}") for name in COUNTED] + [(name, f"known_{name}") for name in SHARED]
    of_buyer = ", ".join(f"case when has_buyer then {name} end as {called}" for called, name in as_known)
    return f"""select *, {of_buyer} from (
        select orders.*, coalesce(buyer_id <> '' and placed_at is not null, false) as has_buyer, {known}, {shared}
            {contacts.columns(read, doubted)}
        from orders left join history on history.n = orders.n{joined}{contacts.joins(doubted)})"""


def _answers(rules: RuleSet, facts: str, history: bool) -> str:
    """Each order's id, the bits of the rules that fire, what those quote if any does, and its history if asked for."""
    bits = [f"(coalesce({rule.when.sql}, false)::bigint << {n})" for n, rule in enumerate(rules.rules)]
    quotes = ", ".join(f"'{name}': {name}" for name in dict.fromkeys(("platform", *rules.quoted)))
    counts = "".join(f", known_{name}" for name in _TOLD) if history else ""
    return f"""
        with answered as (select *, {" + ".join(["0", *bits])} as fires from ({facts}))
        select order_id, fires, case when fires > 0 then {{{quotes}}} end{counts}
        from answered order by placed_at nulls last, order_id"""
