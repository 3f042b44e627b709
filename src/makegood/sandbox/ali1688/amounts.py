"""Money inside is fen, whole; orders tell it in yuan with decimals, refunds in fen (§2.1, §7.7)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

CURRENCY = "CNY"
_YUAN = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)


def yuan(fen: int) -> float:
    """As JSON's number: 3150 is 31.5."""
    return fen / 100


def shown(fen: int) -> str:
    """1250 is `"12.50"`."""
    return f"{Decimal(fen).scaleb(-2):.2f}"


def fen_of(text: str) -> int:
    """`"12.5"` is 1250. Raises `ValueError`."""
    if not _YUAN.fullmatch(text):
        raise ValueError(f"amount {text!r}, expected yuan such as 12.50")
    return int(Decimal(text).scaleb(2))


def share(fen: int, percent: int) -> int:
    """That part of it, half a fen rounded up."""
    return int((Decimal(fen) * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
