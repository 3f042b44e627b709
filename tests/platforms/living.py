"""A sandbox behind real loopback HTTP, its clock standing still: what every platform's `…_live.py` builds its town on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient

from makegood.sandbox.stage.serving import served
from makegood.usecases.ports import Tokens
from makegood.wire.requests import Timeouts
from makegood.wire.wire import Wire
from tests.wire.calling import OpenPace

LAG = 120
"""Seconds; what the tests' connectors believe the platforms' lists to lag at most."""
PATIENT, IMPATIENT = Timeouts(), Timeouts(read=timedelta(seconds=0.3))


class Purse:
    """A vault with a token of the sandbox, renewed by its own call."""

    def __init__(self, app: Any, tokens: Tokens, now: Callable[[], datetime]) -> None:
        self._app, self.tokens, self._now, self.renewals = app, tokens, now, 0

    def access(self) -> str:
        return self.tokens.access

    def renew(self, stale: str) -> str:
        assert stale == self.tokens.access
        self.tokens, self.renewals = self._app.refresh(self.tokens.refresh, at=self._now()), self.renewals + 1
        return self.tokens.access


@dataclass
class Town:
    """The platform's own truth on one side, our connector on the other."""

    sandbox: Any
    admin: FlaskClient
    address: str
    wire: Wire
    skew: timedelta = timedelta()
    """How far our clock is ahead of the platform's."""

    def __post_init__(self) -> None:
        self.pace = OpenPace()
        self.authorise()

    def authorise(self) -> None:
        """A platform's town gets itself an `app` and a `purse` here."""

    @property
    def state(self) -> Any:
        return self.sandbox.state

    def now(self) -> datetime:
        moment: datetime = self.state.clock.now() + self.skew
        return moment

    def impatient(self) -> None:
        """From now on the connector waits no longer than a test may."""
        self.wire.close()
        self.wire = wire_to(IMPATIENT)

    def post(self, path: str, **body: Any) -> Any:
        answer = self.admin.post(f"/_sandbox/{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json

    def fault(self, kind: str, method: str = "*", **more: Any) -> None:
        self.post("faults", kind=kind, method=method, **more)

    def calm(self) -> None:
        """Nothing goes wrong any more."""
        self.admin.delete("/_sandbox/faults")

    def wind(self, span: timedelta) -> None:
        self.post("wind", seconds=span.total_seconds())


def wire_to(timeouts: Timeouts) -> Wire:
    return Wire(set(), timeouts=timeouts, sleep=lambda _: None)


T = TypeVar("T", bound=Town)


@contextmanager
def lived_in(app: Flask, town_of: type[T]) -> Iterator[T]:
    """The sandbox served, and the town that speaks to it."""
    sandbox = app.extensions["sandbox"]
    server = served(app, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    town = town_of(sandbox, app.test_client(), f"http://127.0.0.1:{server.server_port}", wire_to(PATIENT))
    try:
        yield town
    finally:
        sandbox.ended.set()
        town.wire.close()
        server.shutdown()
        server.server_close()
        thread.join(5)
