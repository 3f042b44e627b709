"""Penalty and appeal: grounds judged, evidence demanded, an appeal refused and then admitted; on Wish shown first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from makegood.core.words import Ground
from makegood.rules.b2b_appeal import INADMISSIBLE
from tests.desk.working.making import Seat, ago, did, happened, said, seated, text, trouble

Desk = Callable[..., Client]
STRUCK = happened("penalty_executed", 5)


def penalty(at_desk: Desk, *, ground: str | None = "carrier_fault", role: str = "clerk") -> Seat:
    document = trouble("ali1688", "penalty", STRUCK, claim={"ground": ground}, dispute=False)
    return seated(at_desk, document, "appeal", role=role)


def wish(at_desk: Desk, *events: dict[str, Any], **more: Any) -> Seat:
    packed = {"id": "E1", "kind": "pack_scan", "by": "seller", "at": ago(5), "reading": {"skus": ["RED-M"]}}
    photo = {"id": "E2", "kind": "goods_photo", "by": "buyer", "at": ago(5)}
    document = trouble("wish", "wrong_item", said(), *events, evidence=[packed, photo], **more)
    return seated(at_desk, document, "appeal")


def statement(seat: Seat, **more: Any) -> str:
    return seat.exhibit(
        "carrier_statement", "zto.pdf", **({"by": "carrier", "carrier": "ZTO", "stamped": "yes"} | more)
    )


def test_without_a_stamped_statement_the_appeal_does_not_go_in(store: object, at_desk: Desk) -> None:
    seat = penalty(at_desk)
    answer = seat.post("put-in/", step="appeal", text="It was the courier.")
    page = text(answer)

    assert answer.status_code == 422 and "The appeal did not go in" in page and "stamped statement" in page
    assert "It was the courier." in page and "under-way" not in page


@pytest.mark.parametrize(
    ("more", "fault"), [({"stamped": ""}, "stamp"), ({"origin": "forwarded"}, "Cannot be traced to its origin")]
)
def test_a_statement_that_does_not_count_says_why(
    store: object, at_desk: Desk, more: dict[str, str], fault: str
) -> None:
    seat = penalty(at_desk)
    page = statement(seat, **more)

    assert "Does not count" in page and fault in page.split("Does not count")[1][:200]
    assert seat.post("put-in/", step="appeal", text="x").status_code == 422


def test_with_it_the_appeal_goes_to_its_end(store: object, at_desk: Desk) -> None:
    seat = penalty(at_desk)
    statement(seat)
    prepared = text(seat.post("put-in/", step="appeal", text="The courier lost it."))
    assert "prepared" in prepared and "The courier lost it." in prepared and "zto.pdf" in prepared
    seat.done(reference="A-1")

    (appealed,) = [body for type_, body in seat.events() if type_ == "appealed"]
    assert appealed["ground"] == "carrier_fault" and seat.next() == "wait"
    assert "another step comes first" in text(seat.post("put-in/", step="appeal", text="again"))


@pytest.mark.parametrize("ground", sorted(INADMISSIBLE))
def test_a_ground_that_never_counts_blocks_whatever_is_held(store: object, at_desk: Desk, ground: str) -> None:
    seat = penalty(at_desk, ground=None)
    statement(seat)
    page = text(seat.post("ground/", ground=ground))

    assert "B2B-APPEAL-2" in page and seat.next() == "ask_platform_service"
    assert seat.post("put-in/", step="appeal", text="x").status_code == 422
    assert "prepared" in text(seat.post("put-in/", step="ask_platform_service"))


def test_every_ground_says_what_it_is_worth(store: object, at_desk: Desk) -> None:
    page = penalty(at_desk).see()

    assert page.count('name="ground"') == len(Ground)
    assert page.count("not admissible <") + page.count("not admissible</span>") == len(INADMISSIBLE)


@pytest.mark.parametrize("ground", ["", "gold"])
def test_a_ground_that_is_none_changes_nothing(store: object, at_desk: Desk, ground: str) -> None:
    assert "no ground was chosen" in text(penalty(at_desk).post("ground/", ground=ground))


def test_a_statement_too_long_is_not_cut(store: object, at_desk: Desk) -> None:
    seat = penalty(at_desk)
    statement(seat)

    assert seat.post("put-in/", step="appeal", text="x" * 2001).status_code == 422


def test_on_wish_the_buyer_is_shown_the_proof_before_anything_is_appealed(store: object, at_desk: Desk) -> None:
    seat = wish(at_desk)
    assert "WISH-WRONG-3" in seat.see()
    seat.exhibit("dispatch_photo", "packed.jpg")
    seat.exhibit("tracking_record", "track.pdf", tracking="ZT1")
    assert seat.next() == "show_proof"
    assert "another step comes first" in text(seat.post("put-in/", step="appeal", text="x"))


def test_on_wish_it_is_appealed_once_the_buyer_still_refuses(store: object, at_desk: Desk) -> None:
    seat = wish(at_desk)
    seat.exhibit("dispatch_photo", "packed.jpg")
    seat.exhibit("tracking_record", "track.pdf", tracking="ZT1")
    seat.post("put-in/", step="show_proof")
    seat.done()
    seat.answer("still_refuses", text="I do not believe it", at="")
    assert seat.next() == "contact_buyer"  # a ticket of the buyer's waits for its reply first
    seat.tell(said(0, channel="wish_ticket"))
    assert seat.next() == "appeal"
    seat.post("put-in/", step="appeal", text="We sent what was ordered.")
    seat.done()

    assert "appealed" in dict(seat.events()) and "Appealed" in seat.see()


def test_what_the_buyer_wrote_is_asked_for(store: object, at_desk: Desk) -> None:
    seat = wish(at_desk, did("show_proof", 3))

    assert "what did the buyer write?" in seat.answer("still_refuses", text=" ")


def test_whoever_only_reads_sees_it_and_does_nothing(store: object, at_desk: Desk) -> None:
    seat = penalty(at_desk, role="warehouse")

    assert "On what ground" in seat.see()
    assert seat.post("ground/", ground="other").status_code == 403
