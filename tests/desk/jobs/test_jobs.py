"""Work in the background, and a person's hand on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from makegood.store import due
from makegood.store.tenancy import within
from tests.store.making import Scene, scene


def text(answer) -> str:
    return answer.content.decode()


def connected(one: Scene) -> None:
    from makegood.store.models import Shop
    from makegood.store.tokens import keep
    from makegood.usecases.ports import Tokens

    later = timezone.now() + timedelta(hours=1)
    with within(one.organisation):
        keep(Shop.objects.get(), Tokens("a", "r", later, later), app_key="k", app_secret="s")


def given_up(one: Scene) -> None:
    from makegood.store.models import Due

    due.ensure("pull", one.shop, one.organisation, timezone.now())
    Due.objects.filter(kind="pull", subject=one.shop).update(due_at=None, attempts=12, problem="KeyError: 'x'")


def test_the_owner_has_a_shop_read_at_once(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Due

    connected(one)
    page = text(at_desk("owner").post("/jobs/read/", {"shop": str(one.shop)}, follow=True))

    assert "will be read by the next free worker" in page
    assert Due.objects.get(kind="pull", subject=one.shop).due_at <= timezone.now()


def test_a_shop_worked_by_hand_is_not_read(at_desk: Callable[..., Client], one: Scene) -> None:
    page = text(at_desk("owner").post("/jobs/read/", {"shop": str(one.shop)}, follow=True))

    assert "worked by hand: connect it first" in page


def test_a_clerk_may_look_and_not_touch(at_desk: Callable[..., Client], one: Scene) -> None:
    connected(one)
    client = at_desk("clerk")

    assert "Read now" not in text(client.get("/jobs/"))
    assert client.post("/jobs/read/", {"shop": str(one.shop)}).status_code == 403


def test_what_was_given_up_shows_its_problem_and_is_tried_again_once(
    at_desk: Callable[..., Client], one: Scene
) -> None:
    from makegood.store.models import Due

    given_up(one)
    client, form = at_desk("owner"), {"kind": "pull", "subject": str(one.shop)}
    assert "KeyError" in text(client.get("/jobs/")) and "12 attempts" in text(client.get("/jobs/"))
    client.post("/jobs/again/", form)
    again = text(client.post("/jobs/again/", form, follow=True))

    assert Due.objects.get(kind="pull", subject=one.shop).due_at is not None
    assert "not put aside any more" in again


def test_another_organisations_work_is_out_of_reach(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Due

    other = scene("Other")
    given_up(other)
    client = at_desk("owner")
    client.post("/jobs/again/", {"kind": "pull", "subject": str(other.shop)})

    assert client.post("/jobs/read/", {"shop": str(other.shop)}).status_code == 404
    assert Due.objects.get(kind="pull", subject=other.shop).due_at is None and "KeyError" not in text(
        client.get("/jobs/")
    )


def brought(one: Scene, **more: object) -> None:
    from makegood.store.models import Import

    told = {"name": "orders.csv", "digest": "x", "size": 1, "by": "person:x", "created_at": timezone.now()}
    with within(one.organisation):
        Import.objects.create(shop_id=one.shop, **told | more)


def test_an_import_that_runs_shows_how_far_it_is_and_can_be_stopped(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Import

    brought(one, state="running", done=30, total=120)
    client = at_desk()
    page = text(client.get("/jobs/"))
    assert "orders.csv" in page and "30 / 120" in page and "25 %" in page
    with within(one.organisation):
        client.post(f"/import/{Import.objects.get().pk}/stop/")
        assert Import.objects.get().state == "stopped"


def test_who_may_not_work_on_cases_sees_no_file_of_theirs(at_desk: Callable[..., Client], one: Scene) -> None:
    brought(one, state="done", done=3, total=3)

    assert "orders.csv" in text(at_desk("clerk").get("/jobs/"))
    assert "orders.csv" not in text(at_desk("warehouse").get("/jobs/"))
