"""Orders as a seller asks for them: the list, the detail, closing, memo, price, rating, more time to confirm (§2.1)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.calls import TRADE, Call, method, plain
from makegood.sandbox.ali1688.methods import order_documents
from makegood.sandbox.ali1688.methods.paging import page
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.standing import SUCCESS, noted
from makegood.sandbox.ali1688.trade import cancel_unpaid, change_price, postpone

OLD = "cn.alibaba.open"
REASONS = ("buyerCancel", "sellerGoodsLack", "other")


@method(TRADE, "alibaba.trade.getSellerOrderList", permission="order", says=plain)
def seller_orders(call: Call) -> dict[str, Any]:
    return listed(call, of="seller")


def listed(call: Call, *, of: str) -> dict[str, Any]:
    """Quirk (§7.6): more than 20 a page are refused; the last three months and what is older are two tables."""
    fields, figures = call.fields, call.state.figures
    number, size = fields.number("page", 1), fields.number("pageSize", figures.order_page_most)
    if not 1 <= size <= figures.order_page_most or number < 1:
        raise Refused("PAGE_SIZE_ERROR", f"page {number} of {size}, at most {figures.order_page_most} a page")
    found = [order for order in call.state.orders_seen(call.member, lag=call.list_lag) if _wanted(call, order, of)]
    found.sort(key=lambda order: (order.created_at, order.id), reverse=True)
    with_address, with_memo = fields.is_true("needBuyerAddressAndPhone"), fields.is_true("needMemoInfo")
    rows = [
        order_documents.row(call.state, order, with_address=with_address, with_memo=with_memo)
        for order in page(call, found, number, size)
    ]
    return {"result": rows, "totalRecord": len(found), "success": True}


def _wanted(call: Call, order: Order, of: str) -> bool:
    fields, member = call.fields, (order.seller if of == "seller" else order.buyer.member_id)
    age = (call.state.at - order.created_at).total_seconds() / 86400
    if member != call.member or (age > call.state.figures.current_days) != fields.is_true("isHis"):
        return False
    statuses = {refund.status for refund in call.state.refunds_of(order)}
    complained = any(refund.complaint for refund in call.state.refunds_of(order))
    return (
        within(call, "create", order.created_at)
        and within(call, "modify", order.modified_at)
        and fields.text("orderStatus", order.status) == order.status
        and (not fields.has("refundStatus") or fields.text("refundStatus") in statuses)
        and fields.text("buyerMemberId", order.buyer.member_id) == order.buyer.member_id
        and fields.text("tradeType", order.trade_type) == order.trade_type
        and any(fields.text("productName", "") in line.name for line in order.lines)
        and (not fields.has("tousuStatus") or complained)
    )


def within(call: Call, what: str, at: Any) -> bool:
    start, end = call.fields.instant(f"{what}StartTime"), call.fields.instant(f"{what}EndTime")
    return (start is None or at >= start) and (end is None or at <= end)


@method(TRADE, "alibaba.trade.get.sellerView", "alibaba.trade.ec.getOrder.sellerView", permission="order", says=plain)
def seller_detail(call: Call) -> dict[str, Any]:
    """Quirk: the flag is a text here."""
    _web_site(call)
    order = call.order()
    seen = call.state.seen("order", order.id, order, lag=call.detail_lag)
    return {"result": order_documents.whole(call.state, seen or order), "success": "true"}


def _web_site(call: Call) -> None:
    if call.fields.text("webSite") not in ("1688", "alibaba"):
        raise Refused("WEBSITE_ERROR", f"webSite {call.fields.text('webSite')}, expected 1688")


@method(TRADE, "alibaba.trade.cancel", permission="order", says=plain, writes=True)
def cancel(call: Call) -> None:
    """Open (§2.1): that it serves before payment only."""
    _web_site(call)
    reason = call.fields.text("cancelReason")
    if reason not in REASONS:
        raise Refused("CANCEL_REASON_ERROR", f"cancelReason {reason}, expected one of {', '.join(REASONS)}")
    cancel_unpaid(call.state, call.order("tradeID"), reason, call.fields.text("remark", ""), by="seller")


@method(TRADE, "alibaba.trade.order.postponeConfirmTime", permission="order", writes=True)
def more_time(call: Call) -> dict[str, Any]:
    """Open (§2.1): the id's form."""
    postpone(call.state, call.order(), call.fields.number("delayedDays"))
    return {"result": True}


@method(TRADE, "alibaba.order.memoAdd", permission="order", says=plain, writes=True)
def memo(call: Call) -> None:
    order = call.order()
    order.memo, order.memo_icon = call.fields.text("memo"), call.fields.text("remarkIcon", "")
    if order.memo_icon not in ("", "1", "2", "3", "4"):
        raise Refused("ICON_ERROR", f"remarkIcon {order.memo_icon}, expected 1 to 4")
    noted(call.state, order, "memo", "seller")


@method(OLD, "trade.order.modifyOrderPrice", permission="order", says=plain, writes=True)
def price(call: Call) -> None:
    """Quirk (§2.1): in fen, though orders are told in yuan."""
    order = call.order()
    entries = call.fields.objects("entryDiscounts") if call.fields.has("entryDiscounts") else []
    discounts = {entry.number("id"): entry.number("discount") for entry in entries}
    change_price(
        call.state, order, shipping_fee=call.fields.number("carriage", order.shipping_fee), discounts=discounts
    )


@method(OLD, "trade.order.batchRate", permission="order", says=plain, writes=True)
def rate(call: Call) -> None:
    """{order: [{starLevel, text}]}; words are needed below four stars."""
    for number, ratings in call.fields.object("orders").members():
        order = call.state.orders.get(int(number)) if number.isdecimal() else None
        if order is None or order.seller != call.member or order.status != SUCCESS:
            raise Refused("ORDER_NOT_EXIST", f"order {number} cannot be rated")
        for rating in ratings:
            stars = int(rating.get("starLevel", 0))
            if not 1 <= stars <= 5 or (stars < 4 and not rating.get("text")):
                raise Refused("RATE_ERROR", f"order {number}: {stars} stars, words needed below 4")
            order.stars = stars
        noted(call.state, order, "rated", "seller")
