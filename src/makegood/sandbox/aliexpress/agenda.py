"""What will happen by itself: due instants in order of time, each with the word for it; fired when the clock gets there."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from makegood.sandbox.aliexpress.state import State

Happening = Callable[["State", tuple[Any, ...]], None]
HAPPENINGS: dict[str, Happening] = {}


def happening(word: str) -> Callable[[Happening], Happening]:
    """Registers what a due word does. It runs at its own instant and looks itself whether it still applies."""

    def register(happens: Happening) -> Happening:
        if word in HAPPENINGS:
            raise ValueError(f"{word!r} is already something that happens")
        HAPPENINGS[word] = happens
        return happens

    return register


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Of two dues at one instant the one entered first comes first."""

    at: datetime
    number: int
    word: str = field(compare=False)
    subject: tuple[Any, ...] = field(compare=False)


class Agenda:
    def __init__(self) -> None:
        self._due: list[Due] = []
        self._numbers = count(1)

    def enter(self, at: datetime, word: str, *subject: Any) -> None:
        if word not in HAPPENINGS:
            raise ValueError(f"{word!r} is nothing that happens here; known: {', '.join(sorted(HAPPENINGS))}")
        heapq.heappush(self._due, Due(at, next(self._numbers), word, subject))

    def take(self, until: datetime) -> Due | None:
        """The earliest due up to that instant, taken out."""
        return heapq.heappop(self._due) if self._due and self._due[0].at <= until else None

    def waiting(self) -> list[Due]:
        return sorted(self._due)
