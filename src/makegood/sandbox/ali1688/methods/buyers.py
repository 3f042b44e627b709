"""Orders as their buyer asks for them (§2.3, buyer-side calls): the list, the detail, the parcel's way."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.calls import LOGISTICS, TRADE, Call, method, plain
from makegood.sandbox.ali1688.methods import order_documents
from makegood.sandbox.ali1688.methods.orders import listed
from makegood.sandbox.ali1688.methods.shipping import traced


@method(TRADE, "alibaba.trade.getBuyerOrderList", permission="buyer", says=plain)
def buyer_orders(call: Call) -> dict[str, Any]:
    return listed(call, of="buyer")


@method(TRADE, "alibaba.trade.get.buyerView", permission="buyer", says=plain)
def buyer_detail(call: Call) -> dict[str, Any]:
    return {"result": order_documents.whole(call.state, call.order(of="buyer")), "success": "true"}


@method(LOGISTICS, "alibaba.trade.getLogisticsTraceInfo.buyerView", permission="buyer", says=plain)
def buyer_trace(call: Call) -> dict[str, Any]:
    return traced(call, call.order(of="buyer"))
