"""The truth as the sandbox's own doors tell it: no lag, sums in fen, instants as ISO 8601."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.stage.hands import plain


def order_document(order: Order) -> dict[str, Any]:
    told: dict[str, Any] = plain(asdict(order) | {"delayed": order.delayed.total_seconds()})
    return told | {"amount": order.amount, "refunded": order.refunded}


def refund_document(refund: Refund) -> dict[str, Any]:
    told: dict[str, Any] = plain(asdict(refund))
    return told | {"key": refund.key, "is_open": refund.is_open}


def whole(state: State) -> dict[str, Any]:
    return {
        "at": state.at.isoformat(),
        "orders": [order_document(order) for order in state.orders.values()],
        "refunds": [refund_document(refund) for refund in state.refunds.values()],
        "penalties": plain(list(state.penalties.values())),
        "closing": plain(state.closing),
    }
