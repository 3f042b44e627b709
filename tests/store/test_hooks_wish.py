"""Wish through the whole store: its webhooks at our door beside polling, each fact once; and a refund that is looked up afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from makegood.core.words import Action as Verb
from makegood.sandbox.wish.app import APP, SHOP
from makegood.store.tenancy import within
from makegood.usecases.ports import Knock
from tests.platforms.wish_live import Live, live
from tests.store.making import Scene, scene

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.enable_socket]
URL = "http://127.0.0.1:9/hooks/wish/"


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
        """What became of every webhook that is due."""
        self.knocks.clear()
        self.town.sandbox.push.deliver_due(self._take)
        return [self.hear(one) for one in self.knocks]

    def _take(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> bool:
        self.knocks.append(Knock({name.lower(): value for name, value in headers.items()}, body))
        return True

    def hear(self, knock: Knock) -> str:
        from makegood.store import hooks

        return str(hooks.knocked("wish", self.scene.organisation, knock, url=URL, at=self.town.now()))

    def work(self, minutes: float = 0.4) -> None:
        """Time passes, and what is due is done."""
        for _ in range(2):
            self.town.wind(timedelta(minutes=minutes / 2))
            self.worker.until_idle()

    def said(self, number: str) -> list[str]:
        """The buyer's messages of a case, as often as they are on file."""
        from makegood.store.models import Case, Event

        with within(self.scene.organisation):
            case = Case.objects.get(number=number)
            found = Event.objects.filter(case=case, type="message").order_by("at")
            return [str(event.body.get("direction")) for event in found]

    def pull(self) -> None:
        from makegood.store import due
        from makegood.store.pulling import PULL

        with within(self.scene.organisation):
            due.ensure(PULL, self.scene.shop, self.scene.organisation, self.town.now())
        self.worker.until_idle()

    def refund(self, number: str) -> str:
        """Asks for a full refund of a case, with both yeses; the action's key."""
        from makegood.store import actions
        from makegood.store.models import Case
        from makegood.store.stepping import as_step

        connection = self.connect(self.scene.organisation, self.scene.shop)
        with within(self.scene.organisation):
            case = Case.objects.select_related("shop", "order", "content", "order__content").get(number=number)
            step = as_step(case, Verb.refund, {"remedy": "full_refund"})
            by, at = f"person:{self.scene.people['owner']}", self.town.now()
            asked = actions.propose(case, step.verb, step.details, money=step.money, by=by, at=at)
            for who in ("lead", "owner"):
                action = actions.approve(asked.pk, self.scene.people[who], connection=connection, at=at)
                if action.state != "planned":
                    break
            return str(action.pk)

    def stands(self, key: str) -> tuple[str, str]:
        from makegood.store.models import Action

        with within(self.scene.organisation):
            action = Action.objects.get(pk=key)
            return action.state, action.why or ""

    def trouble(self) -> str | None:
        from makegood.store.models import Shop

        with within(self.scene.organisation):
            found: str | None = Shop.objects.get(pk=self.scene.shop).trouble
            return found


def _connected(town: Live) -> Scene:
    from makegood.store.models import Shop
    from makegood.store.tokens import keep

    made = scene(platform="wish")
    with within(made.organisation):
        shop = Shop.objects.get(pk=made.shop)
        shop.account, shop.address, shop.options = SHOP.id, town.address, {"read_lag": 5}
        shop.save()
        keep(shop, town.purse.tokens, app_key=APP.key, app_secret=APP.secret)
    return made


@pytest.fixture
def desk() -> Iterator[Desk]:
    with live() as town:
        yield Desk(town)


def test_a_ticket_is_on_file_once_whichever_way_it_came_first(desk: Desk) -> None:
    ticket = desk.town.ticket()

    assert set(desk.pushed()) == {"kept"}
    desk.work()
    desk.pull()
    assert desk.said(f"wish:{ticket['id']}") == ["in"]


def test_a_doubled_webhook_is_known_and_a_forged_one_changes_nothing(desk: Desk) -> None:
    desk.town.post("push", url=URL, duplicates=1)
    desk.town.order("approved", 0)

    assert desk.pushed() == ["kept", "known"]
    told = desk.knocks[0]
    assert desk.hear(Knock(told.headers, told.body.replace(b"APPROVED", b"REFUNDED"))) == "forged"


def test_a_refund_waits_for_wish_and_is_believed_when_the_order_says_so(desk: Desk) -> None:
    ticket = desk.town.ticket()
    desk.pull()
    key = desk.refund(f"wish:{ticket['id']}")
    desk.worker.until_idle()
    state, why = desk.stands(key)
    assert (state, "took it on" in why) == ("unknown", True)
    desk.work(minutes=8)

    assert desk.stands(key)[0] == "confirmed"
    assert [refund.source for refund in desk.town.state.orders[ticket["orders"][0]].refunds] == ["MERCHANT"]


def test_a_refund_that_wish_fails_is_a_persons(desk: Desk) -> None:
    ticket = desk.town.ticket()
    desk.pull()
    desk.town.post(f"orders/{ticket['orders'][0]}/platform", act="fail_next")
    key = desk.refund(f"wish:{ticket['id']}")
    desk.worker.until_idle()
    desk.work(minutes=8)

    state, why = desk.stands(key)
    assert (state, "said that it failed" in why) == ("needs_person", True)
    assert desk.town.state.orders[ticket["orders"][0]].refunds == []


def test_a_platform_that_is_gone_is_told_plainly_and_its_acts_are_not_tried_for_ever(desk: Desk) -> None:
    ticket = desk.town.ticket()
    desk.pull()
    key = desk.refund(f"wish:{ticket['id']}")
    desk.worker.until_idle()
    desk.town.post("gone", how="404")
    desk.work(minutes=8)
    desk.pull()

    assert "Wish does not answer as a platform any more" in (desk.trouble() or "")
    assert desk.stands(key)[0] == "needs_person"
