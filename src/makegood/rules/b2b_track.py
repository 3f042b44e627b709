"""B2B-TRACK: a wrong tracking number is corrected, filled in, replaced or changed at the waybill: each its own act."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import Action, EventType, Platform, ShippedBy, Want
from makegood.policies.policy import Policy
from makegood.rules.registry import step
from makegood.rules.standing import Standing

E = EventType
KINDS = ("tracking_correction",)
CORRECTIONS = (
    Action.correct_tracking, Action.fill_tracking, Action.replace_tracking, Action.change_waybill, Action.revoke_waybill,
)  # fmt: skip


def right_correction(situation: Situation) -> Action:
    """Reshipped: replace. Online waybill: change it there, or revoke it where the parcel is not to go. No number: fill in."""
    shipment = situation.order.shipment
    if situation.has(E.reshipped):
        return Action.replace_tracking
    if shipment is not None and shipment.by is ShippedBy.platform:
        unwanted = situation.has(E.cancel_requested) or Want.cancel in situation.claim.wants
        return Action.revoke_waybill if unwanted else Action.change_waybill
    if shipment is None or not (shipment.tracking or "").strip():
        return Action.fill_tracking
    return Action.correct_tracking


@step("B2B-TRACK-1", "ALL-1", kinds=KINDS)
def correct(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    clause = "B2B-TRACK-1" if situation.platform is Platform.ali1688 else "ALL-1"
    action = right_correction(situation)
    if situation.did(action, situation.opened_at):
        yield Step(Turn.rest, Action.close, clause, "rest.corrected", order=0)
    else:
        yield Step(Turn.carry_out, action, clause, f"step.{action}", order=1)
