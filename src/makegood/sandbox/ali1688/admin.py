"""The sandbox's own deeds beyond the common ones: access, planting, hands for buyer, seller and platform, the seeded days, the export."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, Response, request

from makegood.sandbox.ali1688 import acts, documents, oauth, workbench
from makegood.sandbox.ali1688.accounts import Address, App, Shop
from makegood.sandbox.ali1688.export import workbook
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.planting import plant_order, plant_refund
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.ali1688.refusing import GatewayError, Refused
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.world import populate
from makegood.sandbox.stage.doors import Door, blueprint
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.hands import Hands, plain
from makegood.sandbox.stage.sending import Push

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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

    def refund(self, id: int) -> Any:
        return documents.refund_document(self._refund(id))

    # --- access ---

    def add_app(self) -> Any:
        """{key, secret, profile?, permissions?}; profiles are live, own and once; permissions as in `accounts.py`."""
        asked = self.asked()
        usual = App(asked.text("key"), asked.text("secret"), asked.text("profile", "live"))
        if usual.profile not in oauth.PROFILES:
            raise ValueError(f"apps.profile: {usual.profile!r}, expected one of {', '.join(oauth.PROFILES)}")
        permissions = frozenset(asked.texts("permissions")) or usual.permissions
        self.state.apps[usual.key] = replace(usual, permissions=permissions)
        return plain(asdict(self.state.apps[usual.key]))

    def add_shop(self) -> Any:
        """{seller_id, login, address?, full_name?, mobile?}; `seller_id` is the member id."""
        asked, number = self.asked(), self.state.number("ali")
        address = Address(
            asked.text("address", "浙江省 杭州市 滨江区 网商路2号"), asked.text("post", "310051"), asked.text("full_name", "退货组"),
            asked.text("phone", ""), asked.text("mobile", "13000000002"),
        )  # fmt: skip
        shop = Shop(asked.text("seller_id"), asked.text("login"), 2000000000 + number, address)
        self.state.shops[shop.member_id] = shop
        return plain(asdict(shop))

    def add_code(self) -> Any:
        app, member = self._grant()
        return {"code": oauth.new_code(self.state, app, member)}

    def add_token(self) -> Any:
        """{app_key?, seller_id?}: of a shop, or of a buyer by member id."""
        app, member = self._grant()
        return oauth.own_document(self.state, oauth.new_token(self.state, app, member))

    def change_password(self) -> Any:
        """{seller_id?}: every token of that member ends."""
        member = self.asked().text("seller_id", next(iter(self.state.shops)))
        return {"revoked": oauth.revoke(self.state, member)}

    # --- people ---

    def plant_order(self) -> Any:
        return documents.order_document(plant_order(self.state, self.asked()))

    def plant_refund(self) -> Any:
        return documents.refund_document(plant_refund(self.state, self.asked()))

    def act_on_order(self, id: int, who: str) -> Any:
        order = self._order(id)
        acts.on_order(self.state, who, order, self.asked())
        return documents.order_document(order)

    def act_on_refund(self, id: int, who: str) -> Any:
        refund = self._refund(id)
        acts.on_refund(self.state, who, refund, self.asked())
        return documents.refund_document(refund)

    def appeal(self, id: int) -> Any:
        """{ground, stamped?} against a late-dispatch penalty."""
        penalty, asked = self.state.penalties.get(id), self.asked()
        if penalty is None:
            raise ValueError(f"no penalty {id}")
        stamped = asked.has("stamped") and asked.flag("stamped")
        workbench.appeal(penalty, asked.text("ground"), stamped=stamped)
        return plain(penalty)

    def close_service(self) -> Any:
        """{service, seller_id?}"""
        asked = self.asked()
        seller = asked.text("seller_id", next(iter(self.state.shops)))
        workbench.close_service(self.state, seller, asked.text("service"))
        return self.deposit()

    def deposit(self) -> Any:
        """What still holds the deposit of each shop."""
        return {seller: workbench.holds_deposit(self.state, seller) for seller in self.state.shops}

    def populate(self) -> Any:
        """{days, orders_per_day, seed?, seller_id?, start?, answered_until?}: from the clock's present on, unless told."""
        asked, state = self.asked(), self.state
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

    # --- reading what was asked ---

    def _grant(self) -> tuple[App, str]:
        asked, state = self.asked(), self.state
        key = asked.text("app_key", next(iter(state.apps)))
        member = asked.text("seller_id", next(iter(state.shops)))
        buyers = {order.buyer.member_id for order in state.orders.values()}
        if key not in state.apps or member not in {*state.shops, *buyers}:
            raise ValueError(f"no app {key!r} or no member {member!r}; GET /_sandbox/access tells which there are")
        return state.apps[key], member

    def _order(self, id: int) -> Order:
        if id not in self.state.orders:
            raise ValueError(f"no order {id}")
        return self.state.orders[id]

    def _refund(self, id: int) -> Refund:
        if id not in self.state.refunds:
            raise ValueError(f"no refund {id}")
        return self.state.refunds[id]


def doors(state: State, faults: Faults, push: Push) -> Blueprint:
    admin = Admin(state, faults, push)
    own: list[Door] = [
        ("/state", "GET", admin.dump),
        ("/access", "GET", admin.access),
        ("/apps", "POST", admin.add_app),
        ("/shops", "POST", admin.add_shop),
        ("/codes", "POST", admin.add_code),
        ("/tokens", "POST", admin.add_token),
        ("/passwords", "POST", admin.change_password),
        ("/orders", "POST", admin.plant_order),
        ("/orders/<int:id>", "GET", admin.order),
        ("/orders/<int:id>/<who>", "POST", admin.act_on_order),
        ("/refunds", "POST", admin.plant_refund),
        ("/refunds/<int:id>", "GET", admin.refund),
        ("/refunds/<int:id>/<who>", "POST", admin.act_on_refund),
        ("/penalties/<int:id>/appeal", "POST", admin.appeal),
        ("/services/close", "POST", admin.close_service),
        ("/deposit", "GET", admin.deposit),
        ("/populate", "POST", admin.populate),
    ]
    made = blueprint(admin, own, (Refused, GatewayError))

    @made.get("/export.xlsx")
    def export() -> Response:
        """The order export as the workbench makes it (§5); `?variant=short` drops (元) from two headers."""
        with state.lock:
            state.advance()
            data = workbook(state, short=request.args.get("variant") == "short")
        return Response(data, content_type=XLSX)

    return made
