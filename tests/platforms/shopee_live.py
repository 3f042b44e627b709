"""The Shopee sandbox behind real loopback HTTP, its clock standing still, and a connector that speaks to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient
from werkzeug.serving import make_server

from makegood.connectors.shopee.connector import Shopee
from makegood.connectors.shopee.oauth import App
from makegood.connectors.shopee.packing import packed
from makegood.core.money import Money
from makegood.core.words import Action
from makegood.sandbox.shopee.app import APP, SHOP, Sandbox, create_app
from makegood.sandbox.stage.serving import Quiet
from makegood.usecases.ports import Act, Tokens
from makegood.wire.requests import File, Timeouts
from makegood.wire.wire import Wire
from tests.wire.calling import OpenPace

START = datetime.fromisoformat("2026-10-12T08:00:00+00:00")
LAG = 120
"""Seconds; what the tests' connector believes the platform's lists to lag at most."""
PATIENT, IMPATIENT = Timeouts(), Timeouts(read=timedelta(seconds=0.3))
PICTURES = {
    "e1": File("label.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "e2": File("top.jpg", b"\xff\xd8\xff" + bytes(40)),
    "text": File("label.png", b"no picture"),
}


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
        until = self.now() + timedelta(hours=4)
        shop = str(SHOP.shop_id)
        tokens = Tokens(packed(shop, told["access_token"]), packed(shop, told["refresh_token"]), until, until)
        self.purse = Purse(self.app, tokens, self.now)

    @property
    def state(self) -> Any:
        return self.sandbox.state

    def now(self) -> datetime:
        return self.state.clock.now() + self.skew

    def connector(self, **options: Any) -> Shopee:
        usual = {"read_lag": timedelta(seconds=LAG), "email": "desk@example.test", "files": PICTURES.__getitem__}
        return Shopee(
            app_key=APP.key, secret=APP.secret, vault=self.purse, pace=self.pace, wire=self.wire, now=self.now,
            base=self.address, **(usual | options),
        )  # fmt: skip

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

    def wind(self, span: timedelta) -> None:
        self.post("wind", seconds=span.total_seconds())

    def order(self, stage: str = "shipped", days_ago: float = 1, **more: Any) -> dict[str, Any]:
        return self.post("orders", stage=stage, days_ago=days_ago, **more)

    def claim(self, **more: Any) -> dict[str, Any]:
        """A return asked for an hour ago, of an order delivered two days ago."""
        order = self.order("delivered", 2)
        return self.post("returns", **({"order": order["sn"], "days_ago": 1 / 24} | more))

    def cancel_request(self) -> dict[str, Any]:
        order = self.order("paid", 0.5)
        return self.post(f"orders/{order['sn']}/buyer", act="ask_cancel")

    def act(self, action: Action, place: dict[str, Any], amount: str | None = None, **details: Any) -> Act:
        """About a return or an order as the sandbox told it; first sent now."""
        return Act(
            id="a-1",
            action=action,
            order=place.get("order_sn", place["sn"]),
            dispute=place["sn"] if "order_sn" in place else None,
            money=Money(Decimal(amount), "SGD") if amount is not None else None,
            details=details,
            first_sent_at=self.now(),
        )

    def truth(self, place: dict[str, Any]) -> Any:
        return self.state.returns[place["sn"]] if "order_sn" in place else self.state.orders[place["sn"]]

    def calls(self, *paths: str) -> list[dict[str, Any]]:
        return [call for call in self.state.calls if call["method"] in paths]


def wire_to(timeouts: Timeouts) -> Wire:
    return Wire(set(), timeouts=timeouts, sleep=lambda _: None)


@contextmanager
def live(now: datetime = START, **options: Any) -> Iterator[Live]:
    app = create_app(now=now, **options)
    sandbox: Sandbox = app.extensions["sandbox"]
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
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
