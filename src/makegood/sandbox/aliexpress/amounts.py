"""Money as the platform spells it: text in major units in one place, cents in another, a local amount beside a USD one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

EXPONENTS = {"JPY": 0, "KRW": 0, "CLP": 0, "KWD": 3, "BHD": 3}
"""Currencies without two decimals."""
AMOUNT = re.compile(r"\d{1,12}(\.\d{1,3})?")


class NotAnAmount(ValueError):
    """The text is no amount of the currency; the message says why."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Quirk (§2.3, §7.11): a dispute's money is told twice, in the buyer's currency and in USD, and the figures differ."""

    usd: int
    local: int
    currency: str

    def __add__(self, other: Pair) -> Pair:
        return Pair(self.usd + other.usd, self.local + other.local, self.currency)

    def __sub__(self, other: Pair) -> Pair:
        return Pair(self.usd - other.usd, self.local - other.local, self.currency)

    @property
    def is_zero(self) -> bool:
        return self.usd == 0 and self.local == 0

    def share(self, percent: int) -> Pair:
        """That part of it, each half of the pair rounded by itself."""
        return Pair(scaled(self.usd, Decimal(percent) / 100), scaled(self.local, Decimal(percent) / 100), self.currency)

    def of_usd(self, cents: int) -> Pair:
        """The pair whose USD half is `cents`, at this pair's own rate."""
        local = self.local if cents == self.usd else scaled(cents, rate(self.local, self.usd))
        return Pair(cents, local, self.currency)

    def of_local(self, minor: int) -> Pair:
        usd = self.usd if minor == self.local else scaled(minor, rate(self.usd, self.local))
        return Pair(usd, minor, self.currency)

    def of(self, text: str, currency: str) -> Pair:
        """The pair that an amount in either of the two currencies stands for."""
        if currency == self.currency:
            return self.of_local(minor_units(text, currency))
        if currency == "USD":
            return self.of_usd(minor_units(text, "USD"))
        raise NotAnAmount(f"currency {currency!r}, expected {self.currency} or USD")


def rate(numerator: int, denominator: int) -> Decimal:
    return Decimal(numerator) / Decimal(denominator) if denominator else Decimal(0)


def scaled(minor: int, factor: Decimal) -> int:
    return int((Decimal(minor) * factor).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def exponent(currency: str) -> int:
    return EXPONENTS.get(currency, 2)


def minor_units(text: str, currency: str) -> int:
    """`"12.5"` in USD is 1250. Signs, blanks, exponents and too many decimals are refused."""
    if not AMOUNT.fullmatch(text):
        raise NotAnAmount(f"amount {text!r}, expected major units as text, such as 12.50")
    units = Decimal(text).scaleb(exponent(currency))
    if units != units.to_integral_value():
        raise NotAnAmount(f"amount {text!r} has more decimals than {currency}")
    return int(units)


def major(minor: int, currency: str) -> str:
    """1250 in USD is `"12.50"`."""
    return f"{Decimal(minor).scaleb(-exponent(currency)):.{exponent(currency)}f}"


def money(minor: int, currency: str) -> dict[str, Any]:
    """Quirk (§2.1): an order's money object tells the amount twice, as text in major units and as cents with their factor."""
    return {
        "amount": major(minor, currency),
        "cent": minor,
        "cent_factor": 10 ** exponent(currency),
        "currency_code": currency,
    }


def simple_money(minor: int, currency: str) -> dict[str, Any]:
    return {"amount": major(minor, currency), "currency_code": currency}
