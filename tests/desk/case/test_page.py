"""The case page: what it shows, to whom, and that it asks the same of the database however long the case is."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from makegood.store.tenancy import within
from tests.desk.case.making import events_of, fresh, said
from tests.store.making import Scene, scene


def page(client: Client, case: UUID, query: str = "") -> Any:
    return client.get(f"/cases/{case}/{query}")


def read(one: Scene, case: UUID, **asked: Any) -> Any:
    """The page's values, as its template gets them."""
    from makegood.desk.case import queries

    with within(one.organisation):
        found = queries.case_of(case)
        return queries.page(found, me=one.people["clerk"], role="clerk", now=timezone.now(), **asked)


@pytest.fixture
def case(one: Scene) -> UUID:
    return fresh(one)


def test_shows_clock_consequence_stake_stages_and_the_one_next_step(at_desk, case):
    text = page(at_desk("clerk"), case).content.decode()

    assert "Refunded automatically" in text or "Goes to arbitration" in text
    assert "US$25.90" in text and "Negotiation" in text
    assert text.count("data-primary") == 1 and "Check the order" in text


def test_shows_the_buyers_own_words_and_masks_who_they_are(at_desk, case):
    text = page(at_desk("clerk"), case).content.decode()

    assert "El color no es el mismo" in text
    assert "María" not in text and "+34600000000" not in text and "Calle Mayor" not in text


def test_has_no_personal_data_in_its_title(at_desk, case):
    title = page(at_desk("clerk"), case).content.decode().partition("<title>")[2].partition("</title>")[0]

    assert "Mar" not in title and "8190000" in title


def counted(client: Client, case: UUID) -> list[str]:
    """The statements that the page asks of the database."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql[:110])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        page(client, case)
    return asked


def test_asks_the_same_of_the_database_for_ten_events_and_five_hundred(at_desk, one, case):
    client = at_desk("clerk")
    said(one, case, 10)
    few = counted(client, case)
    said(one, case, 500)
    many = counted(client, case)

    assert 10 < len(few) == len(many) <= 25, "\n".join(many)


def test_of_five_hundred_events_is_small_and_pages_its_timeline(at_desk, one, case):
    said(one, case, 500)

    response = page(at_desk("clerk"), case)

    assert len(gzip.compress(response.content)) < 60_000
    assert response.content.count(b'class="entry"') == 40 and b"before=" in response.content


def test_pages_neither_skip_nor_repeat(one, case):
    said(one, case, 90)
    found, before = [], ""
    while before is not None:
        shown = read(one, case, wanted="conversation", before=before).strand
        found = [entry.said for entry in shown.entries] + found
        before = shown.before

    assert found == [f"mensaje {place}" for place in range(90)]


def test_filters_what_the_timeline_shows(one, case):
    said(one, case, 2)

    assert read(one, case, wanted="logistics").strand.entries == []
    assert len(read(one, case, wanted="conversation").strand.entries) == 2


@pytest.mark.parametrize("address", ["", "review/?act=offer", "events/{event}/"])
def test_of_another_organisation_is_not_found_as_one_that_never_was(at_desk, case, address):
    stranger = at_desk("owner", of=scene("Two"))

    answers = [stranger.get(f"/cases/{key}/{address.format(event=uuid4())}") for key in (case, uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_offers_nothing_to_press_to_who_may_only_read(at_desk, case):
    text = page(at_desk("warehouse"), case).content.decode()

    assert "data-primary" not in text and 'name="reason"' not in text


def test_keeps_what_is_forbidden_in_sight_with_its_reason(one, case):
    closed = {str(choice.action): choice.why.en for choice, address in read(one, case).choices if address is None}

    assert closed["appeal"] == "There is no verdict to appeal against."
    assert "clock still runs" in closed["close"]


def test_shows_an_entry_as_it_is_on_record(at_desk, one, case):
    (opened,) = events_of(one, case, "dispute_opened")

    text = at_desk("clerk").get(f"/cases/{case}/events/{opened.pk}/").content.decode()

    assert "Fingerprint" in text and "dispute_opened" in text


def test_leads_to_its_neighbours_in_the_list_it_came_from(one, case):
    from makegood.desk.case.neighbours import neighbours
    from makegood.desk.case.queries import case_of

    later = fresh(one, 2, hours=0.5)
    asked = RequestFactory().get("/", {"in": "view=all"})
    with within(one.organisation):
        near, far = (
            neighbours(case_of(key), asked, me=one.people["clerk"], now=timezone.now()) for key in (case, later)
        )

    assert (near.before, near.after) == (None, f"/cases/{later}/?in=view%3Dall")
    assert (far.before, far.after) == (f"/cases/{case}/?in=view%3Dall", None)


def test_shows_both_clocks_where_two_run(one, case):
    kinds = {clock.kind: clock.source for clock in read(one, case).clocks}

    assert kinds == {"negotiation": "seed", "respond": "public"}


def test_shows_the_platforms_time_as_given_and_the_other_as_worked_out(one):
    due = (timezone.now() + timedelta(days=2)).isoformat()
    given = [{"kind": "negotiation", "due_at": due, "on_lapse": "arbitration", "field": "due_date"}]

    clocks = read(one, fresh(one, 3, platform_deadlines=given)).clocks

    assert [(clock.kind, clock.chip.given, clock.note) for clock in clocks] == [
        ("negotiation", True, "due_date"), ("respond", False, ""),
    ]  # fmt: skip
