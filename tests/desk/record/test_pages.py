"""The record through the browser's door: whole or broken, who did what, and what a filter leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.store.making import Scene, scene


def text(answer) -> str:
    return answer.content.decode()


def checked(one: Scene) -> None:
    """Sealed, checked on a beat, and the worker came by just now."""
    from makegood.store import checks, sealing
    from makegood.store.checks import CHECK, checker
    from makegood.store.workers import Worker

    sealing.seal_all(one.organisation, at=timezone.now())
    with within(one.organisation):
        checks.ask(at=timezone.now())
    Worker({CHECK: checker(timezone.now)}, now=timezone.now).once()


def noted(one: Scene, *types: str, by: str = "worker", **body: object) -> None:
    from makegood.store.record import Fact, keyed, record

    now = timezone.now()
    with within(one.organisation):
        record([Fact(name, now, by, keyed(name, place), body=body) for place, name in enumerate(types)], at=now)


def first_entry(page: str) -> str:
    return re.search(r'href="(/record/[0-9a-f-]{36}/)"', page)[1]


def test_a_record_never_checked_says_so_and_how_to_check_it(at_desk: Callable[..., Client], one: Scene) -> None:
    client = at_desk()

    assert "has not been checked yet" in text(client.get("/record/"))
    assert "A check is under way" in text(client.post("/record/check/", follow=True))


def test_a_whole_record_is_green_with_how_many_and_until_when(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now())
    checked(one)
    page = text(at_desk().get("/record/"))

    assert "whole-green" in page and re.search(r"Complete: \d+ entries checked", page)


def test_a_broken_record_is_red_and_names_the_first_entry(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store import sealing

    taken_in(one, at=timezone.now())
    sealing.seal_all(one.organisation, at=timezone.now())
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE store_event DISABLE TRIGGER event_is_kept")
        cursor.execute("ALTER TABLE store_event NO FORCE ROW LEVEL SECURITY")
        cursor.execute("UPDATE store_event SET by = 'nobody' WHERE number = 2")
        cursor.execute("ALTER TABLE store_event ENABLE TRIGGER event_is_kept")
        cursor.execute("ALTER TABLE store_event FORCE ROW LEVEL SECURITY")
    checked(one)
    page = text(at_desk().get("/record/"))

    assert "whole-red" in page and "event 2: its content does not match its hash" in page


def test_an_old_check_is_amber_with_the_last_good_time(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store import checks

    with within(one.organisation):
        checks.ask(at=timezone.now() + timedelta(days=1))
    checks.check(one.organisation, at=timezone.now() - timedelta(hours=13))

    assert "The check is overdue" in text(at_desk().get("/record/"))


def test_shows_who_did_what_about_which_order(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store import minding

    case = taken_in(one, at=timezone.now())
    with within(one.organisation):
        minding.assign([case], one.people["clerk"], by=f"person:{one.people['lead']}", at=timezone.now())
    page = text(at_desk().get("/record/?family=case"))

    assert "Assigned" in page and "One-lead" in page and "819000000000001" in page


def test_looking_at_personal_data_stands_in_it(at_desk: Callable[..., Client], one: Scene) -> None:
    noted(one, "personal_shown", "paid", by=f"person:{one.people['clerk']}")
    page = text(at_desk().get("/record/?family=unmasking"))

    assert page.count("data-row") == 1 and "One-clerk" in page


def test_shows_what_was_before_and_after(at_desk: Callable[..., Client], one: Scene) -> None:
    noted(one, "setting_role", before="clerk", after="lead", why="promoted", person=f"person:{one.people['clerk']}")
    page = text(at_desk().get("/record/?family=settings"))

    assert "Clerk</span> → Lead" in page and "promoted" in page and '<span class="num">One-clerk</span>' in page


def test_an_empty_filter_says_which_one_excludes_most(at_desk: Callable[..., Client], one: Scene) -> None:
    noted(one, "paid", "refund_paid", "personal_shown")
    page = text(at_desk().get("/record/?family=unmasking&by=rule"))
    first = page.split("No entry fits")[1].split("</li>")[0]

    assert "Without: By whom" in first and "this one excludes most" in first and "1 entry" in first


@pytest.mark.parametrize("query", ["family=x", "since=yesterday", "until=9999-12-31", "after=1", "object=%00"])
def test_what_an_address_says_wrongly_is_left_out(at_desk: Callable[..., Client], one: Scene, query: str) -> None:
    noted(one, "paid")

    assert text(at_desk().get(f"/record/?{query}")).count("data-row") >= 1


def test_turns_pages_without_skipping_or_repeating(at_desk: Callable[..., Client], one: Scene) -> None:
    noted(one, *(f"kind_{number}" for number in range(120)))
    client, address, seen = at_desk(), "/record/?by=worker", []
    while address:
        page = text(client.get(address))
        seen += re.findall(r'id="e-([0-9a-f-]+)"', page)
        more = re.search(r'href="(/record/\?[^"]*after=[^"]*)"', page)
        address = more[1].replace("&amp;", "&") if more else ""

    assert len(seen) == len(set(seen)) == 120


def test_asks_as_many_questions_for_fifty_as_for_one(at_desk: Callable[..., Client], one: Scene) -> None:
    client, counts = at_desk(), []
    for count in (1, 60):
        noted(one, *(f"kind_{count}_{number}" for number in range(count)), by=f"person:{one.people['lead']}")
        client.get("/record/")
        with CaptureQueriesContext(connection) as made:
            client.get("/record/")
        counts.append(len([1 for each in made if not re.match(r"BEGIN|COMMIT|SAVEPOINT|RELEASE", each["sql"])]))

    assert counts[0] == counts[1]


def test_an_entry_shows_what_was_written_and_its_place_in_the_chain(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now())
    checked(one)
    client = at_desk()
    page = text(client.get(first_entry(text(client.get("/record/?by=aliexpress")))))

    assert "Its content gives its hash" in page and "Seal 1 of" in page and "As it was written" in page


def test_an_entry_shows_no_personal_data_in_the_clear(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now())
    client = at_desk()
    pages = re.findall(r'href="(/record/[0-9a-f-]{36}/)"', text(client.get("/record/?by=aliexpress")))
    said = "".join(text(client.get(page)) for page in pages)

    assert "Personal, masked" in said and "María" not in said and "+34600000000" not in said


def test_anothers_entry_is_not_found(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Event

    other = scene("Two")
    noted(other, "paid")
    with within(other.organisation):
        theirs = Event.objects.get(type="paid").pk

    assert at_desk().get(f"/record/{theirs}/").status_code == 404


def test_signing_in_and_failing_to_stand_in_it(stranger: Client, at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Person

    person = Person.objects.get(pk=one.people["lead"])
    person.set_password("long enough for a test")
    person.save()
    for password in ("wrong", "long enough for a test"):
        stranger.post("/accounts/login/", {"login": person.username, "password": password})
    page = text(at_desk("owner").get(f"/record/?family=sign_in&by=person:{person.pk}"))

    assert "Signing in failed" in page and "Signed in" in page
