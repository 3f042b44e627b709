"""Agreeing to a return: all its money and no goods back, or the buyer's own proposal (sheet §2, Returns: confirm, accept_offer)."""

from __future__ import annotations

from decimal import Decimal

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.shopee.asking import Shop, asked_for, claim, status
from makegood.connectors.shopee.calls import Call
from makegood.connectors.shopee.fields import money
from makegood.connectors.shopee.planning import Plan
from makegood.connectors.shopee.refusing import no
from makegood.core.money import Money
from makegood.usecases.ports import Act, Look, Receipt, Sight

CONFIRM, ACCEPT = "returns/confirm", "returns/accept_offer"
WAITS, AGREED = "REQUESTED", frozenset({"ACCEPTED", "REFUND_PAID"})
GOODS_BACK = "0"
"""`return_solution`: return and refund (sheet §3, Solution)."""


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    """That it still is what was approved is read first."""
    found = claim(shop, act, urgent=urgent)
    if status(found) in AGREED and _is_of(asked_for(found), act):
        return Plan(receipt=_receipt(found))
    if status(found) != WAITS:
        raise no("status", status(found))
    proposed = proposal(found)
    if proposed is not None and proposed == act.money:
        return Plan(Call("POST", ACCEPT, {"return_sn": act.dispute}), _receipt(found))
    now = asked_for(found)
    if not _is_of(now, act):
        raise no(
            "currency" if act.money and act.money.currency != now.currency else "amount_changed", _told(now, proposed)
        )
    if text(found / "return_solution") == GOODS_BACK and act.details.get("solution") != "REFUND":
        raise no("goods_stay", _told(now, None))
    return Plan(Call("POST", CONFIRM, {"return_sn": act.dispute}), _receipt(found))


def seen(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """Accepted with that amount: the money goes back once, whether by our word or by silence that ran out; nobody tells them apart."""
    found = claim(shop, act, urgent=False)
    if status(found) in AGREED:
        if _is_of(asked_for(found), act):
            return Look(Sight.done, _receipt(found))
        return Look(Sight.not_done, why=f"accepted, with {_told(asked_for(found), None)}")
    if status(found) == "PROCESSING" and proposal(found) == act.money:
        return Look(Sight.cannot_tell, why="the goods are to come back; by whose word is not told")
    return Look(Sight.not_done, why="" if status(found) == WAITS else f"the return is {status(found)}")


def proposal(found: At) -> Money | None:
    """The buyer's own counter-proposal that waits for us."""
    talks = found / "negotiation"
    if talks.value is None or text(talks / "negotiation_status") != "PENDING_RESPOND":
        return None
    buyer = text(found / "user" / "username") if (found / "user").value is not None else None
    told = money(talks / "latest_offer_amount", found / "currency")
    if told is None or buyer is None or text(talks / "latest_offer_creator") != buyer:
        return None
    return Money(Decimal(told["amount"]), told["currency"])


def _is_of(amount: Money, act: Act) -> bool:
    return act.money is None or act.money == amount


def _told(amount: Money, proposed: Money | None) -> str:
    told = f"{amount.amount:f} {amount.currency}"
    return told if proposed is None else f"{told}, and the buyer proposes {proposed.amount:f} {proposed.currency}"


def _receipt(found: At) -> Receipt:
    told = {name: text(found / name) for name in ("status", "update_time")}
    return Receipt(text(found / "return_sn"), {name: word for name, word in told.items() if word})
