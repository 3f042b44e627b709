"""Refunding and cancelling: one call, always the whole order, done some time after it is accepted (sheet §2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.wish.addresses import part
from makegood.connectors.wish.asking import (
    LATER,
    ORDERS,
    Shop,
    at_work,
    has_failed,
    moment,
    not_at_work,
    order,
    refund_reasons,
    state,
)
from makegood.connectors.wish.calls import Call
from makegood.connectors.wish.orders import member, money
from makegood.connectors.wish.planning import Plan, since
from makegood.connectors.wish.refusing import no
from makegood.core.money import Money
from makegood.core.words import Remedy
from makegood.usecases.ports import Act, Look, Receipt, Sight, Unanswered, Unavailable

REFUND = "orders.refund"
SOURCE = "REFUND"
OURS = "MERCHANT"
REFUNDABLE = frozenset({"APPROVED", "SHIPPED"})
PARTLY = frozenset({Remedy.partial_refund, Remedy.partial_refund_and_reship})

# What we would tell Wish for a claim's reason, the fitting word first (words: sheet §3). Which hold now is asked of the order.
FITTING: dict[str, tuple[str, ...]] = {
    "wrong_item": ("RECEIVED_WRONG_ITEM", "WRONG_COLOR"),
    "damaged": ("ITEM_IS_DAMAGED",),
    "not_as_described": ("ITEM_DOES_NOT_MATCH_LISTING", "ITEM_DOES_NOT_WORK_AS_DESCRIBED"),
    "quality": ("ITEM_IS_POOR_QUALITY",),
    "short_shipment": ("INCOMPLETE_ORDER", "EMPTY_PACKAGE"),
    "not_received": ("ITEM_MARKED_DELIVERED_BUT_DID_NOT_ARRIVE", "SHIPPING_TAKING_TOO_LONG", "UNABLE_TO_SHIP"),
    "return": ("ITEM_DOES_NOT_FIT", "ITEM_DID_NOT_MEET_EXPECTATIONS"),
    "out_of_stock": ("MERCHANT_OUT_OF_STOCK", "UNABLE_TO_SHIP"),
    "logistics_delay": ("SHIPPING_TAKING_TOO_LONG", "UNABLE_TO_SHIP"),
    "policy_change": ("UNABLE_TO_SHIP",),
    "cancel": ("UNABLE_TO_SHIP",),
    "cancel_request": ("UNABLE_TO_SHIP",),
}


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    """That the order can be refunded and costs what was approved is read first, and so are the reasons that hold now."""
    found = order(shop, act, urgent=urgent)
    if state(found) not in REFUNDABLE:
        raise no("order_state", state(found))
    not_at_work(found)
    _insist_whole(found, act)
    reason = _reason(refund_reasons(shop, act.order or "", urgent=urgent), act)
    note = act.details.get("note")
    body = {"refund_reason": reason} | ({"refund_reason_note": note} if isinstance(note, str) and note else {})
    call = Call(REFUND, "PUT", f"/orders/{part(act.order or '')}/refund", ORDERS, body=body)
    return Plan(call, _accepted)


def _accepted(answer: At) -> Receipt:
    """Quirk (sheet §2): 200 means that Wish took it on; the order tells later whether it was done."""
    if state(answer) == "REFUNDED" and not at_work(answer, SOURCE):
        return _receipt(answer, _ours(answer))
    told = text(answer / "processing_status") or "no status"
    raise Unanswered(f"Wish took it on ({SOURCE}, {told}); the order itself will tell whether it was done")


def seen(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """A refund of ours since then. It can only have left while the order was not refunded, so clocks apart put nothing in doubt."""
    found = order(shop, act, urgent=False)
    for one in _ours_newest_first(found):
        if since(act, moment(one / "refund_time")) is not False:
            return Look(Sight.done, _receipt(found, one))
    if at_work(found, SOURCE):
        raise Unavailable("Wish is still working on the refund", wait=LATER)
    if has_failed(found, SOURCE) and since(act, moment(found / "updated_at")) is not False:
        raise no("failed", SOURCE)
    by = ", ".join(word for one in (found / "refunds").each() if (word := text(one / "refund_source")))
    return Look(Sight.not_done, why=f"the order is {state(found)}" + (f", refunded by {by}" if by else ""))


def _ours_newest_first(found: At) -> list[At]:
    ours = [one for one in (found / "refunds").each() if text(one / "refund_source") == OURS]
    return sorted(ours, key=lambda one: text(one / "refund_time") or "", reverse=True)


def _ours(found: At) -> At | None:
    return next(iter(_ours_newest_first(found)), None)


def _receipt(found: At, refund: At | None) -> Receipt:
    """The order's id: a refund has none, and an order is refunded whole."""
    told: dict[str, Any] = {"state": state(found)}
    if refund is not None:
        told |= {"reason": text(refund / "refund_reason"), "at": text(refund / "refund_time")}
        told["amount"] = money(refund / "refund_amount")
    return Receipt((found / "id").need(), {name: value for name, value in told.items() if value})


def _insist_whole(found: At, act: Act) -> None:
    """Nothing is sent on the strength of an amount that is not the whole order's."""
    remedy = act.details.get("remedy")
    if remedy in PARTLY:
        raise no("no_api", remedy)
    if act.money is None:
        return
    paid = money(member(found, "order_payment", "general_payment_details", "customer_paid_prices_detail", "total"))
    approved = f"{act.money.amount:f} {act.money.currency} was approved"
    if paid is None:
        raise no("not_whole", f"{approved}, and Wish does not tell what was paid")
    if Money(Decimal(paid["amount"]), paid["currency"]) != Money(act.money.amount, act.money.currency):
        raise no("not_whole", f"{approved}; this one was {paid['amount']} {paid['currency']}")


def _reason(valid: list[str], act: Act) -> str:
    """The one named; else the buyer's own word, where the merchant may give it too; else what fits the claim."""
    claim = act.details.get("claim") or {}
    named = act.details.get("refund_reason")
    if named:
        wanted: tuple[str, ...] = (str(named),)
    else:
        wanted = (str(claim.get("platform_reason") or ""), *FITTING.get(str(claim.get("reason") or ""), ()))
    found = next((one for one in wanted if one in valid), None)
    if found is None:
        raise no("reason", ", ".join(valid) or "none")
    return found
