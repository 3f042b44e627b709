"""WISH-UNFUL: an order not fulfilled: its cause, a new plan or a cancellation, an appeal where we did our duty, the lesson."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, blocked, case, deadline, done, event, missing, next_action, option, piece, said
from tests.clauses.answers import speaks_both, step

UNSHIPPED = {"placed_at": at(days=-1), "paid_at": at(days=-1), "shipped_at": None, "delivered_at": None}
SHIPPED = {**UNSHIPPED, "shipped_at": at(hours=-12)}
TOLD = said(hours=1)
RECORD = piece("tracking_record", "t")
OPEN = ["full_refund", "reship", "coupon", "reschedule", "cancel_and_refund", "explain"]


def unfulfilled(reason, *events, order=UNSHIPPED, wants=(), **more):
    claim = {"reason": reason, "wants": list(wants)}
    return case("wish", "unfulfilled_order", *events, order=order, claim=claim, **more)


def shipped(*events, reason="logistics_delay", **more):
    """We shipped it, and it counts as unfulfilled all the same."""
    return unfulfilled(reason, TOLD, *events, order=SHIPPED, **more)


def agreed(remedy, *events, reason="out_of_stock"):
    return unfulfilled(
        reason, TOLD, event("offer_made", hours=2, remedy=remedy), event("offer_accepted", hours=3), *events
    )


def asks_to_cancel(*events, order=UNSHIPPED):
    return case("wish", "cancel_request", *events, order=order, dispute=False)


def recommended(answer):
    return [(one["remedy"], one["because"][0]["clause"]) for one in answer["options"] if one["recommended"]]


# --- WISH-UNFUL-1: the cause -------------------------------------------------------------------------------------

CAUSES = [
    ("logistics_delay", "logistics"),
    ("out_of_stock", "seller"),
    ("quality", "seller"),
    ("policy_change", "platform"),
    ("other", "undetermined"),
    (None, "undetermined"),
]


@pytest.mark.clause("WISH-UNFUL-1")
@pytest.mark.parametrize(("reason", "party"), CAUSES)
def test_records_the_cause_and_who_answers_for_it(reason, party):
    answer = assessed(unfulfilled(reason))

    assert answer["liability"]["party"] == party
    assert [one["clause"] for one in answer["liability"]["because"]] == ["WISH-UNFUL-1"]
    assert speaks_both(answer)


@pytest.mark.clause("WISH-UNFUL-1")
def test_says_a_different_sentence_for_each_cause():
    said_of = {assessed(unfulfilled(reason))["liability"]["because"][0]["why"]["en"] for reason, _ in CAUSES[:5]}

    assert len(said_of) == 5


@pytest.mark.clause("WISH-UNFUL-1")
@pytest.mark.parametrize("reason", ["logistics_delay", "out_of_stock", "policy_change", "quality"])
def test_knows_an_unfulfilled_order_by_its_cause(reason):
    document = unfulfilled(reason)
    del document["kind"]

    assert assessed(document)["kind"] == "unfulfilled_order"


@pytest.mark.clause("WISH-UNFUL-1")
@pytest.mark.parametrize(("reason", "party"), CAUSES)
def test_contacts_the_buyer_at_once_to_learn_it(reason, party):
    assert step(assessed(unfulfilled(reason), days=0)) == ("contact_buyer", "WISH-UNFUL-1", [])


@pytest.mark.clause("WISH-UNFUL-1")
@pytest.mark.parametrize("told", [TOLD, done("contact_buyer", hours=1)])
def test_contacts_the_buyer_once(told):
    assert next_action(unfulfilled("out_of_stock", told)) == "offer"


@pytest.mark.clause("WISH-UNFUL-1")
def test_lets_our_own_finding_outweigh_the_recorded_cause():
    answer = assessed(unfulfilled("logistics_delay", event("order_verified", hours=1, finding="ours")))

    assert answer["liability"]["party"] == "seller"


@pytest.mark.clause("WISH-UNFUL-1")
def test_asks_for_no_photo():
    assert missing(assessed(unfulfilled("out_of_stock", TOLD))) == []


@pytest.mark.clause("WISH-UNFUL-1")
def test_keeps_the_ship_by_clock_in_sight():
    answer = assessed(unfulfilled("out_of_stock"))

    one = deadline(answer, "ship")
    assert (one["due_at"], one["on_lapse"], one["source"]) == (at(days=4), "auto_refund", "public")
    assert answer["next"]["due_at"] == at(days=4)


@pytest.mark.clause("WISH-UNFUL-1")
@pytest.mark.parametrize(("hours", "lapsed"), [(-0.001, False), (0, True)])
def test_sees_the_ship_by_clock_lapse_at_its_very_instant(hours, lapsed):
    answer = assessed(unfulfilled("out_of_stock"), days=4, hours=hours)

    assert deadline(answer, "ship")["lapsed"] is lapsed
    assert (answer["stage"] == "lapsed") is lapsed


# --- WISH-UNFUL-2: cancel or refund, by the circumstances --------------------------------------------------------


@pytest.mark.clause("WISH-UNFUL-2")
@pytest.mark.parametrize("reason", ["other", None, "out_of_stock"])
def test_cancels_what_the_buyer_wants_cancelled_and_has_not_left(reason):
    answer = assessed(unfulfilled(reason, TOLD, wants=["cancel"]))

    assert recommended(answer) == [("cancel_and_refund", "WISH-UNFUL-2")]
    assert step(answer) == ("offer", "WISH-UNFUL-2", ["cancel_and_refund"])
    assert speaks_both(answer)


@pytest.mark.clause("WISH-UNFUL-2")
def test_cannot_cancel_what_has_left_and_says_why():
    answer = assessed(shipped(reason="other", wants=["cancel"]))

    one = option(answer, "cancel_and_refund")
    assert (one["allowed"], one["recommended"]) == (False, False)
    assert one["because"][0]["why"]["en"] and one["because"][0]["why"]["zh"]


@pytest.mark.clause("WISH-UNFUL-2")
@pytest.mark.parametrize(("order", "action"), [
    pytest.param(UNSHIPPED, "agree", id="nothing-has-left"),
    pytest.param(SHIPPED, "refuse", id="already-shipped"),
    pytest.param({**UNSHIPPED, "shipped_at": at(days=2)}, "agree", id="ships-later"),
])  # fmt: skip
def test_answers_a_request_to_cancel_by_the_circumstances(order, action):
    answer = assessed(asks_to_cancel(TOLD, order=order))

    assert step(answer) == (action, "WISH-UNFUL-2", [])
    assert speaks_both(answer)


@pytest.mark.clause("WISH-UNFUL-2")
def test_says_why_in_another_sentence_where_it_refuses():
    yes, no = assessed(asks_to_cancel(TOLD)), assessed(asks_to_cancel(TOLD, order=SHIPPED))

    assert yes["next"]["why"] != no["next"]["why"]


@pytest.mark.clause("WISH-UNFUL-2")
def test_cancels_what_it_agreed_to_cancel():
    agreed_to = asks_to_cancel(TOLD, done("agree", hours=2))

    assert step(assessed(agreed_to)) == ("cancel_order", "WISH-UNFUL-2", [])


@pytest.mark.clause("WISH-UNFUL-2")
@pytest.mark.parametrize("document", [
    pytest.param(asks_to_cancel(TOLD, done("refuse", hours=2), order=SHIPPED), id="refused"),
    pytest.param(asks_to_cancel(TOLD, done("agree", hours=2), event("cancelled", hours=3)), id="cancelled"),
])  # fmt: skip
def test_answers_a_request_to_cancel_once(document):
    assert next_action(document) == "close"


# --- WISH-UNFUL-3: a new plan ------------------------------------------------------------------------------------

DELAYS = pytest.mark.parametrize("reason", ["logistics_delay", "out_of_stock"])


@pytest.mark.clause("WISH-UNFUL-3")
@DELAYS
def test_negotiates_a_new_date_for_delay_or_shortage(reason):
    answer = assessed(unfulfilled(reason, TOLD))

    assert recommended(answer) == [("reschedule", "WISH-UNFUL-3")]
    assert step(answer) == ("offer", "WISH-UNFUL-3", ["reschedule"])
    assert speaks_both(answer)


@pytest.mark.clause("WISH-UNFUL-3")
@DELAYS
def test_compensates_where_the_new_date_was_refused(reason):
    refused = (event("offer_made", hours=2, remedy="reschedule"), event("offer_refused", hours=3))
    answer = assessed(unfulfilled(reason, TOLD, *refused))

    assert recommended(answer) == [("coupon", "WISH-UNFUL-3")]
    assert step(answer) == ("offer", "WISH-UNFUL-3", ["coupon"])


@pytest.mark.clause("WISH-UNFUL-3")
def test_recommends_neither_again_once_both_were_refused():
    refused = [event("offer_refused", hours=2, remedy=remedy) for remedy in ("reschedule", "coupon")]
    answer = assessed(unfulfilled("out_of_stock", TOLD, *refused))

    assert recommended(answer) == []
    assert answer["next"]["what"] == ["full_refund", "reship", "cancel_and_refund"]


@pytest.mark.clause("WISH-UNFUL-3")
def test_compensates_where_it_is_too_late_for_a_new_date():
    answer = assessed(shipped(event("offer_refused", hours=2, remedy="explain"), evidence=[RECORD]))

    assert option(answer, "reschedule")["allowed"] is False
    assert recommended(answer) == [("coupon", "WISH-UNFUL-3")]


@pytest.mark.clause("WISH-UNFUL-3")
def test_waits_for_the_answer_to_its_plan():
    assert next_action(unfulfilled("out_of_stock", TOLD, event("offer_made", hours=2, remedy="reschedule"))) == "wait"


@pytest.mark.clause("WISH-UNFUL-3")
@pytest.mark.parametrize(
    ("total", "coupon"), [("25.90", "2.59"), ("25.95", "2.60"), ("25.94", "2.59"), ("0.00", "0.00")]
)
def test_caps_the_coupon_at_a_tenth_of_the_total_rounded_half_up(total, coupon):
    order = {**UNSHIPPED, "total": {"amount": total, "currency": "USD"}}
    answer = assessed(unfulfilled("out_of_stock", TOLD, order=order))

    assert option(answer, "coupon")["cost"] == {"amount": coupon, "currency": "USD"}


@pytest.mark.clause("WISH-UNFUL-3")
@pytest.mark.parametrize(("remedy", "action"), [("reschedule", "reschedule"), ("coupon", "send_coupon")])
def test_carries_out_the_plan_that_was_agreed(remedy, action):
    answer = assessed(agreed(remedy))

    assert answer["stage"] == "agreed"
    assert step(answer) == (action, "WISH-UNFUL-3", [remedy])
    assert [one["remedy"] for one in answer["options"]] == [remedy]


@pytest.mark.clause("WISH-UNFUL-3")
@pytest.mark.parametrize("reason", ["quality", "policy_change", "other"])
def test_names_no_new_date_for_another_cause(reason):
    assert ("reschedule", "WISH-UNFUL-3") not in recommended(assessed(unfulfilled(reason, TOLD)))


# --- WISH-UNFUL-4: cancel and refund -----------------------------------------------------------------------------

BEYOND_US = pytest.mark.parametrize("reason", ["policy_change", "quality"])


@pytest.mark.clause("WISH-UNFUL-4")
@BEYOND_US
@pytest.mark.parametrize("wants", [[], ["cancel"], ["reship"]])
def test_cancels_and_refunds_for_policy_or_quality(reason, wants):
    answer = assessed(unfulfilled(reason, TOLD, wants=wants))

    assert recommended(answer) == [("cancel_and_refund", "WISH-UNFUL-4")]
    assert step(answer) == ("offer", "WISH-UNFUL-4", ["cancel_and_refund"])
    assert speaks_both(answer)


@pytest.mark.clause("WISH-UNFUL-4")
@BEYOND_US
def test_gives_the_whole_total_back(reason):
    one = option(assessed(unfulfilled(reason, TOLD, dispute=False)), "cancel_and_refund")

    assert one["cost"] == {"amount": "25.90", "currency": "USD"}
    assert one["cost_parts"] == {"cash_out": {"amount": "25.90", "currency": "USD"}}


@pytest.mark.clause("WISH-UNFUL-4")
def test_carries_out_the_cancellation():
    answer = assessed(agreed("cancel_and_refund", reason="quality"))

    assert step(answer) == ("cancel_order", "WISH-UNFUL-4", ["cancel_and_refund"])


@pytest.mark.clause("WISH-UNFUL-4")
@pytest.mark.parametrize("given", [event("cancelled", hours=4), event("refund_paid", hours=4)])
def test_carries_it_out_once(given):
    answer = assessed(agreed("cancel_and_refund", given, reason="quality"))

    assert answer["options"] == []
    assert answer["next"]["action"] == "record_lesson"


# --- WISH-UNFUL-5: the appeal ------------------------------------------------------------------------------------


@pytest.mark.clause("WISH-UNFUL-5")
def test_asks_for_the_carriers_record_of_what_we_shipped():
    answer = assessed(shipped())

    asked = [(one["kind"], one["ask"], one["clause"]) for one in answer["evidence"]["missing"]]
    assert asked == [("tracking_record", "seller", "WISH-UNFUL-5")]
    assert step(answer) == ("request_evidence", "WISH-UNFUL-5", ["tracking_record"])


@pytest.mark.clause("WISH-UNFUL-5")
def test_blocks_the_appeal_without_it():
    block = assessed(shipped())["blocked"]

    assert [(one["action"], one["missing"], one["clause"]) for one in block] == [
        ("appeal", ["evidence:tracking_record"], "WISH-UNFUL-5"),
    ]


@pytest.mark.clause("WISH-UNFUL-5")
@pytest.mark.parametrize("sent", [
    pytest.param({"order": SHIPPED}, id="shipped"),
    pytest.param({"order": {**SHIPPED, "delivered_at": at(hours=-1)}}, id="delivered"),
    pytest.param({"order": UNSHIPPED, "events": [event("shipped", hours=-3)]}, id="by-an-event"),
])  # fmt: skip
def test_appeals_where_we_did_our_duty(sent):
    events = [TOLD, *sent.pop("events", [])]
    answer = assessed(unfulfilled("logistics_delay", *events, evidence=[RECORD], **sent))

    assert step(answer) == ("appeal", "WISH-UNFUL-5", ["tracking_record"])
    assert blocked(answer, "appeal") == []
    assert recommended(answer) == []
    assert speaks_both(answer)


@pytest.mark.clause("WISH-UNFUL-5")
@pytest.mark.parametrize("order", [UNSHIPPED, {**UNSHIPPED, "shipped_at": at(days=2)}])
def test_does_not_appeal_what_has_not_been_shipped(order):
    answer = assessed(unfulfilled("logistics_delay", TOLD, order=order, evidence=[RECORD]))

    assert answer["next"]["action"] == "offer"
    assert missing(answer) == [] and blocked(answer, "appeal") == []


@pytest.mark.clause("WISH-UNFUL-5")
def test_appeals_once():
    answer = assessed(shipped(event("appealed", hours=4), evidence=[RECORD]))

    assert answer["stage"] == "appealed"
    assert answer["next"]["action"] == "wait"


@pytest.mark.clause("WISH-UNFUL-5")
def test_needs_no_more_evidence_once_it_appealed():
    assert missing(assessed(shipped(event("appealed", hours=4)))) == []


@pytest.mark.clause("WISH-UNFUL-5")
@pytest.mark.parametrize("kind", ["unfulfilled_order", "penalty"])
def test_appeals_the_penalty_for_it_within_ninety_days(kind):
    document = case(
        "wish", kind, TOLD, event("penalty_executed", hours=3), order=SHIPPED, claim={"reason": "logistics_delay"},
        evidence=[RECORD],
    )  # fmt: skip

    one = deadline(assessed(document), "appeal")
    assert (one["due_at"], one["on_lapse"], one["source"]) == (at(days=90, hours=3), "case_lost", "public")
    assert step(assessed(document)) == ("appeal", "WISH-UNFUL-5", ["tracking_record"])
    assert next_action(document, days=90, hours=2.999) == "appeal"
    assert next_action(document, days=90, hours=3) != "appeal"


@pytest.mark.clause("WISH-UNFUL-5")
@pytest.mark.parametrize(("evidence", "action"), [([], "request_evidence"), ([RECORD], "appeal")])
def test_appeals_against_a_verdict_too(evidence, action):
    answer = assessed(shipped(event("judged", hours=4, verdict="refund"), evidence=evidence))

    assert step(answer) == (action, "WISH-UNFUL-5", ["tracking_record"])


@pytest.mark.clause("WISH-UNFUL-5")
def test_does_not_appeal_what_was_withdrawn():
    assert next_action(shipped(event("dispute_withdrawn", hours=4), evidence=[RECORD])) == "close"


# --- WISH-UNFUL-6: the lesson ------------------------------------------------------------------------------------


@pytest.mark.clause("WISH-UNFUL-6")
@pytest.mark.parametrize(("remedy", "given"), [
    ("reschedule", done("reschedule", hours=4)),
    ("coupon", done("send_coupon", hours=4)),
    ("cancel_and_refund", event("cancelled", hours=4)),
    ("full_refund", event("refund_paid", hours=4)),
    ("reship", event("reshipped", hours=4)),
])  # fmt: skip
def test_learns_once_the_remedy_is_done(remedy, given):
    answer = assessed(agreed(remedy, given))

    assert step(answer) == ("record_lesson", "WISH-UNFUL-6", [])
    assert speaks_both(answer)


@pytest.mark.clause("WISH-UNFUL-6")
def test_does_not_learn_before_the_remedy_is_done():
    later = done("reschedule", days=2)

    assert next_action(agreed("reschedule", later)) == "reschedule"
    assert next_action(agreed("reschedule", later), days=2) == "record_lesson"


@pytest.mark.clause("WISH-UNFUL-6")
@pytest.mark.parametrize("given", [done("reschedule", hours=4), event("refund_paid", hours=4)])
def test_learns_once(given):
    remedy = "reschedule" if given["type"] == "action_done" else "full_refund"

    assert next_action(agreed(remedy, given, event("lesson_recorded", hours=5))) == "close"


@pytest.mark.clause("WISH-UNFUL-6")
def test_takes_no_older_lesson_for_this_one():
    older = event("lesson_recorded", days=-3)

    assert next_action(agreed("reschedule", older, done("reschedule", hours=4))) == "record_lesson"
