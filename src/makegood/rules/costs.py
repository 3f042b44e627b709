"""What each remedy costs, in parts, in the order's currency; what is not known is named and not guessed.

The formulas, part by part, stand in docs/costs.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from makegood.core.case import Line, Rate
from makegood.core.kept import kept
from makegood.core.money import Money
from makegood.core.situation import Situation
from makegood.core.words import CostPart, EventType, FreightBearer, Parameter, Remedy
from makegood.policies.policy import Policy
from makegood.rules.clocks import INSIDE

E = EventType
_NOTHING = Decimal(0)


@dataclass(slots=True)
class Cost:
    """Known parts, the names of the unknown ones, the exchange rates used, and the sum of what is known."""

    parts: dict[CostPart, Money] = field(default_factory=dict)
    unknown: list[CostPart] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    total: Money | None = None


class Sum(NamedTuple):
    """A part's amount, rounded half up, and the rates it took to reach the order's currency."""

    money: Money
    rates: tuple[Rate, ...] = ()


class Figures:
    """What the parts are made of: each figure once for all remedies, None where an input is unknown."""

    def __init__(self, situation: Situation, policy: Policy, counted: bool) -> None:
        self.situation, self.policy, self.counted = situation, policy, counted

    @kept
    def currency(self) -> str | None:
        order, claim = self.situation.order, self.situation.claim
        if order.total is not None:
            return order.total.currency
        prices = [line.unit_price for line in order.lines] + [claim.amount]
        return next((money.currency for money in prices if money is not None), None)

    def sum(self, money: Money | None) -> Sum | None:
        """The amount in the order's currency; None where it, or the rate to it, is unknown."""
        if money is None:
            return None
        if self.currency is None or money.currency == self.currency:
            return Sum(money.rounded())
        for rate in self.situation.case.rates:
            factor = self._factor(rate, money.currency)
            if factor is not None:
                return Sum(Money(money.amount * factor, self.currency).rounded(), (rate,))
        return None

    def _factor(self, rate: Rate, currency: str) -> Decimal | None:
        if not rate.rate or (rate.as_of is not None and rate.as_of > self.situation.at):
            return None
        if (rate.base, rate.quote) == (currency, self.currency):
            return rate.rate
        return 1 / rate.rate if (rate.base, rate.quote) == (self.currency, currency) else None

    @kept
    def refundable(self) -> Money | None:
        """What can still be refunded: the order's total less what was paid back."""
        total = self.situation.order.total
        if total is None:
            return None
        back = [event.amount.amount for event in self.situation.all(E.refund_paid) if event.amount is not None]
        return Money(max(total.amount - sum(back, _NOTHING), _NOTHING), total.currency) if back else total

    @kept
    def whole_refund(self) -> Sum | None:
        return self.sum(self.refundable)

    @kept
    def part_refund(self) -> Sum | None:
        """The part last offered, else the part claimed, never more than is left."""
        offered = [event.amount for event in self.situation.offers if event.amount is not None]
        asked, left = offered[-1] if offered else self.situation.claim.amount, self.refundable
        if asked is not None and left is not None and asked.amount > left.amount:
            asked = left
        return self.sum(asked)

    @kept
    def goods(self) -> Sum | None:
        """What the claimed items cost us: unit cost times quantity, each line in the order's currency."""
        total, rates = _NOTHING, dict[Rate, None]()
        currency = self.currency
        for line in claimed_lines(self.situation):
            if line.unit_cost is None or line.quantity is None:
                return None
            cost = self.sum(line.unit_cost.times(line.quantity))
            if cost is None or (currency is not None and cost.money.currency != currency):
                return None
            currency = cost.money.currency
            total += cost.money.amount
            rates |= dict.fromkeys(cost.rates)
        return (
            Sum(Money(total, currency), tuple(rates))
            if currency is not None and claimed_lines(self.situation)
            else None
        )

    @kept
    def goods_back(self) -> Sum | None:
        return Sum(self.goods.money.times(-1), self.goods.rates) if self.goods is not None else None

    @kept
    def freight_out(self) -> Sum | None:
        shipment = self.situation.order.shipment
        return self.sum(shipment.cost) if shipment is not None else None

    @kept
    def freight_back(self) -> Sum | None:
        """Nothing where the buyer bears it by agreement; else nobody has said how much."""
        proposed = self.situation.last(E.return_terms_proposed)
        bearer = proposed.terms.freight_bearer if proposed is not None and proposed.terms is not None else None
        return self.nothing if bearer is FreightBearer.buyer else None

    @kept
    def nothing(self) -> Sum | None:
        return Sum(Money(_NOTHING, self.currency).rounded()) if self.currency is not None else None

    @kept
    def coupon(self) -> Sum | None:
        """At most the shop's share of the order's total; less where the buyer asks for less."""
        total, share = self.situation.order.total, self.policy.number(Parameter.coupon_cap_share)
        if total is None or share is None:
            return None
        cap, asked = total.times(share), self.situation.claim.amount
        return self.sum(asked if asked is not None and asked.amount < cap.amount else cap)

    @kept
    def dispute(self) -> Sum | None:
        """What a counted dispute costs the shop, as it set it; unset, nobody states it."""
        cost = self.policy.value(Parameter.dispute_cost).number
        if isinstance(cost, Decimal):
            cost = Money(cost, self.currency) if self.currency is not None else None
        return self.sum(cost)


