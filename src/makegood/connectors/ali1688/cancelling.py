"""Closing an order that nobody paid (sheet §2.1). Whether the call serves a paid one is not confirmed, so there it is not made."""

from __future__ import annotations

from makegood.connectors.ali1688.asking import ORDERS, Shop, order
from makegood.connectors.ali1688.calls import Call
from makegood.connectors.ali1688.orders import CLOSED
from makegood.connectors.ali1688.planning import Plan
from makegood.connectors.ali1688.refusing import no
from makegood.connectors.exact import words
from makegood.connectors.parts import At
from makegood.usecases.ports import Act, Look, Receipt, Sight

CANCEL = "alibaba.trade.cancel"
UNPAID = "waitbuyerpay"
BY_SELLER = "CLOSE_TRADE_BY_SELLER"
REASONS = frozenset({"buyerCancel", "sellerGoodsLack", "other"})


def takes(_: Shop, act: Act) -> bool:
    """Nothing was paid: then no money is to go back with it."""
    return act.money is None


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    base = order(shop, act, urgent=urgent) / "baseInfo"
    if _is_ours(base):
        return Plan(None, _closed(act, base))
    status = words(base / "status")
    if status != UNPAID or words(base / "payTime") is not None:
        raise no("not_unpaid", status)
    reason = str(act.details.get("reason") or "")
    params = {
        "webSite": "1688",
        "tradeID": act.order,
        "cancelReason": reason if reason in REASONS else "other",
        "remark": str(act.details.get("text") or "") or None,
    }
    return Plan(Call(CANCEL, params, ORDERS), Receipt(act.order))


def seen(shop: Shop, act: Act) -> Look:
    """The order says whether it is closed, and by whom."""
    base = order(shop, act, urgent=False) / "baseInfo"
    if _is_ours(base):
        return Look(Sight.done, _closed(act, base))
    status, by = words(base / "status"), words(base / "closeOperateType")
    if status in CLOSED and by is None:
        return Look(Sight.cannot_tell, why=f"the order is {status}, and does not say who closed it")
    return Look(Sight.not_done, why="" if status == UNPAID else f"the order is {status}{f', {by}' if by else ''}")


def _is_ours(base: At) -> bool:
    return words(base / "status") in CLOSED and words(base / "closeOperateType") == BY_SELLER


def _closed(act: Act, base: At) -> Receipt:
    told = {name: words(base / name) for name in ("status", "closeOperateType", "closeReason", "completeTime")}
    return Receipt(act.order, {name: word for name, word in told.items() if word})
