"""An order's life: placing, paying, closing unpaid, shipping's consequences, confirming by hand or by rule, release of the money."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from makegood.sandbox.ali1688.amounts import CURRENCY
from makegood.sandbox.ali1688.order import Buyer, Line, Order
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.standing import CANCELLED, SENT, SUCCESS, UNPAID, UNSENT, expect, noted, stand, tell_order
from makegood.sandbox.ali1688.state import State, happening


def place(
    state: State,
    seller: str,
    buyer: Buyer,
    lines: list[dict[str, Any]],
    *,
    shipping_fee: int = 0,
    promise_hours: int = 48,
    trade_type: str = "1",
    script: dict[str, Any] | None = None,
) -> Order:
    """A new, unpaid order. A line is {product_id, sku_id, cargo, name, quantity, price}."""
    number = state.number("order")
    order = Order(
        id=number,
        seller=seller,
        buyer=buyer,
        status=UNPAID,
        created_at=state.at,
        modified_at=state.at,
        lines=[Line(sub_id=number + place, **line) for place, line in enumerate(lines, start=1)],
        shipping_fee=shipping_fee,
        promise_hours=promise_hours,
        trade_type=trade_type,
        script=script or {},
    )
    state.orders[order.id] = order
    stand(state, order, UNPAID, "ORDER_BUYER_MAKE", action="placed", by=buyer.login)
    terms_stand(state, order)
    return order


def terms_stand(state: State, order: Order) -> None:
    """Quirk (§4, §7.15): unpaid for five days since it was placed or its terms were last changed, it closes by itself."""
    order.terms_at = state.at
    state.agenda.enter(state.at + timedelta(days=state.figures.unpaid_days), "unpaid_lapses", order.id)


def change_price(state: State, order: Order, *, shipping_fee: int, discounts: dict[int, int]) -> None:
    """Before payment only; sums are fen (§2.1)."""
    expect(order, UNPAID)
    for sub_id, discount in discounts.items():
        line = order.line(sub_id)
        if line is None or line.price * line.quantity + discount < 0:
            raise Refused("ENTRY_ERROR", f"order {order.id} has no line {sub_id} that can be changed by {discount}")
        line.discount = discount
    order.shipping_fee = shipping_fee
    stand(state, order, UNPAID, "ORDER_ORDER_PRICE_MODIFY", action="price_changed", by="seller")
    terms_stand(state, order)


def pay(state: State, order: Order) -> None:
    expect(order, UNPAID)
    order.paid_at = state.at
    state.ledger.move(state.at, "paid", order.id, "buyer", "escrow", order.amount, CURRENCY)
    stand(state, order, UNSENT, "ORDER_PAY", action="paid", by=order.buyer.login)
    state.agenda.enter(state.at + timedelta(hours=order.promise_hours), "promise_lapses", order.id)


def cancel_unpaid(state: State, order: Order, reason: str, remark: str, *, by: str) -> None:
    """Open (§2.1): that the call serves before payment only."""
    expect(order, UNPAID)
    closed_by, topic = {
        "seller": ("CLOSE_TRADE_BY_SELLER", "ORDER_ORDER_SELLER_CLOSE"),
        "buyer": ("CLOSE_TRADE_BY_BUYER", "ORDER_ORDER_BUYER_CLOSE"),
        "system": ("CLOSE_TRADE_BY_SYSTEM", "ORDER_ORDER_BOPS_CLOSE"),  # open: no topic of its own for a time-out
    }[by]
    close(state, order, reason, closed_by, topic, remark=remark, by=by)


def close(state: State, order: Order, reason: str, closed_by: str, topic: str, *, remark: str = "", by: str) -> None:
    """Ends an order whose money is nowhere, or went back."""
    order.close_reason, order.closed_by, order.close_remark = reason, closed_by, remark
    order.ended_at, order.confirm_at = state.at, None
    stand(state, order, CANCELLED, topic, action="closed", by=by)


def confirm(state: State, order: Order, *, by: str) -> None:
    expect(order, SENT)
    if any(refund.is_open for refund in state.refunds_of(order)):
        raise Refused("REFUND_IN_PROGRESS", f"order {order.id} has a refund under way")
    order.received_at = order.received_at or state.at
    tell_order(state, order, "ORDER_ORDER_COMFIRM_RECEIVEGOODS")
    succeed(state, order, by=by)


def succeed(state: State, order: Order, *, by: str) -> None:
    """Done: what is still held goes to the seller."""
    held = state.ledger.balance(order.id, "escrow")
    state.ledger.move(state.at, "released", order.id, "escrow", "seller", held, CURRENCY)
    order.ended_at, order.confirm_at = state.at, None
    stand(state, order, SUCCESS, "ORDER_ORDER_SUCCESS", action="success", by=by)


# --- when it confirms itself ------------------------------------------------------------------------------------


def confirms_at(state: State, order: Order) -> datetime:
    """Quirk (§4, §7.14): signed by day 8: day 10; signed later: 48 hours after; not signed within 28 days: day 30; and what was added."""
    figures, sent = state.figures, order.sent_at or state.at
    signed = order.received_at
    if signed is None or signed > sent + timedelta(days=figures.confirm_unsigned_by_days):
        due = sent + timedelta(days=figures.confirm_unsigned_days)
    elif signed <= sent + timedelta(days=figures.confirm_signed_by_days):
        due = sent + timedelta(days=figures.confirm_days)
    else:
        due = signed + timedelta(hours=figures.confirm_late_hours)
    return due + order.delayed


def will_confirm(state: State, order: Order) -> None:
    """Enters the day anew. Open: a refund under way holds it up; ended, it is due at once if its day is over."""
    order.confirm_at = max(confirms_at(state, order), state.at)
    state.agenda.enter(order.confirm_at, "confirm_lapses", order.id)


def postpone(state: State, order: Order, days: int) -> None:
    expect(order, SENT)
    delayed = order.delayed + timedelta(days=days)
    if days <= 0 or delayed > timedelta(days=state.figures.postpone_most_days):
        raise Refused("DELAY_DAYS_ERROR", f"delayedDays is {days}, more than is left")
    order.delayed = delayed
    will_confirm(state, order)
    noted(state, order, "postponed", "seller")


@happening("unpaid_lapses")
def unpaid_lapses(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    age = timedelta(days=state.figures.unpaid_days)
    if order.status == UNPAID and order.terms_at is not None and order.terms_at + age <= state.at:
        cancel_unpaid(state, order, "other", "", by="system")


@happening("confirm_lapses")
def confirm_lapses(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.status != SENT or order.confirm_at != state.at:
        return
    if not any(refund.is_open for refund in state.refunds_of(order)):
        succeed(state, order, by="system")
