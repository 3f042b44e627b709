"""An order's life from placing to release of the money: paying, risk control, shipping time, cancelling, confirming, loans."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.order import Buyer, Cancel, Line, Order
from makegood.sandbox.aliexpress.paying import give_back, refund_note
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.standing import expect, noted, stand
from makegood.sandbox.aliexpress.state import State

UNSENT = ("WAIT_SELLER_SEND_GOODS", "SELLER_PART_SEND_GOODS")


def place(
    state: State,
    seller_id: int,
    buyer: Buyer,
    lines: list[dict[str, Any]],
    *,
    prepare_days: int | None = None,
    arrival_days: int | None = None,
    biz_code: str = "",
    script: dict[str, Any] | None = None,
) -> Order:
    """A new, unpaid order. A line is {product_id, name, sku, count, amount: Pair}, with `operator` where a warehouse sends."""
    number, figures = state.number("order"), state.figures
    order = Order(
        id=number,
        seller_id=seller_id,
        buyer=buyer,
        status="PLACE_ORDER_SUCCESS",
        created_at=state.at,
        modified_at=state.at,
        lines=[
            Line(child_id=number + index, index=index, status="PLACE_ORDER_SUCCESS", **line)
            for index, line in enumerate(lines, start=1)
        ],
        due_at=state.at + timedelta(days=figures.pay_days),
        prepare_days=figures.prepare_days if prepare_days is None else prepare_days,
        arrival_days=figures.arrival_days if arrival_days is None else arrival_days,
        oaid=f"oaid-{state.random.getrandbits(64):016x}",
        biz_code=biz_code,
        script=script or {},
    )
    state.orders[order.id] = order
    noted(state, order, "front_create_order", buyer.login)
    state.agenda.enter(state.at + timedelta(days=figures.pay_days), "pay_lapses", order.id)
    state.announce(order, "OrderCreated")
    return order


def pay(state: State, order: Order) -> None:
    expect(order, "PLACE_ORDER_SUCCESS")
    order.paid_at, order.loan_status = state.at, "wait_loan"
    state.move("paid", order.id, "buyer", "escrow", order.amount)
    # Quirk (§4): for the first 24 hours after payment the order is under risk control and must not be shipped.
    order.due_at = state.at + timedelta(hours=state.figures.risk_hours)
    stand(order, "RISK_CONTROL")
    noted(state, order, "front_pay_online_success", order.buyer.login)
    state.agenda.enter(order.due_at, "risk_passes", order.id)
    state.announce(order, "PaymentAuthorized")


def ask_cancel(state: State, order: Order, reason: str) -> None:
    """The buyer wants out. Before shipping time begins nobody has to agree (end reasons as seen in the wild)."""
    if order.status == "PLACE_ORDER_SUCCESS":
        end(state, order, "buyer_cancel_notpay_order", by=order.buyer.login)
    elif order.status == "RISK_CONTROL":
        give_back(state, order, "buyer_cancel_order_in_risk", by=order.buyer.login)
    else:
        expect(order, "WAIT_SELLER_SEND_GOODS")
        answer_by = state.at + timedelta(days=state.figures.cancel_answer_days)
        order.cancel, order.before_cancel = Cancel(reason, state.at, answer_by), order.status
        order.due_at = answer_by
        stand(order, "IN_CANCEL")
        noted(state, order, "buyer_ask_cancel", order.buyer.login, reason)
        state.agenda.enter(answer_by, "cancel_lapses", order.id)


def accept_cancel(state: State, order: Order, *, by: str) -> None:
    # Quirk (§7.13): a cancel request is answered only while the order is in that state.
    expect(order, "IN_CANCEL")
    if order.cancel:
        order.cancel.answer = "accepted"
    give_back(state, order, "buyer_cancel_order", by=by)


def refuse_cancel(state: State, order: Order, memo: str, *, by: str) -> None:
    expect(order, "IN_CANCEL")
    if order.cancel:
        order.cancel.answer, order.cancel.memo = "refused", memo
        # Open: the days in which the seller could not ship are added to the shipping time.
        order.ship_by = (order.ship_by or state.at) + (state.at - order.cancel.asked_at)
    order.due_at = order.ship_by
    stand(order, order.before_cancel)
    noted(state, order, "seller_refuse_cancel", by, memo)
    if order.ship_by:
        state.agenda.enter(order.ship_by, "ship_lapses", order.id)


def confirm(state: State, order: Order) -> None:
    expect(order, "WAIT_BUYER_ACCEPT_GOODS")
    complete(state, order, "buyer_confirm_goods", by=order.buyer.login)


def extend(state: State, order: Order, days: int) -> None:
    """More time for the buyer to confirm. Quirk (§7.15): five refusals by number, 100 (no such order) told by the caller."""
    if order.status in ("PLACE_ORDER_SUCCESS", "RISK_CONTROL"):
        raise Refused("200", "no business data")
    if order.status != "WAIT_BUYER_ACCEPT_GOODS" or order.due_at is None:
        raise Refused("210", "operation not executable in this state")
    if days <= 0 or order.extended_days + days > state.figures.extend_most_days:
        raise Refused("201", "longer than allowed")
    order.extended_days += days
    order.due_at += timedelta(days=days)
    state.agenda.enter(order.due_at, "accept_lapses", order.id)
    state.changed(order)


def complete(state: State, order: Order, reason: str, *, by: str) -> None:
    """The trade is done: the money moves on, and later is released to the seller."""
    order.end_reason, order.due_at = reason, None
    for line in order.lines:
        line.end_reason = line.end_reason or reason
    stand(order, "FUND_PROCESSING")
    noted(
        state, order, "front_buyerComfirmAcceptGoods" if reason == "buyer_confirm_goods" else "front_trade_success", by
    )
    state.agenda.enter(state.at + timedelta(hours=state.figures.settle_hours), "order_finishes", order.id)
    state.announce(order, "OrderConfirmed")


def end(state: State, order: Order, reason: str, *, by: str) -> None:
    """Ends an order in which no money was ever paid."""
    order.end_reason, order.ended_at, order.due_at = reason, state.at, None
    stand(order, "FINISH")
    noted(state, order, "trade_close", by)
    state.announce(order, "OrderClosed")


@happening("pay_lapses")
def pay_lapses(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.status == "PLACE_ORDER_SUCCESS":
        end(state, order, "pay_timeout", by="system")


@happening("risk_passes")
def risk_passes(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.status == "RISK_CONTROL":
        order.ship_by = order.due_at = state.at + timedelta(days=order.prepare_days)
        stand(order, "WAIT_SELLER_SEND_GOODS")
        noted(state, order, "risk_control_pass", "system")
        state.agenda.enter(order.ship_by, "ship_lapses", order.id)


@happening("ship_lapses")
def ship_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (§4): shipping time ran out: what was not sent is cancelled and refunded, and counts against the seller."""
    order = state.orders[subject[0]]
    if order.ship_by != state.at or order.status not in UNSENT:
        return
    if order.status == "WAIT_SELLER_SEND_GOODS":
        give_back(state, order, "seller_send_goods_timeout", by="system")
        return
    sent = {index for shipment in order.shipments for index in shipment.lines}
    for line in order.lines:
        if line.index not in sent and not line.is_ended:
            state.move("cancelled", order.id, "escrow", "buyer", line.amount)
            line.refunded, line.status, line.end_reason = line.amount, "FINISH", "seller_send_goods_timeout"
            order.refund = refund_note(state, order, line.amount, "sale_refund", line.end_reason)
    order.due_at = state.at + timedelta(days=order.arrival_days)
    stand(order, "WAIT_BUYER_ACCEPT_GOODS")
    noted(state, order, "trade_close", "system")
    state.agenda.enter(order.due_at, "accept_lapses", order.id)


@happening("cancel_lapses")
def cancel_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Open (§4): a cancel request nobody answers is granted."""
    order = state.orders[subject[0]]
    if order.status == "IN_CANCEL" and order.cancel and order.cancel.answer_by == state.at:
        accept_cancel(state, order, by="system")


@happening("accept_lapses")
def accept_lapses(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.status == "WAIT_BUYER_ACCEPT_GOODS" and order.due_at == state.at:
        complete(state, order, "buyer_accept_goods_timeout", by="system")


@happening("order_finishes")
def order_finishes(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.status == "FUND_PROCESSING":
        order.ended_at = state.at
        stand(order, "FINISH")
        noted(state, order, "front_trade_completed", "system")
        state.agenda.enter(state.at + timedelta(days=state.figures.loan_days), "loan_released", order.id)


def masked(buyer: Buyer) -> Buyer:
    """Quirk (§7.17): whom to send to is hidden until it is asked for with the order's oaid."""
    return replace(
        buyer,
        last_name=buyer.last_name[:1] + "***",
        street=buyer.street[:4] + "***",
        phone=buyer.phone[:3] + "****" + buyer.phone[-4:],
    )
