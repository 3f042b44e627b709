"""SHP-WRONG: we sent the wrong item: own it, let the buyer choose, file the ticket, carry out, remind, learn."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Asks, Blames, Blocks, Clock, Leaves, Proof, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import (
    Action,
    DeadlineKind,
    EventType,
    EvidenceKind,
    OnLapse,
    Parameter,
    Party,
    Remedy,
    Side,
)
from makegood.policies.policy import Policy
from makegood.rules.all_liability import packed_unlike
from makegood.rules.all_steps import ORDER_KINDS
from makegood.rules.clocks import started
from makegood.rules.registry import rule, step
from makegood.rules.settling import agreement
from makegood.rules.standing import Standing

E = EventType
KINDS = ("wrong_item",)


def received_differs(situation: Situation) -> bool:
    """Does what the buyer says arrived differ from the order's lines?"""
    ours = situation.sku_units
    arrived = {item.sku.strip().upper() for item in situation.claim.received if item.sku is not None}
    return ours is not None and bool(arrived) and arrived != set(ours) and not arrived < set(ours)


@rule("SHP-WRONG-1", platform="shopee", kinds=KINDS)
def our_own_finding(situation: Situation, policy: Policy) -> Iterator[Blames | Leaves]:
    """The guide starts from our own finding: an item that differs is ours, unless a pack scan says otherwise."""
    if received_differs(situation) and packed_unlike(situation) is not False:
        yield Blames("SHP-WRONG-1", Party.seller, Proof.received, "received.differs")
    yield Leaves("SHP-WRONG-3", "facts.open")


@rule("SHP-WRONG-4", platform="shopee", kinds=KINDS)
def record(situation: Situation, policy: Policy) -> Iterator[Asks]:
    """The photo of the wrong item, and the whole conversation."""
    if not situation.holds(EvidenceKind.goods_photo):
        yield Asks("SHP-WRONG-4", EvidenceKind.goods_photo, Side.buyer)
    if not situation.holds(EvidenceKind.conversation):
        yield Asks("SHP-WRONG-4", EvidenceKind.conversation, Side.seller)


def ticket_lacks(situation: Situation) -> tuple[str, ...]:
    """The parts of a complete ticket that are not on file, as paths."""
    claim, buyer = situation.claim, situation.order.buyer
    lacking = [] if claim.received else ["claim.received"]
    if not situation.order.lines:
        lacking.append("order.lines")
    if buyer is None or not (buyer.id or buyer.name):
        lacking.append("order.buyer")
    if not claim.wants and agreement(situation) is None:
        lacking.append("claim.wants")
    for kind in (EvidenceKind.conversation, EvidenceKind.goods_photo):
        if not situation.holds(kind):
            lacking.append(f"evidence:{kind}")
    return tuple(lacking)


@rule("SHP-WRONG-5", platform="shopee", kinds=KINDS)
def ticket_parts(situation: Situation, policy: Policy) -> Iterator[Blocks]:
    """A ticket with a part missing is not sent; the part is named."""
    lacking = ticket_lacks(situation)
    answered = situation.last(E.ticket_answered)
    over = answered is not None and answered.verdict != "more_needed"
    sent = situation.since(answered.at if answered is not None else situation.opened_at, E.ticket_submitted)
    if lacking and not over and not sent:
        yield Blocks(Action.submit_ticket, lacking, "SHP-WRONG-5", "blocked.ticket", {"parts": ", ".join(lacking)})


@step("SHP-WRONG-5", platform="shopee", kinds=KINDS)
def file_ticket(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """All parts are there: file it. Asked for more: file it again with more."""
    submitted, answered = situation.last(E.ticket_submitted), situation.last(E.ticket_answered)
    if answered is not None and answered.verdict == "more_needed":
        again = submitted is None or when(submitted) <= when(answered)
        if again and not standing.blocks(Action.submit_ticket) and standing.stage not in ("closed", "withdrawn"):
            yield Step(Turn.demanded, Action.submit_ticket, "SHP-WRONG-5", "step.ticket_again")
        return
    if submitted is not None or answered is not None:
        return
    lacking = ticket_lacks(situation)
    if not lacking:
        yield Step(
            Turn.settle, Action.submit_ticket, "SHP-WRONG-5", "step.submit_ticket", order=8 if standing.is_clear else 1
        )
        return
    told = tuple(part for part in lacking if part == "claim.received")
    if told and not situation.did(Action.request_evidence, situation.opened_at):
        yield Step(Turn.evidence, Action.request_evidence, "SHP-WRONG-5", "step.ask_what_arrived", told, order=9)


@step("SHP-WRONG-5", platform="shopee", kinds=KINDS)
def platform_decides(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """A ticket is in: nothing is offered past it until it is answered."""
    submitted, answered = situation.last(E.ticket_submitted), situation.last(E.ticket_answered)
    if submitted is not None and (answered is None or when(answered) < when(submitted)):
        yield Step(Turn.settle, Action.wait, "SHP-WRONG-5", "rest.ticket", order=0)


@step("SHP-WRONG-2", platform="shopee", kinds=KINDS)
def let_the_buyer_choose(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """What the buyer wants is not known: put every possible solution forward at once."""
    undecided = not situation.claim.wants and not situation.has_open_offer and not standing.is_clear
    if undecided and standing.allowed and situation.offered is None and not standing.is_escalated:
        what = tuple(str(remedy) for remedy in standing.allowed)
        yield Step(Turn.settle, Action.offer, "SHP-WRONG-2", "step.offer_all", what, order=2)


@rule("SHP-WRONG-6", platform="shopee", kinds=ORDER_KINDS)
def refund_clock(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """A refund agreed is paid inside the platform's time limit."""
    agreed = agreement(situation)
    refunds = (Remedy.full_refund, Remedy.partial_refund, Remedy.partial_refund_and_reship)
    if agreed is None or agreed.remedy not in refunds:
        return
    yield started(situation, policy, DeadlineKind.refund, Parameter.refund_days, agreed.at, OnLapse.unknown)


@rule("ALL-2", platform="shopee", kinds=ORDER_KINDS)
def answer_clock(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """A return request waits for our answer; each carries its own time, and no page states a length for all."""
    if not situation.is_dispute:
        return
    opened = situation.opened_at
    yield started(situation, policy, DeadlineKind.respond, Parameter.respond_days, opened, OnLapse.auto_refund)


@step("SHP-WRONG-6", platform="shopee", kinds=KINDS)
def remind(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The remedy is given: remind the buyer to check that it arrived."""
    if standing.done and not situation.did(Action.remind_buyer, situation.opened_at):
        yield Step(Turn.follow_up, Action.remind_buyer, "SHP-WRONG-6", "step.remind_buyer")


@step("SHP-WRONG-7", platform="shopee", kinds=KINDS)
def lesson(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The remedy is done: root cause, corrective action with an owner and a date, training."""
    if standing.done and not situation.since(situation.opened_at, E.lesson_recorded):
        yield Step(Turn.lesson, Action.record_lesson, "SHP-WRONG-7", "step.record_lesson")
