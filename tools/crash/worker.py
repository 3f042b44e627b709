"""One worker in a forked process: the product's own loop and sender, on the naive platform, with its patience scaled down."""

from __future__ import annotations

import logging
import mmap
import os
import signal
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from makegood.store.actions import SEND
from makegood.store.models import Shop
from makegood.store.tenancy import within
from makegood.store.workers import Worker, database_clock
from makegood.usecases.acting import Patience
from makegood.usecases.ports import Connection
from tools.crash import bugs
from tools.crash.bugs import Bug
from tools.crash.platform import Naive

LEASE = timedelta(seconds=0.2)
PATIENCE = Patience(
    lease=LEASE,
    look_again=timedelta(seconds=0.05),
    first_wait=timedelta(seconds=0.05),
    longest_wait=timedelta(seconds=0.2),
)
IDLE_MOST = "2s"
"""`settings.IDLE_MOST`, likewise."""
CLAIM = timedelta(seconds=0.4)
"""`due.LEASE`, likewise; long enough for a machine with much else to do."""
REST = 0.05
AT = ("unborn", "claiming", "taking_up", "calling", "answered", "looking", "looked", "resting")
"""What a worker is at. `answered` and `looked`: the outcome is in its hands, and not yet on record."""

_inherited: list[Any] = []
"""The parent's database connection: never closed here, for that would close it for the parent."""


@dataclass(frozen=True, slots=True)
class Living:
    """A forked worker, and two bytes of shared memory in which it tells what it is at, and how many refunds it has taken up."""

    pid: int
    page: mmap.mmap

    @property
    def at(self) -> str:
        return AT[self.page[0]]

    @property
    def taken_up(self) -> int:
        return self.page[1]


class Rest(threading.Event):
    """Never set: the worker runs until it is struck; or alone, for its parent is gone."""

    def __init__(self, page: mmap.mmap, parent: int) -> None:
        super().__init__()
        self._page, self._parent = page, parent

    def wait(self, timeout: float | None = None) -> bool:
        self._page[0] = AT.index("resting")
        if os.getppid() != self._parent:
            os._exit(1)
        super().wait(timeout)
        self._page[0] = AT.index("claiming")
        return False


def fork(bug: Bug | None, *, stop_before_call: bool = False) -> Living:
    page, parent = mmap.mmap(-1, 2), os.getpid()
    if pid := os.fork():
        return Living(pid, page)
    try:
        _live(page, parent, bug, stop_before_call)
    finally:
        os._exit(1)


def _live(page: mmap.mmap, parent: int, bug: Bug | None, stop_before_call: bool) -> None:
    logging.disable()
    for signals in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signals, signal.SIG_DFL)
    for connection in connections.all():
        _inherited.append(connection.connection)
        connection.connection = None
    settings.IDLE_MOST = IDLE_MOST

    def mark(at: str) -> None:
        page[0] = AT.index(at)

    def last() -> None:
        nonlocal stop_before_call
        if stop_before_call:
            stop_before_call = False  # once; woken, it goes on
            os.kill(os.getpid(), signal.SIGSTOP)

    def connect(organisation: UUID, shop: UUID) -> Connection:
        mark("taking_up")
        page[1] = min(page[1] + 1, 255)
        with within(organisation):
            address = Shop.objects.get(pk=shop).address
        return Naive(address, mark=mark, last=last, settle=bugs.settle_with(bug))

    handler = bugs.handler(bug, connect, database_clock, PATIENCE)
    database_clock()  # connected: from here on a strike counts
    mark("claiming")
    Worker({SEND: handler}, now=database_clock, lease=CLAIM).run(Rest(page, parent), rest=REST)
