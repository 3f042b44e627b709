"""The sandbox's own deeds on this platform: access, hands for buyer, seller and platform, points, storms."""

from __future__ import annotations

import zlib
from dataclasses import asdict
from typing import Any

from makegood.sandbox.shopee import acts, health, limits, oauth
from makegood.sandbox.shopee.accounts import Partner, Shop
from makegood.sandbox.shopee.amounts import CURRENCIES
from makegood.sandbox.shopee.claim import Return
from makegood.sandbox.shopee.order import Order
from makegood.sandbox.shopee.planting import plant_order, plant_return
from makegood.sandbox.shopee.push import Pushing
from makegood.sandbox.shopee.state import State
from makegood.sandbox.shopee.world import populate
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.hands import Hands, plain


class Admin(Hands):
    def __init__(self, state: State, faults: Faults, push: Pushing) -> None:
        super().__init__(state, faults, push)
        self.state = state

    # --- reading ---

    def dump(self) -> Any:
        state = self.state
        return {
            "at": state.at.isoformat(),
            **self.access(),
            "orders": [order_document(order) for order in state.orders.values()],
            "returns": [plain(asdict(claim)) for claim in state.returns.values()],
            "points": [plain(asdict(one)) for one in state.points],
            "punishments": [plain(asdict(one)) for one in state.punishments],
            "waiting": [{"at": due.at.isoformat(), "word": due.word} for due in state.agenda.waiting()[:200]],
        }

    def access(self) -> Any:
        """Keys and secrets of the made-up partners, and the shops they may be authorised for."""
        state = self.state
        return {
            "apps": [plain(asdict(app)) for app in state.apps.values()],
            "shops": [plain(asdict(shop)) for shop in state.shops.values()],
        }

    def order(self, id: str) -> Any:
        return order_document(self._order(id))

    def claim(self, id: str) -> Any:
        return plain(asdict(self._claim(id)))

    # --- access ---

    def add_app(self) -> Any:
        """{key, secret, push_key?, chat?}. A partner's id is a number: another word for `key` is given one, which is answered."""
        asked = self.asked()
        key = asked.text("key")
        number = key if key.isdecimal() else str(1_000_000 + zlib.crc32(key.encode()) % 1_000_000)
        chat = asked.has("chat") and asked.flag("chat")
        self.state.apps[number] = Partner(number, asked.text("secret"), asked.text("push_key", ""), chat)
        return plain(asdict(self.state.apps[number]))

    def add_shop(self) -> Any:
        """{shop_id, name?, region?, merchant_id?, cross_border?}"""
        asked = self.asked()
        region = asked.text("region", "SG")
        if region not in CURRENCIES:
            raise ValueError(f"shops.region: {region!r}, expected one of {', '.join(CURRENCIES)}")
        cross_border = asked.has("cross_border") and asked.flag("cross_border")
        shop_id = asked.number("shop_id")
        name = asked.text("name", f"sandbox.{shop_id}")
        shop = Shop(shop_id, name, region, asked.number("merchant_id", 990001), cross_border)
        self.state.shops[shop_id] = shop
        return plain(asdict(shop))

    def add_code(self) -> Any:
        partner, shop_id = self._grant()
        oauth.grant(self.state, partner, shop_id)
        return {"code": oauth.new_code(self.state, partner, (shop_id,)), "shop_id": shop_id}

    def add_token(self) -> Any:
        partner, shop_id = self._grant()
        token = oauth.new_token(self.state, partner, shop_id)
        left = int((token.refresh_until - self.state.at).total_seconds())
        told = oauth.document(self.state, token)
        return {**told, "expires_in": told["expire_in"], "refresh_expires_in": left, "shop_id": shop_id}

    def storm(self) -> Any:
        """{minutes, shop_id?, status?}: for so long every call is one too many, told by 200 or by 429."""
        asked = self.asked()
        shop_id = asked.number("shop_id") if asked.has("shop_id") else None
        minutes, status = float(asked.text("minutes")), asked.number("status", 429)
        return plain(asdict(limits.begin(self.state, minutes=minutes, shop_id=shop_id, status=status)))

    # --- people ---

    def plant_order(self) -> Any:
        return order_document(plant_order(self.state, self.asked()))

    def plant_return(self) -> Any:
        return plain(asdict(plant_return(self.state, self.asked())))

    def act_on_order(self, id: str, who: str) -> Any:
        order = self._order(id)
        acts.on_order(self.state, who, order, self.asked())
        return order_document(order)

    def act_on_return(self, id: str, who: str) -> Any:
        claim = self._claim(id)
        acts.on_return(self.state, who, claim, self.asked())
        return plain(asdict(claim))

    def issue_points(self) -> Any:
        """{violation, points, shop_id?}"""
        asked = self.asked()
        shop_id = asked.number("shop_id", next(iter(self.state.shops)))
        record = health.issue(self.state, shop_id, asked.number("violation"), asked.number("points", 1))
        return plain(asdict(record))

    def win_appeal(self, id: int) -> Any:
        """{latest}: how many points are left of it."""
        return plain(asdict(health.won_appeal(self.state, id, self.asked().number("latest", 0))))

    def populate(self) -> Any:
        """{days, orders_per_day, seed?, shop_id?, start?, answered_until?}: from the clock's present on, unless told."""
        asked, state = self.asked(), self.state
        orders = populate(
            state,
            asked.number("shop_id", next(iter(state.shops))),
            seed=asked.number("seed", state.seed),
            start=self.instant(asked, "start") or state.at,
            days=asked.number("days", 30),
            orders_per_day=asked.number("orders_per_day", 20),
            answered_until=self.instant(asked, "answered_until"),
        )
        return {"orders": orders}

    # --- reading what was asked ---

    def _grant(self) -> tuple[Partner, int]:
        asked, state = self.asked(), self.state
        key = asked.text("app_key", next(iter(state.apps)))
        shop_id = asked.number("shop_id", asked.number("seller_id", next(iter(state.shops))))
        if key not in state.apps or shop_id not in state.shops:
            raise ValueError(f"no app {key!r} or no shop {shop_id}; GET /_sandbox/access tells which there are")
        return state.apps[key], shop_id

    def _order(self, id: str) -> Order:
        if id not in self.state.orders:
            raise ValueError(f"no order {id}")
        return self.state.orders[id]

    def _claim(self, id: str) -> Return:
        if id not in self.state.returns:
            raise ValueError(f"no return {id}")
        return self.state.returns[id]


def order_document(order: Order) -> dict[str, Any]:
    document: dict[str, Any] = plain(asdict(order))
    return document | {"id": order.sn, "total": order.total}
