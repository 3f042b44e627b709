"""Lists by key: no page numbers, the last row's time is the next bound, and that bound is inclusive (sheet §2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.wish.calls import Call, Calls
from makegood.connectors.wish.times import instant
from makegood.core.instants import parse, show
from makegood.usecases.ports import Unanswered, Unreadable

SIZE = 500
"""The most that a page holds (sheet §2)."""
PASSES = 4
"""House: how often one page is asked for that cannot be right."""
STEP = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list and the attribute it is gone through by, upwards: what changes meanwhile moves to its end, and is not missed."""

    name: str
    path: str
    key: str
    sort: str
    """Penalties' reversals are narrowed by one time and can be sorted by another only; then one page must hold them."""


ORDER_LIST = Listed("orders.list", "/orders", "updated_at", "updated_at")
TICKET_LIST = Listed("tickets.list", "/tickets", "updated_at", "updated_at")
PENALTY_LIST = Listed("penalties.list", "/penalties", "created_at", "created_at")
REVERSALS = Listed("penalties.list", "/penalties", "reversed_at", "reversed_at")


def every(calls: Calls, listed: Listed, start: datetime | None, *, urgent: bool) -> Iterator[At | Unreadable]:
    """Every row since then, each state of it once. Raises `Unanswered` where the list's pages contradict each other.

    The next page must show the last row again, unless that changed meanwhile and stands further down; so a page without any row after
    one with some has lost them.
    """
    bound, seen = start, set[tuple[str, str]]()
    while True:
        rows = _page(calls, listed, bound, begun=bool(seen), urgent=urgent)
        keys = [(_id(row), _key(row, listed)) for row in rows]
        fresh = [(row, key) for row, key in zip(rows, keys, strict=True) if key not in seen]
        for row, key in fresh:
            if key not in seen:  # a page may hold a row twice
                seen.add(key)
                yield row
        twice = len(set(keys)) < len(keys)
        if not rows or (len(rows) < SIZE and not twice):
            return
        last = max(parse(key) for _, key in keys)
        if (
            bound is not None and last <= bound
        ):  # a full page of one instant: the rest of that instant cannot be asked for
            if twice and not fresh:
                raise Unanswered(f"{listed.name}: the page shows rows twice, and nothing else")
            why = f"more than {SIZE} rows changed at {show(last)}; Wish's list cannot show the rest of them"
            yield Unreadable(listed.name, why)
            last += STEP
        bound = last


def _page(calls: Calls, listed: Listed, bound: datetime | None, *, begun: bool, urgent: bool) -> list[At]:
    """One page; an empty first one is asked for once more, an empty later one a few times."""
    query = {"limit": str(SIZE), "sort_by": f"{listed.sort}.asc"}
    if bound is not None:
        query[f"{listed.key}_min"] = _shown(bound)
    call = Call(listed.name, "GET", listed.path, listed.path[1:], query)
    for _ in range(PASSES if begun else 2):
        rows = list(calls.read(call, urgent=urgent).each())
        if rows:
            return rows
    if begun:
        raise Unanswered(f"{listed.name}: the list ends before the row it last showed")
    return []


def _id(row: At) -> str:
    return text(row / "id") or ""


def _key(row: At, listed: Listed) -> str:
    found = instant(row / listed.key)
    if found is None:
        raise (row / listed.key).refuse(f"a time: the list is gone through by {listed.key}")
    return found


def _shown(at: datetime) -> str:
    """Milliseconds and an offset (sheet §2); a fraction of one is cut, so that nothing is passed over."""
    return (
        at.replace(microsecond=at.microsecond // 1000 * 1000).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )
