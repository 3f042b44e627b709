"""From the one next step to an action a person can say yes to: which, about what, with how much money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.core.words import Kind, Remedy, Want
from makegood.store import cases
from makegood.store.actions import NotPossible
from makegood.store.models import Case

NOTHING_TO_DO = (Verb.wait,)
WHOLE = (Remedy.full_refund, Remedy.cancel_and_refund)


@dataclass(frozen=True, slots=True)
class Step:
    """What would be asked for: fits `actions.propose`."""

    verb: Verb
    details: Mapping[str, Any] = field(default_factory=dict)
    money: Money | None = None


def next_step(case: Case, said: Mapping[str, Any] | None = None) -> Step:
    """The case's next step. `said`: what the person adds (`remedy`, `money`, `text`, `finding`, `tracking` …).

    Raises `NotPossible` where there is none, or where something that only a person can say is missing.
    """
    step = (case.assessment or {}).get("next") or {}
    verb = Verb(step.get("action", Verb.wait))
    if verb in NOTHING_TO_DO:
        raise NotPossible(Text("there is nothing to do now: someone else has a move", "现在没有要做的：等待对方动作"))
    return as_step(case, verb, {"what": step.get("what") or [], **(said or {})})


def as_step(case: Case, verb: Verb, said: Mapping[str, Any]) -> Step:
    """Any action, with the money it gives or offers worked out from the case, where the person names none."""
    details = {name: value for name, value in said.items() if value not in (None, "", []) and name != "money"}
    what = [str(one) for one in details.get("what", [])]
    if verb in (Verb.offer, Verb.refund) and "remedy" not in details and len(what) == 1:
        details["remedy"] = what[0]
    if verb is Verb.offer and "remedy" not in details:
        raise NotPossible(
            Text(
                f"which remedy is offered is yours to say: --remedy {', '.join(what)}",
                f"请选择提供哪种方案：--remedy {'、'.join(what)}",
            )
        )
    money = said.get("money") or worth(case.kind, verb, details, cases.file_of(case))
    if verb is Verb.offer and details.get("remedy") == Remedy.partial_refund and money is None:
        raise NotPossible(Text("a partial refund needs its amount: --amount", "部分退款需填金额：--amount"))
    if verb is Verb.verify_order and "finding" not in details:
        raise NotPossible(
            Text(
                "what did checking the order show? --finding ours, misread, correct or unknown",
                "核对订单的结果是什么？--finding ours、misread、correct 或 unknown",
            )
        )
    return Step(verb, details, money)


def worth(kind: str | None, verb: Verb, details: Mapping[str, Any], document: Mapping[str, Any]) -> Money | None:
    """The money that an action gives or offers where nobody names a sum. Of the file's events, only offers are read."""
    claim, order = document.get("claim") or {}, document.get("order") or {}
    total = _read(order.get("total"))
    asked = _read(claim.get("amount")) or total
    remedy = details.get("remedy")
    if verb is Verb.offer:
        return asked if remedy in WHOLE or remedy == Remedy.return_and_refund else None
    if verb is Verb.refund:
        return _agreed(document) or asked
    if verb is Verb.agree:
        if kind == Kind.cancel_request:
            return total
        wants = claim.get("wants") or []
        return asked if not wants or Want.refund in wants or Want.return_ in wants else None
    if verb is Verb.cancel_order and order.get("paid_at"):
        return total
    return None


def _agreed(document: Mapping[str, Any]) -> Money | None:
    """The amount of the newest offer that was accepted, where it is on file."""
    amounts = [one.get("amount") for one in document["events"] if one["type"] in ("offer_made", "offer_accepted")]
    return next((_read(amount) for amount in reversed(amounts) if amount), None)


def _read(told: Mapping[str, str] | None) -> Money | None:
    return Money(Decimal(told["amount"]), told["currency"]) if told else None
