"""The steps every platform shares before a case is settled (ALL-1): look, speak, ask, offer, show."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Asks, Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import (
    Action,
    EventType,
    EvidenceKind,
    Kind,
    Platform,
)
from makegood.policies.policy import Policy
from makegood.rules.registry import step
from makegood.rules.standing import Standing

E = EventType
VERIFIED_KINDS = ("wrong_item", "short_shipment", "not_as_described")
SPOKEN_KINDS = tuple(
    kind
    for kind in Kind
    if kind not in {"penalty", "tracking_correction", "unpaid_order", "deposit_release", "service_exit", "sku_alert"}
)
CLAIM_KINDS = tuple(kind for kind in SPOKEN_KINDS if kind != "cancel_request")
GOODS = ("wrong_item", "short_shipment", "damaged", "not_as_described")
ORDER_KINDS = tuple(kind for kind in Kind if kind not in {"deposit_release", "service_exit", "sku_alert"})

_VERIFY = {Platform.wish: "WISH-WRONG-2", Platform.shopee: "SHP-WRONG-3", Platform.aliexpress: "AE-NEGO-2"}
_OFFER = {Platform.aliexpress: "AE-NEGO-3", Platform.ali1688: "B2B-AFTERSALE-1"}


def contact_clause(situation: Situation) -> str:
    """The clause that says to speak to the buyer, for this platform and kind."""
    kind = situation.kind
    if situation.platform is Platform.wish:
        if kind is Kind.unfulfilled_order:
            return "WISH-UNFUL-1"
        return "WISH-WRONG-1" if kind in (Kind.wrong_item, Kind.refused_payment) else "ALL-1"
    if situation.platform is Platform.aliexpress:
        return "AE-NEGO-2" if situation.opened_at is not None else "ALL-1"
    if situation.platform is Platform.shopee:
        return "SHP-WRONG-1" if kind is Kind.wrong_item else "ALL-1"
    return "B2B-AFTERSALE-1"


def offer_clause(situation: Situation) -> str:
    if situation.platform is Platform.shopee:
        return "SHP-WRONG-2" if situation.kind is Kind.wrong_item else "ALL-1"
    if situation.platform is Platform.wish:
        return "WISH-WRONG-1" if situation.kind in (Kind.wrong_item, Kind.refused_payment) else "ALL-1"
    return _OFFER.get(situation.platform, "ALL-1")


def order_is_verified(situation: Situation, standing: Standing) -> bool:
    return (
        situation.has(E.order_verified)
        or bool(situation.holds(EvidenceKind.pack_scan))
        or bool(situation.holds(EvidenceKind.dispatch_photo))
        or situation.did(Action.verify_order)
        or any(getattr(finding, "clause", "") == "AE-LABEL-2" for finding in standing.because)
        and standing.party == "logistics"
    )


@step("WISH-WRONG-2", "SHP-WRONG-3", "AE-NEGO-2", "ALL-1", kinds=VERIFIED_KINDS)
def verify(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Have we looked at our own order?"""
    if not order_is_verified(situation, standing):
        yield Step(Turn.verify, Action.verify_order, _VERIFY.get(situation.platform, "ALL-1"), "step.verify_order")


@step("WISH-WRONG-1", "WISH-UNFUL-1", "AE-NEGO-2", "SHP-WRONG-1", "B2B-AFTERSALE-1", "ALL-1", kinds=SPOKEN_KINDS)
def contact(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Has anything been said to the buyer about it?"""
    if not situation.spoken_to_buyer:
        yield Step(Turn.contact, Action.contact_buyer, contact_clause(situation), "step.contact_buyer")


def _not_asked_yet(situation: Situation, missing: list[Asks]) -> list[Asks]:
    asked = situation.done_at.get(Action.request_evidence)
    if asked is None:
        return missing
    return [ask for ask in missing if (ask.since or situation.opened_at or asked) > asked]


@step("ALL-1")
def ask(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """What evidence is missing that has not been asked for since it was called for?"""
    missing = [ask for ask in standing.missing if ask.by_request]
    unasked = _not_asked_yet(situation, missing)
    if unasked:
        what = tuple(dict.fromkeys(str(ask.evidence) for ask in unasked))
        yield Step(
            Turn.evidence, Action.request_evidence, unasked[0].clause, "step.request_evidence", what,
            for_appeal=any(ask.for_appeal for ask in unasked),
        )  # fmt: skip


def choices(situation: Situation, standing: Standing) -> tuple[str, ...]:
    """What can still be put forward: the recommended remedy, else each allowed one the buyer has not refused."""
    if standing.recommended is not None:
        return (str(standing.recommended),)
    return tuple(str(remedy) for remedy in standing.allowed if remedy not in situation.refused)


def must_wait_to_offer(situation: Situation, standing: Standing) -> bool:
    """An offer is on the table, the platform decides, or the facts that would decide are still missing."""
    if situation.did(Action.agree, situation.opened_at):  # we said yes to what the buyer asked: no offer beside it
        return True
    if situation.has_open_offer or standing.is_escalated or standing.decided_by_lapse or standing.stage == "appealed":
        return True
    if standing.recommended is not None and standing.named:
        return False
    return standing.is_clear or any(ask.by_request for ask in standing.missing)


@step("AE-NEGO-3", "WISH-WRONG-1", "SHP-WRONG-2", "B2B-AFTERSALE-1", "ALL-1", kinds=CLAIM_KINDS)
def offer(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Which solution can be put forward now?"""
    if must_wait_to_offer(situation, standing):
        return
    what = choices(situation, standing)
    if what:
        clause = standing.recommended_clause if standing.named and standing.recommended else offer_clause(situation)
        yield Step(Turn.settle, Action.offer, clause, "step.offer", what)
    elif not situation.did(Action.ask_platform_service, situation.opened_at):
        yield Step(Turn.settle, Action.ask_platform_service, "AUDIT-10", "step.no_remedy_left", order=9)


@step("WISH-WRONG-3", "ALL-1", kinds=GOODS + ("refused_payment",))
def show(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Where we are clear: has the buyer been shown so?"""
    if (
        standing.is_clear
        and not standing.decided_by_lapse
        and not situation.did(Action.show_proof, situation.opened_at)
    ):
        clause = "WISH-WRONG-3" if situation.platform is Platform.wish else "ALL-1"
        yield Step(Turn.settle, Action.show_proof, clause, "step.show_proof", order=4)


@step("WISH-UNFUL-2", "B2B-AFTERSALE-1", "ALL-1", kinds=["cancel_request"])
def answer_cancel(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """A buyer asks to cancel: agree while nothing has left, else refuse and say why."""
    clause = {Platform.wish: "WISH-UNFUL-2", Platform.ali1688: "B2B-AFTERSALE-1"}.get(situation.platform, "ALL-1")
    answered = situation.did(Action.agree, situation.opened_at) or situation.did(Action.refuse, situation.opened_at)
    if not answered:
        action = Action.refuse if situation.is_shipped else Action.agree
        why = "step.refuse_cancel" if situation.is_shipped else "step.agree_cancel"
        yield Step(Turn.settle, action, clause, why)
    elif situation.did(Action.agree, situation.opened_at) and not situation.has(E.cancelled):
        yield Step(Turn.carry_out, Action.cancel_order, clause, "step.cancel_order")
    else:
        yield Step(Turn.rest, Action.close, "ALL-1", "rest.answered")
