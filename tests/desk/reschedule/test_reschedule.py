"""A new date: cause, day, coupon and message; the buyer's answer; the date set; and what was promised beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.working.making import Seat, ago, seated, text, trouble

Desk = Callable[..., Client]
UNSENT = {"shipped_at": None, "delivered_at": None, "placed_at": ago(30), "paid_at": ago(29), "shipment": None}


def day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def sit(at_desk: Desk, cause: str = "out_of_stock", **order: Any) -> Seat:
    document = trouble("wish", "unfulfilled_order", claim={"reason": cause}, order={**UNSENT, **order}, dispute=False)
    return seated(at_desk, document, "reschedule")


def offered(seat: Seat, **more: str) -> str:
    return text(seat.post("offer/", **({"day": day(5), "text": f"We can send it by {day(5)}."} | more)))


def test_a_shortage_is_rescheduled_to_its_end(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)
    assert "prepared" in offered(seat)
    seat.done()
    assert "What did the buyer answer?" in seat.see()
    seat.answer("offer_accepted")
    assert f'Set the date <span class="num">{day(5)}' in seat.see()
    seat.post("keep/", step="reschedule")
    seat.done()

    assert [type_ for type_, _ in seat.events()] == ["offer_made", "offer_accepted", "action_done"]
    assert seat.next() == "record_lesson" and "The new date stands" in seat.see()


def test_a_coupon_promised_beside_it_is_sent_as_well(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)
    offered(seat, coupon="2.00", text=f"By {day(5)}, with a coupon of US$2.00.")
    seat.done()
    seat.answer("offer_accepted")
    assert "US$2.00" in seat.see()
    seat.post("keep/", step="send_coupon")
    seat.done()

    assert "another step comes first" in text(seat.post("keep/", step="send_coupon"))
    assert seat.next() == "reschedule"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"day": day(0)}, "is not ahead"),
        ({"day": day(-3)}, "is not ahead"),
        ({"day": day(200)}, "more than 180 days"),
        ({"day": "soon"}, "expected a day"),
        ({"text": " "}, "message to the buyer is missing"),
        ({"text": "x" * 2001}, "2000 at most"),
        ({"text": "soon"}, "does not name"),
        ({"coupon": "2.00"}, "does not name 2.00"),
        ({"coupon": "0"}, "expected an amount"),
        ({"coupon": "1.234"}, "expected an amount"),
        ({"coupon": "NaN"}, "expected an amount"),
        ({"coupon": "99999"}, "above the shop"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_not_put_to_the_buyer(
    store: object, at_desk: Desk, form: dict[str, str], says: str
) -> None:
    seat = sit(at_desk)
    answer = seat.post("offer/", **({"day": day(5), "text": f"by {day(5)}"} | form))

    assert answer.status_code == 422 and says in text(answer)
    assert "offer_made" not in dict(seat.events())


def test_a_date_beyond_the_ship_by_clock_says_what_runs_on(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)
    page = text(seat.post("offer/", day=day(9), text="x", draft="yes"))

    assert "ater than the ship-by clock" in page and "does not move" in page and f"tardar el {day(9)}" in page


@pytest.mark.parametrize("cause", ["policy_change", "quality"])
def test_these_causes_cancel_and_refund_instead(store: object, at_desk: Desk, cause: str) -> None:
    seat = sit(at_desk, cause)

    assert "WISH-UNFUL-4" in seat.see() and "Put it to the buyer" not in seat.see()
    assert seat.post("offer/", day=day(5), text=f"by {day(5)}").status_code == 422


def test_the_cause_is_put_on_record(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, "unfulfilled_order")

    assert "Put it to the buyer" in text(seat.post("cause/", cause="logistics_delay"))
    assert "no cause was chosen" in text(seat.post("cause/", cause="weather"))


def test_the_message_is_in_the_buyers_language_with_its_meaning_beside_it(store: object, at_desk: Desk) -> None:
    page = sit(at_desk).see()

    assert 'lang="es"' in page and "Lamentamos" in page and "非常抱歉" in page and "María" not in page


def test_where_no_text_is_held_in_it_that_is_said(store: object, at_desk: Desk) -> None:
    page = sit(at_desk, buyer={"id": "b", "language": "th"}).see()

    assert "no text in the buyer" in page and "(th)" in page and "We are sorry" in page


def test_refused_another_date_may_be_put_forward(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)
    offered(seat)
    seat.done()
    seat.answer("offer_refused")

    assert "refused the date put forward before" in seat.see() and "prepared" in offered(seat)


def test_answered_twice_it_counts_once(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk)
    offered(seat)
    seat.done()
    seat.answer("offer_accepted")

    assert "no offer waits for the buyer" in seat.answer("offer_refused")


def test_what_is_shipped_is_not_rescheduled(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, shipped_at=ago(3))

    assert "Put it to the buyer" not in seat.see()
    seat.post("offer/", day=day(5), text=f"by {day(5)}")
    assert "offer_made" not in dict(seat.events()) and "under-way" not in seat.see()
