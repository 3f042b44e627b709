"""Penalties: issued about an order, a ticket or the store, and sometimes given back."""

from __future__ import annotations

from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.penalty import Penalty
from makegood.sandbox.wish.refusing import NOT_NOW, Refused
from makegood.sandbox.wish.state import State

ENTITIES = ("TICKET", "ORDER", "PRODUCT", "PRODUCT_VARIATION", "STORE", "PRODUCT_RATING")
UNFULFILLED = "Unfulfilled order: auto-refunded because it was not fulfilled in time"
CANCELLED = "Order cancellation: refunded by the merchant before fulfillment"


def penalise(state: State, merchant_id: str, reason: str, cents: int, *, about: str, about_id: str) -> Penalty:
    penalty = Penalty(
        state.object_id("penalty"), merchant_id, reason, cents, "USD", about, about_id, state.at, state.at
    )
    state.penalties[penalty.id] = penalty
    order = state.orders.get(about_id) if about == "ORDER" else None
    state.move("penalty", about_id, "seller", "platform", cents, penalty.currency, issue=penalty.id)
    if order is None:
        state.changed(penalty, "POLICY_PENALTY_ISSUE")
    else:
        state.changed(penalty)
        order.penalties.append(penalty.id)
        state.changed(order, "ORDER_PENALTY")
    return penalty


def penalise_order(state: State, order: Order, reason: str, cents: int) -> Penalty | None:
    return penalise(state, order.merchant_id, reason, cents, about="ORDER", about_id=order.id) if cents else None


def reverse(state: State, penalty: Penalty) -> None:
    """Quirk (bullet 11): a fine may be taken back later; it stays on the list, with `reversed_at`."""
    if penalty.reversed_at is not None:
        raise Refused(NOT_NOW, f"penalty {penalty.id} was reversed at {penalty.reversed_at.isoformat()}")
    penalty.reversed_at = state.at
    state.move(
        "penalty_reversed", penalty.about_id, "platform", "seller", penalty.cents, penalty.currency, issue=penalty.id
    )
    state.changed(penalty, "POLICY_PENALTY_REVERSE")
