"""Answering a buyer's request to cancel (sheet §2.1). Closing an order that nobody asked to cancel has no API."""

from __future__ import annotations

from makegood.connectors.aliexpress.asking import ORDERS, Shop, buyer, compact, order
from makegood.connectors.aliexpress.calls import Call
from makegood.connectors.aliexpress.fields import rows, take
from makegood.connectors.aliexpress.planning import Plan
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.usecases.ports import Act, Look, Receipt, Sight

ACCEPT, REFUSE = "aliexpress.trade.seller.order.acceptcancel", "aliexpress.trade.seller.order.refusecancel"
ASKED = "IN_CANCEL"

# Operation log codes and states of an order closed by a cancellation, sheet §3.
CLOSED_BY = frozenset({"buyer_close_cancel", "cancel_order_close_trade", "trade_close"})
OVER = frozenset({"FUND_PROCESSING", "FINISH", "ARCHIVE"})


def is_about_cancel(act: Act) -> bool:
    """A cancel request has no id of its own: it goes by its order's."""
    return act.dispute is None or act.dispute == act.order


def prepare_accept(shop: Shop, act: Act, urgent: bool) -> Plan:
    return _prepare(shop, act, urgent, ACCEPT, None)


def prepare_refuse(shop: Shop, act: Act, urgent: bool) -> Plan:
    """The reason is sent as `memo`."""
    if not act.details.get("text"):
        raise no("missing", "text")
    return _prepare(shop, act, urgent, REFUSE, str(act.details["text"]))


def _prepare(shop: Shop, act: Act, urgent: bool, method: str, memo: str | None) -> Plan:
    found = order(shop, act, urgent=urgent)
    status = text(take(found, "order_status"))
    if status != ASKED:
        raise no("no_cancel_request", status)
    number = act.order or ""
    told = compact(
        order_id=int(number) if number.isdigit() else number,
        buyer_login_id=buyer_of(found) or buyer(shop, act, urgent=urgent),
        memo=memo,
    )
    return Plan((Call(method, {"param_order_cancel_request": told}, ORDERS),), Receipt(act.order))


def buyer_of(found: At) -> str | None:
    return text(take(found, "buyer_login_id", "buyerloginid"))


def seen_accept(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """The order's state and its log tell."""
    found = order(shop, act, urgent=False)
    status = text(take(found, "order_status"))
    if status == ASKED:
        return Look(Sight.not_done)
    if _closing(found):
        return Look(Sight.done, Receipt(act.order, {"order_status": status}))
    if status in OVER:
        return Look(Sight.cannot_tell, why=f"the order is {status}, and its log does not tell by what")
    return Look(Sight.not_done, why=f"the request is no longer open; the order is {status}")


def seen_refuse(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """Refused, an order waits to be shipped again (sheet §3). A request taken back leaves the same state, and nothing to refuse."""
    found = order(shop, act, urgent=False)
    status = text(take(found, "order_status"))
    if status == ASKED or _closing(found) or status in OVER:
        return Look(Sight.not_done, why="" if status == ASKED else f"the order is {status}")
    return Look(Sight.done, Receipt(act.order, {"order_status": status}))


def _closing(found: At) -> bool:
    log = rows(take(found, "opr_log_dto_list"))
    return any(text(take(entry, "action_type")) in CLOSED_BY for entry in log)
