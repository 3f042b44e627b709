"""Where the case stands: the first of the contract's stages that holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from makegood.core.findings import Clock
from makegood.core.situation import Situation, when
from makegood.core.words import Action, DeadlineKind, Direction, EventType, OnLapse, Stage
from makegood.rules.clocks import has_lapsed
from makegood.rules.settling import Agreement

E = EventType
_FULFILLING = (E.return_shipped, E.reshipped, E.refund_paid, E.service_close_requested)


def _goes_unanswered(clock: Clock) -> bool:
    """Does its lapse mean that nobody answered? Not where nothing follows, nor where talks end in arbitration."""
    talks = clock.kind is DeadlineKind.negotiation and clock.on_lapse is OnLapse.arbitration
    return clock.on_lapse is not OnLapse.none and not talks


def negotiation_lapsed_at(clocks: Sequence[Clock], at: datetime) -> datetime | None:
    for clock in clocks:
        if clock.kind is DeadlineKind.negotiation and has_lapsed(clock, at):
            return clock.due_at
    return None


def escalated_at(situation: Situation, clocks: Sequence[Clock]) -> datetime | None:
    """When the case went to arbitration, unless the escalation was withdrawn since."""
    escalations = situation.since(situation.opened_at, E.escalated)
    if escalations:
        gone = when(escalations[-1])
        if not situation.since(gone, E.escalation_withdrawn):
            return gone
        return None
    into_arbitration = [clock for clock in clocks if clock.on_lapse is OnLapse.arbitration]
    return negotiation_lapsed_at(into_arbitration, situation.at)


def is_appealed(situation: Situation) -> bool:
    """An appeal stands until a later verdict answers it."""
    appeal, judged = situation.last(E.appealed), situation.last(E.judged)
    return appeal is not None and (judged is None or when(judged) <= when(appeal))


def stage(situation: Situation, clocks: Sequence[Clock], agreed: Agreement | None) -> Stage:
    if situation.has(E.cancelled) or situation.did(Action.close):
        return Stage.closed
    if situation.withdrawn_at is not None:
        return Stage.withdrawn
    if is_appealed(situation):
        return Stage.appealed
    if situation.has(E.judged):
        return Stage.judged
    if escalated_at(situation, clocks) is not None:
        return Stage.escalated
    if any(_goes_unanswered(clock) and has_lapsed(clock, situation.at) for clock in clocks):
        return Stage.lapsed
    since = situation.opened_at
    if situation.since(since, *_FULFILLING):
        return Stage.fulfilling
    if agreed is not None:
        return Stage.agreed
    return _talking(situation)


def _talking(situation: Situation) -> Stage:
    since = situation.opened_at
    if situation.is_dispute or situation.offers or situation.since(since, E.return_terms_proposed):
        return Stage.negotiating
    ways = {event.direction for event in situation.all(E.message)}
    if {Direction.in_, Direction.out} <= ways:
        return Stage.negotiating
    return Stage.contacting if Direction.out in ways or situation.did(Action.contact_buyer) else Stage.detected


def counts_as_dispute(situation: Situation, clocks: Sequence[Clock]) -> bool:
    """Towards the platform's dispute rate: every dispute filed, unless withdrawn while negotiation ran (AE-NEGO-4)."""
    if not situation.is_dispute:
        return False
    back = situation.withdrawn_at
    if back is None:
        return True
    escalations = situation.since(situation.opened_at, E.escalated)
    if escalations and when(escalations[0]) <= back:
        return True
    lapse = negotiation_lapsed_at(clocks, situation.at)
    return lapse is not None and back >= lapse
