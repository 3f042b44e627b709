"""Wish's sandbox behind real loopback HTTP, its clock standing still, and a connector that speaks to it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from makegood.connectors.wish.connector import Wish
from makegood.connectors.wish.oauth import App
from makegood.connectors.wish.pulling import NO_ORDER
from makegood.core.money import Money
from makegood.core.words import Action
from makegood.sandbox.wish.app import APP, create_app
from makegood.usecases.ports import Act, Pulled, Tokens, Unreadable
from tests.platforms.living import LAG, Purse, Town, lived_in

START = datetime.fromisoformat("2026-10-12T08:00:00+00:00")


class Live(Town):
    def authorise(self) -> None:
        self.app = App(app_key=APP.key, secret=APP.secret, pace=self.pace, wire=self.wire, base=self.address)
        told = self.post("tokens")
        until = self.now() + timedelta(days=30)
        self.purse = Purse(self.app, Tokens(told["access_token"], told["refresh_token"], until, until), self.now)

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


def live(now: datetime = START, **options: Any) -> AbstractContextManager[Live]:
    return lived_in(create_app(now=now, **options), Live)
