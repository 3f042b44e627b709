"""The sandbox's own deeds on this platform: access, hands for buyer, merchant and platform, and a platform that is gone."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from makegood.sandbox.stage.hands import Hands, plain
from makegood.sandbox.wish import acts, oauth, showing
from makegood.sandbox.wish.accounts import SCOPES, App, Merchant
from makegood.sandbox.wish.appealing import appeal
from makegood.sandbox.wish.planting import plant_order, plant_penalty, plant_ticket
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.world import populate

GONE = ("", "404", "503", "silent")


class Admin(Hands):
    """Everything here runs under the state's lock, at the clock's present."""

    world: State

    def dump(self) -> Any:
        return showing.whole(self.world)

    def access(self) -> Any:
        """Keys and secrets of the made-up apps, and the shops they may be authorised for."""
        return {
            "apps": [plain(asdict(app)) for app in self.world.apps.values()],
            "shops": [plain(asdict(shop)) for shop in self.world.shops.values()],
        }

    def show_gone(self) -> Any:
        return {"how": self.world.gone}

    def set_gone(self) -> Any:
        """{how}: `404` or `503` at every door, `silent` without an answer, empty: the platform is back."""
        how = self.asked().text("how", "")
        if how not in GONE:
            raise ValueError(f"gone.how: {how!r}, expected 404, 503, silent, or nothing for a platform that is there")
        self.world.gone = how
        return self.show_gone()

    def set_job(self) -> Any:
        """{fails}: whether the next bulk job ends in an exception."""
        self.world.next_job_fails = self.asked().flag("fails")
        return {"fails": self.world.next_job_fails}

    # --- access ---

    def add_app(self) -> Any:
        """{key, secret, profile?, permissions?, redirect_uri?}; profiles: `own`, a private app, or `live`, a public one."""
        asked = self.asked()
        profile, permissions = asked.text("profile", "own"), frozenset(asked.texts("permissions")) or SCOPES
        if profile not in ("own", "live"):
            raise ValueError(f"apps.profile: {profile!r}, expected own (a private app) or live (a public one)")
        if unknown := permissions - SCOPES:
            raise ValueError(f"apps.permissions: {', '.join(sorted(unknown))}, expected of {', '.join(sorted(SCOPES))}")
        redirect = asked.text("redirect_uri", "http://127.0.0.1/callback")
        app = App(asked.text("key"), asked.text("secret"), redirect, profile == "own", permissions)
        self.world.apps[app.key] = app
        return plain(asdict(app))

    def add_shop(self) -> Any:
        """{seller_id, login?, disabled?}"""
        asked = self.asked()
        disabled = asked.has("disabled") and asked.flag("disabled")
        shop = Merchant(asked.text("seller_id"), asked.text("login", "Another store"), disabled)
        self.world.shops[shop.id] = shop
        return plain(asdict(shop))

    def add_code(self) -> Any:
        app, merchant_id = self._grant()
        return {"code": oauth.new_code(self.world, app, merchant_id)}

    def add_token(self) -> Any:
        """As the platform answers it, and in seconds beside. Open: the refresh token's life."""
        app, merchant_id = self._grant()
        token = oauth.new_token(self.world, app, merchant_id)
        seconds = {
            "expires_in": int((token.access_until - self.world.at).total_seconds()),
            "refresh_expires_in": int((token.refresh_until - self.world.at).total_seconds()),
        }
        return oauth.document(token) | seconds | {"seller_id": merchant_id}

    # --- people ---

    def plant_order(self) -> Any:
        return showing.order(plant_order(self.world, self.asked()))

    def order(self, id: str) -> Any:
        return showing.order(self._one("orders", id))

    def act_on_order(self, id: str, who: str) -> Any:
        order = self._one("orders", id)
        acts.found(acts.ORDER_ACTS, who, self.asked())(self.world, order, self.asked())
        return showing.order(order)

    def plant_ticket(self) -> Any:
        return plain(plant_ticket(self.world, self.asked()))

    def ticket(self, id: str) -> Any:
        return plain(self._one("tickets", id))

    def act_on_ticket(self, id: str, who: str) -> Any:
        ticket = self._one("tickets", id)
        acts.found(acts.TICKET_ACTS, who, self.asked())(self.world, ticket, self.asked())
        return plain(ticket)

    def plant_penalty(self) -> Any:
        return plain(plant_penalty(self.world, self.asked()))

    def act_on_penalty(self, id: str, who: str) -> Any:
        penalty = self._one("penalties", id)
        acts.found(acts.PENALTY_ACTS, who, self.asked())(self.world, penalty, self.asked())
        return plain(penalty)

    def raise_dispute(self) -> Any:
        """{about: refund | penalty | tracking, about_id, text?}: what the dashboard's pages are for."""
        asked = self.asked()
        made = appeal(self.world, asked.text("about", "refund"), asked.text("about_id"), text=asked.text("text", ""))
        return plain(made)

    def act_on_dispute(self, id: str, who: str) -> Any:
        dispute = self._one("disputes", id)
        acts.found(acts.DISPUTE_ACTS, who, self.asked())(self.world, dispute, self.asked())
        return plain(dispute)

    def populate(self) -> Any:
        """{days, orders_per_day, seed?, seller_id?, start?, answered_until?}: from the clock's present on, unless told."""
        asked, state = self.asked(), self.world
        orders = populate(
            state,
            asked.text("seller_id", next(iter(state.shops))),
            seed=asked.number("seed", state.seed),
            start=self.instant(asked, "start") or state.at,
            days=asked.number("days", 30),
            orders_per_day=asked.number("orders_per_day", 20),
            answered_until=self.instant(asked, "answered_until"),
        )
        return {"orders": orders}

    def _grant(self) -> tuple[App, str]:
        asked, state = self.asked(), self.world
        key = asked.text("app_key", next(iter(state.apps)))
        merchant_id = asked.text("seller_id", next(iter(state.shops)))
        if key not in state.apps or merchant_id not in state.shops:
            raise ValueError(f"no app {key!r} or no shop {merchant_id!r}; GET /_sandbox/access tells which there are")
        return state.apps[key], merchant_id

    def _one(self, kind: str, id: str) -> Any:
        found = getattr(self.world, kind).get(id)
        if found is None:
            raise ValueError(f"{kind}: no {id}")
        return found
