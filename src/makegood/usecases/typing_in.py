"""What a person types in stands beside what the platform tells, and can be told from it: a typed clock carries its mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

MARK = "by hand"
"""Opens the `field` of a clock that a person read off the platform's page; what follows is where they read it."""


def read_at_page(where: str) -> str:
    """The `field` of a clock typed from the platform's page, with the note of where."""
    return f"{MARK}: {where.strip()}" if where.strip() else MARK


def is_typed(clock: Mapping[str, Any]) -> bool:
    """Whether a person typed this clock of a case file."""
    return str(clock.get("field") or "").partition(":")[0] == MARK


def clocks_over(
    before: Iterable[Mapping[str, Any]], told: Iterable[Mapping[str, Any]], *, by_platform: bool
) -> list[dict[str, Any]]:
    """A case's clocks once these are told.

    The platform's own replace those it told before; what a person typed stays until the platform tells that kind itself.
    A person's stand beside the platform's, kind by kind.
    """
    kept = [one for one in before if not by_platform or is_typed(one)]
    over = {one.get("kind"): dict(one) for one in kept}
    over |= {one.get("kind"): dict(one) for one in told}
    return list(over.values())
