"""AUDIT: orders placed in bad faith: look at the address, ask, give grace, and cancel only what a person confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from makegood.core.findings import Also, Blames, Blocks, Clock, Leaves, Proof, Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import (
    Action,
    DeadlineKind,
    EventType,
    How,
    OnLapse,
    Parameter,
    Party,
    Platform,
)
from makegood.policies.places import address_faults, phone_fault
from makegood.policies.policy import Policy
from makegood.rules.clocks import is_running, spans, started
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing

E = EventType
KINDS = ("unpaid_order",)


def unreal_parts(situation: Situation) -> tuple[str, ...]:
    """Paths of address and contact details that are not complete or not real. What is unknown or masked is neither."""
    to, buyer = situation.order.ship_to, situation.order.buyer
    paths: list[str] = []
    country = to.country if to is not None else None
    if to is not None:
        faults = address_faults(country, state=to.state, city=to.city, line1=to.line1, postcode=to.postcode)
        paths += [f"order.ship_to.{part}" for part in faults]
        if phone_fault(to.phone, country):
            paths.append("order.ship_to.phone")
    if buyer is not None and (to is None or to.phone is None) and phone_fault(buyer.phone, country):
        paths.append("order.buyer.phone")
    return tuple(paths)


def suspected_because(situation: Situation, policy: Policy) -> str | None:
    """Does the buyer's history look like bad faith? The sentence that says why, or None."""
    buyer = situation.order.buyer
    history = buyer.history if buyer is not None else None
    if history is None or not history.orders:
        return None
    for times, count, share, why in (
        (history.unpaid, Parameter.unpaid_count, Parameter.unpaid_share, "suspect.unpaid"),
        (history.cancelled, Parameter.cancel_count, Parameter.cancel_share, "suspect.cancelled"),
    ):
        least, part = policy.number(count), policy.number(share)
        if times is None or least is None or part is None:
            continue
        if times >= least and Decimal(times) >= part * history.orders:
            return why
    return None


def is_over(situation: Situation) -> bool:
    return situation.has(E.cancelled) or situation.order.finished_at is not None


@rule("AUDIT-1", "AUDIT-6", kinds=KINDS)
def bad_faith(situation: Situation, policy: Policy) -> Iterator[Blames | Leaves]:
    """Bad faith is a person's finding; history only raises the question."""
    if situation.has(E.bad_faith_confirmed):
        yield Blames("AUDIT-6", Party.buyer, Proof.confirmed, "bad_faith.confirmed")
    else:
        yield Leaves("AUDIT-1", suspected_because(situation, policy) or "bad_faith.open")


@rule("AUDIT-4", "AUDIT-5")
def unpaid_clocks(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """While an order is unpaid: our grace for it, and the shop's own auto-cancel. Not on Wish, which screens payment."""
    placed = situation.placed_at
    if placed is None or situation.platform is Platform.wish or situation.is_paid or is_over(situation):
        return
    for kind, name, on_lapse in (
        (DeadlineKind.payment_grace, Parameter.payment_grace_hours, OnLapse.none),
        (DeadlineKind.auto_cancel, Parameter.auto_cancel_hours, OnLapse.auto_cancel),
    ):
        yield started(situation, policy, kind, name, placed, on_lapse)


def may_hold(situation: Situation, policy: Policy, parts: tuple[str, ...]) -> bool:
    """A paid order that has not left, with an alert; not on Wish, and never past the ship-by time."""
    if not parts or not situation.is_paid or situation.is_shipped or is_over(situation):
        return False
    if situation.platform is Platform.wish:
        return False
    paid = situation.paid_at
    due = spans(paid, days=policy.value(Parameter.ship_days, paid).number)
    ends = _ship_by_given(situation) or due
    return ends is None or ends > situation.at


def _ship_by_given(situation: Situation) -> datetime | None:
    """The platform's own ship-by time for this order: of two readings the later, of one instant the earlier end."""
    given = [
        (one.read_at is not None, one.read_at or one.due_at, -one.due_at.timestamp(), one.due_at)
        for one in situation.case.platform_deadlines
        if one.kind is DeadlineKind.ship and one.due_at is not None and not (one.read_at and one.read_at > situation.at)
    ]
    return max(given)[-1] if given else None


@rule("AUDIT-2", kinds=KINDS)
def hold(situation: Situation, policy: Policy) -> Iterator[Blocks]:
    """An address not complete or contact details not real hold the order from shipping."""
    parts = unreal_parts(situation)
    if may_hold(situation, policy, parts):
        yield Blocks("ship", parts, "AUDIT-2", "blocked.ship", {"parts": ", ".join(parts)})


@step("AUDIT-2", kinds=KINDS)
def hold_first(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Hold it before the parcel leaves, unless its ship-by time is too near for a hold to help."""
    if not standing.blocks("ship") or situation.did(Action.hold_shipping) or situation.has(E.bad_faith_confirmed):
        return
    ship = standing.clock(DeadlineKind.ship)
    if ship is None or ship.due_at is None or ship.due_at > situation.at:
        yield Step(Turn.verify, Action.hold_shipping, "AUDIT-2", "step.hold_shipping", unreal_parts(situation), order=1)


@step("AUDIT-3", "AUDIT-4", kinds=KINDS)
def learn_intent(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """An unpaid order, or one with an alert: ask the buyer at once. A paid order with no alert needs nothing."""
    if is_over(situation) or situation.has(E.bad_faith_confirmed):
        return
    alerted = not situation.is_paid or bool(unreal_parts(situation))
    if alerted and not situation.spoken_to_buyer:
        yield Step(Turn.contact, Action.contact_buyer, "AUDIT-3", "step.learn_intent", order=1)
    elif not situation.is_paid:
        yield Step(Turn.rest, Action.wait, "AUDIT-4", "rest.payment", order=1)
    else:
        yield Step(Turn.rest, Action.wait, "AUDIT-2", "rest.paid_order", order=1)


@step("AUDIT-6", "AUDIT-7", kinds=KINDS)
def cancel_and_report(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Confirmed by a person: cancel and give the stock back, then report. On Wish no cancellation is suggested."""
    if not situation.has(E.bad_faith_confirmed):
        return
    cancellable = situation.platform is not Platform.wish and not situation.is_shipped
    reported = situation.has(E.report_filed) or situation.did(Action.report_buyer)
    if cancellable and not is_over(situation):
        yield Step(Turn.safe, Action.cancel_order, "AUDIT-6", "step.cancel_bad_faith", order=0)
    elif not reported:
        yield Step(Turn.safe, Action.report_buyer, "AUDIT-7", "step.report_buyer", order=0)
    else:
        yield Step(Turn.rest, Action.close, "AUDIT-7", "rest.reported", order=0)


@step("AUDIT-5", "AUDIT-10", kinds=KINDS)
def beside(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Also]:
    """Where bad faith is suspected and the order is unpaid: the shop's auto-cancel time can be shortened."""
    if is_over(situation) or situation.is_paid or suspected_because(situation, policy) is None:
        return
    clock = standing.clock(DeadlineKind.auto_cancel)
    way = policy.book.own.actions[Action.shorten_auto_cancel]
    if way.how is not How.unavailable and clock is not None and is_running(clock):
        yield Also(Action.shorten_auto_cancel, "AUDIT-5", "also.shorten_auto_cancel")
    yield Also(Action.ask_platform_service, "AUDIT-10", "also.ask_platform_service")
