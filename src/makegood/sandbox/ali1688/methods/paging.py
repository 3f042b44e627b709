"""Pages of a list, cut by place; and what a fault makes of them."""

from __future__ import annotations

from typing import TypeVar

from makegood.sandbox.ali1688.calls import Call

T = TypeVar("T")


def page(call: Call, rows: list[T], number: int, size: int) -> list[T]:
    """Rows of that page, from 1. A doubled page is the one before again; a missing one comes empty though there are more."""
    if call.mishaps.page == "duplicate_page" and number > 1:
        number -= 1
    if call.mishaps.page == "missing_page" and number > 1:
        return []
    return rows[(number - 1) * size : number * size]
