"""The red switch, and the switch between rehearsal and live, through the browser's door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from makegood.store.tenancy import within
from tests.desk.approvals.making import fresh
from tests.store.making import Scene, scene


def text(answer) -> str:
    return answer.content.decode()


def held(one: Scene) -> int:
    from makegood.store.models import Pause

    return Pause.objects.filter(organisation=one.organisation, until=None).count()


def events(one: Scene, type_: str) -> int:
    from makegood.store.models import Event

    with within(one.organisation):
        return Event.objects.filter(type=type_).count()


def test_pauses_all_writes_once_and_says_so_on_every_page(at_desk: Callable[..., Client], one: Scene) -> None:
    client = at_desk("clerk")
    for _ in range(2):
        page = text(client.post("/settings/pause/", {"why": "wrong prices"}, follow=True))

    assert "All writes are paused" in page and "wrong prices" in text(client.get("/inbox/"))
    assert held(one) == 1 and events(one, "setting_paused") == 1


def test_a_pause_needs_its_reason(at_desk: Callable[..., Client], one: Scene) -> None:
    assert "say why" in text(at_desk().post("/settings/pause/", {"why": " "}, follow=True)) and held(one) == 0


@pytest.mark.parametrize(("role", "lifted"), [("clerk", True), ("lead", False), ("owner", True)])
def test_whoever_paused_or_an_owner_resumes(
    at_desk: Callable[..., Client], one: Scene, role: str, lifted: bool
) -> None:
    at_desk("clerk").post("/settings/pause/", {"why": "a test"})
    at_desk(role).post("/settings/resume/")

    assert held(one) == (0 if lifted else 1)


def test_one_shop_is_paused_and_the_others_go_on(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store import pauses

    at_desk().post("/settings/pause/", {"why": "a test", "shop": str(one.shop)})

    assert pauses.in_force(one.organisation, one.shop) is not None and pauses.in_force(one.organisation, None) is None
    at_desk().post("/settings/resume/", {"shop": str(one.shop)})
    assert held(one) == 0


def test_a_warehouse_pauses_nothing(at_desk: Callable[..., Client], one: Scene) -> None:
    assert at_desk("warehouse").post("/settings/pause/", {"why": "a test"}).status_code == 403 and held(one) == 0


def test_only_an_owner_turns_a_shop_live_and_proves_who_it_is(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Shop

    with within(one.organisation):
        Shop.objects.update(rehearsal=True)
    given = {"shop": str(one.shop), "live": "1"}
    assert at_desk("lead").post("/settings/live/", given).status_code == 403
    assert "reauthenticate" in at_desk("owner").post("/settings/live/", given).headers["Location"]
    page = text(fresh(at_desk("owner")).post("/settings/live/", given, follow=True))

    assert "S is live" in page and events(one, "setting_live") == 1
    with within(one.organisation):
        assert not Shop.objects.get().rehearsal


def test_anothers_shop_is_not_found(at_desk: Callable[..., Client], one: Scene) -> None:
    other = scene("Two")
    client = fresh(at_desk("owner"))

    for way in ("pause", "resume", "live", "test"):
        answer = client.post(f"/settings/{way}/", {"shop": str(other.shop), "why": "x", "live": "1"})
        assert answer.status_code == 404
    assert held(other) == 0


@pytest.mark.parametrize(
    ("days", "trouble", "said"),
    [(30, None, "well"), (3, None, "expires"), (-1, None, "to be authorised again"), (30, "IllegalAccessToken", "IllegalAccessToken")],
)  # fmt: skip
def test_a_card_says_how_the_connection_is(
    at_desk: Callable[..., Client], one: Scene, days: int, trouble: str | None, said: str
) -> None:
    from makegood.store.models import Shop, Token

    now = timezone.now()
    with within(one.organisation):
        Shop.objects.update(trouble=trouble, pulled_until=now)
        Token.objects.create(shop_id=one.shop, app_key="k", sealed=b"x", access_until=now, refresh_until=now + timedelta(days=days))  # fmt: skip
    page = text(at_desk().get("/settings/"))

    assert said in page and ("authorise the app again" in page) == (days < 0 or trouble is not None)


def test_a_shop_without_a_connection_is_worked_by_hand(at_desk: Callable[..., Client], one: Scene) -> None:
    page = text(at_desk("owner").get("/settings/"))

    assert "worked by hand" in page and "Test</button>" not in page and "Turn live" not in page


def test_asks_as_many_questions_for_twenty_shops_as_for_one(at_desk: Callable[..., Client], one: Scene) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from makegood.store.models import Shop

    client, counts = at_desk(), []
    for count in (0, 20):
        with within(one.organisation):
            Shop.objects.bulk_create([Shop(organisation_id=one.organisation, name=f"n{place}", platform="wish") for place in range(count)])  # fmt: skip
        client.get("/settings/")
        with CaptureQueriesContext(connection) as made:
            client.get("/settings/")
        counts.append(len(made))

    assert counts[0] == counts[1]
