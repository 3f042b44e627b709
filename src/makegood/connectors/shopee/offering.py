"""Proposing a refund, or a return with refund, inside what the return allows (sheet §2, Returns: get_available_solutions, offer)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.shopee.asking import Shop, asked_for, claim, status
from makegood.connectors.shopee.calls import Call
from makegood.connectors.shopee.fields import money
from makegood.connectors.shopee.planning import Plan
from makegood.connectors.shopee.refusing import no
from makegood.core.money import Money, digits
from makegood.core.words import Remedy
from makegood.usecases.ports import Act, Look, Receipt, Sight

OFFER, OPTIONS = "returns/offer", "returns/get_available_solutions"
SOLUTIONS: dict[Remedy, str] = {
    Remedy.full_refund: "REFUND",
    Remedy.partial_refund: "REFUND",
    Remedy.partial_refund_and_reship: "REFUND",
    Remedy.return_and_refund: "RETURN_REFUND",
}
"""What a remedy is there; the others are given outside the return."""
MEMBER = {"REFUND": "offer_refund", "RETURN_REFUND": "offer_return_refund"}


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    solution = _solution(act)
    found = claim(shop, act, urgent=urgent)
    now = asked_for(found)
    if act.money is None:
        raise no("missing", "money")
    if act.money.currency != now.currency:
        raise no("currency", now.currency)
    options = shop.calls.read(Call("GET", OPTIONS, {"return_sn": act.dispute}), urgent=urgent)
    option = options / MEMBER[solution]
    if option.value is None or (option / "eligibility").value is not True:
        raise no("not_offered", f"{solution}; the return is {status(found)}")
    params = {"return_sn": act.dispute, "proposed_solution": solution, **_amount(option, found, act.money, now)}
    rounds = text(found / "negotiation" / "counter_limit") if (found / "negotiation").value is not None else None
    return Plan(Call("POST", OFFER, params), Receipt(_reference(act, _less(rounds)), {"proposed_solution": solution}))


def _amount(option: At, found: At, wanted: Money, now: Money) -> dict[str, Any]:
    """Within the least and the most; where the amount is fixed, it is what the return asks."""
    if (option / "refund_amount_adjustable").value is not True:
        if wanted != now:
            raise no("limits", f"{now.amount:f} {now.currency} only")
        return {}
    least, most = (money(option / name, found / "currency") for name in ("min_refund_amount", "max_refund_amount"))
    bottom = Decimal(least["amount"]) if least is not None else Decimal(0)
    top = Decimal(most["amount"]) if most is not None else now.amount
    if not bottom <= wanted.amount <= top or not wanted.amount:
        raise no("limits", f"{bottom:f} to {top:f} {now.currency}")
    return {"proposed_adjusted_refund_amount": _number(wanted)}


def _number(amount: Money) -> float | int:
    """JSON's own number, as the platform wants it; the shortest that reads back as this amount."""
    whole = amount.amount == amount.amount.to_integral_value()
    return int(amount.amount) if whole else round(float(amount.amount), digits(amount.currency))


def seen(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    """Our proposal of that solution and amount, by the rounds that are left, which each proposal of ours lowers."""
    solution, found = _solution(act), claim(shop, act, urgent=False)
    talks = found / "negotiation"
    if talks.value is None:
        return Look(Sight.cannot_tell, why="the return tells nothing of offers")
    creator, buyer = text(talks / "latest_offer_creator"), text(found / "user" / "username")
    if creator is None:
        return Look(Sight.not_done)
    if creator == buyer:
        return Look(Sight.cannot_tell, why="the buyer's own proposal stands last; whether ours came before is not told")
    told = money(talks / "latest_offer_amount", found / "currency")
    same = told is not None and act.money == Money(Decimal(told["amount"]), told["currency"])
    reference = _reference(act, text(talks / "counter_limit"))
    if not same or text(talks / "latest_solution") != solution or reference in taken:
        return Look(Sight.not_done, why="another offer of ours stands last")
    words = {"negotiation_status": text(talks / "negotiation_status"), "status": status(found)}
    return Look(Sight.done, Receipt(reference, {name: word for name, word in words.items() if word}))


def _solution(act: Act) -> str:
    told = str(act.details.get("remedy") or "")
    solution = SOLUTIONS.get(Remedy(told)) if told in set(Remedy) else None
    if solution is None:
        raise no("no_api", f"offer of {told or 'no remedy'}")
    return solution


def _less(rounds: str | None) -> str | None:
    return str(int(rounds) - 1) if rounds is not None and rounds.isascii() and rounds.isdigit() else None


def _reference(act: Act, left: str | None) -> str:
    """Proposals have no number: the return's, and the rounds that are left after it."""
    return f"{act.dispute}/{left or '?'}"
