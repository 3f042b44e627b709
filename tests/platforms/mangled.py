"""Messages with one place spoilt: what a platform, a proxy or a careless hand may do to one."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

SPOILT: tuple[Any, ...] = (
    None, True, False, "", " ", "-", "x", "\ud800", "2026-13-45T99:99:99Z", "NaN", "1_000", "１２", "9" * 40, "-0.01", "1e999",
    0, -1, 7, 10**40, Decimal("1.5"), Decimal("-3.25"), Decimal("1E+999999"), Decimal("1E-999999"), [], [None], [[]], ["x"],
    {}, {"a": 1}, {"amount": "x"},
)  # fmt: skip


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document, outermost first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for name, member in inner for place in places(member, (*way, name)))]


def spoil(document: Any, way: tuple[Any, ...], by: Any, *, remove: bool = False) -> Any:
    """A copy with that place replaced, or gone."""
    if not way:
        return by
    document = copy.deepcopy(document)
    holder = document
    for step in way[:-1]:
        holder = holder[step]
    if remove:
        del holder[way[-1]]
    else:
        holder[way[-1]] = by
    return document


@st.composite
def spoilt(draw: st.DrawFn, documents: list[Any]) -> Any:
    """One of the documents, with one or two places spoilt."""
    document = draw(st.sampled_from(documents))
    for _ in range(draw(st.integers(1, 2))):
        way = draw(st.sampled_from(places(document)))
        document = spoil(document, way, draw(st.sampled_from(SPOILT)), remove=bool(way) and draw(st.booleans()))
    return document
