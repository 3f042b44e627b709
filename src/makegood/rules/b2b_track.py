"""B2B-TRACK: a wrong tracking number is corrected, filled in, replaced or changed at the waybill: each its own act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from makegood.core.findings import Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import Action, EventType, How, Platform, ShippedBy, Want
from makegood.policies.policy import Policy
from makegood.rules.registry import step
from makegood.rules.standing import Standing

E = EventType
KINDS = ("tracking_correction",)
CORRECTIONS = (
    Action.correct_tracking, Action.fill_tracking, Action.replace_tracking, Action.change_waybill, Action.revoke_waybill,
)  # fmt: skip


def right_correction(situation: Situation, policy: Policy) -> Action:
    """Reshipped: replace. Online waybill: change it there, or revoke it where the parcel is not to go. No number: fill in.

    Where the platform has no waybill to change, its own parcel's number is corrected like any other.
    """
    shipment = situation.order.shipment
    if situation.has(E.reshipped):
        return Action.replace_tracking
    has_waybills = policy.book.own.actions[Action.change_waybill].how is not How.unavailable
    if shipment is not None and shipment.by is ShippedBy.platform and has_waybills:
        unwanted = situation.has(E.cancel_requested) or Want.cancel in situation.claim.wants
        return Action.revoke_waybill if unwanted else Action.change_waybill
    if shipment is None or not (shipment.tracking or "").strip():
        return Action.fill_tracking
    return Action.correct_tracking


@step("B2B-TRACK-1", "ALL-1", kinds=KINDS)
def correct(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    clause = "B2B-TRACK-1" if situation.platform is Platform.ali1688 else "ALL-1"
    action = right_correction(situation, policy)
    reshipped = situation.last(E.reshipped)
    called_for = when(reshipped) if reshipped is not None else situation.opened_at
    if situation.did(action, called_for) or (action is Action.correct_tracking and _was_filled(situation, called_for)):
        yield Step(Turn.rest, Action.close, clause, "rest.corrected", order=0)
    else:
        yield Step(Turn.carry_out, action, clause, _why(situation, action), order=1)


def _was_filled(situation: Situation, called_for: datetime | None) -> bool:
    """The number now on file is the one that was filled in: there is nothing to correct."""
    shipment = situation.order.shipment
    filled = [one for one in situation.since(called_for, E.action_done) if one.action is Action.fill_tracking]
    return shipment is not None and any(one.receipt and shipment.knows(one.receipt) for one in filled)


def _why(situation: Situation, action: Action) -> str:
    elsewhere = action is Action.correct_tracking and situation.platform is not Platform.ali1688
    return "step.correct_number" if elsewhere else f"step.{action}"
