"""1688's pushes through the whole door, polling beside them: kept, read, and each fact once, whichever way it came first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.sandbox.ali1688.app import APP, SHOP
from makegood.store.tenancy import within
from makegood.usecases.ports import Knock
from tests.platforms.ali1688_live import ADDRESS, Live, live
from tests.store.making import Scene, scene

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.enable_socket]
URL = "http://127.0.0.1:9/hooks/ali1688/"


class Desk:
    """A shop on the sandbox, a worker by its clock, and a door that keeps what is pushed."""

    def __init__(self, town: Live) -> None:
        from makegood.rehearsal.month import Free
        from makegood.store.wiring import connections, worker

        self.town, self.scene, self.knocks = town, _connected(town), list[Knock]()
        self.worker = worker(town.now, connections(town.now, lambda _app, _shop: Free()))
        town.post("push", url=URL)

    def pushed(self) -> list[str]:
        """What became of every message that is due."""
        self.knocks.clear()
        self.town.sandbox.push.deliver_due(self._take)
        return [self.hear(one) for one in self.knocks]

    def _take(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> bool:
        self.knocks.append(Knock({name.lower(): value for name, value in headers.items()}, body))
        return True

    def hear(self, knock: Knock) -> str:
        from makegood.store import hooks

        at = self.town.now()
        return str(hooks.knocked("ali1688", self.scene.organisation, knock, url=URL, at=at))

    def work(self) -> None:
        """After the ten seconds in which many messages become one pull."""
        self.town.wind(timedelta(seconds=11))
        self.worker.until_idle()
        self.town.wind(timedelta(seconds=11))
        self.worker.until_idle()

    def shipment(self) -> dict[str, Any]:
        from makegood.store.cases import whole_order
        from makegood.store.models import Order

        with within(self.scene.organisation):
            return dict(whole_order(Order.objects.get())["shipment"])

    def cases(self) -> list[tuple[str, int]]:
        from makegood.store.models import Case, Event

        with within(self.scene.organisation):
            found = Case.objects.order_by("number")
            return [(one.number, Event.objects.filter(case=one, type="dispute_opened").count()) for one in found]


def _connected(town: Live) -> Scene:
    from makegood.store.models import Shop
    from makegood.store.tokens import keep

    made = scene(platform="ali1688")
    with within(made.organisation):
        shop = Shop.objects.get(pk=made.shop)
        shop.account, shop.address = SHOP.member_id, town.address
        shop.options = {"return_address": ADDRESS, "read_lag": 5}
        shop.save()
        keep(shop, town.purse.tokens, app_key=APP.key, app_secret=APP.secret)
    return made


@pytest.fixture
def desk() -> Iterator[Desk]:
    with live() as town:
        yield Desk(town)


def test_a_refunds_message_brings_the_refund_itself_and_once(desk: Desk) -> None:
    refund = desk.town.refund(desk.town.order("delivered", 0), days_ago=0)

    assert set(desk.pushed()) == {"kept"}
    desk.work()
    assert desk.cases() == [(f"ali1688:{refund['key']}", 1)]
    desk.work()
    assert desk.cases() == [(f"ali1688:{refund['key']}", 1)]


def test_a_doubled_message_is_known(desk: Desk) -> None:
    desk.town.post("push", url=URL, duplicates=1)
    desk.town.order("placed", 0)

    assert desk.pushed() == ["kept", "known"]


def test_a_forged_message_changes_nothing(desk: Desk) -> None:
    desk.town.order("placed", 0)
    desk.pushed()
    (told,) = desk.knocks

    assert desk.hear(Knock(told.headers, told.body.replace(b"waitbuyerpay", b"waitsellersend"))) == "forged"


@pytest.mark.parametrize("pulled_first", [False, True])
def test_a_changed_waybill_is_on_file_with_both_its_numbers(desk: Desk, pulled_first: bool) -> None:
    order = desk.town.order("shipped", 1)
    desk.pushed()
    desk.work()
    before = order["parcels"][0]["number"]
    desk.town.post(f"orders/{order['id']}/seller", act="change_number", number="SF900")
    if pulled_first:
        desk.town.wind(timedelta(minutes=6))
        desk.work()

    assert desk.pushed() == ["kept"]
    desk.work()
    shipment = desk.shipment()
    assert shipment["tracking"] == "SF900"
    assert before in shipment["numbers"]
