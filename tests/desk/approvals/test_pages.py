"""What waits for a yes, through the browser's door."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.core.words import Action as Verb
from makegood.store.tenancy import within
from tests.desk.approvals.making import asked
from tests.store.making import Scene, scene


def text(answer) -> str:
    return answer.content.decode()


def test_shows_the_soonest_first_with_totals(at_desk: Callable[..., Client], one: Scene) -> None:
    later, sooner = asked(one, 1, "12.30", hours=5), asked(one, 2, "7.70")
    page = text(at_desk().get("/approvals/"))

    assert page.index(f"a-{sooner}") < page.index(f"a-{later}")
    assert "2 actions wait, US$20.00 in all" in page and "Approve: Refund US$12.30" in page


def test_names_who_asks_and_labels_what_no_person_proposed(at_desk: Callable[..., Client], one: Scene) -> None:
    asked(one, 1, by="clerk")
    asked(one, 2, by="rule")
    page = text(at_desk().get("/approvals/"))

    assert "One-clerk asks" in page and "Rule asks" in page and page.count("Not proposed by a person") == 1


def test_what_is_above_my_limit_waits_for_others_with_why(at_desk: Callable[..., Client], one: Scene) -> None:
    asked(one, 1, "100.01", by="lead")
    client = at_desk("clerk")

    assert "Nothing waits for your yes" in text(client.get("/approvals/"))
    page = text(client.get("/approvals/?tab=others"))
    assert "above what a clerk may approve" in page and "data-primary" not in page


def test_says_ahead_what_would_stop_the_yes(at_desk: Callable[..., Client], one: Scene) -> None:
    asked(one, 1, "40.00", paid="30.00")
    page = text(at_desk().get("/approvals/"))

    assert "Only US$30.00 of the US$30.00 paid may still go back" in page and "data-primary" not in page


def test_shows_the_message_the_buyer_would_read(at_desk: Callable[..., Client], one: Scene) -> None:
    asked(one, 1, None, verb=Verb.contact_buyer, text="Lo sentimos <mucho>")

    assert "Lo sentimos &lt;mucho&gt;" in text(at_desk().get("/approvals/"))


@pytest.mark.parametrize("role", ["warehouse"])
def test_who_may_not_approve_is_told_which_right_is_missing(at_desk: Callable[..., Client], role: str) -> None:
    answer = at_desk(role).get("/approvals/")

    assert answer.status_code == 403 and "approve actions" in text(answer)


def test_anothers_action_is_not_found(at_desk: Callable[..., Client], one: Scene) -> None:
    theirs = asked(scene("Two"), 1)
    client = at_desk()

    for way in ("", "approve/", "refuse/", "ask/"):
        answer = client.get(f"/approvals/{theirs}/") if not way else client.post(f"/approvals/{theirs}/{way}")
        assert answer.status_code == 404
    assert "left_out" not in text(client.get(f"/approvals/together/?action={theirs}"))


def test_asks_as_many_questions_for_forty_as_for_one(at_desk: Callable[..., Client], one: Scene) -> None:
    client, counts = at_desk(), []
    for numbers in (range(1, 2), range(2, 41)):
        for number in numbers:
            asked(one, number)
        client.get("/approvals/")
        with CaptureQueriesContext(connection) as made:
            client.get("/approvals/")
        counts.append(len([1 for each in made if not re.match(r"BEGIN|COMMIT|SAVEPOINT|RELEASE", each["sql"])]))

    assert counts[0] == counts[1] and counts[1] <= 16


def test_shows_what_was_decided_by_whom(at_desk: Callable[..., Client], one: Scene) -> None:
    from django.utils import timezone

    from makegood.store import actions

    action = asked(one)
    with within(one.organisation):
        actions.refuse(action, one.people["owner"], reason="not ours", at=timezone.now())
    page = text(at_desk().get("/approvals/?tab=decided"))

    assert "One-owner said no" in page and "not ours" in page and "Refused here" in page


@pytest.mark.parametrize("query", ["tab=nonsense", "start=-1", "start=1e9", "shop=x", "start=٣"])
def test_what_an_address_says_wrongly_is_left_out(at_desk: Callable[..., Client], one: Scene, query: str) -> None:
    asked(one)

    assert "1 action waits" in text(at_desk().get(f"/approvals/?{query}"))
