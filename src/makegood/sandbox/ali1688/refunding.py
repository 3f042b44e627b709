"""What every step of a refund does: its status and clock, its record, its message, the order's lines; and how it ends."""

from __future__ import annotations

from datetime import datetime

from makegood.sandbox.ali1688.amounts import CURRENCY
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.refund import BUYER, SELLER, Operation, Refund
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.standing import SENT, UNSENT, noted, tell_refund
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.trade import close, will_confirm

OPERATOR = {BUYER: "buyer", SELLER: "seller"}
APPLIES, DONE, RETURNS, REFUSES, AGREES = 1, 8, 10, 15, 19
OTHER = 0
"""Open: sheet §3 knows five numbers of operateTypeInt; whatever else happens has none there."""
# Sheet §3: the order's lines spell a refund's status in capitals.
ON_LINES = {
    "waitselleragree": "WAIT_SELLER_AGREE",
    "waitbuyermodify": "WAIT_BUYER_MODIFY",
    "waitbuyersend": "WAIT_BUYER_SEND",
    "waitsellerreceive": "WAIT_SELLER_RECEIVE",
    "refundsuccess": "REFUND_SUCCESS",
    "refundclose": "REFUND_CLOSED",
}


def expect(refund: Refund, *statuses: str) -> None:
    if refund.status not in statuses:
        raise Refused("REFUND_STATUS_ERROR", f"{refund.key} is {refund.status}; this needs {' or '.join(statuses)}")


def step(
    state: State,
    refund: Refund,
    *,
    to: str,
    role: int,
    action: str,
    kind: int,
    remark: str,
    description: str = "",
    vouchers: tuple[str, ...] = (),
    freight_bill: str = "",
    address: str = "",
    reject_reason: str = "",
    message_type: int = 7,
) -> None:
    """One move: on record, on the order's lines, in a message. `kind` is operateTypeInt (§3), `action` refundAction."""
    order = state.orders[refund.order_id]
    logins = {BUYER: order.buyer.login, SELLER: state.shops[refund.seller].login}
    refund.operations.append(
        Operation(
            id=state.number("operation"),
            at=state.at,
            kind=kind,
            role=role,
            login=logins.get(role, "system"),
            remark=remark,
            description=description,
            before=refund.status,
            after=to,
            vouchers=vouchers,
            freight_bill=freight_bill,
            address=address,
            reject_reason=reject_reason,
            message_type=message_type,
        )
    )
    refund.status = to
    _on_lines(order, refund)
    state.changed(refund)
    noted(state, order, action, logins.get(role, "system"))
    tell_refund(state, refund, action, OPERATOR.get(role, "system"))


def waits(state: State, refund: Refund, due: datetime | None, act: str) -> None:
    """A clock runs. It is told in the refund's detail, and fires unless something happened before."""
    refund.due_at, refund.due_act = due, act if due is not None else ""
    if due is not None:
        state.agenda.enter(due, "refund_lapses", refund.id)


def freeze(state: State, refund: Refund) -> None:
    """Quirk (§2.3): while staff handles it the clock stands still, and the refund says since when."""
    refund.frozen_at = refund.frozen_at or state.at


def thaw(state: State, refund: Refund) -> None:
    """Open: the time in which it stood still is added."""
    if refund.frozen_at is not None and refund.due_at is not None:
        waits(state, refund, refund.due_at + (state.at - refund.frozen_at), refund.due_act)
    refund.frozen_at = None


def _on_lines(order: Order, refund: Refund) -> None:
    """Quirk (§2.1): before completion under one pair of names, after it under another."""
    for line in order.lines:
        if line.sub_id not in refund.lines:
            continue
        if refund.type == 1:
            line.refund, line.refund_status = refund.id, ON_LINES[refund.status]
        else:
            line.refund_as, line.refund_status_as = refund.id, ON_LINES[refund.status]


# --- how it ends ------------------------------------------------------------------------------------------------


def pay_back(
    state: State, refund: Refund, *, role: int, action: str, kind: int, remark: str, description: str = ""
) -> None:
    """The money goes back: out of what is held, or from the seller once that was released."""
    order = state.orders[refund.order_id]
    held = state.ledger.balance(order.id, "escrow")
    source = "escrow" if held >= refund.asked else "seller"
    state.ledger.move(state.at, "refund", order.id, source, "buyer", refund.asked, CURRENCY, issue=refund.id)
    refund.paid_back, refund.carriage_back, refund.completed_at = refund.payment, refund.carriage, state.at
    _share_out(order, refund)
    waits(state, refund, None, "")
    refund.frozen_at = None
    step(state, refund, to="refundsuccess", role=role, action=action, kind=kind, remark=remark, description=description)
    state.tell("paid", refund)
    _order_goes_on(state, order)


def _share_out(order: Order, refund: Refund) -> None:
    left = refund.payment
    for line in order.lines:
        if line.sub_id in refund.lines:
            part = min(left, line.amount - line.refunded)
            line.refunded, left = line.refunded + part, left - part
            if refund.returns:
                line.logistics_status = 4
    order.carriage_refunded += refund.carriage


def shut(state: State, refund: Refund, *, role: int, action: str, kind: int, remark: str) -> None:
    """Closed without money."""
    refund.completed_at, refund.frozen_at = state.at, None
    waits(state, refund, None, "")
    step(state, refund, to="refundclose", role=role, action=action, kind=kind, remark=remark)
    state.tell("closed", refund)
    _order_goes_on(state, state.orders[refund.order_id])


def closed_by_shipping(state: State, order: Order, lines: tuple[int, ...]) -> None:
    """Quirk (§3): what the seller sends after all ends a request for the money of those very lines."""
    for refund in state.refunds_of(order):
        if refund.is_open and refund.type == 1 and refund.goods_status == 1 and set(refund.lines) <= set(lines):
            shut(state, refund, role=SELLER, action="SELLER_SEND_GOODS_CLOSE", kind=OTHER, remark="卖家发货，退款关闭")


def _order_goes_on(state: State, order: Order) -> None:
    """All of it refunded, an order closes; else one that waited for the refund goes its way."""
    if order.status not in (UNSENT, SENT) or any(refund.is_open for refund in state.refunds_of(order)):
        return
    if order.refunded >= order.amount or (order.refunded > 0 and state.ledger.balance(order.id, "escrow") == 0):
        close(state, order, "buyerCancel", "CLOSE_TRADE_BY_BUYER", "ORDER_ORDER_BUYER_CLOSE", by="buyer")
    elif order.status == SENT:
        will_confirm(state, order)
    else:
        state.changed(order)
