"""放款: which money was released to the seller, and which still waits (platforms/aliexpress.md §2.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from makegood.sandbox.aliexpress.amounts import simple_money
from makegood.sandbox.aliexpress.answers import Rows
from makegood.sandbox.aliexpress.calls import Call, Fields, method
from makegood.sandbox.aliexpress.methods.orders import within
from makegood.sandbox.aliexpress.methods.paging import page_of
from makegood.sandbox.aliexpress.order import Line, Order
from makegood.sandbox.aliexpress.refusing import ARGUMENT, GatewayError
from makegood.sandbox.aliexpress.times import LOAN_TEXT, from_pacific, pacific

MOST = 200


@method("aliexpress.trade.redefining.findloanlistquery", permission="order")
def loans(call: Call) -> dict[str, Any]:
    asked = call.fields.object("param1")
    status = asked.text("loan_status", "")
    if status not in ("", "wait_loan", "loan_ok"):
        raise GatewayError(ARGUMENT, f"param1.loan_status is {status!r}, expected wait_loan or loan_ok")
    created = month_first(asked, "create_date_start"), month_first(asked, "create_date_end")
    orders = [
        order
        for order in call.state.orders_seen(call.shop.seller_id, lag=call.list_lag)
        if order.loan_status != "loan_none"
        and (not status or order.loan_status == status)
        and (not asked.has("order_id") or order.id == asked.number("order_id"))
        and within(order.created_at, created)
    ]
    page = page_of(call, asked, orders, number="page", most=MOST)
    rows = Rows("aeop_tp_order_loan_dto", [row(call, order) for order in page.rows])
    return {"result": {"total_item": page.total, "order_list": rows}}


def month_first(asked: Fields, name: str) -> datetime | None:
    text = asked.text(name, "")
    try:
        return from_pacific(text, LOAN_TEXT) if text else None
    except ValueError:
        raise GatewayError(ARGUMENT, f"param1.{name} is {text!r}, expected mm/dd/yyyy hh:mm:ss") from None


def row(call: Call, order: Order) -> dict[str, Any]:
    lines = [son(call, order, line) for line in order.lines]
    return {"order_id": order.id, "son_order_list": Rows("aeop_tp_son_order_loan_dto", lines)}


def son(call: Call, order: Order, line: Line) -> dict[str, Any]:
    refunded = line.refunded.usd if line.refunded else 0
    due, done = line.amount.usd - refunded, order.loan_status == "loan_ok"
    fee = due * call.state.figures.fee_percent // 100
    return {
        "son_order_id": line.child_id,
        "loan_status": order.loan_status,
        "loan_amount": simple_money(due, "USD"),
        "real_loan_amount": simple_money(due - fee if done else 0, "USD"),
        "refund_amount": simple_money(refunded, "USD"),
        "real_refund_amount": simple_money(refunded if order.refund.get("status") == "refund_ok" else 0, "USD"),
        "escrow_fee": simple_money(fee, "USD"),
        "affiliate_commission": simple_money(0, "USD"),
        "wait_loan_reson": None
        if done
        else ("in_issue" if line.issue_status == "IN_ISSUE" else "not_completed"),  # sic
        "loan_time": pacific(order.loaned_at) or None,
    }