Part = tuple[CostPart, Callable[[Figures], Sum | None]]

_REFUND: Part = (CostPart.cash_out, lambda figures: figures.whole_refund)
_PART_REFUND: Part = (CostPart.cash_out, lambda figures: figures.part_refund)
_NEW_PARCEL: tuple[Part, ...] = (
    (CostPart.goods, lambda figures: figures.goods),
    (CostPart.freight_out, lambda figures: figures.freight_out),
)
_COMES_BACK: tuple[Part, ...] = (
    (CostPart.freight_back, lambda figures: figures.freight_back),
    (CostPart.recovered, lambda figures: figures.goods_back),
)
_FREE: Part = (CostPart.cash_out, lambda figures: figures.nothing)

_DISPUTE: Part = (CostPart.dispute_effect, lambda figures: figures.dispute)

PARTS: dict[Remedy, tuple[Part, ...]] = {
    Remedy.full_refund: (_REFUND,),
    Remedy.partial_refund: (_PART_REFUND,),
    Remedy.return_and_refund: (_REFUND, *_COMES_BACK),
    Remedy.reship: _NEW_PARCEL,
    Remedy.partial_refund_and_reship: (_PART_REFUND, *_NEW_PARCEL),
    Remedy.coupon: ((CostPart.cash_out, lambda figures: figures.coupon),),
    Remedy.reschedule: (_FREE,),
    Remedy.cancel_and_refund: (_REFUND,),
    Remedy.explain: (_FREE,),
}
"""Which parts each remedy's cost is made of."""


def costs(situation: Situation, policy: Policy, counted: bool) -> dict[Remedy, Cost]:
    """Every remedy's cost. `counted`: the dispute counts towards the rate as things stand."""
    figures = Figures(situation, policy, counted)
    return {remedy: cost_of(remedy, figures) for remedy in PARTS}


def cost_of(remedy: Remedy, figures: Figures) -> Cost:
    cost, total = Cost(), None
    parts = PARTS[remedy]
    if figures.counted and remedy in INSIDE:
        parts = (*parts, _DISPUTE)
    for part, figure in parts:
        known = figure(figures)
        if known is None:
            cost.unknown.append(part)
            continue
        cost.parts[part] = known.money
        total = known.money if total is None else total.plus(known.money)
        cost.rates += [rate for rate in known.rates if rate not in cost.rates]
    cost.total = total
    return cost


def claimed_lines(situation: Situation) -> list[Line]:
    """The lines the claim is about; all where it names none."""
    lines = list(situation.order.lines)
    about = {sku.strip().upper() for sku in situation.claim.lines}
    named = [line for line in lines if (line.sku or "").strip().upper() in about] if about else []
    return named or lines
