"""Money of an order: collected when it is released, paid out a while after delivery, given back whole or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.wish.happening import happening
from makegood.sandbox.wish.order import Order, Refund
from makegood.sandbox.wish.refusing import NOT_NOW, Refused
from makegood.sandbox.wish.state import State


def collect(state: State, order: Order) -> None:
    """§4: Wish collects the payment before it releases an order. Open: at that moment, so that a refused order cost nobody anything."""
    state.move("paid", order.id, "buyer", "escrow", order.total, order.currency)


def refund(state: State, order: Order, reason: str, *, source: str, note: str = "", merchant_share: int = 100) -> None:
    """Quirk (bullet 10): the whole order, always. `merchant_share`: how much of it the merchant bears, in percent."""
    if order.state in ("REFUNDED", "DECLINED"):
        raise Refused(NOT_NOW, f"order {order.id} is {order.state}: there is nothing to refund")
    cents = order.total if order.released_at is not None else 0
    borne = cents * merchant_share // 100
    held = state.ledger.balance(order.id, "escrow")
    source_account = "escrow" if held >= borne else "seller"
    state.move("refund", order.id, source_account, "buyer", borne, order.currency)
    state.move("refund", order.id, "platform", "buyer", cents - borne, order.currency)
    order.refunds.append(Refund(reason, note, source, cents, borne, state.at))
    order.state = "REFUNDED"
    if cents - borne and held:  # what Wish bears itself, the merchant is paid
        pay_out(state, order)
    state.changed(order, "ORDER_REFUND")


def pay_out(state: State, order: Order) -> None:
    """What is held goes to the merchant, less Wish's share."""
    held = state.ledger.balance(order.id, "escrow")
    fee = held * state.figures.commission_percent // 100
    state.move("fee", order.id, "escrow", "platform", fee, order.currency)
    state.move("payout", order.id, "escrow", "seller", held - fee, order.currency)
    order.paid_out_at = state.at


@happening("payout")
def payout(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.state == "SHIPPED" and order.paid_out_at is None:
        pay_out(state, order)


def pay_out_later(state: State, order: Order) -> None:
    state.agenda.enter(state.at + timedelta(days=state.figures.payout_days), "payout", order.id)
