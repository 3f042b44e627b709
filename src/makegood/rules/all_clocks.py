"""ALL-2: the ship-by time of a paid order, and the safe step of a clock that ends soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from makegood.core.findings import Clock, Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import Action, DeadlineKind, Kind, OnLapse, Parameter, Platform
from makegood.policies.policy import Policy
from makegood.rules.all_steps import ORDER_KINDS, choices
from makegood.rules.clocks import ended_at, spans
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing

# platforms/wish.md §4: automatic refund; aliexpress.md §4 and shopee.md §4: cancelled; 1688 states only a compensation
_SHIP_LAPSE = {
    Platform.wish: OnLapse.auto_refund,
    Platform.aliexpress: OnLapse.auto_cancel,
    Platform.shopee: OnLapse.auto_cancel,
    Platform.ali1688: OnLapse.unknown,
}


@rule("ALL-2", kinds=ORDER_KINDS)
def ship_by(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """When must a paid order be shipped?"""
    paid = situation.paid_at
    if paid is None or situation.order.finished_at is not None:
        return
    value = policy.value(Parameter.ship_days, paid)
    due = spans(paid, days=value.number)
    on_lapse = _SHIP_LAPSE[situation.platform]
    yield Clock(
        DeadlineKind.ship, due, on_lapse, value.clause, value.source, ended_at(situation, DeadlineKind.ship, None)
    )


def due_soon(standing: Standing, kind: DeadlineKind, at: datetime) -> Clock | None:
    """The clock of that kind, where it ends within the hours in which its safe step is taken."""
    clock = standing.clock(kind)
    if clock is None or clock.due_at is None or clock.on_lapse is OnLapse.none:
        return None
    return clock if at < clock.due_at <= standing.ahead else None


@step("ALL-2", "AE-NEGO-1", "B2B-AFTERSALE-1", "WISH-WRONG-1", kinds=ORDER_KINDS)
def answer_in_time(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The answer a platform waits for runs out soon: answer, so that silence does not answer for us."""
    clock = due_soon(standing, DeadlineKind.respond, situation.at)
    if clock is None or situation.kind is Kind.penalty:
        return
    answer = _answer(situation, standing)
    if situation.platform is Platform.wish:
        answer = (Action.contact_buyer, "safe.reply_ticket", ())
    action, why, what = answer
    if not (action is Action.offer and situation.has_open_offer):
        yield Step(Turn.safe, action, clock.clause, why, what, order=6)


def _answer(situation: Situation, standing: Standing) -> tuple[Action, str, tuple[str, ...]]:
    if standing.is_clear:
        return Action.refuse, "safe.refuse_clear", ()
    if standing.agreed is not None:
        return Action.agree, "safe.agree_agreed", (str(standing.agreed),)
    if situation.kind is Kind.cancel_request:  # by the facts, as without haste
        return (
            (Action.refuse, "step.refuse_cancel", ())
            if situation.is_shipped
            else (Action.agree, "step.agree_cancel", ())
        )
    if situation.platform is Platform.ali1688:
        if standing.party == "seller":
            return Action.agree, "safe.agree_ours", ()
        return Action.refuse, "safe.refuse_open", ()
    what = choices(situation, standing)
    return (Action.offer, "safe.offer", what) if what else (Action.refuse, "safe.refuse_open", ())


@step("AE-RETURN-1", "ALL-2", kinds=ORDER_KINDS)
def escalate_in_time(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The return's countdown ends soon and the goods are not here: escalate before it does."""
    clock = due_soon(standing, DeadlineKind.confirm_return, situation.at)
    if clock is not None:
        yield Step(Turn.safe, Action.escalate, clock.clause, "safe.escalate", order=1)
