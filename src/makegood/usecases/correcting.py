"""Which correction of a tracking number applies, by what was shipped how, and why the others do not (B2B-TRACK-1)."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.situation import Situation
from makegood.core.text import Text
from makegood.core.words import Action, EventType, How, Platform, ShippedBy, Want
from makegood.policies.pack import Way
from makegood.policies.policy import Policy
from makegood.rules.b2b_track import CORRECTIONS, right_correction


@dataclass(frozen=True, slots=True)
class Shipped:
    """What was shipped how."""

    by: ShippedBy | None
    tracking: str
    reshipped: bool
    new_number: str
    """The reshipped parcel's, where it is on file."""
    unwanted: bool
    """The parcel is not to go: the buyer asked to cancel."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One way to put a number right. `why`: why it applies, or why it does not."""

    action: Action
    applies: bool
    why: Text
    way: Way

    @property
    def takes_a_number(self) -> bool:
        return self.action is not Action.revoke_waybill


def shipped(situation: Situation) -> Shipped:
    shipment, again = situation.order.shipment, situation.last(EventType.reshipped)
    return Shipped(
        by=shipment.by if shipment is not None else None,
        tracking=(shipment.tracking or "").strip() if shipment is not None else "",
        reshipped=again is not None,
        new_number=(again.tracking or "") if again is not None else "",
        unwanted=situation.has(EventType.cancel_requested) or Want.cancel in situation.claim.wants,
    )


def clause(situation: Situation) -> str:
    return "B2B-TRACK-1" if situation.platform is Platform.ali1688 else "ALL-1"


def corrections(situation: Situation, policy: Policy) -> list[Correction]:
    """All five, the one that applies first."""
    right, facts = right_correction(situation, policy), shipped(situation)
    ways = {action: policy.book.own.actions[action] for action in CORRECTIONS}
    found = [
        Correction(action, action is right, _yes(action) if action is right else _no(action, facts, ways[action]), way)
        for action, way in ways.items()
    ]
    return sorted(found, key=lambda one: not one.applies)


_YES = {
    Action.correct_tracking: Text("shipped by ourselves, and a number is on file", "自己联系物流发货，且已填运单号"),
    Action.fill_tracking: Text("shipped, and no number is on file", "已发货，但没有填运单号"),
    Action.replace_tracking: Text("a new parcel went in place of the first", "已补发新包裹"),
    Action.change_waybill: Text("shipped with an online waybill", "线上发货，使用平台运单"),
    Action.revoke_waybill: Text("an online waybill, and the parcel is not to go", "线上发货，且包裹不再寄出"),
}
_GOES_BY_RESHIPMENT = Text(
    "a new parcel went: its number takes the place of the old one", "已补发新包裹：应换成新包裹的单号"
)
_AT_THE_WAYBILL = Text("shipped with an online waybill: it is changed there", "线上发货：在物流平台的运单处修改")


def _yes(action: Action) -> Text:
    return _YES[action]


def _no(action: Action, facts: Shipped, way: Way) -> Text:
    """The first fact that speaks against it."""
    if way.how is How.unavailable:
        return way.text
    if action is Action.replace_tracking:
        return Text("nothing was reshipped", "没有补发")
    if facts.reshipped:
        return _GOES_BY_RESHIPMENT
    if action in (Action.correct_tracking, Action.fill_tracking):
        return _no_number(action, facts)
    return _no_waybill(action, facts)


def _no_number(action: Action, facts: Shipped) -> Text:
    if facts.by is ShippedBy.platform:
        return _AT_THE_WAYBILL
    if action is Action.correct_tracking:
        return Text("no number is on file: it is filled in, not corrected", "还没有运单号：应补填，而不是修改")
    return Text("a number is on file: it is corrected, not filled in", "已有运单号：应修改，而不是补填")


def _no_waybill(action: Action, facts: Shipped) -> Text:
    if facts.by is not ShippedBy.platform:
        return Text("shipped by ourselves: there is no online waybill", "自己联系物流发货：没有线上运单")
    if action is Action.change_waybill:
        return Text(
            "the parcel is not to go: the waybill is revoked, not changed", "包裹不再寄出：应撤销运单，而不是修改"
        )
    return Text("the parcel is to go: nobody asked to cancel", "包裹仍要寄出：没有取消申请")
