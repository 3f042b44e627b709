"""Money as whole minor units inside, and as JSON's numbers in major units outside (platforms/shopee.md §2, Money)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

CURRENCIES = {
    "SG": "SGD", "MY": "MYR", "PH": "PHP", "TH": "THB", "VN": "VND", "ID": "IDR", "TW": "TWD", "BR": "BRL", "MX": "MXN", "CL": "CLP",
}  # fmt: skip
"""By region. Which regions are open today is uncertain (§6)."""
DIGITS = {"VND": 0, "CLP": 0, "IDR": 0, "TWD": 0}
"""Open: how many decimals an offer may have ("right number of decimals", §2); others 2."""


def digits(currency: str) -> int:
    return DIGITS.get(currency, 2)


def major(units: int, currency: str) -> float | int:
    places = digits(currency)
    return units if not places else round(units / 10**places, places)


def minor(amount: object, currency: str) -> int:
    """Whole minor units of an amount as text or number. Raises `ValueError` for one that is finer, or none."""
    try:
        scaled = Decimal(str(amount)).scaleb(digits(currency))
    except InvalidOperation:
        raise ValueError(f"{amount!r} is no amount") from None
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise ValueError(f"{amount!r} is no amount of {currency} with {digits(currency)} decimals")
    return int(scaled)


def share(units: int, percent: int) -> int:
    return units * percent // 100
