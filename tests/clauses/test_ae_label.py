"""AE-LABEL: was a second label pasted over ours on the way?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import ORDER, assessed, at, blocked, case, done, event, missing, option, piece, said

OURS, ALSO_OURS, THEIRS, ANOTHERS = "LP00123456789012", "CX123456785CN", "LP00999999999999", "LP00888888888888"
PAIR = ["outer_label_photo", "inner_label_photo"]
PICTURES = ["goods_photo", "packaging_photo"]
PARCEL = {**ORDER["shipment"], "numbers": [ALSO_OURS]}


def labels(top: str | None, beneath: str | None, **more: Any) -> list[dict[str, Any]]:
    """The pair of photos; None: a photo nobody could read."""
    return [
        piece(kind, f"e{place}", **({"tracking": number} if number else {}), **more)
        for place, (kind, number) in enumerate(zip(PAIR, (top, beneath), strict=True))
    ]


def wrong_item(evidence: list[dict[str, Any]], *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Sent by the platform's logistics, our order looked at and the buyer written to."""
    order = {"shipment": PARCEL, **more.pop("order", {})}
    looked = (event("order_verified", hours=1, finding="correct"), said(hours=2))
    return case("aliexpress", "wrong_item", *looked, *events, evidence=evidence, order=order, **more)


def because(assessment: dict[str, Any]) -> list[str]:
    return [one["clause"] for one in assessment["liability"]["because"]]


@pytest.mark.clause("AE-LABEL-2")
def test_blames_logistics_for_a_strangers_label_on_top_of_ours():
    answer = assessed(wrong_item(labels(THEIRS, OURS)))

    assert answer["liability"]["party"] == "logistics"
    assert because(answer) == ["AE-LABEL-2"]
    assert answer["evidence"]["missing"] == []
    assert answer["evidence"]["have"] == ["e0", "e1"]


@pytest.mark.clause("AE-LABEL-2")
def test_puts_the_pair_of_photos_in_with_the_dispute():
    step = assessed(wrong_item(labels(THEIRS, OURS)))["next"]

    assert (step["action"], step["clause"], step["what"]) == ("submit_evidence", "AE-LABEL-2", PAIR)
    assert step["due_at"] == at(days=5)
    assert step["why"]["en"] and step["why"]["zh"]


@pytest.mark.clause("AE-LABEL-2")
@pytest.mark.parametrize(
    ("top", "beneath", "party", "asked"),
    [
        pytest.param(THEIRS, OURS, "logistics", [], id="theirs-over-ours"),
        pytest.param(THEIRS, ALSO_OURS, "logistics", [], id="theirs-over-another-number-of-ours"),
        pytest.param(THEIRS, " lp 0012-3456 7890-12 ", "logistics", [], id="case-spaces-and-hyphens-do-not-count"),
        pytest.param("cx-123456785-cn", OURS, "undetermined", PICTURES, id="both-ours-is-routine-relabelling"),
        pytest.param(OURS, OURS, "undetermined", PICTURES, id="the-same-label-is-not-the-cause"),
        pytest.param(THEIRS, THEIRS, "undetermined", PICTURES, id="the-same-strange-number-twice"),
        pytest.param(THEIRS, ANOTHERS, "undetermined", PICTURES, id="neither-ours"),
        pytest.param(OURS, THEIRS, "undetermined", PICTURES, id="ours-over-theirs"),
        pytest.param(None, OURS, "undetermined", PICTURES, id="top-unreadable"),
        pytest.param(THEIRS, None, "undetermined", PICTURES, id="beneath-unreadable"),
        pytest.param(None, None, "undetermined", PICTURES, id="both-unreadable"),
    ],
)
def test_compares_both_labels_with_every_number_of_the_parcel(top, beneath, party, asked):
    answer = assessed(wrong_item(labels(top, beneath)))

    assert answer["liability"]["party"] == party
    assert because(answer) == ["AE-LABEL-2"]
    assert missing(answer) == asked


