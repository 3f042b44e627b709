"""AE-DAMAGE: carrier's handling, our packing or the goods? Undetermined until shown."""

from __future__ import annotations

import pytest

from tests.building import ORDER, assessed, case, done, event, missing, option, piece, said

PICTURES = ["goods_photo", "packaging_photo"]


def damaged(*events, evidence=(), **more):
    return case("aliexpress", "damaged", said(hours=1), *events, evidence=list(evidence), **more)


@pytest.mark.clause("AE-DAMAGE-1")
@pytest.mark.parametrize(
    ("held", "lacking"),
    [
        pytest.param([], PICTURES, id="no-photo"),
        pytest.param(["goods_photo"], ["packaging_photo"], id="goods"),
        pytest.param(["packaging_photo"], ["goods_photo"], id="packaging-alone-settles-nothing"),
        pytest.param(PICTURES, [], id="both"),
    ],
)
def test_stays_undetermined_and_asks_for_the_packaging_as_well_as_the_goods(held, lacking):
    answer = assessed(damaged(evidence=[piece(kind, kind) for kind in held]))

    assert answer["liability"]["party"] == "undetermined"
    assert [one["clause"] for one in answer["liability"]["because"]] == ["AE-DAMAGE-1"]
    assert missing(answer) == lacking
    assert all((one["ask"], one["clause"]) == ("buyer", "AE-DAMAGE-1") for one in answer["evidence"]["missing"])
    assert all(one["message"]["buyer"] and one["language"] == "es" for one in answer["evidence"]["missing"])


@pytest.mark.clause("AE-DAMAGE-1")
def test_names_the_three_possible_causes_only_over_platform_logistics():
    by_platform = assessed(damaged())["liability"]["because"][0]["why"]
    by_self = assessed(damaged(order={"shipment": {**ORDER["shipment"], "by": "self"}}))["liability"]["because"][0][
        "why"
    ]

    assert "carrier" in by_platform["en"] and "packing" in by_platform["en"] and by_platform["zh"]
    assert by_self["en"] != by_platform["en"] and by_self["zh"] != by_platform["zh"]


@pytest.mark.clause("AE-DAMAGE-1")
@pytest.mark.parametrize("by", ["platform", "self"])
def test_asks_for_the_same_pictures_whoever_carried_it(by):
    answer = assessed(damaged(order={"shipment": {**ORDER["shipment"], "by": by}}))

    step = answer["next"]
    assert (step["action"], step["clause"], step["what"]) == ("request_evidence", "AE-DAMAGE-1", PICTURES)


@pytest.mark.clause("AE-DAMAGE-1", "AE-NEGO-3")
def test_offers_once_the_pictures_are_in():
    answer = assessed(damaged(evidence=[piece(kind, kind) for kind in PICTURES], claim={"wants": ["refund"]}))

    step = answer["next"]
    assert (step["action"], step["clause"], step["what"]) == ("offer", "AE-NEGO-3", ["full_refund"])
    assert option(answer, "full_refund")["recommended"]


@pytest.mark.clause("AE-DAMAGE-1", "ALL-1")
def test_asks_for_no_pictures_once_we_found_the_damage_ours():
    answer = assessed(damaged(event("order_verified", hours=2, finding="ours")))

    assert answer["liability"]["party"] == "seller"
    assert missing(answer) == []


@pytest.mark.clause("AE-DAMAGE-1")
def test_needs_no_look_at_what_was_packed_before_speaking_to_the_buyer():
    step = assessed(case("aliexpress", "damaged"))["next"]

    assert (step["action"], step["clause"], step["what"]) == ("contact_buyer", "AE-NEGO-2", [])


@pytest.mark.clause("AE-DAMAGE-1")
def test_waits_once_the_pictures_were_asked_for():
    answer = assessed(damaged(done("request_evidence", hours=2)))

    assert (answer["next"]["action"], missing(answer)) == ("wait", PICTURES)


@pytest.mark.clause("AE-DAMAGE-1")
@pytest.mark.parametrize(
    "ending", [event("offer_accepted", hours=3, remedy="coupon"), event("judged", hours=3, verdict="refund")]
)
def test_asks_for_nothing_once_the_case_is_agreed_or_judged(ending):
    assert missing(assessed(damaged(ending))) == []
