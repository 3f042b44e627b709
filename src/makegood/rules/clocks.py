"""What ends a clock, and whether one has lapsed: the same answers for a computed clock and for one the platform gave."""

from __future__ import annotations

from datetime import datetime

from makegood.core.findings import Clock
from makegood.core.instants import after
from makegood.core.situation import Situation, when
from makegood.core.words import (
    Action,
    Channel,
    DeadlineKind,
    Direction,
    EventType,
    OnLapse,
    Parameter,
    Platform,
    Remedy,
)
from makegood.policies.policy import Policy

E = EventType

INSIDE = frozenset(
    {
        Remedy.full_refund,
        Remedy.partial_refund,
        Remedy.return_and_refund,
        Remedy.partial_refund_and_reship,
        Remedy.cancel_and_refund,
    }
)
"""Remedies agreed inside the dispute, which close it; the others are given outside it (AE-NEGO-4)."""

_ALWAYS = (E.cancelled, E.dispute_withdrawn)
_ENDS: dict[DeadlineKind, tuple[EventType, ...]] = {
    DeadlineKind.negotiation: (E.return_approved, E.escalated, E.judged, E.refund_paid),
    DeadlineKind.respond: (
        E.offer_made, E.offer_accepted, E.offer_refused, E.return_approved, E.escalated, E.judged, E.refund_paid,
    ),
    DeadlineKind.confirm_return: (E.return_received, E.escalated, E.judged, E.refund_paid),
    DeadlineKind.appeal: (E.appealed,),
    DeadlineKind.refund: (E.refund_paid,),
    DeadlineKind.ship: (E.shipped, E.delivered, E.refund_paid, E.reshipped),
    DeadlineKind.auto_cancel: (E.paid,),
    DeadlineKind.payment_grace: (E.paid,),
    DeadlineKind.after_sale_window: (),
    DeadlineKind.deposit_unfreezes: (),
    DeadlineKind.service_exit: (E.service_reopened,),
}  # fmt: skip
_ANSWERED_ON_1688 = (E.return_approved, E.escalated, E.judged, E.refund_paid)
"""There an offer does not stop the clock: only our agreeing or refusing does (B2B-AFTERSALE-1)."""
_ENDING_ACTIONS: dict[DeadlineKind, tuple[Action, ...]] = {
    DeadlineKind.negotiation: (Action.agree,),
    DeadlineKind.respond: (Action.agree, Action.refuse),
    DeadlineKind.deposit_unfreezes: (Action.transfer_deposit,),
}


def ended_at(situation: Situation, kind: DeadlineKind, start: datetime | None) -> datetime | None:
    """The first instant, not before `start`, at which something ended a clock of this kind; None while it runs."""
    types = _ENDS[kind]
    if kind is DeadlineKind.respond and situation.platform is Platform.ali1688:
        types = _ANSWERED_ON_1688
    ends = [when(event) for event in situation.since(start, *types, *_ALWAYS)]
    if kind is DeadlineKind.negotiation:
        ends += [when(e) for e in situation.since(start, E.offer_accepted) if (e.remedy or situation.offered) in INSIDE]
    if kind is DeadlineKind.respond and situation.platform is Platform.wish:  # a ticket is answered by replying to it
        said = [e for e in situation.since(start, E.message) if e.direction is Direction.out]
        ends += [when(e) for e in said if e.channel in (Channel.wish_ticket, None)]
    ending = (*_ENDING_ACTIONS.get(kind, ()), Action.close)
    ends += [when(event) for event in situation.since(start, E.action_done) if event.action in ending]
    if kind is DeadlineKind.ship:
        ends += [at for at in (situation.order.shipped_at, situation.order.delivered_at) if at is not None]
    return min(ends) if ends else None


def spans(start: datetime | None, *, days: object = None, hours: object = None) -> datetime | None:
    """The instant that many 24-hour days or hours after `start`; None where either is unknown."""
    if start is None or (days is None and hours is None):
        return None
    return after(start, days=float(days or 0), hours=float(hours or 0))  # type: ignore[arg-type]


def started(
    situation: Situation,
    policy: Policy,
    kind: DeadlineKind,
    length: Parameter,
    start: datetime | None,
    on_lapse: OnLapse,
    clause: str | None = None,
) -> Clock:
    """A clock that `start` set going, as long as policy says for that instant; its clause, unless another is named."""
    value = policy.value(length, start)
    due = spans(start, hours=value.number) if length.endswith("_hours") else spans(start, days=value.number)
    return Clock(kind, due, on_lapse, clause or value.clause, value.source, ended_at(situation, kind, start))


def has_lapsed(clock: Clock, at: datetime) -> bool:
    """A clock lapses at its very instant; what ends it must come before."""
    if clock.due_at is None or clock.due_at > at:
        return False
    return clock.ended_at is None or clock.ended_at >= clock.due_at


def is_running(clock: Clock) -> bool:
    """Not ended yet. A lapsed clock that nothing ended still stands in the list, as lapsed."""
    return clock.ended_at is None
