"""What the working screens share: deeds that happen once, a constant number of questions, and no way to what is another's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.store.tenancy import within
from tests.desk.working.making import Seat, happened, put_down, said, seated, shop_of, text, trouble

Desk = Callable[..., Client]
ROOMS = {
    "return-terms": ("ali1688", "return"),
    "tracking": ("ali1688", "tracking_correction"),
    "ticket": ("shopee", "wrong_item"),
    "appeal": ("ali1688", "penalty"),
    "reschedule": ("wish", "unfulfilled_order"),
}


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as said_:
        assert client.get(address).status_code == 200
    return len([one for one in said_ if not re.match(r"BEGIN|COMMIT|SAVEPOINT|RELEASE", one["sql"])])


@pytest.mark.parametrize("room", ROOMS)
def test_a_long_case_asks_no_more_questions_than_a_short_one(store: object, at_desk: Desk, room: str) -> None:
    platform, kind = ROOMS[room]
    many = [said(5 - place / 100) for place in range(200)]
    pieces = [{"id": f"X{place}", "kind": "goods_photo", "file": f"{place}.jpg"} for place in range(50)]
    short = seated(at_desk, trouble(platform, kind, many[0], dispute=False, evidence=pieces[:1]), room)
    long = put_down(short.of, trouble(platform, kind, *many, number=2, dispute=False, evidence=pieces))

    counts = [asked(short.client, f"/cases/{case}/{room}/") for case in (short.case, long)]
    assert counts[0] == counts[1] <= 25


@pytest.mark.parametrize("room", ROOMS)
def test_a_screen_has_one_filled_button_and_cites_its_clause(store: object, at_desk: Desk, room: str) -> None:
    platform, kind = ROOMS[room]
    page = seated(at_desk, trouble(platform, kind, dispute=False), room).see()

    assert page.count("data-primary") == 1 and re.search(r'href="/policies/[A-Z0-9-]+/', page)
    assert len(page.encode()) < 60_000


@pytest.mark.parametrize("room", ROOMS)
def test_anothers_case_is_not_found_by_any_door(store: object, at_desk: Desk, room: str) -> None:
    platform, kind = ROOMS[room]
    seat = seated(at_desk, trouble(platform, kind, dispute=False), room)
    stranger = at_desk("owner", of=shop_of(platform, "Stranger"))

    assert stranger.get(seat.address).status_code == 404
    assert stranger.post(f"/cases/{seat.case}/exhibits/", {"kind": "goods_photo"}).status_code == 404
    assert stranger.post(f"/cases/{seat.case}/answers/", {"answer": "offer_accepted"}).status_code == 404


def prepared(at_desk: Desk) -> Seat:
    seat = seated(at_desk, trouble("ali1688", "tracking_correction", dispute=False), "tracking")
    seat.post("correct/", action="correct_tracking", tracking="ZT7788")
    return seat


def test_a_receipt_counts_once(store: object, at_desk: Desk) -> None:
    seat = prepared(at_desk)
    action = re.search(r"/actions/[^\"]+/done/", seat.see())
    assert action is not None
    seat.post(action[0], page="tracking", done="yes")

    assert "no receipt is waited for" in text(seat.post(action[0], page="tracking", done="yes"))
    assert [type_ for type_, _ in seat.events()].count("action_done") == 1


def test_a_receipt_for_anothers_step_is_not_found(store: object, at_desk: Desk) -> None:
    seat = prepared(at_desk)
    action = re.search(r"/actions/[^\"]+/done/", seat.see())
    assert action is not None

    assert at_desk("owner", of=shop_of("ali1688", "Stranger")).post(action[0], {"done": "yes"}).status_code == 404


def test_a_step_that_waits_for_a_yes_says_so(store: object, at_desk: Desk) -> None:
    from makegood.store.models import Action

    seat = prepared(at_desk)
    with within(seat.of.organisation):
        Action.objects.update(state="planned")

    assert "It waits for a yes" in seat.see() and "/done/" not in seat.see()


@pytest.mark.parametrize(
    ("state", "says"),
    [("sending", "It is being sent"), ("unknown", "The platform has not answered; it is being checked")],
)
def test_what_may_have_been_sent_is_locked(store: object, at_desk: Desk, state: str, says: str) -> None:
    from makegood.store.models import Action

    seat = prepared(at_desk)
    with within(seat.of.organisation):
        Action.objects.update(state=state)

    assert says in seat.see() and "Do not do it again" in seat.see() and "data-primary" not in seat.see()


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"kind": "gold"}, "kind of evidence: found gold"),
        ({"kind": "insurance_policy"}, "not put on record here"),
        ({"file": " "}, "where it is kept"),
        ({"file": "x" * 301}, "300 at most"),
        ({"by": "me"}, "given by: found me"),
        ({"origin": "heaven"}, "origin: found heaven"),
        ({"at": "yesterday"}, "expected a day and a time"),
        ({"at": "2999-01-01T00:00"}, "not come yet"),
        ({"kind": "return_terms_confirmed", "channel": ""}, "where it was confirmed: found nothing"),
    ],
)
def test_what_is_no_evidence_is_refused_with_what_is_wrong(
    store: object, at_desk: Desk, form: dict[str, Any], says: str
) -> None:
    seat = seated(at_desk, trouble("shopee", "wrong_item"), "ticket")

    assert says in seat.exhibit(**({"kind": "goods_photo"} | form))


def test_an_answer_that_is_none_changes_nothing(store: object, at_desk: Desk) -> None:
    seat = seated(at_desk, trouble("shopee", "wrong_item", happened("ticket_submitted")), "ticket")

    assert "no answer was chosen" in seat.answer("perhaps")
    assert "ticket_answered" not in dict(seat.events())


def test_where_no_clock_runs_none_is_shown(store: object, at_desk: Desk) -> None:
    page = seated(at_desk, trouble("ali1688", "tracking_correction", dispute=False), "tracking").see()

    assert "nothing runs" in page
