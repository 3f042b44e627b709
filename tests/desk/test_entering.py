"""One organisation is entered, for the whole request; what is another's is not found, and nothing half done stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from tests.desk.making import taken_in
from tests.store.making import Scene, scene

CANARY = "canary-91c4"
OPEN = {"csp_reports", "tastes", "start", "hook"}
"""Views that need no right: a report, the language of the sign-in page, the way to the inbox, and what only a platform may open."""


def views():
    for one in get_resolver().url_patterns[0].url_patterns:
        yield one.name, one.callback, str(one.pattern)


@pytest.mark.parametrize(("name", "view"), [(name, view) for name, view, _ in views() if name not in OPEN])
def test_every_view_says_which_right_it_needs(name: str, view: Callable) -> None:
    assert view.right


@pytest.mark.parametrize(
    ("name", "pattern"), [(name, pattern) for name, _, pattern in views() if name not in {"tastes", "hook"}]
)
def test_every_page_asks_who_you_are(stranger: Client, name: str, pattern: str) -> None:
    address = "/" + re.sub(r"<(\w+):\w+>", lambda part: str(UUID(int=1)) if part[1] == "uuid" else "x", pattern)
    for answer in (stranger.get(address), stranger.post(address)):
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/"), address


def test_another_organisations_case_is_not_found(at_desk: Callable[..., Client], one: Scene) -> None:
    other = scene(CANARY)
    theirs = taken_in(other, at=timezone.now())
    client = at_desk()

    assert (
        client.get(f"/inbox/{theirs}/preview/").status_code
        == client.get(f"/inbox/{UUID(int=9)}/preview/").status_code
        == 404
    )
    for page in (
        "/inbox/?view=all",
        f"/inbox/?view=all&shop={other.shop}",
        f"/inbox/?owner={other.people['lead']}",
        "/inbox/?q=819000000000001",
        f"/inbox/when/?case={theirs}",
        "/me/",
        "/nowhere/",
    ):
        assert CANARY not in client.get(page).content.decode(), page


def test_another_organisations_case_is_not_touched(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Case
    from makegood.store.tenancy import within

    other = scene(CANARY)
    theirs = taken_in(other, at=timezone.now())
    client = at_desk()
    for address, more in (
        ("assign", {"owner": "me"}),
        ("snooze", {"until": timezone.now().isoformat()}),
        ("undo", {"was": f"{theirs}|{one.people['lead']}|"}),
    ):
        client.post(f"/inbox/{address}/", {"case": str(theirs), **more})

    with within(other.organisation):
        assert Case.objects.get(pk=theirs).owner_id is None


def test_a_person_of_two_organisations_sits_in_the_one_they_chose(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Membership

    other = scene("Other")
    taken_in(other, at=timezone.now())
    Membership.objects.create(person_id=one.people["lead"], organisation_id=other.organisation, role="read_only")
    client = at_desk()

    assert "819000000000001" not in client.get("/inbox/").content.decode()
    assert client.post("/me/organisation/", {"organisation": str(other.organisation)}).status_code == 302
    assert "819000000000001" in client.get("/inbox/").content.decode()
    assert client.post("/inbox/assign/", {"owner": "me"}).status_code == 403  # read only, there


@pytest.mark.parametrize("organisation", ["", "x", str(UUID(int=7))])
def test_an_organisation_one_is_no_member_of_is_not_found(at_desk: Callable[..., Client], organisation: str) -> None:
    assert at_desk().post("/me/organisation/", {"organisation": organisation}).status_code == 404


def test_a_member_of_nothing_is_told_who_can_change_that(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Membership

    client = at_desk()
    Membership.objects.all().delete()
    answer = client.get("/inbox/")

    assert answer.status_code == 403 and "owner can grant it" in answer.content.decode()


def test_who_may_not_is_told_which_right_is_missing(at_desk: Callable[..., Client]) -> None:
    answer = at_desk("warehouse").post("/inbox/assign/", {"owner": "me"})

    assert answer.status_code == 403 and "the right to work on cases" in answer.content.decode()


def test_nothing_half_done_stays_where_a_view_fails(
    at_desk: Callable[..., Client], one: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from makegood.desk.inbox import deeds
    from makegood.store.models import Case
    from makegood.store.tenancy import within

    case = taken_in(one, at=timezone.now())
    monkeypatch.setattr(deeds, "_answer", lambda *_: 1 / 0)
    answer = at_desk().post("/inbox/assign/", {"case": str(case), "owner": "me"})

    assert answer.status_code == 500
    with within(one.organisation):
        assert Case.objects.get().owner_id is None


def test_the_page_of_an_error_stands_in_the_frame(at_desk: Callable[..., Client]) -> None:
    answer = at_desk().get("/nowhere/")

    assert (
        answer.status_code == 404 and 'class="rail"' in answer.content.decode() and "MG-404-" in answer.content.decode()
    )
