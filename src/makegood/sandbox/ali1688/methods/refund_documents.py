"""A refund as the platform tells it (§2.3): sums in fen, booleans with and without `is`, the log as records with one sentence each."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.methods.order_documents import known
from makegood.sandbox.ali1688.refund import Operation, Refund
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.times import compact

Body = dict[str, Any]
REQUESTS = {"refund": 1, "exchange": 2, "returnRefund": 3}
"""Quirk (§3): 3 is return and refund; open: 1 refund only, 2 exchange."""


def model(state: State, refund: Refund, *, prefixed: bool) -> Body:
    """Quirk (§2.3): the same truth values, under two sets of names: a list prefixes them with `is`, a detail does not."""
    order = state.orders[refund.order_id]
    lines = [line for line in order.lines if line.sub_id in refund.lines]
    told = known(
        id=refund.id,
        refundId=refund.key,
        orderId=refund.order_id,
        orderEntryIdList=list(refund.lines),
        orderEntryCountMap={str(line.sub_id): line.quantity for line in lines},
        productName=f"{lines[0].name} 等{len(lines)}种" if len(lines) > 1 else lines[0].name,
        status=refund.status,
        disputeType=refund.type,
        disputeRequest=REQUESTS[refund.request],
        goodsStatus=refund.goods_status,
        applyPayment=refund.payment,
        applyCarriage=refund.carriage,
        applyExpect=refund.asked,
        canRefundPayment=refund.most,
        refundPayment=refund.paid_back,
        refundCarriage=refund.carriage_back,
        frozenFund=-1,
        applyReason=refund.reason,
        applyReasonId=refund.reason_id,
        applySubReasonId=-1,
        rejectReason=refund.reject_reason,
        rejectReasonId=0,
        rejectTimes=refund.rejected,
        freightBill=refund.freight_bill,
        buyerLogisticsName=refund.courier,
        sellerReceiveAddress=refund.address.get("address"),
        sellerRealName=refund.address.get("fullName"),
        sellerMobile=refund.address.get("mobilePhone"),
        sellerTel=refund.address.get("phone"),
        buyerMemberId=refund.buyer,
        buyerLoginId=order.buyer.login,
        sellerMemberId=refund.seller,
        sellerLoginId=state.shops[refund.seller].login,
        gmtApply=compact(refund.applied_at),
        gmtCreate=compact(refund.applied_at),
        gmtModified=compact(refund.modified_at),
        gmtCompleted=compact(refund.completed_at),
        instantRefundType=refund.instant,
        taskStatus=refund.task,
        tradeTypeStr=order.trade_type,
        extInfo=_extra(refund),
    )
    return told | _truths(refund, prefixed=prefixed)


def _truths(refund: Refund, *, prefixed: bool) -> Body:
    truths = {
        "onlyRefund": refund.request == "refund",
        "refundGoods": refund.returns,
        "goodsReceived": refund.goods_status != 1,
        "buyerSendGoods": refund.returned_at is not None,
        "crmModifyRefund": refund.staff_edited,
        "insufficientAccount": False,
        "insufficientBail": False,
        "sellerDelayDisburse": False,
    }
    return {f"is{name[0].upper()}{name[1:]}" if prefixed else name: truth for name, truth in truths.items()}


def _extra(refund: Refund) -> Body:
    flow = {"refund": "cbu_only_refund", "returnRefund": "cbu_return_and_refund", "exchange": "cbu_exchange"}
    return known(payMode="alipay", workflowName=flow[refund.request], reason=str(refund.reason_id)) | (
        {"7d": "1"} if refund.no_reason else {}
    )


def detail(state: State, refund: Refund, *, with_clock: bool, with_log: bool) -> Body:
    told = model(state, refund, prefixed=False)
    if with_clock:
        told |= clock(refund)
    told["refundOperationList"] = log(refund) if with_log else []
    return told


def clock(refund: Refund) -> Body:
    """Quirk (§7.9): the deadline, what silence does then, and whether the clock stands still and since when."""
    frozen = refund.frozen_at is not None
    return known(
        gmtTimeOut=compact(refund.due_at),
        timeOutOperateType=refund.due_act,
        gmtFreezed=compact(refund.frozen_at),
    ) | {"timeOutFreeze": frozen}


def log(refund: Refund) -> list[Body]:
    """Newest first."""
    return [operation(refund, one) for one in reversed(refund.operations)]


def operation(refund: Refund, one: Operation) -> Body:
    """Quirk (samples, Q7): both statuses tell how it stood before; an application has neither. `discription` is spelt so."""
    told = known(
        id=one.id,
        refundId=refund.key,
        gmtCreate=compact(one.at),
        gmtModified=compact(one.at),
        operateRemark=one.remark,
        operatorLoginId=one.login,
        discription=one.description,
        freightBill=one.freight_bill,
        refundAddress=one.address,
        rejectReason=one.reject_reason,
        vouchers=list(one.vouchers) or None,
        beforeOperateStatus=one.before if one.kind != 1 else None,
        afterOperateStatus=one.before if one.kind != 1 else None,
    )
    numbers = {"operateTypeInt": one.kind, "operatorRoleId": one.role, "msgType": one.message_type, "messageStatus": 3}
    return told | numbers | {"closeRefundStepId": 0, "crmModifyRefund": refund.staff_edited}
