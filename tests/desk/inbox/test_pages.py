"""The inbox through the browser's door."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.store.tenancy import within
from tests.desk.making import rows, taken_in
from tests.store.making import Scene

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
HOUR = timedelta(hours=1)


def text(answer) -> str:
    return answer.content.decode()


def test_a_page_asks_twelve_questions_at_most(at_desk: Callable[..., Client], one: Scene) -> None:
    rows(one, *[timezone.now() + HOUR] * 120)
    client = at_desk()
    client.get("/inbox/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/inbox/")

    said = [one["sql"] for one in asked if not re.match(r"BEGIN|COMMIT|SAVEPOINT|RELEASE", one["sql"])]
    assert len(said) <= 12, "\n".join(said)


def test_a_page_stays_small(at_desk: Callable[..., Client], one: Scene) -> None:
    import gzip

    rows(one, *[timezone.now() + HOUR] * 60)

    assert len(gzip.compress(at_desk().get("/inbox/").content)) <= 60_000


def test_shows_fifty_and_the_way_to_the_rest(at_desk: Callable[..., Client], one: Scene) -> None:
    rows(one, *[timezone.now() + HOUR] * 60)
    client = at_desk()
    page = text(client.get("/inbox/"))
    more = re.search(r'hx-get="(/inbox/\?[^"]*after=[^"]*)"', page)[1].replace("&amp;", "&")
    rest = text(client.get(more, headers=PART))

    assert page.count("data-row ") == 50 and rest.count("data-row ") == 10
    assert "<html" not in rest and 'class="head"' not in rest  # the group goes on
    assert text(client.get(more)).count("data-row ") == 10  # and as a page of its own, without scripts


def test_with_no_shop_it_shows_three_ways_to_begin(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Shop

    with within(one.organisation):
        Shop.objects.all().delete()

    page = text(at_desk().get("/inbox/"))
    assert all(f'href="{there}"' in page for there in ("/new/", "/import/", "/new/sample/"))


def test_with_nothing_due_it_names_the_next(at_desk: Callable[..., Client], one: Scene) -> None:
    rows(one, timezone.now() + 100 * HOUR, next_action="wait")

    assert "Nothing falls due today; the next does on" in text(at_desk().get("/inbox/"))


def test_a_shop_that_cannot_be_read_says_so_and_keeps_its_cases(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Shop

    rows(one, timezone.now() + HOUR)
    with within(one.organisation):
        Shop.objects.update(trouble="the token has expired")
    page = text(at_desk().get("/inbox/"))

    assert "No shop can be read" in page and page.count("data-row ") == 1 and "the token has expired" in page


def test_paused_writes_are_said_on_every_page(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store import pauses

    pauses.pause(
        by="person:x", why="stock-taking", at=timezone.now(), organisation=one.organisation, wait=lambda _: None
    )

    assert "stock-taking" in text(at_desk().get("/me/"))


def test_assigns_and_takes_back(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Case

    (case,) = rows(one, timezone.now() + 9 * HOUR)
    client = at_desk()
    done = text(client.post("/inbox/assign/", {"case": str(case), "owner": "me"}, headers=PART))
    was = re.search(r'name="was" value="([^"]+)"', done)[1]
    with within(one.organisation):
        assert Case.objects.get().owner_id == one.people["lead"]
    client.post("/inbox/undo/", {"was": was}, headers=PART)

    with within(one.organisation):
        assert Case.objects.get().owner_id is None


def test_puts_off_only_what_its_clock_allows(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Case

    now = timezone.now()
    far, near = rows(one, now + 60 * HOUR, now + 5 * HOUR)
    until = (now + 8 * HOUR).isoformat()
    done = text(at_desk().post("/inbox/snooze/", {"case": [str(far), str(near)], "until": until}, headers=PART))

    assert "1 case put off" in done and "its clock allows" in done
    with within(one.organisation):
        assert [one.pk for one in Case.objects.filter(snoozed_until__isnull=False)] == [far]


def test_offers_no_time_after_the_last_safe_moment(at_desk: Callable[..., Client], one: Scene) -> None:
    now = timezone.now()
    near, far = rows(one, now + 7 * HOUR, now + 400 * HOUR)
    client = at_desk()

    assert text(client.get("/inbox/when/", {"case": [str(near)]}, headers=PART)).count("<button") <= 2
    assert text(client.get("/inbox/when/", {"case": [str(far)]}, headers=PART)).count("<button") >= 3
    assert text(client.get("/inbox/when/", {"case": [str(near), str(far)]}, headers=PART)).count("<button") <= 2


@pytest.mark.parametrize("more", [{}, {"until": "tomorrow"}, {"until": "2026-11-24T08:00:00"}])
def test_without_a_time_nothing_is_put_off(at_desk: Callable[..., Client], one: Scene, more: dict[str, str]) -> None:
    (case,) = rows(one, timezone.now() + 60 * HOUR)

    assert "No time was chosen" in text(at_desk().post("/inbox/snooze/", {"case": str(case), **more}, headers=PART))


def test_without_scripts_a_deed_leads_back_to_the_list_and_says_what_was_done(
    at_desk: Callable[..., Client], one: Scene
) -> None:
    (case,) = rows(one, timezone.now() + 60 * HOUR)
    answer = at_desk().post(
        "/inbox/assign/", {"case": str(case), "owner": "me", "back": "/inbox/?view=all"}, follow=True
    )

    assert answer.redirect_chain == [("/inbox/?view=all", 302)] and "1 case assigned" in text(answer)


def test_shows_what_the_buyer_said_and_the_next_step(at_desk: Callable[..., Client], one: Scene) -> None:
    case = taken_in(one, at=timezone.now())
    seen = text(at_desk().get(f"/inbox/{case}/preview/"))

    assert "El color no es el mismo" in seen and "Make an offer" in seen and "María" not in seen


def test_news_come_as_a_bar_and_move_nothing(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store import minding

    client = at_desk()
    case = taken_in(one, at=timezone.now())
    address = re.search(r'hx-get="(/inbox/news/[^"]+)"', text(client.get("/inbox/")))[1].replace("&amp;", "&")
    assert client.get(address, headers=PART).status_code == 204
    with within(one.organisation):
        minding.assign([case], one.people["clerk"], by=f"person:{one.people['clerk']}", at=timezone.now())

    bar = client.get(address, headers=PART)
    assert "1 update, press . to show" in text(bar) and "data-row" not in text(bar)
