"""The sandbox behind real loopback HTTP, its clock standing still, and a connector that speaks to it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from makegood.connectors.aliexpress.connector import AliExpress
from makegood.connectors.aliexpress.oauth import App
from makegood.core.money import Money
from makegood.core.words import Action
from makegood.sandbox.aliexpress.app import APP, create_app
from makegood.usecases.ports import Act, Tokens
from makegood.wire.requests import File
from tests.platforms.living import LAG, Purse, Town, lived_in

START = datetime.fromisoformat("2026-10-12T08:00:00+00:00")
PICTURES = {
    "e1": File("label.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "e2": File("top.jpg", b"\xff\xd8\xff" + bytes(40)),
}


class Live(Town):
    def authorise(self) -> None:
        self.app = App(app_key=APP.key, secret=APP.secret, pace=self.pace, wire=self.wire, base=self.address)
        told = self.post("tokens")
        until = self.now() + timedelta(days=30)
        self.purse = Purse(self.app, Tokens(told["access_token"], told["refresh_token"], until, until), self.now)

    def connector(self, **options: Any) -> AliExpress:
        given = {"read_lag": timedelta(seconds=LAG), "return_address": "9001", "files": PICTURES.__getitem__} | options
        return AliExpress(
            app_key=APP.key, secret=APP.secret, vault=self.purse, pace=self.pace, wire=self.wire, now=self.now,
            base=self.address, **given,
        )  # fmt: skip

    def order(self, stage: str = "shipped", days_ago: float = 1, **more: Any) -> dict[str, Any]:
        return self.post("orders", stage=stage, days_ago=days_ago, **more)

    def issue(self, **more: Any) -> dict[str, Any]:
        """A dispute opened yesterday over an order delivered five days ago."""
        order = self.order("delivered", 5)
        return self.post("issues", order=order["id"], days_ago=1, **more)

    def act(self, action: Action, place: dict[str, Any], amount: str | None = None, **details: Any) -> Act:
        """About a dispute or an order as the sandbox told it; first sent now."""
        is_issue = "order_id" in place
        return Act(
            id="a-1",
            action=action,
            order=str(place["order_id"] if is_issue else place["id"]),
            dispute=str(place["id"]) if is_issue else None,
            money=Money(Decimal(amount), "USD") if amount is not None else None,
            details=details,
            first_sent_at=self.now(),
        )


def live(now: datetime = START, **options: Any) -> AbstractContextManager[Live]:
    return lived_in(create_app(now=now, **options), Live)
