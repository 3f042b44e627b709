"""B2B-AFTERSALE: never let a timer lapse into automatic consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from makegood.core.findings import Clock
from makegood.core.instants import after
from makegood.core.money import Money
from makegood.core.situation import Situation
from makegood.core.words import DeadlineKind, OnLapse, Parameter, Source
from makegood.policies.policy import Policy
from makegood.rules.all_steps import ORDER_KINDS
from makegood.rules.clocks import ended_at, spans
from makegood.rules.registry import rule


@rule("B2B-AFTERSALE-1", platform="ali1688", kinds=ORDER_KINDS)
def respond_clock(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """Runs from the request until we agree or refuse; the page states its length only for goods not yet shipped."""
    if not situation.is_dispute:
        return
    opened = situation.opened_at
    due, source = _length(situation, policy, opened)
    ends = ended_at(situation, DeadlineKind.respond, opened)
    yield Clock(DeadlineKind.respond, due, OnLapse.auto_agree, "B2B-AFTERSALE-1", source, ends)


def _length(situation: Situation, policy: Policy, opened: datetime | None) -> tuple[datetime | None, Source]:
    set_by_shop = policy.value(Parameter.respond_days, opened)
    if set_by_shop.number is not None:
        return spans(opened, days=set_by_shop.number), set_by_shop.source
    if opened is None or situation.order.shipped_at is not None or situation.is_shipped:
        return None, Source.unknown
    name = Parameter.respond_fast_hours if _is_fast(situation, policy, opened) else Parameter.respond_hours_unshipped
    value = policy.value(name, opened)
    return spans(opened, hours=value.number), value.source


def _is_fast(situation: Situation, policy: Policy, opened: datetime) -> bool:
    """Asked half an hour to a day after payment, for no more than the page's amount: two hours to answer."""
    paid, total = situation.paid_at, situation.order.total
    limit = policy.value(Parameter.respond_fast_amount, opened).number
    within = policy.number(Parameter.respond_fast_within_hours, opened)
    least = policy.number(Parameter.instant_refund_minutes, opened)
    if paid is None or total is None or not isinstance(limit, Money) or within is None or least is None:
        return False
    if total.currency != limit.currency or total.amount > limit.amount:
        return False
    return after(paid, hours=float(least / Decimal(60))) < opened <= after(paid, hours=float(within))
