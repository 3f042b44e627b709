"""What no source gives a seller a call for, behind a switch (§7.12): the generic operation of 2018; and arbitration (§2.3)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.answering import agree_money, agree_return, refuse
from makegood.sandbox.ali1688.calls import TRADE, Call, method, nested, plain
from makegood.sandbox.ali1688.methods.agreeing import ADDRESS
from makegood.sandbox.ali1688.refund import SELLER
from makegood.sandbox.ali1688.refusing import NO_METHOD, GatewayError, Refused
from makegood.sandbox.ali1688.returning import refuse_goods, seller_receives
from makegood.sandbox.ali1688.staff import ask_in

COMPLAINTS = ("RefundComplaint", "SafeRefundComplaint", "AfterSalesComplaint", "TradeComplaint")


@method(TRADE, "alibaba.trade.refund", permission="refund", says=plain, writes=True)
def operate(call: Call) -> None:
    """Open (§2.3): the id, after the class's name, and whether it still is there; answered only where `seller_operations` says so."""
    if not call.state.figures.seller_operations:
        raise GatewayError(NO_METHOD, "com.alibaba.trade/alibaba.trade.refund")
    fields, refund, state = call.fields, call.refund(), call.state
    vouchers, words = tuple(fields.texts("vouchers")), fields.text("discription", "")
    match fields.text("refundOperateType"):
        case "SELLER_AGREE_REFUND":
            agree_money(state, refund)
        case "SELLER_AGREE_REFUND_PROCOTOL":
            agree_return(state, refund, {name: fields.text(name, "") for name in ADDRESS}, words)
        case "SELLER_REJECT_REFUND_PROCOTOL":
            refuse(state, refund, words, vouchers)
        case "SELLER_REJECT_REFUND":
            refuse_goods(state, refund, words, vouchers)
        case "SELLER_RECEIVE_GOODS":
            seller_receives(state, refund)
        case other:
            raise Refused("OPERATE_TYPE_ERROR", f"refundOperateType {other}")


@method(TRADE, "trade.arbitration.apply", permission="arbitration", says=nested, writes=True)
def arbitrate(call: Call) -> dict[str, Any]:
    """Quirk (§2.3, §7.19): the complaint's number is the answer. Open: whether a seller's token may."""
    asked = call.fields.object("param")
    if asked.text("type") not in COMPLAINTS:
        raise Refused("PARAM_ERROR", f"type {asked.text('type')}, expected one of {', '.join(COMPLAINTS)}")
    number = asked.text("refundId", "").removeprefix("TQ")
    refund = call.state.refunds.get(int(number)) if number.isdecimal() else None
    if refund is None or call.member not in (refund.seller, refund.buyer):
        raise Refused("REFUND_NOT_EXIST", f"refundId {number}")
    role = SELLER if call.member == refund.seller else 1
    complaint = ask_in(call.state, refund, role, asked.text("reasonText", ""))
    return {"result": {"success": True, "code": "", "message": "", "result": complaint}}
