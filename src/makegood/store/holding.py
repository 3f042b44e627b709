"""What a sender holds while its call is out: the row's lease, leave to begin, and a fuse that ends with the lease."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, InterfaceError

from makegood.store import due, pauses
from makegood.store.due import LeaseLost, Work
from makegood.store.fuse import Burn
from makegood.store.tenancy import within
from makegood.usecases.ports import Unavailable


def elapsed() -> float:
    """Seconds that go on while the machine sleeps, where the system counts them: after a sleep no call may begin on old leave."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Hold:
    """One sending's right to call: begins within `pauses.BEGIN` of the database's word that it may, ends before the lease does."""

    def __init__(
        self, work: Work, shop: UUID, *, said_at: float, lease: timedelta, spare: timedelta, now: Callable[[], datetime],
        burn: Burn,
    ) -> None:  # fmt: skip
        self._work, self._shop, self._said_at, self._now, self._burn = work, shop, said_at, now, burn
        self._lease, self._spare = lease, spare

    def check(self) -> None:
        """Asks the database anew where its last word is old. Raises `Unavailable`."""
        while elapsed() > self._said_at + pauses.BEGIN.total_seconds():
            self._said_at = self._asked()

    def ask(self) -> None:
        """Fits `leave.Ask`: the call begins now, or never. Reading and waiting before it may have taken long; the fuse is for the call."""
        self.check()
        ends_at = self._said_at + (self._lease - self._spare).total_seconds()
        self._burn(ends_at - elapsed())

    def _asked(self) -> float:
        """The instant before the database said: writes are not paused, and the row is ours for another lease."""
        at = elapsed()
        try:
            with within(self._work.organisation):
                if pauses.in_force(self._work.organisation, self._shop) is not None:
                    raise Unavailable("writes are paused; nothing was sent")
                due.renew(self._work, at=self._now(), lease=self._lease)
        except LeaseLost:
            raise Unavailable("another worker has taken it over; nothing was sent") from None
        except (DatabaseError, InterfaceError) as reason:
            raise Unavailable(f"leave could not be asked of the database; nothing was sent: {reason}") from reason
        return at
