"""AE-RETURN: the countdown for confirming a return, and an escalation that the goods overtook."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Clock, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import Action, DeadlineKind, EventType, OnLapse, Platform, Source
from makegood.policies.policy import Policy
from makegood.rules.all_steps import ORDER_KINDS
from makegood.rules.clocks import ended_at
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing

E = EventType


@rule("AE-RETURN-1", "ALL-2", kinds=ORDER_KINDS)
def confirming_receipt(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """The platform's notice starts a countdown for our confirming receipt; its end is the platform's word."""
    notice = situation.last(E.return_notice)
    if notice is None:
        return
    clause = "AE-RETURN-1" if situation.platform is Platform.aliexpress else "ALL-2"
    source = Source.platform if notice.due_at is not None else Source.unknown
    received = [when(event) for event in situation.all(E.return_received)]
    ends = ended_at(situation, DeadlineKind.confirm_return, notice.at)
    if received and (ends is None or received[0] < ends):  # goods that came before the notice end it at once
        ends = received[0]
    yield Clock(DeadlineKind.confirm_return, notice.due_at, OnLapse.auto_refund, clause, source, ends)


@step("AE-RETURN-2", platform="aliexpress")
def overtaken_escalation(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The goods came after we escalated: try to withdraw. If that errs nothing is lost, and it is not tried again."""
    escalated = situation.last(E.escalated)
    if escalated is None or situation.has(E.judged) or standing.stage in ("withdrawn", "closed"):
        return
    since = when(escalated)
    arrived = situation.since(since, E.return_received)
    tried = situation.since(since, E.escalation_withdrawn, E.escalation_withdrawal_failed)
    if arrived and not tried and not situation.did(Action.withdraw_escalation, since):
        yield Step(Turn.follow_up, Action.withdraw_escalation, "AE-RETURN-2", "step.withdraw_escalation", order=0)
    elif arrived and tried and tried[-1].type is E.escalation_withdrawal_failed:
        refunded = situation.since(since, E.refund_paid)
        action = Action.close if refunded else Action.wait
        yield Step(Turn.rest, action, "AE-RETURN-2", "rest.withdrawal_failed", order=0)
