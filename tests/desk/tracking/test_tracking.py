"""Tracking numbers put right: the one correction that applies, the number checked, what was done kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from makegood.store.tenancy import within
from tests.desk.working.making import Seat, happened, seated, text, trouble

Desk = Callable[..., Client]
ONLINE = {"shipment": {"by": "platform", "tracking": "AL1"}}
UNNUMBERED = {"shipment": {"by": "self", "carrier": "zto"}}
CASES = {
    "correct_tracking": trouble("ali1688", "tracking_correction", dispute=False),
    "fill_tracking": trouble("ali1688", "tracking_correction", order=UNNUMBERED, dispute=False),
    "replace_tracking": trouble("ali1688", "tracking_correction", happened("reshipped", tracking="ZT9"), dispute=False),
    "change_waybill": trouble("ali1688", "tracking_correction", order=ONLINE, dispute=False),
    "revoke_waybill": trouble(
        "ali1688", "tracking_correction", happened("cancel_requested"), order=ONLINE, dispute=False
    ),
}


def sit(at_desk: Desk, document: dict[str, Any] = CASES["correct_tracking"]) -> Seat:
    return seated(at_desk, document, "tracking")


@pytest.mark.parametrize("action", CASES)
def test_each_correction_goes_to_its_end(store: object, at_desk: Desk, action: str) -> None:
    seat = sit(at_desk, CASES[action])
    form = {} if action == "revoke_waybill" else {"tracking": "ZT7788", "carrier": "zto"}
    prepared = text(seat.post("correct/", action=action, **form))
    done = seat.done()

    assert "prepared" in prepared and "done, and on record" in done
    assert ("action_done", action) in [(type_, body.get("action")) for type_, body in seat.events()]
    assert seat.next() == "close" and "Close the case" in seat.see()


@pytest.mark.parametrize("action", CASES)
def test_the_others_say_why_they_do_not_apply(store: object, at_desk: Desk, action: str) -> None:
    page = sit(at_desk, CASES[action]).see()

    assert page.count("disabled>") == 4 and page.count("data-primary") == 1


def test_the_order_knows_both_numbers_afterwards(store: object, at_desk: Desk) -> None:
    from makegood.store.models import Order

    seat = sit(at_desk)
    seat.post("correct/", action="correct_tracking", tracking="ZT7788", carrier="zto")
    seat.done()

    with within(seat.of.organisation):
        shipment = Order.objects.get().facts["shipment"]
    assert (shipment["tracking"], shipment["numbers"]) == ("ZT7788", ["ZT1"])


@pytest.mark.parametrize(
    ("number", "says"),
    [("", "number is missing"), ("zt-1", "on file already"), ("EB000717594HK", "5 fits"), ("Z" * 65, "64 at most")],
)
def test_a_wrong_number_is_not_put_in(store: object, at_desk: Desk, number: str, says: str) -> None:
    seat = sit(at_desk)
    answer = seat.post("correct/", action="correct_tracking", tracking=number)

    assert answer.status_code == 422 and says in text(answer)
    assert "under-way" not in seat.see()


def test_a_person_may_insist_on_what_the_label_says(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)

    assert "prepared" in text(seat.post("correct/", action="correct_tracking", tracking="EB000717594HK", insist="yes"))


def test_nobody_insists_on_the_number_that_is_wrong_already(store: object, at_desk: Desk) -> None:
    assert sit(at_desk).post("correct/", action="correct_tracking", tracking="ZT1", insist="yes").status_code == 422


def test_it_is_checked_as_it_is_typed(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)
    good = text(seat.client.get(f"{seat.address}check/", {"tracking": "RR473124829GB", "carrier": "China Post"}))

    assert "issued in GB" in good and "end in CN" in good and "<html" not in good
    assert text(seat.client.get(f"{seat.address}check/", {"tracking": " "})).strip() == ""


def test_a_correction_that_no_longer_applies_is_not_made(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)

    assert "another correction applies" in text(seat.post("correct/", action="fill_tracking", tracking="ZT2"))


def test_pressed_twice_it_is_prepared_once(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)
    seat.post("correct/", action="correct_tracking", tracking="ZT7788")

    assert "already under way" in text(seat.post("correct/", action="correct_tracking", tracking="ZT7788"))
    seat.done()
    assert "another correction applies" in text(seat.post("correct/", action="correct_tracking", tracking="ZT7788"))


def test_how_it_was_shipped_can_be_put_right(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)
    page = text(seat.post("shipped/", by="platform", on_file="AL7"))

    assert "Change the waybill" in page and "AL7" in page


def test_where_there_is_no_waybill_the_number_is_corrected(store: object, at_desk: Desk) -> None:
    document = trouble("aliexpress", "tracking_correction", order=ONLINE, dispute=False)
    page = sit(at_desk, document).see()

    assert "Correct tracking" in page and "is a 1688 step" in page and "twice, within 5 days" in page
