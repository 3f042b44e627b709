"""Several yeses at once: only for actions of one kind, each small enough for one person alone, up to a total for each currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.usecases.approving import Limits

MOST = 50
"""House: how many actions one yes may cover."""
TIMES = 10
"""House: the total of one yes, as a multiple of what one approver may release alone."""


@dataclass(frozen=True, slots=True)
class One:
    """An action that was chosen."""

    id: str
    kind: str
    money: Money | None


@dataclass(slots=True)
class Together:
    """What one yes would cover, and what drops out with why. `caps`: the highest total, by currency."""

    kept: list[One] = field(default_factory=list)
    dropped: list[tuple[One, Text]] = field(default_factory=list)
    totals: dict[str, Decimal] = field(default_factory=dict)
    caps: dict[str, Decimal] = field(default_factory=dict)


def together(chosen: Sequence[One], limits: Limits) -> Together:
    """In the order chosen: the first says which kind it is about."""
    done = Together()
    for one in chosen:
        if reason := _reason(one, done, limits):
            done.dropped.append((one, reason))
            continue
        done.kept.append(one)
        if one.money is not None:
            currency = one.money.currency
            done.totals[currency] = done.totals.get(currency, Decimal(0)) + one.money.amount
            done.caps[currency] = TIMES * limits.alone.get(currency, Decimal(0))
    return done


def _reason(one: One, done: Together, limits: Limits) -> Text | None:
    if len(done.kept) >= MOST:
        return Text(f"more than {MOST} at once", f"一次最多 {MOST} 件")
    if done.kept and one.kind != done.kept[0].kind:
        return Text("another kind of action; only one kind goes together", "动作类型不同；批量审批仅限同一类型")
    if one.money is None:
        return None
    amount, currency = one.money.amount, one.money.currency
    alone = limits.alone.get(currency, Decimal(0))
    if amount > alone:
        return Text(
            f"{amount} {currency} is above what one person releases alone ({alone} {currency}); open it by itself",
            f"{amount} {currency} 超过单人审批上限（{alone} {currency}），请单独打开审批",
        )
    if done.totals.get(currency, Decimal(0)) + amount > TIMES * alone:
        return Text(
            f"with it the total would be above {TIMES * alone} {currency}",
            f"加上这一件后合计将超过 {TIMES * alone} {currency}",
        )
    return None
