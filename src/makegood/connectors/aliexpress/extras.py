"""Calls that are no action of the contract: more time for the buyer to confirm, an answer to a review (sheet §2.1, §2.4)."""

from __future__ import annotations

from makegood.connectors.aliexpress.asking import ORDERS
from makegood.connectors.aliexpress.calls import Call

EXTEND = "aliexpress.trade.redefining.extendsbuyeracceptgoodstime"
REPLY = "aliexpress.evaluation.evaluation.reply"


def extension(order: str, days: int) -> Call:
    return Call(EXTEND, {"param0": order, "param1": str(days)}, ORDERS)


def reply(order: str, line: str, text: str) -> Call:
    return Call(REPLY, {"child_order_id": line, "parent_order_id": order, "text": text}, ORDERS)
