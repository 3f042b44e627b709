"""Answering a buyer's request to cancel, and cancelling before shipment (sheet §2, Orders)."""

from __future__ import annotations

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.shopee.asking import Shop, items, order, status
from makegood.connectors.shopee.calls import Call
from makegood.connectors.shopee.planning import Plan
from makegood.connectors.shopee.refusing import no
from makegood.usecases.ports import Act, Look, Receipt, Sight

ANSWER, CANCEL = "order/handle_buyer_cancellation", "order/cancel_order"
ASKED, OVER = "IN_CANCEL", "CANCELLED"
REASONS = ("OUT_OF_STOCK", "CUSTOMER_REQUEST", "UNDELIVERABLE_AREA", "COD_NOT_SUPPORTED")
"""Sheet §3, seller cancel reasons."""
UNSENT = frozenset({"UNPAID", "READY_TO_SHIP", "RETRY_SHIP", "PENDING"})
"""Whether each of these can be cancelled is the platform's to say; the others it never can (sheet §2: only before shipping)."""


def prepare_accept(shop: Shop, act: Act, urgent: bool) -> Plan:
    return _answered(shop, act, urgent, "ACCEPT")


def prepare_refuse(shop: Shop, act: Act, urgent: bool) -> Plan:
    return _answered(shop, act, urgent, "REJECT")


def _answered(shop: Shop, act: Act, urgent: bool, operation: str) -> Plan:
    found = order(shop, act, urgent=urgent)
    if status(found) != ASKED:
        raise no("no_cancel_request", status(found))
    return Plan(Call("POST", ANSWER, {"order_sn": act.order, "operation": operation}), Receipt(act.order))


def prepare_cancel(shop: Shop, act: Act, urgent: bool) -> Plan:
    """A buyer's request is granted; without one, the seller cancels himself, and says why."""
    found = order(shop, act, urgent=urgent)
    if status(found) == ASKED:
        return Plan(Call("POST", ANSWER, {"order_sn": act.order, "operation": "ACCEPT"}), Receipt(act.order))
    if status(found) not in UNSENT:
        raise no("shipped", status(found))
    reason = act.details.get("cancel_reason")
    if reason not in REASONS:
        raise no("cancel_reason", ", ".join(REASONS))
    named = list(items(found)) if reason == "OUT_OF_STOCK" else None
    params = {"order_sn": act.order, "cancel_reason": reason, "item_list": named}
    return Plan(Call("POST", CANCEL, params), Receipt(act.order))


def seen_accept(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """Granted, it is cancelled. Silence that ran out grants it too, and nobody tells the two apart: it is done once, either way."""
    found = order(shop, act, urgent=False)
    if status(found) == OVER:
        return Look(Sight.done, _receipt(act, found))
    return Look(Sight.not_done, why="" if status(found) == ASKED else f"the order is {status(found)}")


def seen_refuse(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """Refused, an order is back in its state before. A request taken back leaves the same state, and nothing to refuse."""
    found = order(shop, act, urgent=False)
    if status(found) in (ASKED, OVER):
        return Look(Sight.not_done, why="" if status(found) == ASKED else f"the order is {status(found)}")
    return Look(Sight.done, _receipt(act, found))


def seen_cancel(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """By the order's own word for who cancelled it."""
    found = order(shop, act, urgent=False)
    if status(found) != OVER:
        return Look(Sight.not_done)
    by = text(found / "cancel_by")
    if by in ("seller", "buyer"):
        return Look(Sight.done, _receipt(act, found))
    return Look(Sight.cannot_tell, why=f"the order is cancelled, by {by or 'nobody it names'}")


def _receipt(act: Act, found: At) -> Receipt:
    told = {name: text(found / name) for name in ("order_status", "cancel_by", "cancel_reason")}
    return Receipt(act.order, {name: word for name, word in told.items() if word})
