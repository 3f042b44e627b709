"""One shop on the naive platform as a `Connection`, and the platform itself, in a process of its own for each trial."""

from __future__ import annotations

import http.client
import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from makegood.core.money import Money
from makegood.core.words import Action
from makegood.sandbox.naive.server import Server
from makegood.usecases import leave
from makegood.usecases.ports import Act, Look, Pulled, Receipt, Refused, Sight, Unanswered, Unavailable, Verb

TIME_OUT, LAG = 0.2, 0.3
SETTLE = timedelta(seconds=TIME_OUT + LAG + 0.1)
"""The call's time-out, after which the platform no longer pays, the read lag, and a tenth of a second between its check and its entry."""

Mark = Callable[[str], None]
"""Tells what the worker is at: for the tally of where strikes fell."""


class Naive:
    """Fits `Connection`. `last` runs between the last check and the first byte of a payment."""

    def __init__(self, address: str, *, mark: Mark, last: Callable[[], None], settle: timedelta = SETTLE) -> None:
        self._host = urlsplit(address).netloc
        self._mark, self._last, self._settle = mark, last, settle

    @property
    def verbs(self) -> Mapping[Action, Verb]:
        return {Action.refund: Verb(Action.refund, "refunds", self._settle)}

    def pull(self, *, since: datetime | None, urgent: bool = False) -> Iterator[Pulled]:
        raise NotImplementedError("the naive platform has no disputes to pull")

    def perform(self, act: Act, *, urgent: bool = False) -> Receipt:  # noqa: ARG002 (the port's)
        self._mark("calling")
        try:
            return self._paid(act)
        finally:
            self._mark("answered")

    def _paid(self, act: Act) -> Receipt:
        body = json.dumps({"order": act.order, "line": line_of(act)} | cents(act.money)).encode()
        call = http.client.HTTPConnection(self._host, timeout=TIME_OUT)
        try:
            call.connect()
        except OSError as reason:
            raise Unavailable(f"nothing was sent: {reason}") from None
        try:
            leave.ask()
            self._last()
            sent_at = str(time.monotonic())
            call.request("POST", "/refunds", body, {"Content-Type": "application/json", "Sent-At": sent_at})
            answer = call.getresponse()
            told = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as reason:
            raise Unanswered(f"{type(reason).__name__}: {reason}") from None
        finally:
            call.close()
        if answer.status >= 500:
            raise Unanswered(f"it answered {answer.status}")
        if answer.status != 200:
            raise Refused(str(answer.status), told["error"])
        return Receipt(told["id"])

    def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:
        self._mark("looking")
        try:
            rows = asked(self._host, f"/refunds?order={quote(act.order or '')}")["refunds"]
        except (OSError, http.client.HTTPException, ValueError) as reason:
            raise Unavailable(f"{type(reason).__name__}: {reason}") from None
        finally:
            self._mark("looked")
        mine = [row for row in rows if row["line"] == line_of(act) and row["id"] not in taken]
        return Look(Sight.done, Receipt(mine[0]["id"])) if mine else Look(Sight.not_done)


def line_of(act: Act) -> str:
    return str(act.details["line"])


def cents(money: Money | None) -> dict[str, Any]:
    if money is None:
        raise Refused("400", "a refund without money")
    return {"amount": int(money.amount.scaleb(2)), "currency": money.currency}


def asked(host: str, path: str, *, time_out: float = TIME_OUT) -> Any:
    call = http.client.HTTPConnection(host, timeout=time_out)
    try:
        call.request("GET", path)
        return json.loads(call.getresponse().read())
    finally:
        call.close()


@contextmanager
def running(seed: int) -> Iterator[str]:
    """The platform, its faults drawn by the seed; its address. It is bound before the fork, so it answers at once."""
    server = Server(lag=LAG, seed=seed, drops_after=TIME_OUT)
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the trial ends it
        with suppress(OSError):  # another's machine in truth: our load must not hold its payments up
            os.setpriority(os.PRIO_PROCESS, 0, -5)
        try:
            server.serve_forever(poll_interval=5.0)
        finally:
            os._exit(0)
    address = server.address
    server.socket.close()
    try:
        yield address
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