@pytest.mark.clause("AE-LABEL-2")
def test_says_routine_relabelling_is_cleared_and_an_unreadable_pair_undecided():
    relabelled = assessed(wrong_item(labels(ALSO_OURS, OURS)))["liability"]["because"][0]["why"]
    unreadable = assessed(wrong_item(labels(None, OURS)))["liability"]["because"][0]["why"]

    assert "not the cause" in relabelled["en"] and "正常换单" in relabelled["zh"]
    assert relabelled != unreadable


@pytest.mark.clause("AE-LABEL-2")
def test_decides_nothing_where_no_number_of_the_parcel_is_known():
    unknown = {"by": "platform"}

    answer = assessed(wrong_item(labels(THEIRS, OURS), order={"shipment": unknown}))

    assert answer["liability"]["party"] == "undetermined"
    assert missing(answer) == PICTURES


@pytest.mark.clause("AE-LABEL-2")
@pytest.mark.parametrize(
    "extra", [pytest.param(OURS, id="contradicting"), pytest.param("LP 00-999999999999", id="agreeing")]
)
def test_decides_nothing_on_two_readings_of_one_label_that_contradict(extra):
    photos = [*labels(THEIRS, OURS), piece(PAIR[0], "e9", tracking=extra)]

    assert assessed(wrong_item(photos))["liability"]["party"] == ("undetermined" if extra == OURS else "logistics")


@pytest.mark.clause("AE-LABEL-1")
def test_asks_the_buyer_in_their_language_to_peel_and_photograph_both_labels():
    answer = assessed(wrong_item([]))

    assert [(one["kind"], one["ask"], one["clause"]) for one in answer["evidence"]["missing"]] == [
        ("outer_label_photo", "buyer", "AE-LABEL-1"),
        ("inner_label_photo", "buyer", "AE-LABEL-1"),
    ]
    messages = [one["message"] for one in answer["evidence"]["missing"]]
    assert all(len({text["en"], text["zh"], text["buyer"]}) == 3 and all(text.values()) for text in messages)
    assert (answer["liability"]["party"], because(answer)) == ("undetermined", ["AE-LABEL-1"])
    assert (answer["next"]["action"], answer["next"]["clause"]) == ("request_evidence", "AE-LABEL-1")
    assert answer["next"]["what"] == PAIR


@pytest.mark.clause("AE-LABEL-1", "AE-LABEL-2")
@pytest.mark.parametrize(("held", "number", "lacking"), [(0, THEIRS, PAIR[1]), (1, OURS, PAIR[0])])
def test_decides_nothing_on_one_label_alone_and_asks_for_the_other(held, number, lacking):
    answer = assessed(wrong_item([piece(PAIR[held], tracking=number)]))

    assert (answer["liability"]["party"], because(answer)) == ("undetermined", ["AE-LABEL-1"])
    assert missing(answer) == [lacking]
    assert answer["next"]["what"] == [lacking]


@pytest.mark.clause("AE-LABEL-1")
def test_takes_an_unread_photo_as_received_and_asks_for_no_second_one():
    answer = assessed(wrong_item([piece("outer_label_photo")]))

    assert missing(answer) == ["inner_label_photo"]


@pytest.mark.clause("AE-LABEL-1")
def test_asks_once_and_then_waits():
    answer = assessed(wrong_item([], done("request_evidence", hours=3)))

    assert answer["next"]["action"] == "wait"
    assert missing(answer) == PAIR


@pytest.mark.clause("AE-LABEL-2", "AE-NEGO-2")
def test_asks_again_when_the_pair_that_came_leaves_it_open():
    photos = labels(OURS, OURS, at=at(hours=10))

    step = assessed(wrong_item(photos, done("request_evidence", hours=3)))["next"]

    assert (step["action"], step["clause"], step["what"]) == ("request_evidence", "AE-NEGO-2", PICTURES)


