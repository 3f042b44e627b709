"""Who may say yes, to how much, and when a second person must (ALL-5)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from makegood.core.money import Money
from makegood.usecases.approving import Limits, MayNot, Person, Role, approve

LIMITS = Limits(alone={"USD": Decimal(50)}, role_most={Role.clerk: {"USD": Decimal(100)}})
CLERK, LEAD, OWNER = Person("c", Role.clerk), Person("l", Role.lead), Person("o", Role.owner)


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.parametrize("role", [Role.warehouse, Role.developer, Role.read_only])
def test_some_roles_approve_nothing(role: Role) -> None:
    with pytest.raises(MayNot, match="approves nothing"):
        approve(Person("x", role), money=None, given=(), limits=LIMITS)


@pytest.mark.parametrize(
    ("person", "amount", "given", "released"),
    [
        pytest.param(CLERK, "50.00", (), True, id="at-the-limit-alone"),
        pytest.param(CLERK, "50.01", (), False, id="above-it-one-more-is-needed"),
        pytest.param(LEAD, "50.01", ("c",), True, id="two-are-enough"),
        pytest.param(OWNER, "9999.00", (), False, id="an-owner-is-one-person-too"),
        pytest.param(CLERK, "100.00", ("l",), True, id="at-the-role's-limit"),
    ],
)
def test_money_is_released_by_limit(person: Person, amount: str, given: tuple[str, ...], released: bool) -> None:
    ruling = approve(person, money=usd(amount), given=given, limits=LIMITS)

    assert (ruling.released, ruling.still_needed) == (released, 0 if released else 1)


def test_nobody_counts_twice() -> None:
    with pytest.raises(MayNot, match="second person"):
        approve(CLERK, money=usd("80.00"), given=("c",), limits=LIMITS)


def test_a_role_has_its_own_most() -> None:
    with pytest.raises(MayNot, match="100.01 USD is above what a clerk may approve"):
        approve(CLERK, money=usd("100.01"), given=("l",), limits=LIMITS)


def test_a_currency_without_a_limit_is_limited_to_nothing() -> None:
    euro = Money(Decimal("0.01"), "EUR")
    assert not approve(LEAD, money=euro, given=(), limits=LIMITS).released
    with pytest.raises(MayNot):
        approve(CLERK, money=euro, given=(), limits=LIMITS)


def test_what_moves_no_money_needs_one_yes() -> None:
    assert approve(CLERK, money=None, given=(), limits=LIMITS).released
    assert approve(CLERK, money=usd("0.00"), given=(), limits=LIMITS).released
