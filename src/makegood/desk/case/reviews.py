"""The review before an act: what is done, with how much, what the buyer sees, what becomes of the clocks, who must say yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.core.words import How, Platform, Remedy
from makegood.desk.case.asked import NEEDS_A_NUMBER, NEEDS_AN_AMOUNT, Asked
from makegood.desk.case.moves import coupon_of
from makegood.policies.policy import book
from makegood.store import actions, stepping
from makegood.store.actions import NotPossible
from makegood.store.doing import Leave, is_above, leave
from makegood.store.foreseeing import Foreseen, foreseen
from makegood.store.models import Action, Case
from makegood.store.stepping import Step
from makegood.usecases.acting import LIVE
from makegood.usecases.choices import AT_THE_DESK, No, forbidden
from makegood.usecases.ports import Connection

SAYS_SOMETHING = frozenset(
    {Verb.contact_buyer, Verb.request_evidence, Verb.show_proof, Verb.offer, Verb.ask_withdrawal, Verb.refuse,
     Verb.remind_buyer, Verb.escalate, Verb.appeal, Verb.ask_platform_service, Verb.report_buyer, Verb.submit_ticket,
     Verb.claim_carrier, Verb.claim_insurance, Verb.cancel_order, Verb.contact_other_buyers}
)  # fmt: skip
"""Acts whose text somebody reads: the buyer, or the platform."""
HAS_A_NUMBER = NEEDS_A_NUMBER | {Verb.reship}


@dataclass(frozen=True, slots=True)
class Review:
    """What stands on the review. `step` None: a person must say something first (`why`)."""

    verb: Verb
    remedy: str | None
    step: Step | None
    remedies: list[tuple[str, bool]]
    amount: str
    currency: str | None
    needs_amount: bool
    needs_text: bool
    needs_number: bool
    text: str
    text_for_us: str
    how: str
    note: Mapping[str, str]
    clause: str
    why: Mapping[str, str]
    leave: Leave
    is_above: bool
    foreseen: Foreseen | None
    trouble: Text | None = None
    closed: No | None = None
    """Why the act is not open now; the review then offers nothing to press."""

    @property
    def money(self) -> Money | None:
        return self.step.money if self.step is not None else None


def review(
    case: Case, asked: Asked, *, person: UUID, connection: Connection | None, at: datetime, foresee: bool = True
) -> Review:
    assert asked.verb is not None
    answer, verb = case.assessment or {}, asked.verb
    remedy = asked.said.get("remedy") or _only(answer, verb)
    said = {**asked.said, **({"remedy": remedy} if remedy else {})}
    if verb is Verb.offer and remedy == Remedy.coupon and "money" not in said:
        said["money"] = coupon_of(answer)
    step, trouble = _step(case, verb, said)
    money = step.money if step is not None else None
    limits = actions.limits()
    note, clause, why = _told(answer, verb, case.shop.platform, remedy)
    amount = asked.typed.get("amount") or (f"{money.amount:f}" if money is not None else "")
    text, for_us = _text(answer, verb)
    return Review(
        verb=verb,
        remedy=remedy,
        step=step,
        remedies=_remedies(answer, verb, remedy),
        amount=amount,
        currency=money.currency if money is not None else currency_of(case),
        needs_amount=verb is Verb.offer and (remedy in NEEDS_AN_AMOUNT) or verb is Verb.refund,
        needs_text=verb in SAYS_SOMETHING,
        needs_number=verb in HAS_A_NUMBER,
        text=asked.typed.get("text") or text,
        text_for_us=for_us,
        how=how_of(case, verb, remedy, connection),
        note=note,
        clause=clause,
        why=why,
        leave=leave(actions.person(person), money, limits),
        is_above=is_above(money, limits),
        foreseen=foreseen(case, step, at=at) if step is not None and foresee else None,
        trouble=trouble,
        closed=forbidden(verb, answer, live_kinds(case), remedy=remedy),
    )


def live_kinds(case: Case) -> set[str]:
    """The actions that are under way in the case."""
    return set(Action.objects.filter(case=case, state__in=sorted(LIVE)).values_list("kind", flat=True))


def _step(case: Case, verb: Verb, said: Mapping[str, Any]) -> tuple[Step | None, Text | None]:
    needs = verb is Verb.offer and "remedy" not in said or verb is Verb.verify_order and "finding" not in said
    if needs or (said.get("remedy") in NEEDS_AN_AMOUNT and verb is Verb.offer and not said.get("money")):
        return None, None
    try:
        return stepping.as_step(case, verb, said), None
    except NotPossible as reason:
        return None, reason.text


def currency_of(case: Case) -> str | None:
    return (case.order.currency if case.order else None) or case.currency


def how_of(case: Case, verb: Verb, remedy: str | None, connection: Connection | None) -> str:
    """api, assisted; `desk`: done here; `rehearsal`: the shop writes nothing."""
    if verb in AT_THE_DESK:
        return "desk"
    by_remedy = book(Platform(case.shop.platform)).own.remedies[Remedy(remedy)].how if remedy else How.api
    if connection is None or verb not in connection.verbs or (verb is Verb.offer and by_remedy is not How.api):
        return "assisted"
    return "rehearsal" if case.shop.rehearsal else "api"


def _only(answer: Mapping[str, Any], verb: Verb) -> str | None:
    """The remedy where the next step leaves no choice."""
    step = answer.get("next") or {}
    what = step.get("what") or []
    return what[0] if verb is Verb.offer and step.get("action") == verb and len(what) == 1 else None


def _remedies(answer: Mapping[str, Any], verb: Verb, remedy: str | None) -> list[tuple[str, bool]]:
    if verb is not Verb.offer:
        return []
    return [(one["remedy"], one["remedy"] == remedy) for one in answer.get("options", ()) if one["allowed"]]


def _told(
    answer: Mapping[str, Any], verb: Verb, platform: str, remedy: str | None
) -> tuple[Mapping[str, str], str, Mapping[str, str]]:
    """How it is done on the platform, and the clause and reason, where the assessment names them."""
    own = book(Platform(platform)).own
    way = own.remedies.get(Remedy(remedy)) if remedy else own.actions.get(verb)
    note = way.text.as_json() if way is not None else {}
    if answer.get("next", {}).get("action") == verb:
        return note, answer["next"]["clause"], answer["next"]["why"]
    beside = next((one for one in answer.get("also", ()) if one["action"] == verb), None)
    return note, (beside["clause"] if beside else ""), (beside["why"] if beside else {})


def _text(answer: Mapping[str, Any], verb: Verb) -> tuple[str, str]:
    """What is asked of the buyer, in their language; and for us. Nothing is drafted for the other acts here."""
    if verb is not Verb.request_evidence:
        return "", ""
    asks = [one["message"] for one in answer["evidence"]["missing"] if one["ask"] == "buyer"]
    theirs = "\n\n".join(one["buyer"] or one["en"] for one in asks)
    return theirs, "\n\n".join(one["zh"] for one in asks)
