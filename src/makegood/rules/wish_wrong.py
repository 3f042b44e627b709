"""WISH-WRONG: goods unlike the order, or payment refused: look, show, and appeal where we did our part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from makegood.core.case import Event
from makegood.core.findings import Asks, Blocks, Clock, Leaves, Names, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import (
    Action,
    Channel,
    DeadlineKind,
    Direction,
    EventType,
    EvidenceKind,
    OnLapse,
    Parameter,
    Remedy,
    Side,
)
from makegood.policies.policy import Policy
from makegood.rules.all_liability import packed_unlike
from makegood.rules.all_steps import ORDER_KINDS
from makegood.rules.clocks import ended_at, has_lapsed, spans, started
from makegood.rules.registry import rule, step
from makegood.rules.staging import is_appealed
from makegood.rules.standing import CLEAR, Standing

E = EventType
KINDS = ("wrong_item", "refused_payment")
OUR_PROOF = (EvidenceKind.dispatch_photo, EvidenceKind.tracking_record)


@rule("WISH-WRONG-1", "WISH-WRONG-2", platform="wish", kinds=KINDS)
def what_came(situation: Situation, policy: Policy) -> Iterator[Asks | Leaves]:
    """Until we know: what came? Asked of the buyer while liability is open."""
    yield Leaves("WISH-WRONG-2", "facts.open")
    if not situation.holds(EvidenceKind.goods_photo) and situation.kind == "wrong_item":
        yield Asks("WISH-WRONG-1", EvidenceKind.goods_photo, Side.buyer)


@rule("WISH-WRONG-3", "WISH-WRONG-4", platform="wish", kinds=KINDS)
def our_proof(situation: Situation, policy: Policy) -> Iterator[Asks | Blocks | Names]:
    """Where we shipped right: our own photo and the carrier's record, to show and to appeal with."""
    if packed_unlike(situation) is not False:
        return
    lacking = [kind for kind in OUR_PROOF if not situation.holds(kind)]
    for kind in lacking:
        yield Asks("WISH-WRONG-3", kind, Side.seller, for_appeal=True)
    if lacking:
        missing = tuple(f"evidence:{kind}" for kind in lacking)
        yield Blocks(Action.appeal, missing, "WISH-WRONG-4", "blocked.appeal_evidence")
    yield Names(Remedy.explain, "WISH-WRONG-3", "named.explain")


def buyer_still_refuses(situation: Situation) -> bool:
    """After being shown: an offer refused, another message, or a verdict against us."""
    judged = situation.last(E.judged)
    if judged is not None and judged.verdict in ("refund", "return_and_refund"):
        return True
    shown = situation.done_at.get(Action.show_proof)
    if shown is None:
        return False
    wrote = [e for e in situation.since(shown, E.message) if e.direction is Direction.in_ and when(e) > shown]
    return bool(wrote or situation.since(shown, E.offer_refused, E.refund_paid))


def appeal_is_over(situation: Situation, standing: Standing) -> bool:
    """Is it too late to appeal?"""
    clock = standing.clock(DeadlineKind.appeal)
    return clock is not None and has_lapsed(clock, situation.at)


@step("WISH-WRONG-4", platform="wish", kinds=KINDS)
def appeal_to_wish(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """We did our part and the buyer still refuses: appeal with a full statement and the evidence, once."""
    if standing.party not in CLEAR or standing.blocks(Action.appeal) or situation.has(E.appealed):
        return
    if appeal_is_over(situation, standing):
        return
    if situation.withdrawn_at is None and buyer_still_refuses(situation):
        what = tuple(str(kind) for kind in OUR_PROOF)
        yield Step(
            Turn.settle, Action.appeal, "WISH-WRONG-4", "step.appeal_wish", what, order=1, for_appeal=True
        )  # fmt: skip


def last_ticket(situation: Situation) -> tuple[Event | None, datetime | None]:
    """The buyer's ticket that last waited for us, and what ended the wait. Only a reply in the ticket does, or a settlement."""
    asked, replied = None, None
    for event in situation.all(E.message):
        if event.direction is Direction.in_ and event.channel is Channel.wish_ticket:
            if asked is None or replied is not None:
                asked, replied = event, None
        elif event.direction is Direction.out and event.channel in (Channel.wish_ticket, None):
            replied = replied or when(event)
    if asked is None:
        return None, None
    wrote = situation.done_at.get(Action.contact_buyer)
    told = wrote if wrote is not None and wrote >= when(asked) else None
    ends = [one for one in (told, ended_at(situation, DeadlineKind.respond, asked.at)) if one is not None]
    return asked, min(ends) if ends else None


@rule("WISH-WRONG-1", platform="wish", kinds=ORDER_KINDS)
def ticket_reply(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """A buyer's ticket unanswered for 48 hours goes to Wish, who decides."""
    asked, ends = last_ticket(situation)
    if asked is None:
        return
    value = policy.value(Parameter.ticket_reply_hours, asked.at)
    due = spans(asked.at, hours=value.number)
    yield Clock(DeadlineKind.respond, due, OnLapse.arbitration, "WISH-WRONG-1", value.source, ends)


@rule("WISH-WRONG-4", "WISH-UNFUL-5", platform="wish", kinds=(*KINDS, "unfulfilled_order", "penalty"))
def appeal_clock(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """A verdict or a penalty can be disputed for so many days from its own day."""
    struck = situation.all(E.judged, E.penalty_executed)
    if not struck or is_appealed(situation):
        return
    start = struck[-1].at
    yield started(situation, policy, DeadlineKind.appeal, Parameter.appeal_days, start, OnLapse.case_lost)


@step("WISH-WRONG-5", platform="wish", kinds=KINDS)
def insurance(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """A loss is there and a policy against it is held: claim on it."""
    judged = situation.last(E.judged)
    lost = situation.has(E.refund_paid) or (judged is not None and judged.verdict == "refund")
    if lost and situation.holds(EvidenceKind.insurance_policy) and not situation.did(Action.claim_insurance):
        yield Step(Turn.follow_up, Action.claim_insurance, "WISH-WRONG-5", "step.claim_insurance")
