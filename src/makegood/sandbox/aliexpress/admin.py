"""The sandbox's own deeds on this platform: access, and hands for buyer, seller and platform."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from makegood.sandbox.aliexpress import acts, documents, oauth
from makegood.sandbox.aliexpress.accounts import Address, App, Shop
from makegood.sandbox.aliexpress.planting import plant_issue, plant_order
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.world import populate
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.hands import Hands, plain
from makegood.sandbox.stage.sending import Push


class Admin(Hands):
    def __init__(self, state: State, faults: Faults, push: Push) -> None:
        super().__init__(state, faults, push)
        self.state = state

    # --- reading ---

    def dump(self) -> Any:
        return documents.whole(self.state)

    def access(self) -> Any:
        """Keys and secrets of the made-up apps, and the shops they may be authorised for."""
        state = self.state
        return {
            "apps": [plain(asdict(app)) for app in state.apps.values()],
            "shops": [plain(asdict(shop)) for shop in state.shops.values()],
        }

    def order(self, id: int) -> Any:
        return documents.order_document(self._order(id))

    def issue(self, id: int) -> Any:
        return documents.issue_document(self._issue(id))

    # --- access ---

    def add_app(self) -> Any:
        """{key, secret, profile?, permissions?}; profiles are test, live, own and once; the permission for chat is `chat`."""
        asked = self.asked()
        usual = App(asked.text("key"), asked.text("secret"), asked.text("profile", "live"))
        if usual.profile not in oauth.PROFILES:
            raise ValueError(f"apps.profile: {usual.profile!r}, expected one of {', '.join(oauth.PROFILES)}")
        permissions = frozenset(asked.texts("permissions")) or usual.permissions
        self.state.apps[usual.key] = replace(usual, permissions=permissions)
        return plain(asdict(self.state.apps[usual.key]))

    def add_shop(self) -> Any:
        """{seller_id, login, return_address?, health?}; the return address is its number, 9001 where not told."""
        asked = self.asked()
        address = Address(asked.number("return_address", 9001), ("refund",), "Returns desk", "CN", "Sandbox Road 1")
        shop = Shop(asked.number("seller_id"), asked.text("login"), (address,), asked.number("health", 0))
        self.state.shops[shop.seller_id] = shop
        return plain(asdict(shop))

    def add_code(self) -> Any:
        app, seller_id = self._grant()
        return {"code": oauth.new_code(self.state, app, seller_id)}

    def add_token(self) -> Any:
        app, seller_id = self._grant()
        return oauth.document(self.state, oauth.new_token(self.state, app, seller_id))

    # --- people ---

    def plant_order(self) -> Any:
        return documents.order_document(plant_order(self.state, self.asked()))

    def plant_issue(self) -> Any:
        return documents.issue_document(plant_issue(self.state, self.asked()))

    def act_on_order(self, id: int, who: str) -> Any:
        order = self._order(id)
        acts.on_order(self.state, who, order, self.asked())
        return documents.order_document(order)

    def act_on_issue(self, id: int, who: str) -> Any:
        issue = self._issue(id)
        acts.on_issue(self.state, who, issue, self.asked())
        return documents.issue_document(issue)

    def populate(self) -> Any:
        """{days, orders_per_day, seed?, seller_id?, start?, answered_until?}: from the clock's present on, unless told."""
        asked, state = self.asked(), self.state
        orders = populate(
            state,
            asked.number("seller_id", next(iter(state.shops))),
            seed=asked.number("seed", state.seed),
            start=self.instant(asked, "start") or state.at,
            days=asked.number("days", 30),
            orders_per_day=asked.number("orders_per_day", 20),
            answered_until=self.instant(asked, "answered_until"),
        )
        return {"orders": orders}

    # --- reading what was asked ---

    def _grant(self) -> tuple[App, int]:
        asked, state = self.asked(), self.state
        key, seller_id = (
            asked.text("app_key", next(iter(state.apps))),
            asked.number("seller_id", next(iter(state.shops))),
        )
        if key not in state.apps or seller_id not in state.shops:
            raise ValueError(f"no app {key!r} or no shop {seller_id}; GET /_sandbox/access tells which there are")
        return state.apps[key], seller_id

    def _order(self, id: int) -> Any:
        if id not in self.state.orders:
            raise ValueError(f"no order {id}")
        return self.state.orders[id]

    def _issue(self, id: int) -> Any:
        if id not in self.state.issues:
            raise ValueError(f"no issue {id}")
        return self.state.issues[id]
