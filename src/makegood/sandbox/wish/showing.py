"""What the sandbox's own pages show of its state, as plain JSON values: the truth, without lag or faults."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.stage.hands import plain
from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.state import State


def order(order: Order) -> dict[str, Any]:
    document: dict[str, Any] = plain(order)
    return document | {"total": order.total}


def whole(state: State) -> dict[str, Any]:
    return {
        "at": state.at.isoformat(),
        "gone": state.gone,
        "shops": plain(list(state.shops.values())),
        "apps": plain(list(state.apps.values())),
        "orders": [order(each) for each in state.orders.values()],
        "tickets": plain(list(state.tickets.values())),
        "penalties": plain(list(state.penalties.values())),
        "disputes": plain(list(state.disputes.values())),
        "waiting": [{"at": due.at.isoformat(), "word": due.word} for due in state.agenda.waiting()[:200]],
    }
