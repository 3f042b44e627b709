"""ALL-1, ALL-3: carry out what is agreed, once; then wait while someone has a move, or close."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import Action, EventType, Kind, Platform, Remedy
from makegood.policies.policy import Policy
from makegood.rules.all_steps import ORDER_KINDS
from makegood.rules.registry import step
from makegood.rules.standing import Standing

E = EventType

_GIVEN_BY = {
    Remedy.full_refund: Action.refund,
    Remedy.partial_refund: Action.refund,
    Remedy.reship: Action.reship,
    Remedy.coupon: Action.send_coupon,
    Remedy.reschedule: Action.reschedule,
    Remedy.cancel_and_refund: Action.cancel_order,
}


def _carried_out_by(situation: Situation, remedy: Remedy) -> Action | None:
    """The act that the remedy still needs of us; None while the buyer or carrier has the move."""
    if remedy is Remedy.partial_refund_and_reship:
        return Action.reship if situation.since(situation.opened_at, E.refund_paid) else Action.refund
    if remedy is Remedy.return_and_refund:
        return Action.refund if situation.since(situation.opened_at, E.return_received) else None
    return _GIVEN_BY.get(remedy)


@step("SHP-WRONG-6", "AE-NEGO-3", "WISH-UNFUL-3", "WISH-UNFUL-4", "ALL-3", kinds=ORDER_KINDS)
def carry_out(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """What is agreed and not yet done?"""
    if standing.agreed is None or standing.done:
        return
    judged = situation.last(E.judged)
    ordered = judged is not None and judged.verdict == "refund"
    accepted = standing.paid_by_platform and standing.agreed in (Remedy.full_refund, Remedy.partial_refund)
    if ordered or accepted or standing.is_escalated:
        return  # the platform moves this money itself; a refund of ours would be a second one
    action = _carried_out_by(situation, standing.agreed)
    if action is not None:
        yield Step(
            Turn.carry_out, action, _carry_clause(situation, standing.agreed), f"step.{action}", (str(standing.agreed),)
        )


def _carry_clause(situation: Situation, remedy: Remedy) -> str:
    platform, kind = situation.platform, situation.kind
    if platform is Platform.shopee and kind is Kind.wrong_item:
        return "SHP-WRONG-6"
    if platform is Platform.wish and kind is Kind.unfulfilled_order:
        return "WISH-UNFUL-4" if remedy is Remedy.cancel_and_refund else "WISH-UNFUL-3"
    return "AE-NEGO-3" if platform is Platform.aliexpress else "ALL-3"


@step("ALL-1", "ALL-2")
def rest(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Has anyone still a move, or is the case at its end?"""
    stage = standing.stage
    if stage == "closed":
        yield Step(Turn.rest, Action.close, "ALL-1", "rest.closed")
    elif stage == "withdrawn":
        yield Step(Turn.rest, Action.close, "ALL-1", "rest.withdrawn")
    elif stage == "appealed":
        yield Step(Turn.rest, Action.wait, "ALL-2", "rest.appealed")
    elif standing.settled and standing.done:
        yield Step(Turn.rest, Action.close, "ALL-1", "rest.done")
    elif stage == "judged":
        over = standing.agreed is None
        yield Step(Turn.rest, Action.close if over else Action.wait, "ALL-1", "rest.judged" if over else "rest.verdict")
    else:
        yield Step(Turn.rest, Action.wait, "ALL-2", _waits_for(standing), order=9)


def _waits_for(standing: Standing) -> str:
    if standing.is_escalated:
        return "rest.arbitration"
    if standing.decided_by_lapse:
        return "rest.lapsed"
    return "rest.agreed" if standing.agreed is not None else "rest.buyer"
