"""Leave to write: the last question before a call with effect goes out, asked by whoever sends its first byte.

A connection reads, renews a token and waits its turn before it writes. By then writes may have been stopped, or another worker may
have taken the action over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Ask = Callable[[], None]
"""Returns where the call may go out now. Raises `Unavailable` where it may not: nothing of it was sent."""

_given_by: ContextVar[Ask | None] = ContextVar("leave", default=None)


@contextmanager
def given_by(ask: Ask) -> Iterator[None]:
    """Inside, `ask` decides about every call with effect."""
    before = _given_by.set(ask)
    try:
        yield
    finally:
        _given_by.reset(before)


def ask() -> None:
    """Right before the first byte of a call with effect. Outside `given_by` nobody objects. Raises `Unavailable`."""
    if (decide := _given_by.get()) is not None:
        decide()
