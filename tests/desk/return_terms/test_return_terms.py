"""Return terms: agreed in full and on Wangwang; what is missing is named, what was confirmed elsewhere does not count."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.desk.working.making import Seat, seated, text, trouble

TERMS = {
    "address": "浙江省义乌市稠城街道 1 号", "recipient": "王收货", "phone": "13800000000", "freight_bearer": "buyer",
    "freight_form": "prepaid", "days": "7", "goods_condition": "包装、吊牌完好",
}  # fmt: skip


@pytest.fixture
def seat(store: object, at_desk: Callable[..., Client]) -> Seat:
    return seated(at_desk, trouble("ali1688", "return"), "return-terms")


def test_a_missing_term_is_named_and_nothing_is_sent(seat: Seat) -> None:
    answer = seat.post("send/", **{**TERMS, "freight_bearer": ""})
    page = text(answer)

    assert answer.status_code == 422 and "Who bears the freight" in page.split("Missing or not understood")[1][:200]
    assert TERMS["address"] in page  # nothing typed is lost
    assert "return_terms_proposed" not in dict(seat.events())


@pytest.mark.parametrize("days", ["seven", "0", "366", "7.5", "-1", "７"])
def test_days_are_a_whole_number(seat: Seat, days: str) -> None:
    answer = seat.post("send/", **{**TERMS, "days": days})

    assert answer.status_code == 422 and "expected a whole number of days" in text(answer)


def test_complete_terms_become_a_text_for_wangwang(seat: Seat) -> None:
    page = text(seat.post("send/", **TERMS))

    assert "Who bears the freight: the buyer" in page and 'data-copies="copy-1"' in page
    assert seat.events() == [("dispute_opened", seat.events()[0][1])]  # prepared is not sent
    assert "Return terms" in seat.done()
    ((_, proposed),) = [one for one in seat.events() if one[0] == "return_terms_proposed"]
    assert proposed["terms"]["days"] == 7 and "address" not in proposed["terms"]  # personal parts lie apart


def test_sent_twice_there_is_one(seat: Seat) -> None:
    seat.post("send/", **TERMS)

    assert "already under way" in text(seat.post("send/", **TERMS))


def test_a_confirmation_from_elsewhere_is_shown_as_not_counting(seat: Seat) -> None:
    seat.post("send/", **TERMS)
    seat.done()
    page = seat.exhibit("return_terms_confirmed", "wechat.png", channel="wechat", by="buyer")

    assert "Does not count" in page and "wechat" in page and "B2B-TERMS-2" in page
    assert "Agreed with the buyer" not in page and seat.next() == "confirm_on_channel"


def test_confirmed_on_wangwang_the_terms_are_agreed(seat: Seat) -> None:
    seat.post("send/", **TERMS)
    seat.done()
    asked = text(seat.post("asked/"))
    page = seat.exhibit("return_terms_confirmed", "wangwang.png", channel="wangwang", by="buyer")

    assert "The buyer was asked to confirm" in asked
    assert "Counts" in page and "Agreed with the buyer" in page and seat.next() == "agree"


def test_the_buyer_is_asked_once(seat: Seat) -> None:
    seat.post("send/", **TERMS)
    seat.done()
    seat.post("asked/")

    assert "not waiting to be confirmed" in text(seat.post("asked/"))


def test_what_was_prepared_can_be_taken_back(seat: Seat) -> None:
    seat.post("send/", **TERMS)

    assert "taken back" in seat.done(done="no")
    assert "Send on Wangwang" in seat.see()


def test_it_is_not_for_another_trouble(store: object, at_desk: Callable[..., Client]) -> None:
    other = seated(at_desk, trouble("aliexpress", "wrong_item"), "return-terms")

    answer = other.client.get(other.address)
    assert answer.status_code == 409 and "not for this case" in text(answer)
