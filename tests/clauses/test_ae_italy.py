"""AE-ITALY: an Italian account judged return-and-refund gives the return's tracking number."""

from __future__ import annotations

import pytest

from tests.building import assessed, blocked, case, done, event, next_action

JUDGED = event("judged", days=6, verdict="return_and_refund")


def judged(*events, region="IT", verdict=JUDGED, platform="aliexpress"):
    return case(platform, "not_as_described", verdict, *events, shop={"id": "s1", "region": region})


@pytest.mark.clause("AE-ITALY-1")
def test_blocks_the_return_until_the_number_is_given_and_says_so():
    answer = assessed(judged(), days=7)

    assert [(one["action"], one["missing"], one["clause"]) for one in answer["blocked"]] == [
        ("give_return_tracking", ["return_shipped.tracking"], "AE-ITALY-1")
    ]
    assert "number" in answer["blocked"][0]["why"]["en"] and "单号" in answer["blocked"][0]["why"]["zh"]


@pytest.mark.clause("AE-ITALY-1")
def test_demands_the_number_now():
    step = assessed(judged(), days=7)["next"]

    assert (step["action"], step["clause"], step["what"]) == ("give_return_tracking", "AE-ITALY-1", [])
    assert step["why"]["en"] and step["why"]["zh"]


@pytest.mark.clause("AE-ITALY-1")
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(judged(region="CN"), id="another-region"),
        pytest.param(judged(region=None), id="unknown-region"),
        pytest.param(judged(verdict=event("judged", days=6, verdict="refund")), id="refund-without-return"),
        pytest.param(judged(verdict=event("judged", days=6, verdict="rejected")), id="claim-rejected"),
        pytest.param(judged(platform="shopee"), id="another-platform"),
        pytest.param(judged(done("give_return_tracking", days=6, hours=1)), id="given"),
        pytest.param(judged(event("return_shipped", days=6, hours=1)), id="the-goods-are-on-their-way"),
        pytest.param(judged(event("return_received", days=6, hours=1)), id="the-goods-are-here"),
        pytest.param(judged(event("refund_paid", days=6, hours=1)), id="refunded"),
        pytest.param(judged(verdict=event("judged", days=8, verdict="return_and_refund")), id="not-judged-yet"),
        pytest.param(case("aliexpress", "not_as_described", JUDGED), id="no-shop"),
        pytest.param(judged(event("dispute_withdrawn", days=6, hours=1)), id="withdrawn"),
    ],
)
def test_asks_for_no_number_where_none_is_owed(document):
    answer = assessed(document, days=7)

    assert blocked(answer, "give_return_tracking") == []
    assert answer["next"]["action"] != "give_return_tracking"


@pytest.mark.clause("AE-ITALY-1")
def test_owes_a_number_anew_after_a_new_verdict():
    document = judged(
        done("give_return_tracking", days=6, hours=1), event("judged", days=8, verdict="return_and_refund")
    )

    assert next_action(document, days=7) == "wait"
    assert next_action(document, days=8) == "give_return_tracking"


@pytest.mark.clause("AE-ITALY-1")
def test_waits_for_the_buyer_once_the_number_is_given_and_lists_the_ordered_remedy_alone():
    answer = assessed(judged(done("give_return_tracking", days=6, hours=1)), days=7)

    assert (answer["next"]["action"], answer["stage"]) == ("wait", "judged")
    assert [(one["remedy"], one["recommended"]) for one in answer["options"]] == [("return_and_refund", True)]


@pytest.mark.clause("AE-ITALY-1")
def test_goes_before_the_refund_of_goods_received_earlier():
    early = event("return_received", days=1)

    assert next_action(judged(early), days=7) == "give_return_tracking"
