"""Wish's sandbox behind real loopback HTTP, its clock standing still, and a connector that speaks to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient

from makegood.connectors.wish.connector import Wish
from makegood.connectors.wish.oauth import App
from makegood.connectors.wish.pulling import NO_ORDER
from makegood.core.money import Money
from makegood.core.words import Action
from makegood.sandbox.stage.serving import served
from makegood.sandbox.wish.app import APP, Sandbox, create_app
from makegood.usecases.ports import Act, Pulled, Tokens, Unreadable
from makegood.wire.requests import Timeouts
from makegood.wire.wire import Wire
from tests.wire.calling import OpenPace

START = datetime.fromisoformat("2026-10-12T08:00:00+00:00")
LAG = 120
"""Seconds; what the tests' connector believes the platform's lists to lag at most."""
PATIENT, IMPATIENT = Timeouts(), Timeouts(read=timedelta(seconds=0.3))


class Purse:
    """A vault with a token of the sandbox, renewed by its own call."""

    def __init__(self, app: App, tokens: Tokens, now: Any) -> None:
        self._app, self.tokens, self._now, self.renewals = app, tokens, now, 0

    def access(self) -> str:
        return self.tokens.access

    def renew(self, stale: str) -> str:
        assert stale == self.tokens.access
        self.tokens, self.renewals = self._app.refresh(self.tokens.refresh, at=self._now()), self.renewals + 1
        return self.tokens.access


@dataclass
class Live:
    """The town: the platform's own truth on one side, our connector on the other."""

    sandbox: Sandbox
    admin: FlaskClient
    address: str
    wire: Wire
    skew: timedelta = timedelta()
    """How far our clock is ahead of the platform's."""

    def __post_init__(self) -> None:
        self.pace = OpenPace()
        self.app = App(app_key=APP.key, secret=APP.secret, pace=self.pace, wire=self.wire, base=self.address)
        told = self.post("tokens")
        until = self.now() + timedelta(days=30)
        self.purse = Purse(self.app, Tokens(told["access_token"], told["refresh_token"], until, until), self.now)

    @property
    def state(self) -> Any:
        return self.sandbox.state

    def now(self) -> datetime:
        return self.state.clock.now() + self.skew

    def connector(self, **options: Any) -> Wish:
        given = {"read_lag": timedelta(seconds=LAG), "origin_country": "CN"} | options
        return Wish(
            secret=APP.secret, vault=self.purse, pace=self.pace, wire=self.wire, now=self.now, base=self.address, **given
        )  # fmt: skip

    def pulled(self, since: datetime | None = None) -> list[Pulled | Unreadable]:
        return list(self.connector().pull(since=since))

    def cases(self, since: datetime | None = None) -> dict[str, dict[str, Any]]:
        """Case files by id; nothing was unreadable but what is about no order."""
        told = self.pulled(since)
        assert not [one for one in told if isinstance(one, Unreadable) and one.method != NO_ORDER], told
        return {one.case["id"]: one.case for one in told if isinstance(one, Pulled)}

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
        self.admin.delete("/_sandbox/faults")

    def wind(self, span: timedelta) -> None:
        self.post("wind", seconds=span.total_seconds())

    def order(self, stage: str = "shipped", days_ago: float = 1, **more: Any) -> dict[str, Any]:
        return self.post("orders", stage=stage, days_ago=days_ago, **{"usd": "25.90"} | more)

    def ticket(self, **more: Any) -> dict[str, Any]:
        """Opened an hour ago over an order delivered five days ago."""
        order = self.order("delivered", 5)
        return self.post("tickets", order=order["id"], days_ago=1 / 24, **{"reason": "ITEM_IS_DAMAGED"} | more)

    def act(self, action: Action, place: dict[str, Any], amount: str | None = None, **details: Any) -> Act:
        """About a ticket or an order as the sandbox told it; first sent now."""
        is_ticket = "replies" in place
        return Act(
            id="a-1",
            action=action,
            order=place["orders"][0] if is_ticket else place["id"],
            dispute=place["id"] if is_ticket else None,
            money=Money(Decimal(amount), "USD") if amount is not None else None,
            details=details,
            first_sent_at=self.now(),
        )


def wire_to(timeouts: Timeouts) -> Wire:
    return Wire(set(), timeouts=timeouts, sleep=lambda _: None)


@contextmanager
def live(now: datetime = START, **options: Any) -> Iterator[Live]:
    app = create_app(now=now, **options)
    sandbox: Sandbox = app.extensions["sandbox"]
    server = served(app, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    town = Live(sandbox, app.test_client(), f"http://127.0.0.1:{server.server_port}", wire_to(PATIENT))
    try:
        yield town
    finally:
        sandbox.ended.set()
        town.wire.close()
        server.shutdown()
        server.server_close()
        thread.join(5)
