"""A fuse for calls with effect: a process suspended for longer than it may hold a call dies on waking, before it can send.

Whatever is checked, a process can be stopped between the check and the first byte (Ctrl-Z, a debugger, a frozen container). Only the
kernel can close that gap: SIGALRM, left at its own action, ends a process before it runs again. Windows has no such timer, and no such stop.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_burning: dict[object, float] = {}
"""Who holds a call, and the instant (`time.monotonic`) by which the process must be done with it or dead."""

Burn = Callable[[float], None]
"""Sets the fuse to this many seconds from now."""


@contextmanager
def lit() -> Iterator[Burn]:
    """Inside, the fuse that was set burns; leaving puts it out. A process has one timer: it stands at the shortest fuse of its threads."""
    mine = object()

    def burn(seconds: float) -> None:
        with _lock:
            _burning[mine] = time.monotonic() + seconds
            _set()

    try:
        yield burn
    finally:
        with _lock:
            if _burning.pop(mine, None) is not None:
                _set()


def _set() -> None:
    if not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
        return  # another's handler would run in place of the end
    shortest = min(_burning.values(), default=None)
    left = 0.0 if shortest is None else max(shortest - time.monotonic(), 1e-6)
    signal.setitimer(signal.ITIMER_REAL, left)


def _none_in_child() -> None:
    """A fork has no timer, and none of its parent's other threads."""
    global _lock
    _lock = threading.Lock()
    _burning.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_none_in_child)
