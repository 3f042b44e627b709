"""Pages of a list, and what faults make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from makegood.sandbox.aliexpress.calls import Call, Fields
from makegood.sandbox.aliexpress.refusing import ARGUMENT, GatewayError


@dataclass(frozen=True, slots=True)
class Page:
    rows: Sequence[Any]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return -(-self.total // self.size)


def page_of(
    call: Call, fields: Fields, rows: Sequence[Any], *, number: str = "current_page", most: int | None = None
) -> Page:
    """The page asked for. Quirk (§7.8): a size above the most allowed is an argument error, not a smaller page."""
    most = call.state.figures.page_size_most if most is None else most
    size, page = fields.number("page_size", 20), fields.number(number, 1)
    if not 1 <= size <= most:
        raise GatewayError(ARGUMENT, f"page_size is {size}, expected 1 to {most}")
    if page < 1:
        raise GatewayError(ARGUMENT, f"{number} is {page}, expected 1 or more")
    shown = max(1, page - 1) if call.mishaps.page == "duplicate_page" else page
    part = rows[(shown - 1) * size : shown * size]
    return Page([] if call.mishaps.page == "missing_page" else part, page, size, len(rows))
