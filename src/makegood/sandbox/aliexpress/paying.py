"""Money leaving escrow: back to the buyer, or, less the commission, to the seller."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.amounts import Pair
from makegood.sandbox.aliexpress.order import Line, Order
from makegood.sandbox.aliexpress.standing import noted, stand
from makegood.sandbox.aliexpress.state import State


def give_back(state: State, order: Order, reason: str, *, by: str) -> None:
    """Everything still held goes back to the buyer, and the order ends."""
    held = order.amount.of_usd(state.ledger.balance(order.id, "escrow"))
    state.move("cancelled", order.id, "escrow", "buyer", held)
    order.refund = refund_note(state, order, held, "sale_refund", reason)
    for line in order.lines:
        line.refunded = line.amount
    order.loan_status, order.end_reason, order.due_at = "loan_none", reason, None
    stand(order, "FUND_PROCESSING")
    noted(state, order, "cancel_order_close_trade", by)
    state.agenda.enter(state.at + timedelta(hours=state.figures.settle_hours), "order_finishes", order.id)
    state.announce(order, "OrderClosed")


def refund(state: State, order: Order, line: Line, amount: Pair, *, issue: int, bearer: str = "seller") -> None:
    """Pays the buyer: out of escrow while the money is there, from the seller once it was released (§3 refund types)."""
    if amount.is_zero:
        return
    held = state.ledger.balance(order.id, "escrow")
    source = "platform" if bearer == "platform" else "escrow" if held >= amount.usd else "seller"
    kind = "sale_refund" if source == "escrow" else "payout_refund" if source == "platform" else "recovery_refund"
    state.move("refund", order.id, source, "buyer", amount, issue=issue)
    line.refunded = (line.refunded or Pair(0, 0, order.currency)) + amount
    order.refund = refund_note(state, order, amount, kind, "issue")


def refund_note(state: State, order: Order, amount: Pair, kind: str, reason: str) -> dict[str, Any]:
    state.agenda.enter(
        state.at + timedelta(days=state.figures.refund_arrival_days), "refund_arrives", order.id, state.at
    )
    return {"status": "wait_refund", "type": kind, "reason": reason, "amount": amount, "at": state.at}


def release_loan(state: State, order: Order) -> None:
    """放款: what is left in escrow goes to the seller, less the commission; not while a dispute is open."""
    if order.loan_status != "wait_loan" or order.issue_status == "IN_ISSUE" or order.ended_at is None:
        return
    held = state.ledger.balance(order.id, "escrow")
    fee = held * state.figures.fee_percent // 100
    state.move("fee", order.id, "escrow", "platform", order.amount.of_usd(fee))
    state.move("loan", order.id, "escrow", "seller", order.amount.of_usd(held - fee))
    order.loan_status, order.loaned_at = ("loan_ok" if held else "loan_none"), state.at
    state.changed(order)


@happening("loan_released")
def loan_released(state: State, subject: tuple[Any, ...]) -> None:
    release_loan(state, state.orders[subject[0]])


@happening("refund_arrives")
def refund_arrives(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.refund.get("at") == subject[1]:
        order.refund = {**order.refund, "status": "refund_ok"}
        state.changed(order)
