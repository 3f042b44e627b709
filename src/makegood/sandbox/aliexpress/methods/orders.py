"""Lists of orders: the seller's list, the overseas one, the simple one (platforms/aliexpress.md §2.1)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from makegood.sandbox.aliexpress.amounts import simple_money
from makegood.sandbox.aliexpress.answers import Rows
from makegood.sandbox.aliexpress.calls import Call, Fields, method
from makegood.sandbox.aliexpress.methods.paging import Page, page_of
from makegood.sandbox.aliexpress.order import Line, Order
from makegood.sandbox.aliexpress.refusing import ARGUMENT, MISSING, GatewayError
from makegood.sandbox.aliexpress.standing import due_of
from makegood.sandbox.aliexpress.times import from_pacific, pacific


@method("aliexpress.trade.seller.orderlist.get", permission="order")
def seller_list(call: Call) -> dict[str, Any]:
    asked = call.fields.object("param_aeop_order_query")
    page = page_of(call, asked, found(call, asked))
    return {"result": listed(call, page, "aeop_order_item_dto", "aeop_order_product_dto")}


@method("aliexpress.solution.order.get", permission="order")
def overseas_list(call: Call) -> dict[str, Any]:
    """Quirk (§2.1): the same shape; one of the two start dates is needed. Its object is `param0` on the old gateway."""
    asked = call.fields.object("param0") if call.fields.has("param0") else call.fields
    if not (asked.has("create_date_start") or asked.has("modified_date_start")):
        raise GatewayError(MISSING, "create_date_start or modified_date_start")
    page = page_of(call, asked, found(call, asked))
    return {"result": listed(call, page, "order_dto", "order_product_dto")}


@method("aliexpress.trade.redefining.findorderlistsimplequery", permission="order")
def simple_list(call: Call) -> dict[str, Any]:
    asked = call.fields.object("param1")
    page = page_of(call, asked, found(call, asked), number="page")
    rows = [
        {
            "order_id": order.id,
            "order_status": order.status,
            "biz_type": "AE_COMMON",
            "gmt_create": pacific(order.created_at),
            "gmt_modified": pacific(order.modified_at),
            "timeout_left_time": left(call.state.at, due_of(order)),
            "memo": order.memo or None,
            "product_list": Rows(
                "simple_order_product_vo",
                [{"child_id": line.child_id, "product_id": line.product_id} for line in order.lines],
            ),
        }
        for order in page.rows
    ]
    return {"result": {"total_item": page.total, "order_list": Rows("simple_order_item_vo", rows)}}


def found(call: Call, asked: Fields) -> list[Order]:
    """The orders in the query's window, newest first. Quirk (§7.7): FINISH only when asked for, and for 30 days."""
    now, figures = call.state.at, call.state.figures
    statuses = set(asked.texts("order_status_list")) | set(asked.texts("order_status"))
    oldest = now - timedelta(days=figures.list_days)
    created = window(asked, "create_date_start", "create_date_end")
    modified = window(asked, "modified_date_start", "modified_date_end")

    def is_shown(order: Order) -> bool:
        if order.created_at < oldest or not within(order.created_at, created):
            return False
        if not within(order.modified_at, modified):
            return False
        if asked.has("buyer_login_id") and order.buyer.login != asked.text("buyer_login_id"):
            return False
        if order.status == "FINISH" and order.ended_at:
            return "FINISH" in statuses and now - order.ended_at <= timedelta(days=figures.finished_list_days)
        return not statuses or order.status in statuses

    orders = [order for order in call.state.orders_seen(call.shop.seller_id, lag=call.list_lag) if is_shown(order)]
    return sorted(orders, key=lambda order: (order.created_at, order.id), reverse=True)


def window(asked: Fields, start: str, end: str) -> tuple[datetime | None, datetime | None]:
    return wall_clock(asked, start), wall_clock(asked, end)


def wall_clock(asked: Fields, name: str) -> datetime | None:
    text = asked.text(name, "")
    try:
        return from_pacific(text) if text else None
    except ValueError:
        raise GatewayError(ARGUMENT, f"{name} is {text!r}, expected yyyy-MM-dd HH:mm:ss, Pacific time") from None


def within(at: datetime, bounds: tuple[datetime | None, datetime | None]) -> bool:
    start, end = bounds
    at = at.replace(microsecond=0)
    return (start is None or at >= start) and (end is None or at <= end)


