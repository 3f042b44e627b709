"""The state of the machine in words; and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from makegood.store import due, state
from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.store.making import Scene, scene

HOUR = timedelta(hours=1)


def text(client: Client, page: str = "/health/") -> str:
    return client.get(page).content.decode()


def worked(one: Scene) -> None:
    from makegood.store.wiring import worker

    worker(connect=lambda organisation, shop: None).until_idle()


def test_says_in_one_line_that_all_is_well(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now())
    worked(one)

    assert "All is well" in text(at_desk())


def test_work_that_nobody_takes_is_said_with_what_to_do(at_desk: Callable[..., Client], one: Scene) -> None:
    due.ensure("pull", one.shop, one.organisation, timezone.now() - HOUR)
    page = text(at_desk())

    assert "Work waits longer than it should: Shops to be read" in page and "makegood work" in page


def test_a_clock_that_was_not_announced_is_red(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now() - HOUR)  # nobody has announced it since
    page = text(at_desk())

    assert "clocks were not announced in time" in page and "not announced in time</strong>" in page


def test_what_was_announced_stands_beside_the_clock(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now())
    worked(one)
    with within(one.organisation):
        (clock,) = [each for each in state.next_clocks(timezone.now()) if each.kind == "respond"]

    assert clock.announced and not clock.is_missed
    assert "819000000000001" in text(at_desk())


def test_a_shop_that_cannot_be_read_is_named_with_the_platforms_words(
    at_desk: Callable[..., Client], one: Scene
) -> None:
    from makegood.store.models import Shop

    with within(one.organisation):
        Shop.objects.update(trouble="the token has expired")
    page = text(at_desk())

    assert "S: cannot be read · the token has expired" in page


@pytest.mark.parametrize(("ago", "expected"), [(timedelta(minutes=15), "well"), (timedelta(minutes=16), "lags")])
def test_a_shop_lags_after_three_beats(one: Scene, ago: timedelta, expected: str) -> None:
    from makegood.store.models import Shop
    from makegood.store.tokens import keep
    from makegood.usecases.ports import Tokens

    now = timezone.now()
    with within(one.organisation):
        shop = Shop.objects.get()
        keep(shop, Tokens("a", "r", now + HOUR, now + HOUR), app_key="k", app_secret="s")
        shop.pulled_until = now - ago
        shop.save()
        (reading,) = state.readings(now)

    assert reading.state == expected


def test_nothing_of_another_organisation_is_told(at_desk: Callable[..., Client], one: Scene) -> None:
    other = scene("Canary")
    taken_in(other, at=timezone.now() - HOUR)
    due.ensure("pull", other.shop, other.organisation, timezone.now() - HOUR)
    page = text(at_desk())

    assert "Canary" not in page and "819000000000001" not in page and "Shops to be read" not in page


def test_the_bell_rings_for_what_was_announced_and_is_silent_once_looked_at(
    at_desk: Callable[..., Client], one: Scene
) -> None:
    taken_in(one, at=timezone.now())
    worked(one)
    client = at_desk()
    assert 'id="rings">2</span>' in text(client, "/me/")
    assert "819000000000001" in text(client, "/bell/")

    assert 'id="rings"></span>' in text(client, "/me/")


def test_a_bell_cookie_that_is_nonsense_is_as_if_it_were_not_there(at_desk: Callable[..., Client], one: Scene) -> None:
    client = at_desk()
    client.cookies["bell"] = "yesterday"

    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize(
    ("ago", "words"), [(timedelta(minutes=4), "All is well"), (timedelta(minutes=6), "No worker is at work")]
)
def test_the_dot_is_red_where_no_worker_has_been_at_work_for_five_minutes(
    at_desk: Callable[..., Client], one: Scene, ago: timedelta, words: str
) -> None:
    from makegood.store.models import Due, Organisation

    Organisation.objects.update(created_at=timezone.now() - HOUR)
    Due.objects.filter(kind="seal").update(due_at=timezone.now() - ago)

    assert words in text(at_desk(), "/me/")


def test_an_organisation_just_made_is_not_called_forsaken(at_desk: Callable[..., Client], one: Scene) -> None:
    assert "All is well" in text(at_desk(), "/me/")
