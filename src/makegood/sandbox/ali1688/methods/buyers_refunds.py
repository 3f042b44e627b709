"""Refunds as their buyer makes them (§2.3): reasons, pictures with their limits, asking, sending back, taking back, the log."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.calls import TRADE, Call, bare, method, nested, plain
from makegood.sandbox.ali1688.methods import refund_documents, refunds
from makegood.sandbox.ali1688.methods.paging import page
from makegood.sandbox.ali1688.reasons import BY_ID, REASONS
from makegood.sandbox.ali1688.refunds import apply, withdraw
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.returning import buyer_sends

JPG = b"\xff\xd8\xff"
RECEIVED = ("refundBuyerReceived", "aftersaleBuyerReceived")
STATUSES = ("refundWaitSellerSend", "refundWaitBuyerReceive", "refundBuyerReceived", "aftersaleBuyerNotReceived", "aftersaleBuyerReceived")  # fmt: skip


@method(TRADE, "alibaba.trade.getRefundReasonList", permission="buyer", says=nested)
def reasons(call: Call) -> dict[str, Any]:
    call.order(of="buyer")
    rows = [
        {"id": one.id, "name": one.zh, "needVoucher": one.voucher, "noRefundCarriage": not one.carriage, "tip": ""}
        for one in REASONS.values()
    ]
    return {"result": {"success": True, "result": {"reasons": rows}}}


@method(TRADE, "alibaba.trade.getMaxRefundFee", permission="buyer", says=nested)
def most(call: Call) -> dict[str, Any]:
    order = call.order(of="buyer")
    goods = sum(line.amount - line.refunded for line in order.lines)
    carriage = order.shipping_fee - order.carriage_refunded
    return {"result": {"success": True, "result": {"maxRefundFee": goods, "maxRefundCarriage": carriage}}}


@method(TRADE, "alibaba.trade.uploadRefundVoucher", permission="buyer", says=nested, writes=True)
def upload(call: Call) -> dict[str, Any]:
    """Quirk (§2.3, §7.13): jpg below 1 MB; its bytes outside the signature; the path that comes back is what is told later."""
    data = call.files.get("imageData", b"")
    if not data.startswith(JPG) or len(data) >= call.state.figures.voucher_bytes_most:
        raise Refused(
            "IMAGE_ERROR", f"{len(data)} bytes, expected a jpg of less than {call.state.figures.voucher_bytes_most}"
        )
    place = f"img/ibank/sandbox/{call.state.number('voucher')}.jpg"
    call.state.vouchers[place] = len(data)
    return {
        "result": {"success": True, "result": {"imageDomain": "https://cbu01.alicdn.com", "imageRelativeUrl": place}}
    }


@method(TRADE, "alibaba.trade.createRefund", permission="buyer", says=nested, writes=True)
def create(call: Call) -> dict[str, Any]:
    fields, order = call.fields, call.order(of="buyer")
    request, goods = fields.text("disputeRequest"), fields.text("goodsStatus")
    if request not in ("refund", "returnRefund") or goods not in STATUSES:
        raise Refused("5003", f"disputeRequest {request}, goodsStatus {goods}")
    reason = BY_ID.get(fields.number("applyReasonId"))
    if reason is None:
        raise Refused("5004", f"applyReasonId {fields.text('applyReasonId')}")
    refund = apply(
        call.state,
        order,
        tuple(int(one) for one in fields.texts("orderEntryIds")),
        request="refund" if request == "refund" else "returnRefund",
        payment=fields.number("applyPayment"),
        carriage=fields.number("applyCarriage", 0),
        reason=reason,
        note=fields.text("description", ""),
        received=goods in RECEIVED,
        vouchers=tuple(fields.texts("vouchers")),
    )
    return {"result": {"success": True, "result": {"refundId": refund.key}}}


@method(TRADE, "alibaba.trade.refund.returnGoods", permission="buyer", says=nested, writes=True)
def send_back(call: Call) -> None:
    fields, note = call.fields, call.fields.text("description", "")
    if note and not 2 <= len(note) <= 200:
        raise Refused("5012", f"the description has {len(note)} characters, expected 2 to 200")
    vouchers = tuple(fields.texts("vouchers"))
    if unknown := [voucher for voucher in vouchers if voucher not in call.state.vouchers]:
        raise Refused("5005", f"{unknown[0]} was not uploaded here")
    buyer_sends(
        call.state, call.refund(of="buyer"), number=fields.text("freightBill"), courier=fields.text("logisticsCompanyNo", "其他"),
        note=note, vouchers=vouchers,
    )  # fmt: skip


@method(TRADE, "alibaba.trade.cancelRefund", permission="buyer", says=nested, writes=True)
def take_back(call: Call) -> None:
    withdraw(call.state, call.refund(of="buyer"))


@method(TRADE, "alibaba.trade.refund.buyer.queryOrderRefundList", permission="buyer", says=plain)
def buyer_list(call: Call) -> dict[str, Any]:
    return refunds.listed(call, of="buyer")


@method(TRADE, "alibaba.trade.refund.OpQueryOrderRefund", permission="refund_detail", says=bare)
def either_detail(call: Call) -> dict[str, Any]:
    """Quirk (§2.3, Q9): the buyer's by its page, and answered to sellers as well."""
    number = call.fields.text("refundId").removeprefix("TQ")
    refund = call.state.refunds.get(int(number)) if number.isdecimal() else None
    is_sold = refund is not None and refund.seller == call.member
    return refunds.told(call, call.refund(of="seller" if is_sold else "buyer"))


@method(TRADE, "alibaba.trade.refund.OpQueryOrderRefundOperationList", permission="buyer", says=bare)
def log(call: Call) -> dict[str, Any]:
    """Quirk (§2.3): the buyer's; a seller reads the log in the detail."""
    rows = refund_documents.log(call.refund(of="buyer"))
    shown = page(call, rows, call.fields.number("pageNo"), call.fields.number("pageSize"))
    return {"result": {"opOrderRefundOperationModels": shown}}
