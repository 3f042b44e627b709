"""The sandbox's own deeds: its clock, faults, figures, ledger, and hands for buyer, seller and platform."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from flask import request

from makegood.sandbox.aliexpress import acts, documents, oauth
from makegood.sandbox.aliexpress.accounts import Address, App, Shop
from makegood.sandbox.aliexpress.calls import Fields
from makegood.sandbox.aliexpress.faults import Faults
from makegood.sandbox.aliexpress.planting import plant_issue, plant_order
from makegood.sandbox.aliexpress.push import Push
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.times import instant
from makegood.sandbox.aliexpress.world import populate


class Admin:
    """Everything here runs under the state's lock, at the clock's present."""

    def __init__(self, state: State, faults: Faults, push: Push) -> None:
        self.state, self.faults, self.push = state, faults, push

    # --- reading ---

    def clock(self) -> Any:
        return {"at": self.state.at.isoformat(), "rate": self.state.clock.rate}

    def dump(self) -> Any:
        return documents.whole(self.state)

    def ledger(self) -> Any:
        return documents.ledger(self.state)

    def calls(self) -> Any:
        """Every call that arrived, newest last; `ran` false: it was lost before anything was done."""
        return {"calls": self.state.calls}

    def access(self) -> Any:
        """Keys and secrets of the made-up apps, and the shops they may be authorised for."""
        state = self.state
        return {
            "apps": [documents.plain(asdict(app)) for app in state.apps.values()],
            "shops": [documents.plain(asdict(shop)) for shop in state.shops.values()],
        }

    def order(self, id: int) -> Any:
        return documents.order_document(self._order(id))

    def issue(self, id: int) -> Any:
        return documents.issue_document(self._issue(id))

    # --- time, faults, figures ---

    def wind(self) -> Any:
        """{to} or {days, hours, minutes, seconds}: everything due on the way happens, in order."""
        asked, parts = self._asked(), ("days", "hours", "minutes", "seconds")
        now = self.state.clock.now()
        if asked.has("to"):
            to = instant(asked.text("to"))
        else:
            to = now + timedelta(**{part: float(asked.text(part, "0")) for part in parts})
        self.state.wind(to)
        return self.clock()

    def run(self) -> Any:
        self.state.clock.run(float(self._asked().text("rate")))
        return self.clock()

    def set_lag(self) -> Any:
        self.state.lag = float(self._asked().text("seconds"))
        return {"seconds": self.state.lag}

    def list_faults(self) -> Any:
        return {"faults": [fault.document() for fault in self.faults.all()]}

    def add_fault(self) -> Any:
        return self.faults.add(self._settings()).document()

    def clear_faults(self) -> Any:
        self.faults.clear()
        return self.list_faults()

    def remove_fault(self, id: int) -> Any:
        if not self.faults.remove(id):
            raise ValueError(f"faults: no fault {id}")
        return self.list_faults()

    def figures(self) -> Any:
        return documents.plain(asdict(self.state.figures))

    def set_figures(self) -> Any:
        self.state.figures = self.state.figures.changed(self._settings())
        return self.figures()

    # --- access ---

    def add_app(self) -> Any:
        """{key, secret, profile?, permissions?}; profiles are test, live, own and once; the permission for chat is `chat`."""
        asked = self._asked()
        usual = App(asked.text("key"), asked.text("secret"), asked.text("profile", "live"))
        if usual.profile not in oauth.PROFILES:
            raise ValueError(f"apps.profile: {usual.profile!r}, expected one of {', '.join(oauth.PROFILES)}")
        permissions = frozenset(asked.texts("permissions")) or usual.permissions
        self.state.apps[usual.key] = replace(usual, permissions=permissions)
        return documents.plain(asdict(self.state.apps[usual.key]))

    def add_shop(self) -> Any:
        """{seller_id, login, return_address?, health?}; the return address is its number, 9001 where not told."""
        asked = self._asked()
        address = Address(asked.number("return_address", 9001), ("refund",), "Returns desk", "CN", "Sandbox Road 1")
        shop = Shop(asked.number("seller_id"), asked.text("login"), (address,), asked.number("health", 0))
        self.state.shops[shop.seller_id] = shop
        return documents.plain(asdict(shop))

    def add_code(self) -> Any:
        app, seller_id = self._grant()
        return {"code": oauth.new_code(self.state, app, seller_id)}

    def add_token(self) -> Any:
        app, seller_id = self._grant()
        return oauth.document(self.state, oauth.new_token(self.state, app, seller_id))

    # --- people ---

    def plant_order(self) -> Any:
        return documents.order_document(plant_order(self.state, self._asked()))

    def plant_issue(self) -> Any:
        return documents.issue_document(plant_issue(self.state, self._asked()))

    def act_on_order(self, id: int, who: str) -> Any:
        order = self._order(id)
        acts.on_order(self.state, who, order, self._asked())
        return documents.order_document(order)

    def act_on_issue(self, id: int, who: str) -> Any:
        issue = self._issue(id)
        acts.on_issue(self.state, who, issue, self._asked())
        return documents.issue_document(issue)

    def populate(self) -> Any:
        """{days, orders_per_day, seed?, seller_id?, start?, answered_until?}: from the clock's present on, unless told."""
        asked, state = self._asked(), self.state
        orders = populate(
            state,
            asked.number("seller_id", next(iter(state.shops))),
            seed=asked.number("seed", state.seed),
            start=self._instant(asked, "start") or state.at,
            days=asked.number("days", 30),
            orders_per_day=asked.number("orders_per_day", 20),
            answered_until=self._instant(asked, "answered_until"),
        )
        return {"orders": orders}

    def show_push(self) -> Any:
        push = self.push
        settings = {"url": push.url, "app_key": push.app_key, "duplicates": push.duplicates, "disorder": push.disorder}
        return settings | {"notices": [notice.document() for notice in push.notices]}

    def set_push(self) -> Any:
        """{url, app_key?, duplicates?, disorder?}; an empty url stops it."""
        asked = self._asked()
        self.push.set(
            url=asked.text("url", ""),
            app_key=asked.text("app_key", next(iter(self.state.apps))),
            duplicates=float(asked.text("duplicates", "0")),
            disorder=float(asked.text("disorder", "0")),
        )
        return self.show_push()

    # --- reading what was asked ---

    def _asked(self) -> Fields:
        return Fields(self._settings())

    def _settings(self) -> dict[str, Any]:
        if request.form:
            return {name: value for name, value in request.form.to_dict().items() if name != "back" and value}
        if not request.data:
            return {}
        try:
            settings = json.loads(request.data)
        except ValueError:
            raise ValueError("the body is not JSON") from None
        if not isinstance(settings, dict):
            raise Refused("BODY", f"the body is {settings!r}, expected a JSON object")
        return settings

    def _grant(self) -> tuple[App, int]:
        asked, state = self._asked(), self.state
        key, seller_id = (
            asked.text("app_key", next(iter(state.apps))),
            asked.number("seller_id", next(iter(state.shops))),
        )
        if key not in state.apps or seller_id not in state.shops:
            raise ValueError(f"no app {key!r} or no shop {seller_id}; GET /_sandbox/access tells which there are")
        return state.apps[key], seller_id

    def _instant(self, asked: Fields, name: str) -> datetime | None:
        return instant(asked.text(name)) if asked.has(name) else None

    def _order(self, id: int) -> Any:
        if id not in self.state.orders:
            raise ValueError(f"no order {id}")
        return self.state.orders[id]

    def _issue(self, id: int) -> Any:
        if id not in self.state.issues:
            raise ValueError(f"no issue {id}")
        return self.state.issues[id]
