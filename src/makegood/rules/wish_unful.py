"""WISH-UNFUL: an order not fulfilled: its cause, a new plan or a refund, an appeal where we did our duty, the lesson."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Asks, Blocks, Names, Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import Action, EventType, EvidenceKind, Remedy, Side, Want
from makegood.policies.policy import Policy
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing
from makegood.rules.wish_wrong import appeal_is_over

E = EventType
KINDS = ("unfulfilled_order",)


@rule("WISH-UNFUL-2", "WISH-UNFUL-3", "WISH-UNFUL-4", platform="wish", kinds=KINDS)
def plan(situation: Situation, policy: Policy) -> Iterator[Names]:
    """Which remedy does the cause call for?"""
    reason = situation.claim.reason
    if reason in ("policy_change", "quality"):
        yield Names(Remedy.cancel_and_refund, "WISH-UNFUL-4", "named.cancel_and_refund")
    elif Want.cancel in situation.claim.wants:
        yield Names(Remedy.cancel_and_refund, "WISH-UNFUL-2", "named.cancel_wanted")
    elif reason in ("logistics_delay", "out_of_stock"):
        yield Names(Remedy.reschedule, "WISH-UNFUL-3", "named.reschedule")
        yield Names(Remedy.coupon, "WISH-UNFUL-3", "named.coupon_instead", order=1)


def did_our_duty(situation: Situation) -> bool:
    """Shipped, and it counts as unfulfilled all the same."""
    return situation.order.shipped_at is not None or situation.has(E.shipped) or situation.is_delivered


@rule("WISH-UNFUL-5", platform="wish", kinds=(*KINDS, "penalty"))
def duty_proof(situation: Situation, policy: Policy) -> Iterator[Asks | Blocks]:
    """What an appeal needs: the carrier's record of what we shipped."""
    if not did_our_duty(situation) or situation.holds(EvidenceKind.tracking_record) or situation.has(E.appealed):
        return
    yield Asks("WISH-UNFUL-5", EvidenceKind.tracking_record, Side.seller, for_appeal=True)
    yield Blocks(Action.appeal, ("evidence:tracking_record",), "WISH-UNFUL-5", "blocked.appeal_evidence")


@step("WISH-UNFUL-5", platform="wish", kinds=(*KINDS, "penalty"))
def appeal_unfulfilled(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """We did our duty: appeal with the evidence and the particulars, once."""
    if not did_our_duty(situation) or standing.blocks(Action.appeal) or situation.has(E.appealed):
        return
    if appeal_is_over(situation, standing):
        return
    if situation.withdrawn_at is None and not situation.offers and not standing.done:
        yield Step(
            Turn.settle, Action.appeal, "WISH-UNFUL-5", "step.appeal_wish", ("tracking_record",), order=1, for_appeal=True
        )  # fmt: skip


@step("WISH-UNFUL-6", platform="wish", kinds=KINDS)
def lesson(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The remedy is done: find the cause, and what will be done about it."""
    if standing.done and not situation.since(situation.opened_at, E.lesson_recorded):
        yield Step(Turn.lesson, Action.record_lesson, "WISH-UNFUL-6", "step.record_lesson")
