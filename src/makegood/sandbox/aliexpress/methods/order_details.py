"""One order: its detail, its smaller reads, the buyer's address behind its oaid, remarks, more time to confirm (§2.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.aliexpress.amounts import major, money, simple_money
from makegood.sandbox.aliexpress.answers import Rows
from makegood.sandbox.aliexpress.calls import Call, method
from makegood.sandbox.aliexpress.methods.flags import sub_error
from makegood.sandbox.aliexpress.methods.orders import logistics_status
from makegood.sandbox.aliexpress.order import Buyer, Line, Order, Shipment
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.standing import due_of
from makegood.sandbox.aliexpress.times import pacific
from makegood.sandbox.aliexpress.trade import extend, masked


@method("aliexpress.trade.new.redefining.findorderbyid", permission="order")
def detail(call: Call) -> dict[str, Any]:
    return {"target": target(call, asked_for(call)), "time_stamp": pacific(call.state.at)}


@method("aliexpress.trade.redefining.findorderbaseinfo", permission="order")
def base(call: Call) -> dict[str, Any]:
    order = asked_for(call)
    names = ("id", "order_status", "gmt_create", "gmt_modified", "buyerloginid", "order_amount", "issue_status")
    whole = target(call, order)
    return {"result": {name: whole[name] for name in names}}


@method("aliexpress.trade.redefining.findordertradeinfo", permission="order")
def trade(call: Call) -> dict[str, Any]:
    whole = target(call, asked_for(call))
    names = ("fund_status", "loan_status", "loan_info", "refund_info", "gmt_pay_success", "order_end_reason")
    return {"result": {name: whole[name] for name in names}}


@method("aliexpress.trade.redefining.findorderreceiptinfo", permission="order")
def receipt(call: Call) -> dict[str, Any]:
    return {"result": address(masked(asked_for(call).buyer))}


@method("aliexpress.trade.seller.order.decrypt", permission="order")
def decrypt(call: Call) -> dict[str, Any]:
    """Quirk (§7.17): who the buyer is, for the order's own oaid only."""
    order = call.order(call.fields.number("orderId"))
    if order is None or call.fields.text("oaid") != order.oaid:
        raise Refused("OAID", "no such order, or the oaid is another order's")
    return {"result_obj": {"order_id": order.id, **address(order.buyer)}, "result_success": True}


@method("aliexpress.trade.redefining.extendsbuyeracceptgoodstime", permission="order", flags=sub_error)
def extend_time(call: Call) -> None:
    order = call.state.orders.get(call.fields.number("param0"))
    if order is None:
        raise Refused("100", "no such order")
    if order.seller_id != call.shop.seller_id:
        raise Refused("601", "no right to this order")
    extend(call.state, order, call.fields.number("param1"))


@method("aliexpress.merchant.redefining.saveremark", permission="order")
def save_remark(call: Call) -> dict[str, Any]:
    order = call.order(call.fields.number("remark_id"))
    if order is None:
        raise Refused("REMARK", "no such order")
    order.memo = call.fields.text("content")
    call.state.remarks[call.shop.seller_id, order.id] = order.memo
    return {"result": True}


@method("aliexpress.merchant.redefining.queryremark", permission="order")
def query_remark(call: Call) -> dict[str, Any]:
    return {"result": call.state.remarks.get((call.shop.seller_id, call.fields.number("remark_id")), "")}


def asked_for(call: Call) -> Order:
    """The order of `param1`. Quirk (§7.7): what is older than 180 days cannot be reached."""
    order = call.order(call.fields.object("param1").number("order_id"))
    seen = None if order is None else call.state.as_seen(order, lag=call.detail_lag)
    if seen is None or seen.created_at < call.state.at - timedelta(days=call.state.figures.list_days):
        raise Refused("ORDER_NOT_FOUND", "no such order")
    return seen


