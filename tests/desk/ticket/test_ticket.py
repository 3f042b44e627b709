"""A ticket for Shopee: refused while a part is missing, filed by its number, answered once, then reshipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.desk.working.making import Seat, happened, said, seated, text, trouble

Desk = Callable[..., Client]
CHECKED = [happened("order_verified", finding="ours"), said()]
WHOLE = {"received": [{"sku": "BLUE-M", "quantity": 1}], "wants": ["reship"]}
HELD = [
    {"id": "E1", "kind": "goods_photo", "by": "buyer", "file": "wrong.jpg"},
    {"id": "E2", "kind": "conversation", "by": "seller", "file": "chat.txt"},
]


def sit(at_desk: Desk, *events: dict[str, Any], claim: dict[str, Any] | None = None, **more: Any) -> Seat:
    document = trouble("shopee", "wrong_item", *CHECKED, *events, claim=WHOLE if claim is None else claim, **more)
    return seated(at_desk, document, "ticket")


def filed(seat: Seat) -> None:
    seat.post("file/")
    seat.done(reference="TK-1")


@pytest.mark.parametrize(
    ("claim", "evidence", "named"),
    [
        ({"wants": ["reship"]}, HELD, "Wrong item: what arrived"),
        ({"received": WHOLE["received"]}, HELD, "Solution wanted"),
        (WHOLE, HELD[:1], "The whole conversation"),
        (WHOLE, HELD[1:], "Photo of the wrong item"),
    ],
)
def test_a_ticket_with_a_part_missing_is_not_filed(
    store: object, at_desk: Desk, claim: dict[str, Any], evidence: list[dict[str, Any]], named: str
) -> None:
    seat = sit(at_desk, claim=claim, evidence=evidence)
    answer = seat.post("file/")

    assert answer.status_code == 422
    assert named in text(answer).split("Missing:")[1][:120]
    assert "under-way" not in seat.see()


def test_parts_are_completed_one_by_one(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, claim={})
    seat.post("part/", sku="BLUE-M", quantity="2")
    seat.post("part/", wants=["reship"], part="claim.wants")
    seat.exhibit("goods_photo", "wrong.jpg", by="buyer")
    page = seat.exhibit("conversation", "chat.txt")

    assert "BLUE-M × 2" in page and "are missing" not in page and seat.next() == "submit_ticket"


@pytest.mark.parametrize(
    "form",
    [{"sku": " "}, {"sku": "B", "quantity": "0"}, {"sku": "B", "quantity": "²"}, {"wants": ["gold"], "part": ""}],
)
def test_a_part_that_is_none_changes_nothing(store: object, at_desk: Desk, form: dict[str, Any]) -> None:
    seat = sit(at_desk, claim={})
    seat.post("part/", **form)

    assert "4 parts are missing" in seat.see()


def test_what_names_the_buyer_is_copied_only_while_it_is_filed(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, evidence=HELD)
    before = seat.see()
    seat.post("file/")

    assert "buyer1" not in before and "***yer1" in before
    assert "buyer1" in seat.see() and seat.see().count("data-copies") == 8


def test_without_its_number_it_is_not_filed(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, evidence=HELD)
    seat.post("file/")

    assert "number is missing" in seat.done(reference=" ")
    assert "ticket_submitted" not in dict(seat.events())


def test_filed_it_waits_for_the_answer(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, evidence=HELD)
    filed(seat)

    assert "TK-1" in seat.see() and "What did Shopee answer?" in seat.see() and seat.next() == "wait"
    assert "no ticket is to be filed now" in text(seat.post("file/"))


def test_approved_the_right_item_is_reshipped_to_the_end(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, evidence=HELD)
    filed(seat)
    seat.answer("ticket_approved")
    assert seat.post("reship/", tracking="EB000717594HK").status_code == 422
    seat.post("reship/", tracking="SPX123", carrier="SPX")
    seat.done()

    assert ("reshipped", "SPX123") in [(type_, body.get("tracking")) for type_, body in seat.events()]
    assert seat.next() == "remind_buyer" and "Remind the buyer" in seat.see()


def test_an_answer_counts_once(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, evidence=HELD)
    filed(seat)
    seat.answer("ticket_rejected")

    assert "no ticket waits for an answer" in seat.answer("ticket_approved")
    assert "rejected" in seat.see()


def test_asked_for_more_it_is_filed_again(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, evidence=HELD)
    filed(seat)
    assert "Shopee asked for more" in seat.answer("ticket_more_needed", text="a clearer photo")
    filed(seat)

    assert [type_ for type_, _ in seat.events()].count("ticket_submitted") == 2 and seat.next() == "wait"


def test_no_reshipment_before_the_answer(store: object, at_desk: Desk) -> None:
    assert "no reshipment is to be made" in text(sit(at_desk, evidence=HELD).post("reship/", tracking="SPX1"))


def test_the_next_step_is_named_where_it_is_not_the_ticket(store: object, at_desk: Desk) -> None:
    document = trouble("shopee", "wrong_item", said(), claim=WHOLE, evidence=HELD)
    page = seated(at_desk, document, "ticket").see()

    assert "Check the order" in page and page.count("data-primary") == 1


def test_evidence_sent_twice_is_there_once(store: object, at_desk: Desk) -> None:
    seat = sit(at_desk, claim=WHOLE)
    seat.exhibit("goods_photo", "wrong.jpg", number="E-01")

    assert "not added twice" in seat.exhibit("goods_photo", "wrong.jpg", number="E-01")
    assert "E-02" in seat.exhibit("conversation", "chat.txt", number="E-01")  # another took the number meanwhile
