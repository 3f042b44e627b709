"""1688's sandbox behind real loopback HTTP, its clock standing still, and a connector that speaks to it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from makegood.connectors.ali1688.connector import Ali1688
from makegood.connectors.ali1688.oauth import App
from makegood.core.money import Money
from makegood.core.words import Action
from makegood.sandbox.ali1688.app import APP, create_app
from makegood.usecases.ports import Act, Pulled, Tokens
from tests.platforms.living import LAG, Purse, Town, lived_in

START = datetime.fromisoformat("2026-10-12T04:00:00+00:00")
"""Noon in China, a Monday."""
ADDRESS = {"address": "浙江省 杭州市 网商路1号", "fullName": "退货组", "mobilePhone": "13000000001", "post": "310051"}
TRADE = "com.alibaba.trade/"


class Live(Town):
    def authorise(self) -> None:
        self.app = App(app_key=APP.key, secret=APP.secret, pace=self.pace, wire=self.wire, base=self.address)
        told = self.post("tokens")
        until = self.now() + timedelta(hours=10)
        self.purse = Purse(self.app, Tokens(told["access_token"], told["refresh_token"], until, until), self.now)

    def connector(self, **options: Any) -> Ali1688:
        given = {"read_lag": timedelta(seconds=LAG), "return_address": ADDRESS} | options
        return Ali1688(
            app_key=APP.key, secret=APP.secret, vault=self.purse, pace=self.pace, wire=self.wire, now=self.now,
            base=self.address, **given,
        )  # fmt: skip

    def pulled(self, since: datetime | None = None) -> dict[str, dict[str, Any]]:
        """Case files by their id; anything unreadable fails."""
        found = list(self.connector().pull(since=since))
        assert all(isinstance(one, Pulled) for one in found), found
        return {one.case["id"]: one.case for one in found}

    def order(self, stage: str = "delivered", days_ago: float = 1, **more: Any) -> dict[str, Any]:
        return self.post("orders", stage=stage, days_ago=days_ago, **more)

    def refund(self, order: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """A return asked for an hour ago, of an order signed for yesterday."""
        order = order or self.order()
        given = {"request": "returnRefund", "days_ago": 1 / 24} | more
        return self.post("refunds", order=order["id"], **given)

    def act(self, action: Action, place: dict[str, Any], amount: str | None = None, **details: Any) -> Act:
        """About a refund or an order as the sandbox told it; first sent now."""
        is_refund = "order_id" in place
        return Act(
            id="a-1",
            action=action,
            order=str(place["order_id"] if is_refund else place["id"]),
            dispute=place["key"] if is_refund else None,
            money=Money(Decimal(amount), "CNY") if amount is not None else None,
            details=details,
            first_sent_at=self.now(),
        )


def live(now: datetime = START, **options: Any) -> AbstractContextManager[Live]:
    return lived_in(create_app(now=now, **options), Live)
