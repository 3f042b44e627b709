"""An order's life: bought with others in one transaction, reviewed, released, shipped, delivered, taken back, or refunded unshipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from makegood.sandbox.wish.happening import happening
from makegood.sandbox.wish.order import Buyer, Order, Tracking
from makegood.sandbox.wish.paying import collect, pay_out_later, refund
from makegood.sandbox.wish.penalising import UNFULFILLED, penalise_order, reverse
from makegood.sandbox.wish.refusing import NOT_NOW, Refused
from makegood.sandbox.wish.state import State

DELIVERY_DAYS = {"GB": 12, "JP": 13, "AU": 14, "FR": 16, "DE": 16, "CA": 18, "IT": 21, "MX": 22, "BR": 29}
"""§4, policy 7.5, old: not confirmed delivered within them, the merchant pays every refund."""
DELIVERY_DAYS_ELSEWHERE = 30
"""Open: of the US and of countries not in the part read."""
ON_A_REVIEW = "REQUIRE_REVIEW"


def place(
    state: State,
    merchant_id: str,
    buyer: Buyer,
    lines: list[dict[str, Any]],
    *,
    review: bool = False,
    script: dict[str, Any] | None = None,
) -> list[Order]:
    """Quirk (bullet 13): one order a product line, all of one `transaction_id`. A line is {product, quantity, price, shipping, types?}."""
    transaction = state.object_id("transaction")
    orders = [
        Order(
            id=state.object_id("order"), merchant_id=merchant_id, transaction_id=transaction, state=ON_A_REVIEW,
            buyer=buyer, currency="USD", created_at=state.at, updated_at=state.at, script=dict(script or {}), **line,
        )
        for line in lines
    ]  # fmt: skip
    for order in orders:
        state.orders[order.id] = order
        state.transactions.setdefault(transaction, []).append(order)
        if review:
            state.changed(order)
            state.agenda.enter(state.at + timedelta(hours=state.figures.review_hours), "review_ends", order.id)
        else:
            release(state, order)
    return orders


def release(state: State, order: Order) -> None:
    expect(order, ON_A_REVIEW)
    order.released_at = state.at
    order.records.append(("ORDER_RELEASED", state.at))
    collect(state, order)
    to_be_shipped(state, order)
    state.changed(order, "ORDER_RELEASE")


def to_be_shipped(state: State, order: Order) -> None:
    days = DELIVERY_DAYS.get(order.buyer.country, DELIVERY_DAYS_ELSEWHERE)
    order.state = "APPROVED"
    order.ship_by = state.at + timedelta(days=state.figures.ship_days)
    order.deliver_by = state.at + timedelta(days=days)
    state.agenda.enter(order.ship_by, "ship_lapses", order.id)
    state.agenda.enter(order.ship_by - timedelta(days=1), "ship_nears", order.id)


def refuse_review(state: State, order: Order) -> None:
    """Old dashboards call it "cancelled by Wish (flagged transaction)" (§3): refunded, never released."""
    expect(order, ON_A_REVIEW)
    refund(state, order, "OTHER", source="WISH", note="Flagged transaction", merchant_share=0)


def decline(state: State, order: Order) -> None:
    """The customer's payment had an issue; the merchant has nothing to do."""
    expect(order, ON_A_REVIEW)
    order.state = "DECLINED"
    state.changed(order)


def ship(state: State, order: Order, tracking: Tracking) -> None:
    """Marked shipped, or its number changed. Quirk (§2): newest first, and only two sets are shown."""
    expect(order, "APPROVED", "SHIPPED")
    order.tracking.insert(0, tracking)
    del order.tracking[2:]
    if order.shipped_at is None:
        order.records.append(("MARK_SHIPPED", state.at))
    order.state = "SHIPPED"
    state.changed(order, "ORDER_TRACKING_UPDATE")


def scan(state: State, order: Order) -> None:
    """The carrier's first scan confirms the fulfilment."""
    expect(order, "SHIPPED")
    order.records.append(("CONFIRM_FULFILLED", state.at))
    state.changed(order, "ORDER_TRACKING_UPDATE")


def deliver(state: State, order: Order) -> None:
    expect(order, "SHIPPED")
    order.records.append(("CONFIRMED_DELIVERED", state.at))
    pay_out_later(state, order)
    state.changed(order, "ORDER_TRACKING_UPDATE")


def take_back_tracking(state: State, order: Order) -> None:
    """Quirk (bullet 12): a shipped order whose tracking is cancelled is released again, with a time to ship of its own."""
    expect(order, "SHIPPED")
    order.records += [("TRACKING_CANCELLED", state.at), ("ORDER_RE_RELEASED", state.at)]
    to_be_shipped(state, order)
    state.changed(order, "ORDER_RELEASE")


def release_again(state: State, order: Order) -> None:
    """Quirk (§3): a refunded order may become APPROVED again. Open: the customer is charged anew."""
    expect(order, "REFUNDED")
    order.records.append(("ORDER_RE_RELEASED", state.at))
    collect(state, order)
    to_be_shipped(state, order)
    state.changed(order, "ORDER_RELEASE")


def move_address(state: State, order: Order, parts: dict[str, str]) -> None:
    order.buyer = replace(order.buyer, **parts, country_name=parts["country"])
    state.changed(order, "ORDER_ADDRESS_CHANGE")


def customer_cancels(state: State, order: Order) -> None:
    expect(order, "APPROVED")
    refund(state, order, "USER_NO_LONGER_WANTS_ITEM", source="CUSTOMER")


def charge_back(state: State, order: Order) -> None:
    """The customer's bank took the money back."""
    expect(order, "APPROVED", "SHIPPED")
    refund(state, order, "OTHER", source="PAYMENT_PROVIDER", note="Chargeback")


def expect(order: Order, *states: str) -> None:
    if order.state not in states:
        raise Refused(NOT_NOW, f"order {order.id} is {order.state}; this needs {' or '.join(states)}")


@happening("review_ends")
def review_ends(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.state != ON_A_REVIEW:
        return
    {"refuse": refuse_review, "decline": decline}.get(order.script.get("review", ""), release)(state, order)


@happening("ship_nears")
def ship_nears(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.state == "APPROVED" and order.ship_by == state.at + timedelta(days=1):
        state.announce("ORDER_FULFILLMENT_DEADLINE", order)


@happening("ship_lapses")
def ship_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (bullet 11, §4): unshipped at `expected_ship_time`, Wish refunds it, the merchant bears it, and is fined."""
    order = state.orders[subject[0]]
    if order.state != "APPROVED" or order.ship_by != state.at:
        return
    refund(state, order, "UNABLE_TO_SHIP", source="WISH", note="Not fulfilled in time")
    penalty = penalise_order(state, order, UNFULFILLED, state.figures.fine_unshipped_cents)
    if penalty is not None and order.script.get("fine_reversed"):
        state.agenda.enter(state.at + timedelta(days=9), "fine_reversed", penalty.id)


@happening("fine_reversed")
def fine_reversed(state: State, subject: tuple[Any, ...]) -> None:
    penalty = state.penalties[subject[0]]
    if penalty.reversed_at is None:
        reverse(state, penalty)
