"""`makegood work`: takes what is due, from any number of processes on any number of machines, until told to stop."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection

from makegood.store import due
from makegood.store.due import LeaseLost, Work
from makegood.usecases.ports import Connection

log = logging.getLogger("makegood.work")

Now = Callable[[], datetime]
Connect = Callable[[UUID, UUID], Connection | None]
"""Organisation and shop to the shop's connection; None where it has none and is worked by hand."""


def database_clock() -> datetime:
    """The database's own clock: one for all workers, whatever their machines think the time is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done about one kind of due row: `run` is given up to `most` of them at once, and finishes each it was given."""

    run: Callable[[Sequence[Work]], None]
    most: int = 1


class Worker:
    """One loop over what is due. A row whose handling raises is put off with its problem, and holds up no other."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        *,
        now: Now = database_clock,
        holder: str = "",
        lease: timedelta = due.LEASE,
    ) -> None:
        self.handlers, self.now, self.lease = handlers, now, lease
        self.holder = holder or f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"

    def once(self) -> int:
        """Claims and handles what is due now, each kind in turn; how many rows."""
        return sum(self._kind(kind, handler) for kind, handler in self.handlers.items())

    def until_idle(self, most: int = 1_000_000) -> int:
        """Goes on while anything is due; how many rows."""
        done = 0
        while done < most and (count := self.once()):
            done += count
        return done

    def run(self, stop: threading.Event, *, rest: float = 0.2) -> None:
        """Until told to stop. A database that is away is waited for."""
        while not stop.is_set():
            try:
                if not self.once():
                    stop.wait(rest)
            except (DatabaseError, InterfaceError) as reason:
                log.warning("the database is away: %s", reason)
                close_old_connections()
                stop.wait(1.0)

    def _kind(self, kind: str, handler: Handler) -> int:
        claimed = due.claim(kind, at=self.now(), holder=self.holder, most=handler.most, lease=self.lease)
        if claimed:
            self._handle(handler, claimed)
        return len(claimed)

    def _handle(self, handler: Handler, claimed: Sequence[Work]) -> None:
        try:
            handler.run(claimed)
        except LeaseLost:
            log.info("%s: another worker has taken it", claimed[0].kind)
        except (OperationalError, InterfaceError):  # the database, not the row
            raise
        except Exception as reason:  # a poison row: it alone is put off
            if len(claimed) > 1:
                half = len(claimed) // 2  # which of them it was shows in a few steps
                self._handle(handler, claimed[:half])
                self._handle(handler, claimed[half:])
                return
            log.exception("%s %s failed", claimed[0].kind, claimed[0].subject)
            due.failed(claimed[0], f"{type(reason).__name__}: {reason}", at=self.now())


def run_threads(make: Callable[[], Worker], count: int, stop: threading.Event) -> list[threading.Thread]:
    """Starts `count` loops, each with its own database connection."""

    def loop() -> None:
        try:
            make().run(stop)
        finally:
            connection.close()

    threads = [threading.Thread(target=loop, name=f"work-{number}", daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads


def wait_for(threads: Sequence[threading.Thread], *, most: float = 30.0) -> None:
    end = time.monotonic() + most
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
