"""Penalties: the list, how many, one."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.wish.calls import Call, operation
from makegood.sandbox.wish.documents import penalty_document
from makegood.sandbox.wish.listing import Instant, page, within
from makegood.sandbox.wish.penalty import Penalty
from makegood.sandbox.wish.refusing import not_found

KEYS: dict[str, Instant[Penalty]] = {
    "created_at": lambda penalty: penalty.created_at,
    "reversed_at": lambda penalty: penalty.reversed_at,
}


def seen(call: Call) -> list[Penalty]:
    return list(call.state.listed(call.state.penalties.values(), call.merchant.id, lag=call.list_lag))


@operation("penalties.count", "GET", "/penalties/count", scope="penalties:read")
def count(call: Call) -> dict[str, int]:
    return {"count": len(within(seen(call), call.asked.parameters(), KEYS))}


@operation("penalties.list", "GET", "/penalties", scope="penalties:read")
def penalties(call: Call) -> list[dict[str, Any]]:
    asked, most = call.asked.parameters(), call.state.figures.list_most
    rows = page(seen(call), asked, KEYS, sort="created_at.desc", limit=100, most=most)
    return call.paged([penalty_document(penalty) for penalty in rows])


@operation("penalties.get", "GET", "/penalties/{id}", scope="penalties:read")
def penalty(call: Call) -> dict[str, Any]:
    found = call.state.penalties.get(call.parts["id"])
    shown = call.state.shown(found, lag=call.detail_lag) if found is not None else None
    if shown is None or shown.merchant_id != call.merchant.id:
        raise not_found("Penalty", call.parts["id"])
    return penalty_document(shown)