def target(call: Call, order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "order_status": order.status,
        "gmt_create": pacific(order.created_at),
        "gmt_modified": pacific(order.modified_at),
        "gmt_pay_success": pacific(order.paid_at) or None,
        "gmt_trade_end": pacific(order.ended_at) or None,
        "over_time_left": pacific(due_of(order)) or None,
        "order_end_reason": order.end_reason or None,
        "cancel_request_reason": order.cancel.reason if order.cancel else None,
        "order_amount": money(order.amount.usd, "USD"),
        "init_oder_amount": money(order.amount.usd, "USD"),  # sic
        "new_order_amount": simple_money(order.amount.usd, "USD"),
        "logistics_amount": money(0, "USD"),
        # Quirk (§7.11): the buyer paid another currency's amount than the one the order is told in.
        "pay_amount_by_settlement_cur": major(order.amount.local, order.currency),
        "settlement_currency": order.currency,
        "buyerloginid": order.buyer.login,
        "buyer_signer_fullname": f"{order.buyer.first_name} {order.buyer.last_name[:1]}***",
        "buyer_info": {
            "country": order.buyer.country,
            "first_name": order.buyer.first_name,
            "last_name": order.buyer.last_name[:1] + "***",
            "login_id": order.buyer.login,
        },
        "fund_status": "PAY_SUCCESS" if order.paid_at else "NOT_PAY",
        "frozen_status": "NO_FROZEN",
        "issue_status": order.issue_status,
        "logistics_status": logistics_status(order),
        "loan_status": order.loan_status,
        "loan_info": loan(call, order),
        "refund_info": refund(order),
        "cod": False,
        "is_phone": False,
        "memo": order.memo or None,
        "oaid": order.oaid,
        "receipt_address": address(masked(order.buyer)),
        "logistic_info_list": Rows("aeop_tp_logistic_info_dto", [parcel(s) for s in order.shipments]),
        "child_order_list": Rows("aeop_tp_child_order_dto", [child(order, line) for line in order.lines]),
        "opr_log_dto_list": Rows("aeop_tp_operation_log_dto", log(order)),
    }


def address(buyer: Buyer) -> dict[str, Any]:
    return {
        "contact_person": f"{buyer.first_name} {buyer.last_name}",
        "country": buyer.country,
        "province": buyer.province,
        "city": buyer.city,
        "detail_address": buyer.street,
        "zip": buyer.zip,
        "phone_country": buyer.phone_country,
        "mobile_no": buyer.phone,
    }


def parcel(shipment: Shipment) -> dict[str, Any]:
    return {
        "logistics_no": shipment.number,
        "logistics_type_code": shipment.service,
        "logistics_service_name": shipment.service,
        "gmt_send": pacific(shipment.sent_at),
        "gmt_received": pacific(shipment.received_at) or None,
        "receive_status": shipment.receive_status,
        "ship_order_id": shipment.lp_number.removeprefix("LP") or None,
    }


def child(order: Order, line: Line) -> dict[str, Any]:
    return {
        "id": line.child_id,
        "child_order_id": str(line.child_id),
        # Quirk (§2.1): the sub-order's index in shipping calls.
        "order_sort_id": line.index,
        "order_status": line.status,
        "fund_status": "PAY_SUCCESS" if order.paid_at else "NOT_PAY",
        "frozen_status": "NO_FROZEN",
        "issue_status": line.issue_status,
        "product_id": line.product_id,
        "product_name": line.name,
        "sku_code": line.sku,
        "product_count": line.count,
        "product_unit": "piece",
        "lot_num": 1,
        "product_price": money(line.amount.usd // line.count, "USD"),
        "init_order_amt": money(line.amount.usd, "USD"),
        "goods_prepare_time": order.prepare_days,
        "logistics_type": "CAINIAO_STANDARD",
        "logistics_service_name": "AliExpress Standard Shipping",
        "send_goods_operator": line.operator,
        "child_issue_info": {"issue_status": line.issue_status},
        "refund_info": {"refund_cash_amt": money(line.refunded.usd, "USD")} if line.refunded else {},
        "tags": Rows("string", []),
    }


def refund(order: Order) -> dict[str, Any]:
    note = order.refund
    if not note:
        return {}
    return {
        "refund_status": note["status"],
        "refund_type": note["type"],
        "refund_reason": note["reason"],
        "refund_cash_amt": money(note["amount"].usd, "USD"),
        "refund_coupon_amt": money(0, "USD"),
        "refund_time": pacific(note["at"]),
    }


def loan(call: Call, order: Order) -> dict[str, Any]:
    """What the seller was paid for the order; other orders' money is none of it."""
    if order.loan_status != "loan_ok":
        return {}
    return {
        "loan_time": pacific(order.loaned_at),
        "loan_amount": money(call.state.ledger.balance(order.id, "seller"), "USD"),
    }


def log(order: Order) -> list[dict[str, Any]]:
    return [
        {
            "id": index,
            "order_id": order.id,
            "action_type": action,
            "operator": operator,
            "gmt_create": pacific(at),
            "memo": memo or None,
        }
        for index, (at, action, operator, memo) in enumerate(order.log, start=1)
    ]
