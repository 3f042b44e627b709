"""Lists by key: `{attribute}_min` and `_max`, both inclusive, `sort_by=attribute.asc|desc`, `limit`; there are no page numbers (bullet 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from makegood.sandbox.wish.refusing import BAD_PARAMETER, Fields, Refused
from makegood.sandbox.wish.times import read, to_the_millisecond

Row = TypeVar("Row")
Instant = Callable[[Row], datetime | None]


def page(
    rows: Iterable[Row], asked: Fields, keys: dict[str, Instant[Row]], *, sort: str, limit: int, most: int
) -> list[Row]:
    """Rows of one instant stand in the order they were made in; a page may end between them."""
    attribute, _, way = asked.text("sort_by", sort).partition(".")
    if attribute not in keys or way not in ("", "asc", "desc"):
        raise Refused(
            BAD_PARAMETER, f"sort_by is {asked.text('sort_by')!r}, expected {' or '.join(keys)}, then .asc or .desc"
        )
    size = asked.number("limit", limit)
    if not 1 <= size <= most:
        raise Refused(BAD_PARAMETER, f"limit is {size}, expected 1 to {most}")
    found = within(rows, asked, keys)
    key = keys[attribute]
    dated = [(to_the_millisecond(at), row) for row in found if (at := key(row)) is not None]
    dated.sort(key=lambda each: each[0], reverse=way != "asc")
    return [row for _, row in dated[:size]]


def within(rows: Iterable[Row], asked: Fields, keys: dict[str, Instant[Row]]) -> list[Row]:
    bounds = [
        (key, bound(asked, f"{name}_min"), bound(asked, f"{name}_max")) for name, key in keys.items()
    ]  # fmt: skip
    return [row for row in rows if all(_fits(key(row), low, high) for key, low, high in bounds)]


def bound(asked: Fields, name: str) -> datetime | None:
    if not asked.has(name):
        return None
    try:
        return read(asked.text(name))
    except ValueError as reason:
        raise Refused(BAD_PARAMETER, f"{name}: {reason}") from None


def _fits(at: datetime | None, low: datetime | None, high: datetime | None) -> bool:
    if low is None and high is None:
        return True
    if at is None:
        return False
    at = to_the_millisecond(at)
    return (low is None or at >= low) and (high is None or at <= high)
