"""B2B-TRACK: each way a tracking number went wrong has an action of its own."""

from __future__ import annotations

import pytest

from tests.building import assessed, case, done, event
from tests.clauses.answers import speaks_both, step

SELF = {"shipment": {"by": "self", "carrier": "zto", "tracking": "ZT1"}}
UNNUMBERED = {"shipment": {"by": "self", "carrier": "zto"}}
ONLINE = {"shipment": {"by": "platform", "tracking": "AL1"}}
ONLINE_UNNUMBERED = {"shipment": {"by": "platform"}}
RESHIPPED = event("reshipped", hours=1, tracking="ZT2")
CANCELS = event("cancel_requested", hours=1)


def wrong_number(*events, order=SELF, **more):
    return case("ali1688", "tracking_correction", *events, order=order, **more)


CASES = [
    pytest.param(wrong_number(), "correct_tracking", id="self-arranged-and-shipped"),
    pytest.param(wrong_number(order=UNNUMBERED), "fill_tracking", id="shipped-with-none"),
    pytest.param(
        wrong_number(order={"shipment": {"by": "self", "tracking": " "}}), "fill_tracking", id="blank-is-none"
    ),
    pytest.param(wrong_number(order={"shipment": None}), "fill_tracking", id="nothing-of-the-parcel-on-file"),
    pytest.param(wrong_number(RESHIPPED), "replace_tracking", id="reshipped"),
    pytest.param(wrong_number(RESHIPPED, order=UNNUMBERED), "replace_tracking", id="reshipped-with-none-before"),
    pytest.param(wrong_number(order=ONLINE), "change_waybill", id="online-waybill"),
    pytest.param(wrong_number(order=ONLINE_UNNUMBERED), "change_waybill", id="online-waybill-without-number"),
    pytest.param(wrong_number(CANCELS, order=ONLINE), "revoke_waybill", id="online-and-not-to-go"),
    pytest.param(wrong_number(order=ONLINE, claim={"wants": ["cancel"]}), "revoke_waybill", id="online-and-not-wanted"),
    pytest.param(wrong_number(CANCELS), "correct_tracking", id="only-a-waybill-can-be-revoked"),
]


@pytest.mark.clause("B2B-TRACK-1")
@pytest.mark.parametrize(("document", "action"), CASES)
def test_picks_the_right_action(document, action):
    answer = assessed(document)

    assert step(answer) == (action, "B2B-TRACK-1", [])
    assert answer["liability"] == {"party": "undetermined", "because": []}
    assert speaks_both(answer)


@pytest.mark.clause("B2B-TRACK-1")
@pytest.mark.parametrize(("document", "action"), CASES)
def test_says_how_it_is_done_on_1688(document, action):
    way = assessed(document)["next"]

    assert way["how"] == "assisted"
    assert way["note"]["en"] and way["note"]["zh"]


@pytest.mark.clause("B2B-TRACK-1")
@pytest.mark.parametrize(("document", "action"), CASES)
def test_closes_once_the_right_action_is_done(document, action):
    document = {**document, "events": [*document["events"], done(action, hours=2)]}

    assert step(assessed(document)) == ("close", "B2B-TRACK-1", [])


@pytest.mark.clause("B2B-TRACK-1")
def test_is_not_done_with_another_action():
    assert step(assessed(wrong_number(done("fill_tracking", hours=1)))) == ("correct_tracking", "B2B-TRACK-1", [])


@pytest.mark.clause("B2B-TRACK-1")
@pytest.mark.parametrize(("receipt", "action"), [("zt-1", "close"), ("ZT2", "correct_tracking")])
def test_leaves_a_number_alone_that_was_filled_in_just_now(receipt, action):
    filled = {**done("fill_tracking", hours=1), "receipt": receipt}

    assert assessed(wrong_number(filled))["next"]["action"] == action


@pytest.mark.clause("B2B-TRACK-1")
def test_does_it_again_for_a_number_that_went_wrong_since():
    document = wrong_number(done("correct_tracking", days=-2))

    assert step(assessed(document)) == ("correct_tracking", "B2B-TRACK-1", [])


@pytest.mark.clause("B2B-TRACK-1")
def test_replaces_the_number_again_after_a_second_reshipment():
    again = event("reshipped", days=2, tracking="ZT3")
    document = wrong_number(RESHIPPED, done("replace_tracking", hours=2), again)

    assert [assessed(document, days)["next"]["action"] for days in (1, 2)] == ["close", "replace_tracking"]


@pytest.mark.clause("B2B-TRACK-1")
@pytest.mark.parametrize(("hours", "action"), [(0.99, "correct_tracking"), (1, "replace_tracking")])
def test_knows_of_no_reshipment_before_it_went(hours, action):
    assert assessed(wrong_number(RESHIPPED), days=0, hours=hours)["next"]["action"] == action


@pytest.mark.clause("B2B-TRACK-1")
@pytest.mark.parametrize("platform", ["wish", "aliexpress", "shopee"])
def test_rests_on_no_clause_of_1688_elsewhere(platform):
    answer = assessed(case(platform, "tracking_correction", order=SELF))

    assert step(answer) == ("correct_tracking", "ALL-1", [])
