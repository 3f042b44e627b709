"""Answering a buyer's request to cancel, and the mini-app's refunds in cents (platforms/aliexpress.md §2.1)."""

from __future__ import annotations

from makegood.sandbox.aliexpress.amounts import Pair
from makegood.sandbox.aliexpress.calls import Call, Fields, method
from makegood.sandbox.aliexpress.methods.flags import plain_success, result_target
from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.paying import give_back
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.standing import expect
from makegood.sandbox.aliexpress.trade import accept_cancel, refuse_cancel


@method("aliexpress.trade.seller.order.acceptcancel", permission="order", flags=result_target)
def accept(call: Call) -> None:
    accept_cancel(call.state, asked_about(call, call.fields.object("param_order_cancel_request")), by=call.shop.login)


@method("aliexpress.trade.seller.order.refusecancel", permission="order", flags=result_target)
def refuse(call: Call) -> None:
    asked = call.fields.object("param_order_cancel_request")
    refuse_cancel(call.state, asked_about(call, asked), asked.text("memo"), by=call.shop.login)


@method("aliexpress.reverse.apply.refund", permission="order", flags=plain_success)
def mini_app_refund(call: Call) -> None:
    """Quirk (§2.1, §7.11): only for mini-app businesses, and here the amount is in minor units. It pays on every call."""
    order, amount = mini_app_order(call), call.fields.number("refundAmount")
    if call.fields.text("currency") != order.currency:
        raise Refused("CURRENCY", f"currency must be {order.currency}")
    pair = order.amount.of_local(amount)
    if amount <= 0 or pair.usd > call.state.ledger.balance(order.id, "escrow"):
        raise Refused("REFUND_AMOUNT", "refundAmount must be above 0 and no more than what is held")
    call.state.move("refund", order.id, "escrow", "buyer", pair)
    line = order.lines[0]
    line.refunded = (line.refunded or Pair(0, 0, order.currency)) + pair
    call.state.changed(order)


@method("aliexpress.reverse.apply.cancel", permission="order", flags=plain_success)
def mini_app_cancel(call: Call) -> None:
    order = mini_app_order(call)
    expect(order, "WAIT_SELLER_SEND_GOODS")
    give_back(call.state, order, call.fields.text("cancelReason"), by=call.shop.login)


def mini_app_order(call: Call) -> Order:
    order = call.order(call.fields.number("tradeOrderId"))
    if order is None or not order.biz_code or order.biz_code != call.fields.text("bizCode"):
        raise Refused("BIZ_CODE", "no such order of this mini-app business")
    return order


def asked_about(call: Call, asked: Fields) -> Order:
    order = call.order(asked.number("order_id"))
    if order is None or order.buyer.login != asked.text("buyer_login_id"):
        raise Refused("ORDER_NOT_FOUND", "no such order of this buyer")
    return order
