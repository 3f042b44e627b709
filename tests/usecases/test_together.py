"""Several yeses at once: one kind, small amounts, a total that has its cap."""

from __future__ import annotations

from decimal import Decimal

from makegood.core.money import Money
from makegood.usecases.approving import Limits
from makegood.usecases.together import MOST, TIMES, One, together

LIMITS = Limits(alone={"USD": Decimal(50)})


def one(amount: str | None = "10.00", kind: str = "refund", currency: str = "USD", name: str = "a") -> One:
    return One(name, kind, Money(Decimal(amount), currency) if amount else None)


def test_takes_one_kind_and_says_why_the_other_drops_out() -> None:
    done = together([one(), one(kind="offer"), one()], LIMITS)

    assert [each.kind for each in done.kept] == ["refund", "refund"]
    assert [why.en for _, why in done.dropped] == ["another kind of action; only one kind goes together"]
    assert done.totals == {"USD": Decimal("20.00")} and done.caps == {"USD": Decimal(500)}


def test_takes_the_limit_itself_and_no_cent_more() -> None:
    done = together([one("50.00"), one("50.01")], LIMITS)

    assert [each.money.amount for each in done.kept if each.money] == [Decimal("50.00")]
    assert "above what one person releases alone" in done.dropped[0][1].en


def test_stops_at_the_cap_and_goes_on_with_what_still_fits() -> None:
    done = together([*[one("50.00")] * (TIMES - 1), one("49.00"), one("2.00"), one("1.00")], LIMITS)

    assert done.totals["USD"] == TIMES * 50 and [each.money for each, _ in done.dropped] == [one("2.00").money]


def test_a_currency_without_a_limit_never_goes_together() -> None:
    done = together([one(currency="EUR")], LIMITS)

    assert not done.kept and done.dropped


def test_what_costs_nothing_is_limited_in_number_only() -> None:
    done = together([one(None, "request_evidence")] * (MOST + 1), LIMITS)

    assert len(done.kept) == MOST and done.totals == {} and "at once" in done.dropped[0][1].en
