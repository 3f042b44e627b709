"""What will happen by itself: due instants in order of time, each with the word for it; fired when the clock gets there."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

Happening = Callable[[Any, tuple[Any, ...]], None]
"""(state, subject): runs at its own instant and looks itself whether it still applies."""


class Happenings:
    """What can happen in one sandbox, by its word. `happening = Happenings()`, then `@happening("word")`."""

    def __init__(self) -> None:
        self._known: dict[str, Happening] = {}

    def __call__(self, word: str) -> Callable[[Happening], Happening]:
        """Registers what a due word does."""

        def register(happens: Happening) -> Happening:
            if word in self._known:
                raise ValueError(f"{word!r} is already something that happens")
            self._known[word] = happens
            return happens

        return register

    def __getitem__(self, word: str) -> Happening:
        if word not in self._known:
            raise ValueError(f"{word!r} is nothing that happens here; known: {', '.join(sorted(self._known))}")
        return self._known[word]


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Of two dues at one instant the one entered first comes first."""

    at: datetime
    number: int
    word: str = field(compare=False)
    subject: tuple[Any, ...] = field(compare=False)


class Agenda:
    def __init__(self, happenings: Happenings) -> None:
        self.happenings = happenings
        self._due: list[Due] = []
        self._numbers = count(1)

    def enter(self, at: datetime, word: str, *subject: Any) -> None:
        self.happenings[word]  # an unknown word is refused here, not when it is due
        heapq.heappush(self._due, Due(at, next(self._numbers), word, subject))

    def take(self, until: datetime) -> Due | None:
        """The earliest due up to that instant, taken out."""
        return heapq.heappop(self._due) if self._due and self._due[0].at <= until else None

    def happen(self, due: Due, state: Any) -> None:
        self.happenings[due.word](state, due.subject)

    def waiting(self) -> list[Due]:
        return sorted(self._due)
