"""The Shopee sandbox behind real loopback HTTP, its clock standing still, and a connector that speaks to it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from makegood.connectors.shopee.connector import Shopee
from makegood.connectors.shopee.oauth import App
from makegood.connectors.shopee.packing import packed
from makegood.core.money import Money
from makegood.core.words import Action
from makegood.sandbox.shopee.app import APP, SHOP, create_app
from makegood.usecases.ports import Act, Tokens
from makegood.wire.requests import File
from tests.platforms.living import LAG, Purse, Town, lived_in

START = datetime.fromisoformat("2026-10-12T08:00:00+00:00")
PICTURES = {
    "e1": File("label.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "e2": File("top.jpg", b"\xff\xd8\xff" + bytes(40)),
    "text": File("label.png", b"no picture"),
}


class Live(Town):
    def authorise(self) -> None:
        self.app = App(app_key=APP.key, secret=APP.secret, pace=self.pace, wire=self.wire, base=self.address)
        told = self.post("tokens")
        until = self.now() + timedelta(hours=4)
        shop = str(SHOP.shop_id)
        tokens = Tokens(packed(shop, told["access_token"]), packed(shop, told["refresh_token"]), until, until)
        self.purse = Purse(self.app, tokens, self.now)

    def connector(self, **options: Any) -> Shopee:
        usual = {"read_lag": timedelta(seconds=LAG), "email": "desk@example.test", "files": PICTURES.__getitem__}
        return Shopee(
            app_key=APP.key, secret=APP.secret, vault=self.purse, pace=self.pace, wire=self.wire, now=self.now,
            base=self.address, **(usual | options),
        )  # fmt: skip

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


def live(now: datetime = START, **options: Any) -> AbstractContextManager[Live]:
    return lived_in(create_app(now=now, **options), Live)
