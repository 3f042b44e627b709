"""Shopee through the whole store: its pushes at our door beside polling, each fact once; money once; points without an order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.core.words import Action as Verb
from makegood.sandbox.shopee.app import APP, SHOP
from makegood.store.tenancy import within
from makegood.usecases.ports import Knock
from tests.platforms.shopee_live import Live, live
from tests.store.making import Scene, scene

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.enable_socket]
URL = "http://127.0.0.1:9/hooks/shopee/"


class Desk:
    """A shop on the sandbox, a worker by its clock, and a door that keeps what is pushed."""

    def __init__(self, town: Live) -> None:
        from makegood.rehearsal.month import Free
        from makegood.store.wiring import connections, worker

        self.town, self.scene, self.knocks = town, _connected(town), list[Knock]()
        self.connect = connections(town.now, lambda _app, _shop: Free())
        self.worker = worker(town.now, self.connect)
        town.post("push", url=URL)

    def pushed(self) -> list[str]:
        """What became of every push that is due."""
        self.knocks.clear()
        self.town.sandbox.push.deliver_due(self._take)
        return [self.hear(one) for one in self.knocks]

    def _take(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> bool:
        self.knocks.append(Knock({name.lower(): value for name, value in headers.items()}, body))
        return True

    def hear(self, knock: Knock) -> str:
        from makegood.store import hooks

        return str(hooks.knocked("shopee", self.scene.organisation, knock, url=URL, at=self.town.now()))

    def work(self, minutes: float = 0.4) -> None:
        """Time passes, and what is due is done."""
        for _ in range(2):
            self.town.wind(timedelta(minutes=minutes / 2))
            self.worker.until_idle()

    def pull(self) -> None:
        from makegood.store import due
        from makegood.store.pulling import PULL

        with within(self.scene.organisation):
            due.sooner(PULL, self.scene.shop, self.scene.organisation, self.town.now())
            due.ensure(PULL, self.scene.shop, self.scene.organisation, self.town.now())
        self.worker.until_idle()

    def events(self, number: str, type_: str) -> list[dict[str, Any]]:
        from makegood.store.models import Case, Event

        with within(self.scene.organisation):
            case = Case.objects.get(number=f"shopee:{number}")
            return [event.body for event in Event.objects.filter(case=case, type=type_).order_by("at")]

    def case(self, number: str) -> Any:
        from makegood.store.models import Case

        with within(self.scene.organisation):
            return Case.objects.select_related("shop", "order", "content", "order__content").get(
                number=f"shopee:{number}"
            )

    def agree(self, number: str) -> str:
        """Agrees in a case, with both yeses; what became of it."""
        from makegood.store import actions
        from makegood.store.models import Action
        from makegood.store.stepping import as_step

        connection = self.connect(self.scene.organisation, self.scene.shop)
        with within(self.scene.organisation):
            step = as_step(self.case(number), Verb.agree, {})
            by, at = f"person:{self.scene.people['owner']}", self.town.now()
            asked = actions.propose(self.case(number), step.verb, step.details, money=step.money, by=by, at=at)
            for who in ("lead", "owner"):
                action = actions.approve(asked.pk, self.scene.people[who], connection=connection, at=at)
                if action.state != "planned":
                    break
        self.worker.until_idle()
        with within(self.scene.organisation):
            return str(Action.objects.get(pk=asked.pk).state)


def _connected(town: Live) -> Scene:
    from makegood.store.models import Shop
    from makegood.store.tokens import keep

    made = scene(platform="shopee")
    with within(made.organisation):
        shop = Shop.objects.get(pk=made.shop)
        shop.account, shop.address, shop.options = str(SHOP.shop_id), town.address, {"read_lag": 5}
        shop.save()
        keep(shop, town.purse.tokens, app_key=APP.key, app_secret=f"{APP.secret} {APP.push_key}")
    return made


@pytest.fixture
def desk() -> Iterator[Desk]:
    with live() as town:
        yield Desk(town)


@pytest.mark.parametrize("pull_first", [True, False])
def test_a_cancel_request_is_one_case_whichever_way_it_came_first(desk: Desk, pull_first: bool) -> None:
    order = desk.town.cancel_request()
    if pull_first:
        desk.pull()

    assert set(desk.pushed()) == {"kept"}
    desk.work()
    desk.pull()

    assert desk.case(order["sn"]).kind == "cancel_request"
    assert len(desk.events(order["sn"], "cancel_requested")) == 1


def test_what_changed_in_a_return_is_on_file_once_with_its_own_time(desk: Desk) -> None:
    claim = desk.town.claim(judged=True)
    desk.town.wind(timedelta(minutes=1))
    desk.town.post("push", url=URL, duplicates=1)
    desk.pushed()

    desk.work()
    desk.pull()

    notices = [one["text"] for one in desk.events(claim["sn"], "platform_notice") if "→" in one.get("text", "")]
    assert len(notices) == len(set(notices))


def test_a_doubled_push_is_known_and_a_forged_one_changes_nothing(desk: Desk) -> None:
    desk.town.post("push", url=URL, duplicates=1)
    desk.town.order("placed", 0)

    assert desk.pushed() == ["kept", "known"]
    told = desk.knocks[0]
    assert desk.hear(Knock(told.headers, told.body.replace(b"UNPAID", b"SHIPPED"))) == "forged"


def test_a_push_of_another_shop_or_of_none_is_nobodys(desk: Desk) -> None:
    desk.town.state.announce(3, 7, {"ordersn": "X", "status": "UNPAID", "update_time": 1})

    assert desk.pushed() == ["nobodys"]


def test_money_goes_back_once_by_our_word_the_push_and_the_pull(desk: Desk) -> None:
    claim = desk.town.claim()
    desk.pull()

    assert desk.agree(claim["sn"]) == "confirmed"
    desk.pushed()
    desk.work()
    desk.pull()

    from makegood.rehearsal import ledgers

    told = ledgers.compare(desk.scene.organisation, desk.town.admin.get("/_sandbox/ledger").json)
    assert (told["differences"], told["totals"]["ours"]["refund"]) == ([], {"SGD": 2590})


def test_points_without_an_order_are_a_case_with_a_next_step(desk: Desk) -> None:
    record = desk.town.post("points", violation=5, points=1)

    desk.pull()

    case = desk.case(str(record["reference"]))
    assert (case.kind, case.stage, case.order) == ("penalty", "detected", None)
    assert case.next_action
