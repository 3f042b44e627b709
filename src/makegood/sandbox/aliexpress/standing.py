"""Where an order stands: its status, its deadline, its log, and what a deed needs it to be."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.state import State


def due_of(order: Order) -> Any:
    """The deadline of the state the order is in (`over_time_left`)."""
    return None if order.status in ("IN_ISSUE", "FUND_PROCESSING", "FINISH") else order.due_at


def stand(order: Order, status: str) -> None:
    """Order and lines that have not ended take the status."""
    order.status = status
    for line in order.lines:
        if not line.is_ended:
            line.status = status


def noted(state: State, order: Order, action: str, operator: str, memo: str = "") -> None:
    order.log.append((state.at, action, operator, memo))
    state.changed(order)


def expect(order: Order, *statuses: str) -> None:
    if order.status not in statuses:
        raise Refused("ORDER_STATUS_ERROR", f"order {order.id} is {order.status}; this needs {' or '.join(statuses)}")