@pytest.mark.clause("AE-LABEL-2")
@pytest.mark.parametrize(("hours", "party"), [(9, "undetermined"), (10, "logistics")])
def test_knows_a_photo_from_its_own_instant_on(hours, party):
    photos = labels(THEIRS, OURS, at=at(hours=10))

    assert assessed(wrong_item(photos), days=0, hours=hours)["liability"]["party"] == party


@pytest.mark.clause("AE-LABEL-1", "AE-NEGO-2")
@pytest.mark.parametrize("shipment", [{"by": "self", "tracking": OURS}, {"tracking": OURS, "carrier": "DHL"}, None])
def test_suspects_no_label_where_the_parcel_did_not_go_by_the_platforms_logistics(shipment):
    answer = assessed(wrong_item(labels(THEIRS, OURS), order={"shipment": shipment}))

    assert (answer["liability"]["party"], because(answer)) == ("undetermined", ["AE-NEGO-2"])
    assert [(one["kind"], one["clause"]) for one in answer["evidence"]["missing"]] == [
        ("goods_photo", "AE-NEGO-2"),
        ("packaging_photo", "AE-NEGO-2"),
    ]


@pytest.mark.clause("AE-LABEL-1")
def test_takes_cainiao_for_the_platforms_logistics_where_the_file_names_only_the_carrier():
    answer = assessed(wrong_item([], order={"shipment": {"tracking": OURS, "carrier": "Cainiao Standard"}}))

    assert missing(answer) == PAIR


@pytest.mark.clause("AE-LABEL-1")
@pytest.mark.parametrize("platform", ["wish", "shopee", "ali1688"])
def test_asks_for_labels_on_no_other_platform(platform):
    assert not set(PAIR) & set(missing(assessed(case(platform, "wrong_item", said()))))


@pytest.mark.clause("AE-LABEL-2")
def test_needs_no_look_at_the_order_once_the_pair_decides():
    decided = case("aliexpress", "wrong_item", said(), evidence=labels(THEIRS, OURS))
    undecided = case("aliexpress", "wrong_item", said(), evidence=labels(OURS, OURS))

    assert assessed(decided)["next"]["action"] == "submit_evidence"
    assert assessed(undecided)["next"]["action"] == "verify_order"


@pytest.mark.clause("AE-LABEL-2")
@pytest.mark.parametrize("day", [1, 3])
def test_puts_the_exhibit_in_once(day):
    photos = labels(THEIRS, OURS)
    before = wrong_item(photos)
    after = wrong_item(photos, done("submit_evidence", hours=5))

    assert assessed(before, days=day)["next"]["action"] == "submit_evidence"
    assert assessed(after, days=day)["next"]["action"] == ("show_proof" if day == 1 else "refuse")


@pytest.mark.clause("AE-LABEL-2")
def test_puts_no_exhibit_in_once_the_case_is_judged():
    judged = wrong_item(labels(THEIRS, OURS), event("judged", hours=9, verdict="rejected"))

    assert assessed(judged)["next"]["action"] != "submit_evidence"


@pytest.mark.clause("AE-LABEL-2", "AE-TOPICS")
def test_offers_a_complaint_against_the_carrier_beside_it():
    also = assessed(wrong_item(labels(THEIRS, OURS)))["also"]

    assert [(one["action"], one["clause"]) for one in also] == [("claim_carrier", "AE-TOPICS")]
    assert also[0]["why"]["en"] and also[0]["why"]["zh"]
    assert assessed(wrong_item(labels(OURS, OURS)))["also"] == []


@pytest.mark.clause("AE-LABEL-2")
def test_recommends_no_remedy_where_the_labels_clear_us():
    answer = assessed(wrong_item(labels(THEIRS, OURS), claim={"wants": ["refund"]}))

    assert not any(one["recommended"] for one in answer["options"])
    assert option(answer, "full_refund")["allowed"]
    assert blocked(answer, "submit_evidence") == []
