"""Keys that sort by time: UUIDv7 (RFC 9562 §5.7), the twelve bits after the millisecond being its fraction, as its method 3 has it.

Python makes them, since rows written many at a time must know their keys before they are written; the database makes its own
where it is asked by plain SQL.
"""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A fresh key, greater than every one that this process made before."""
    global _last
    with _lock:
        _last = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        instant = _last
    milliseconds, fraction = divmod(instant, 4096)
    random = int.from_bytes(os.urandom(8)) >> 2
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random)
