"""Refunds as a seller asks for them: the list with its misspelt parameter, the detail that is granted apart, and by order (§2.3)."""

from __future__ import annotations

import json
from typing import Any

from makegood.sandbox.ali1688.calls import TRADE, Call, bare, method, plain
from makegood.sandbox.ali1688.methods import refund_documents
from makegood.sandbox.ali1688.methods.orders import within
from makegood.sandbox.ali1688.methods.paging import page
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.state import State


@method(TRADE, "alibaba.trade.refund.queryOrderRefundList", permission="refund", says=plain)
def refund_list(call: Call) -> dict[str, Any]:
    return listed(call, of="seller")


def listed(call: Call, *, of: str) -> dict[str, Any]:
    """Quirk (§7.8): `dipsuteType`, spelt so; and the list lags behind the detail."""
    fields, most = call.fields, call.state.figures.refund_page_most
    number, size = fields.number("currentPageNum", 1), fields.number("pageSize", 20)
    if not 1 <= size <= most or number < 1:
        raise Refused("PAGE_SIZE_ERROR", f"page {number} of {size}, at most {most} a page")
    found = [one for one in call.state.refunds_seen(call.member, lag=call.list_lag) if _wanted(call, one, of)]
    found.sort(key=lambda refund: (refund.modified_at, refund.id), reverse=True)
    rows = [refund_documents.model(call.state, one, prefixed=True) for one in page(call, found, number, size)]
    told = {"opOrderRefundModels": rows, "totalCount": len(found), "currentPageNum": number}
    return {"result": told, "success": True}


def _wanted(call: Call, refund: Refund, of: str) -> bool:
    fields, member = call.fields, (refund.seller if of == "seller" else refund.buyer)
    statuses, type = _statuses(call), fields.number("dipsuteType", 0)
    order = call.state.orders[refund.order_id]
    return (
        member == call.member
        and within(call, "apply", refund.applied_at)
        and within(call, "modify", refund.modified_at)
        and (not statuses or refund.status in statuses)
        and type in (0, refund.type)
        and fields.number("orderId", refund.order_id) == refund.order_id
        and fields.text("buyerMemberId", refund.buyer) == refund.buyer
        and fields.text("buyerLoginId", order.buyer.login) == order.buyer.login
        and fields.text("logisticsNo", refund.freight_bill or "-") == (refund.freight_bill or "-")
    )


def _statuses(call: Call) -> list[str]:
    told = call.fields.text("refundStatusSet", "")
    try:
        found = json.loads(told) if told.startswith("[") else [told] if told else []
    except ValueError:
        raise Refused("PARAM_ERROR", f"refundStatusSet {told!r} is no JSON list") from None
    return [str(one) for one in found]


@method(TRADE, "alibaba.trade.refund.OpQueryOrderRefund.sellerView", permission="refund_detail", says=bare)
def seller_detail(call: Call) -> dict[str, Any]:
    """Quirk (§7.4, §7.9): granted one by one; the only call that tells the clock and, to a seller, the log."""
    return told(call, call.refund())


def told(call: Call, refund: Refund) -> dict[str, Any]:
    seen = seen_now(call.state, refund, call.detail_lag)
    clock, log = call.fields.is_true("needTimeOutInfo"), call.fields.is_true("needOrderRefundOperation")
    model = refund_documents.detail(call.state, seen, with_clock=clock, with_log=log)
    return {"result": {"opOrderRefundModelDetail": model}}


def seen_now(state: State, refund: Refund, lag: float) -> Refund:
    return state.seen("refund", refund.id, refund, lag=lag) or refund


@method(TRADE, "alibaba.trade.refund.OpQueryBatchRefundByOrderIdAndStatus.sellerView", permission="refund", says=bare)
def by_order(call: Call) -> dict[str, Any]:
    """Quirk (§2.3): refunds of before completion only; queryType 1 those under way, 3 those that succeeded."""
    order, kind = call.order(), call.fields.text("queryType")
    if kind not in ("1", "3"):
        raise Refused("PARAM_ERROR", f"queryType {kind}, expected 1 or 3")
    found = [
        refund
        for refund in call.state.refunds_of(order)
        if refund.type == 1 and (refund.is_open if kind == "1" else refund.status == "refundsuccess")
    ]
    return {
        "result": {"opOrderRefundModels": [refund_documents.model(call.state, one, prefixed=True) for one in found]}
    }