def listed(call: Call, page: Page, item: str, product_item: str) -> dict[str, Any]:
    return {
        "success": True,
        "total_count": page.total,
        "total_page": page.pages,
        "current_page": page.number,
        "page_size": page.size,
        "time_stamp": pacific(call.state.at),
        "target_list": Rows(item, [row(order, call.state.at, product_item, call.shop.login) for order in page.rows]),
    }


def row(order: Order, now: datetime, product_item: str, seller_login: str) -> dict[str, Any]:
    days, hours, minutes = parts(order.ship_by - now) if order.ship_by and order.sent_at is None else ("", "", "")
    paid = order.paid_at is not None
    return {
        "order_id": order.id,
        "order_status": order.status,
        "biz_type": "AE_COMMON",
        "buyer_login_id": order.buyer.login,
        "buyer_signer_fullname": f"{order.buyer.first_name} {order.buyer.last_name[:1]}***",
        "seller_login_id": seller_login,
        "seller_operator_login_id": seller_login,
        "gmt_create": pacific(order.created_at),
        "gmt_pay_time": pacific(order.paid_at) or None,
        "gmt_send_goods_time": pacific(order.sent_at) or None,
        "gmt_update": pacific(order.modified_at),
        "end_reason": order.end_reason or None,
        "pay_amount": simple_money(order.amount.usd, "USD"),
        "loan_amount": simple_money(order.amount.usd - order.refunded.usd, "USD"),
        "escrow_fee_rate": "0.05",
        "frozen_status": "NO_FROZEN",
        "fund_status": "PAY_SUCCESS" if paid else "NOT_PAY",
        "issue_status": order.issue_status,
        "logistics_status": logistics_status(order),
        "has_request_loan": order.loan_status == "loan_ok",
        "left_send_good_day": days or None,
        "left_send_good_hour": hours or None,
        "left_send_good_min": minutes or None,
        "timeout_left_time": left(now, due_of(order)),
        "phone": False,
        "product_list": Rows(product_item, [product(order, line) for line in order.lines]),
    }


def product(order: Order, line: Line) -> dict[str, Any]:
    unit = line.amount.usd // line.count
    return {
        "child_id": line.child_id,
        "order_id": order.id,
        "product_id": line.product_id,
        "product_name": line.name,
        "sku_code": line.sku,
        "product_count": line.count,
        "product_unit": "piece",
        "product_unit_price": simple_money(unit, "USD"),
        "total_product_amount": simple_money(line.amount.usd, "USD"),
        "logistics_amount": simple_money(0, "USD"),
        "son_order_status": line.status,
        "show_status": line.status,
        "issue_status": line.issue_status,
        "issue_mode": "w",
        "can_submit_issue": line.issue_status != "IN_ISSUE" and order.sent_at is not None,
        "logistics_service_name": "AliExpress Standard Shipping",
        "logistics_type": "CAINIAO_STANDARD",
        "goods_prepare_time": order.prepare_days,
        "freight_commit_day": str(order.arrival_days),
        "delivery_time": "15-60",
        "send_goods_operator": line.operator,
        "send_goods_time": pacific(order.sent_at) or None,
        "money_back3x": False,
        "tags": Rows("string", []),
        # Quirk (§2.1): what a warehouse of the platform sends is not the seller's to ship; the map says so.
        "extend_map": json.dumps({"orderBusinessModel": "SEMI_CHOICE_SELF"})
        if line.operator == "WAREHOUSE_SEND_GOODS"
        else "{}",
    }


def logistics_status(order: Order) -> str:
    if order.paid_at is None:
        return "NO_LOGISTICS"
    if order.end_reason.startswith("buyer_confirm"):
        return "BUYER_ACCEPT_GOODS"
    if order.sent_at:
        return "SELLER_SEND_GOODS"
    return "SELLER_SEND_PART_GOODS" if order.shipments else "WAIT_SELLER_SEND_GOODS"


def left(now: datetime, due: datetime | None) -> int | None:
    """Milliseconds left; negative once it is over (§2.1)."""
    return None if due is None else round((due - now).total_seconds() * 1000)


def parts(span: timedelta) -> tuple[str, str, str]:
    minutes = max(0, int(span.total_seconds() // 60))
    return str(minutes // 1440), str(minutes // 60 % 24), str(minutes % 60)
