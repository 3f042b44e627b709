"""What each remedy costs, in parts, in the order's currency; what is not known is named and not guessed.

The formulas, part by part, stand in docs/costs.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from makegood.core.case import Line, Rate
from makegood.core.money import Money
from makegood.core.situation import Situation
from makegood.core.words import CostPart, EventType, FreightBearer, Parameter, Remedy
from makegood.policies.policy import Policy
from makegood.rules.clocks import INSIDE

E = EventType


@dataclass(slots=True)
class Cost:
    """Known parts, the names of the unknown ones, and the exchange rates that were used."""

    parts: dict[CostPart, Money] = field(default_factory=dict)
    unknown: list[CostPart] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)

    @property
    def total(self) -> Money | None:
        """The sum of the known parts; None where no part is known."""
        known = list(self.parts.values())
        if not known:
            return None
        total = known[0]
        for part in known[1:]:
            total = total.plus(part)
        return total


class _Sum:
    """Builds one remedy's cost: each part is put in, rounded, or noted as unknown."""

    def __init__(self, situation: Situation, currency: str | None) -> None:
        self.situation, self.currency, self.cost = situation, currency, Cost()

    def put(self, part: CostPart, money: Money | None) -> None:
        converted = self.converted(money) if money is not None else None
        if converted is None:
            self.cost.unknown.append(part)
        else:
            self.cost.parts[part] = converted.rounded()

    def converted(self, money: Money) -> Money | None:
        if self.currency is None or money.currency == self.currency:
            return money
        for rate in self.situation.case.rates:
            if rate.rate is None or (rate.as_of is not None and rate.as_of > self.situation.at):
                continue
            if (rate.base, rate.quote) == (money.currency, self.currency):
                factor = rate.rate
            elif (rate.base, rate.quote) == (self.currency, money.currency) and rate.rate:
                factor = 1 / rate.rate
            else:
                continue
            if rate not in self.cost.rates:
                self.cost.rates.append(rate)
            return Money(money.amount * factor, self.currency)
        return None


def costs(situation: Situation, policy: Policy, counted: bool) -> dict[Remedy, Cost]:
    """Every remedy's cost. `counted`: the dispute counts towards the rate as things stand."""
    return {remedy: cost_of(remedy, situation, policy, counted) for remedy in Remedy}


def cost_of(remedy: Remedy, situation: Situation, policy: Policy, counted: bool) -> Cost:
    currency = order_currency(situation)
    sums = _Sum(situation, currency)
    for part, money in _parts(remedy, situation, policy, sums):
        sums.put(part, money)
    if counted and remedy in INSIDE:
        _add_dispute_effect(sums, policy)
    if not sums.cost.parts and not sums.cost.unknown and currency is not None:
        sums.cost.parts[CostPart.cash_out] = Money(Decimal(0), currency).rounded()
    return sums.cost


def _add_dispute_effect(sums: _Sum, policy: Policy) -> None:
    """What a counted dispute costs the shop, as it set it; unset, nobody states it."""
    set_at = policy.value(Parameter.dispute_cost).number
    if isinstance(set_at, Decimal):
        set_at = Money(set_at, sums.currency) if sums.currency is not None else None
    sums.put(CostPart.dispute_effect, set_at)


def order_currency(situation: Situation) -> str | None:
    order, claim = situation.order, situation.claim
    for money in (order.total, *(line.unit_price for line in order.lines), claim.amount):
        if money is not None:
            return money.currency
    return None


def refundable(situation: Situation) -> Money | None:
    """What can still be refunded: the order's total less what was paid back."""
    total = situation.order.total
    if total is None:
        return None
    left = total.amount
    for event in situation.all(E.refund_paid):
        if event.amount is not None and event.amount.currency == total.currency:
            left -= event.amount.amount
    return Money(max(left, Decimal(0)), total.currency)


def _part_refund(situation: Situation) -> Money | None:
    """The part asked for or last offered, never more than is left; None where no sum is on file."""
    left = refundable(situation)
    sums = [event.amount for event in situation.offers if event.amount is not None]
    asked = sums[-1] if sums else situation.claim.amount
    if asked is None or left is None or left.currency != asked.currency:
        return asked
    return asked if asked.amount <= left.amount else left


def _claimed(situation: Situation) -> list[Line]:
    about = {sku.strip().upper() for sku in situation.claim.lines}
    lines = [line for line in situation.order.lines if not about or (line.sku or "").strip().upper() in about]
    return lines or list(situation.order.lines)


def _goods(situation: Situation, sums: _Sum) -> Money | None:
    """What the claimed items cost us: unit cost times quantity, in the order's currency."""
    lines = _claimed(situation)
    total: Money | None = None
    for line in lines:
        if line.unit_cost is None or line.quantity is None:
            return None
        cost = sums.converted(line.unit_cost.times(line.quantity))
        if cost is None or (total is not None and total.currency != cost.currency):
            return None
        total = cost if total is None else total.plus(cost)
    return total


def _freight(situation: Situation) -> Money | None:
    return situation.order.shipment.cost if situation.order.shipment is not None else None


def _freight_back(situation: Situation, currency: str | None) -> Money | None:
    """Nothing where the buyer bears it by agreement; else nobody has said how much."""
    proposed = situation.last(E.return_terms_proposed)
    bearer = proposed.terms.freight_bearer if proposed is not None and proposed.terms is not None else None
    if bearer is FreightBearer.buyer and currency is not None:
        return Money(Decimal(0), currency)
    return None


def _coupon(situation: Situation, policy: Policy) -> Money | None:
    """At most the shop's share of the order's total; less where the buyer asks for less."""
    total, share = situation.order.total, policy.number(Parameter.coupon_cap_share)
    if total is None or share is None:
        return None
    cap, asked = total.times(share), situation.claim.amount
    return asked if asked is not None and asked.amount < cap.amount else cap


def _parts(
    remedy: Remedy, situation: Situation, policy: Policy, sums: _Sum
) -> Iterator[tuple[CostPart, Money | None]]:
    if remedy in (Remedy.full_refund, Remedy.cancel_and_refund, Remedy.return_and_refund):
        yield CostPart.cash_out, refundable(situation)
    elif remedy in (Remedy.partial_refund, Remedy.partial_refund_and_reship):
        yield CostPart.cash_out, _part_refund(situation)
    elif remedy is Remedy.coupon:
        yield CostPart.cash_out, _coupon(situation, policy)
    if remedy in (Remedy.reship, Remedy.partial_refund_and_reship):
        yield CostPart.goods, _goods(situation, sums)
        yield CostPart.freight_out, _freight(situation)
    if remedy is Remedy.return_and_refund:
        yield CostPart.freight_back, _freight_back(situation, sums.currency)
        goods = _goods(situation, sums)
        yield CostPart.recovered, goods.times(-1) if goods is not None else None
