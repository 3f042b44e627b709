"""Facts added to a case by hand, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.store.making import Scene, scene

Sit = Callable[..., Client]


@pytest.fixture
def case(one: Scene) -> UUID:
    return taken_in(one, at=timezone.now())


def file(one: Scene) -> dict[str, Any]:
    from makegood.store.cases import file_of
    from makegood.store.models import Case

    with within(one.organisation):
        return file_of(Case.objects.get())


def add(client: Client, case: UUID, sort: str, **texts: Any) -> Any:
    return client.post(f"/cases/{case}/facts/add/", {"sort": sort, **texts}, follow=True)


@pytest.mark.parametrize("sort", ["event", "clock", "evidence", "claim", "order"])
def test_shows_the_form_of_each_sort(at_desk: Sit, case: UUID, sort: str) -> None:
    page = at_desk().get(f"/cases/{case}/facts/?sort={sort}&type=judged").content.decode()

    assert page.count("data-primary") == 1 and "Put on record" in page


def test_an_event_typed_in_moves_the_case_on(at_desk: Sit, one: Scene, case: UUID) -> None:
    from makegood.store.models import Case

    add(at_desk(), case, "event", type="dispute_withdrawn", at="2026-11-24T09:00", zone="UTC")

    with within(one.organisation):
        assert Case.objects.get().stage == "withdrawn"


def test_evidence_is_numbered_and_says_what_is_read_on_it(at_desk: Sit, one: Scene, case: UUID) -> None:
    client = at_desk()
    for tracking in ("LP001", "CX9"):
        add(client, case, "evidence", evidence="outer_label_photo", from_whom="buyer", tracking=tracking)

    assert [(one["id"], one["reading"]) for one in file(one)["evidence"]] == [
        ("E-01", {"tracking": "LP001"}),
        ("E-02", {"tracking": "CX9"}),
    ]


def test_a_clock_told_again_replaces_the_one_before(at_desk: Sit, one: Scene, case: UUID) -> None:
    client = at_desk()
    for left in ("1 d", "2 d"):
        add(client, case, "clock", clock="respond", left=left, where="page")

    assert len(file(one)["platform_deadlines"]) == 1


def test_what_is_left_blank_stays_as_it_is(at_desk: Sit, one: Scene, case: UUID) -> None:
    before = file(one)
    add(at_desk(), case, "claim", severity="major")
    after = file(one)

    assert after["claim"] == {**before["claim"], "severity": "major"} and after["order"] == before["order"]


def test_says_what_is_wrong_beside_the_field_and_keeps_the_text(at_desk: Sit, case: UUID) -> None:
    answer = add(at_desk(), case, "event", type="message", at="yesterday", direction="in", text="Hola")
    page = answer.content.decode()

    assert answer.status_code == 422 and "yesterday" in page and "Hola" in page and 'id="f-channel-fault"' in page


def test_a_typed_fact_is_taken_back_once_and_stays_on_the_page(at_desk: Sit, one: Scene, case: UUID) -> None:
    from makegood.store.models import Event

    client = at_desk()
    add(client, case, "event", type="delivered", at="2026-11-24T09:00", zone="UTC")
    with within(one.organisation):
        event = Event.objects.get(type="delivered")
    back = client.post(f"/cases/{case}/facts/{event.pk}/withdraw/", {"why": "wrong parcel"}, follow=True)
    assert "Taken back; it stays on record" in back.content.decode()
    assert "taken back" in client.get(f"/cases/{case}/facts/").content.decode()
    again = client.post(f"/cases/{case}/facts/{event.pk}/withdraw/", follow=True)

    assert "taken back already" in again.content.decode()
    assert all(one["type"] != "delivered" for one in file(one)["events"])


def test_what_the_platform_told_is_not_ours_to_take_back(at_desk: Sit, one: Scene, case: UUID) -> None:
    from makegood.store.models import Event

    with within(one.organisation):
        told = Event.objects.get(type="dispute_opened")
    page = at_desk().post(f"/cases/{case}/facts/{told.pk}/withdraw/", follow=True).content.decode()

    assert "aliexpress told it" in page and len(file(one)["events"]) == 1


def test_a_strangers_case_and_event_are_not_found(at_desk: Sit, one: Scene, case: UUID) -> None:
    other = taken_in(scene("Two"), 2, at=timezone.now())
    client = at_desk()

    assert client.get(f"/cases/{other}/facts/").status_code == 404
    assert add(client, other, "event", type="delivered").status_code == 404
    assert client.post(f"/cases/{case}/facts/{other}/withdraw/").status_code == 404


def test_an_unknown_sort_is_not_found(at_desk: Sit, case: UUID) -> None:
    assert add(at_desk(), case, "rumour").status_code == 404
    assert add(at_desk(), case, "event", type="action_done").status_code == 404
