"""Asynchronous writes: accepted at once, IN_PROGRESS for a while, then SUCCEEDED, or FAILED with the order as it was (bullet 8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from makegood.sandbox.wish.happening import happening
from makegood.sandbox.wish.order import Order, Tracking
from makegood.sandbox.wish.paying import refund
from makegood.sandbox.wish.penalising import CANCELLED, penalise_order
from makegood.sandbox.wish.reasons import valid_now
from makegood.sandbox.wish.refusing import NOT_NOW, Refused
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.trade import expect, move_address, ship

Does = Callable[[State, Order, dict[str, Any]], None]


def begin(state: State, order: Order, source: str, job: dict[str, Any]) -> None:
    """Open: a write that comes while another is in progress is refused."""
    if order.is_in_progress:
        raise Refused(
            NOT_NOW, f"order {order.id}: {order.processing_source} is in progress; try again when it has ended"
        )
    order.processing_source, order.processing_status = source, "IN_PROGRESS"
    state.changed(order)
    due = state.at + timedelta(seconds=state.figures.processing_seconds)
    state.agenda.enter(due, "processed", order.id, source, job)


@happening("processed")
def processed(state: State, subject: tuple[Any, ...]) -> None:
    """Looked at again when its turn comes: an order that has gone another way meanwhile makes the write fail."""
    id, source, job = subject
    order = state.orders[id]
    if order.processing_source != source or not order.is_in_progress:
        return
    try:
        if order.script.pop("fail_next", None):
            raise Refused(NOT_NOW, "the platform failed")
        DOES[source](state, order, job)
        order.processing_status = "SUCCEEDED"
    except Refused:
        order.processing_status = "FAILED"
    state.changed(order)


def refunds(state: State, order: Order, job: dict[str, Any]) -> None:
    if job["reason"] not in valid_now(order):
        raise Refused(NOT_NOW, f"{job['reason']} is no longer valid for {order.id}")
    was_shipped = order.shipped_at is not None
    refund(state, order, job["reason"], source="MERCHANT", note=job["note"])
    if not was_shipped:
        # §4, January 2021: a merchant's cancellation before fulfilment is fined, and is an infraction (§3).
        penalise_order(state, order, CANCELLED, state.figures.fine_cancelled_cents)


def tracks(state: State, order: Order, job: dict[str, Any]) -> None:
    ship(state, order, Tracking(**job))


def readdresses(state: State, order: Order, job: dict[str, Any]) -> None:
    expect(order, "APPROVED")
    move_address(state, order, job)


DOES: dict[str, Does] = {"REFUND": refunds, "UPDATE_TRACKING": tracks, "MODIFY_SHIPPING": readdresses}
