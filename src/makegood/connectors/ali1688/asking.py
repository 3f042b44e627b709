"""What is asked of the platform about one order or one refund, by the verbs and by a pull."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from makegood.connectors.ali1688.calls import Call, Calls
from makegood.connectors.ali1688.envelopes import DENIED
from makegood.connectors.ali1688.orders import refund_id
from makegood.connectors.ali1688.refusing import no
from makegood.connectors.parts import At
from makegood.usecases.ports import Act, Refused

ORDERS, REFUNDS = "orders", "refunds"
"""Classes of calls for the pace. House: no limits are published (sheet §1.5)."""

ORDER_DETAIL = "alibaba.trade.get.sellerView"
REFUND_DETAIL = "alibaba.trade.refund.OpQueryOrderRefund.sellerView"
REFUND_LIST = "alibaba.trade.refund.queryOrderRefundList"


@dataclass(frozen=True, slots=True)
class Shop:
    """What a verb works with: the gateway, and where goods are returned to, as the shop has set it."""

    calls: Calls
    return_address: Mapping[str, str] = field(default_factory=dict)


def order_call(order: str) -> Call:
    return Call(ORDER_DETAIL, {"webSite": "1688", "orderId": order}, ORDERS)


def refund_call(refund: str) -> Call:
    """Asks for the clock and for the log with it."""
    asked = {"refundId": refund, "needTimeOutInfo": "true", "needOrderRefundOperation": "true"}
    return Call(REFUND_DETAIL, asked, REFUNDS)


def order(shop: Shop, act: Act, *, urgent: bool) -> At:
    """The order's detail, out of its envelope."""
    if act.order is None:
        raise no("missing", "order")
    found = shop.calls.read(order_call(act.order), urgent=urgent) / "result"
    if not isinstance(found.value, Mapping):
        raise found.refuse("an order")
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """A refund, and whether its log came with it: the detail is granted apart (sheet §2.3), and a list has none."""

    at: At
    has_log: bool


def refund(shop: Shop, act: Act, *, urgent: bool) -> Found:
    """The refund's detail; where the app was not granted it, its row in the list of its order."""
    if act.dispute is None:
        raise no("missing", "dispute")
    try:
        told = shop.calls.read(refund_call(act.dispute), urgent=urgent)
    except Refused as why:
        if why.code != DENIED:
            raise
        return Found(_row(shop, act, urgent=urgent), has_log=False)
    found = told / "result" / "opOrderRefundModelDetail"
    if not isinstance(found.value, Mapping):
        raise found.refuse("a refund")
    return Found(found, has_log=True)


def _row(shop: Shop, act: Act, *, urgent: bool) -> At:
    if act.order is None:
        raise no("missing", "order")
    asked = {"orderId": act.order, "dipsuteType": "0", "currentPageNum": "1", "pageSize": "20"}
    told = shop.calls.read(Call(REFUND_LIST, asked, REFUNDS), urgent=urgent)
    for row in (told / "result" / "opOrderRefundModels").each():
        if refund_id(row / "refundId") == act.dispute:
            return row
    raise no("not_found", act.dispute)
