"""SHP-WRONG: we sent the wrong item: own it, let the buyer choose, file the ticket, carry out, remind, learn."""

from __future__ import annotations

import pytest

from tests.building import (
    ORDER,
    assessed,
    at,
    blocked,
    case,
    deadline,
    done,
    event,
    missing,
    next_action,
    option,
    piece,
    said,
)
from tests.clauses.answers import speaks_both, step

CHECKED = event("order_verified", hours=1, finding="unknown")
TOLD = said(hours=2, channel="shopee_chat")
RECORD = [piece("goods_photo", "g"), piece("conversation", "c")]
BLUE = [{"sku": "BLUE-M", "quantity": 1}]
SUBMITTED = event("ticket_submitted", hours=4)
OURS = ["full_refund", "partial_refund", "return_and_refund", "reship", "partial_refund_and_reship", "coupon"]


def wrong(*events, evidence=RECORD, received=BLUE, wants=("reship",), **more):
    """Our order looked at, the buyer told, and every part of a ticket on file, unless a test leaves one out."""
    claim = {"received": received, "wants": list(wants), **more.pop("claim", {})}
    return case("shopee", "wrong_item", CHECKED, TOLD, *events, evidence=evidence, claim=claim, **more)


def answered(verdict="approved", *events, **more):
    return wrong(SUBMITTED, event("ticket_answered", hours=6, verdict=verdict), *events, **more)


def liable(document):
    liability = assessed(document)["liability"]
    return liability["party"], [one["clause"] for one in liability["because"]]


def allowed(answer):
    return [one["remedy"] for one in answer["options"] if one["allowed"]]


def recommended(answer):
    return [one["remedy"] for one in answer["options"] if one["recommended"]]


# --- SHP-WRONG-1: the buyer at once ------------------------------------------------------------------------------


@pytest.mark.clause("SHP-WRONG-1")
def test_contacts_the_buyer_at_once():
    answer = assessed(case("shopee", "wrong_item", CHECKED))

    assert step(answer) == ("contact_buyer", "SHP-WRONG-1", [])
    assert speaks_both(answer)


@pytest.mark.clause("SHP-WRONG-1")
@pytest.mark.parametrize("channel", ["shopee_chat", "phone"])
def test_takes_a_message_or_a_call_for_contact(channel):
    assert next_action(case("shopee", "wrong_item", CHECKED, said(hours=2, channel=channel))) == "request_evidence"


@pytest.mark.clause("SHP-WRONG-1")
def test_owns_an_item_that_differs_from_the_order():
    answer = assessed(wrong())

    assert liable(wrong()) == ("seller", ["SHP-WRONG-1"])
    assert option(answer, "explain")["allowed"] is False
    assert option(answer, "explain")["because"][0]["clause"] == "SHP-WRONG-1"


@pytest.mark.clause("SHP-WRONG-1")
@pytest.mark.parametrize(("received", "party"), [
    pytest.param([], "undetermined", id="nobody-says-what-came"),
    pytest.param([{"sku": "RED-M", "quantity": 1}], "undetermined", id="what-was-ordered"),
    pytest.param([{"sku": " red-m", "quantity": 1}], "undetermined", id="what-was-ordered-spelt-otherwise"),
    pytest.param([{"quantity": 1}], "undetermined", id="which-item-is-unknown"),
    pytest.param([{"sku": "RED-M", "quantity": 1}, *BLUE], "seller", id="something-more"),
])  # fmt: skip
def test_owns_only_what_differs(received, party):
    assert liable(wrong(received=received))[0] == party


@pytest.mark.clause("SHP-WRONG-1")
def test_owns_nothing_where_the_order_does_not_say_what_it_was():
    assert liable(wrong(order={"lines": [{"quantity": 1}]}))[0] == "undetermined"


@pytest.mark.clause("SHP-WRONG-1")
@pytest.mark.parametrize("platform", ["wish", "aliexpress", "ali1688"])
def test_is_the_only_platform_where_a_claim_moves_liability(platform):
    assert assessed(case(platform, "wrong_item", claim={"received": BLUE}))["liability"]["party"] == "undetermined"


@pytest.mark.clause("SHP-WRONG-1")
def test_owns_what_our_own_check_found_ours():
    found = event("order_verified", hours=3, finding="ours")

    assert liable(wrong(found, received=[])) == ("seller", ["SHP-WRONG-1"])


# --- SHP-WRONG-2: every solution at once -------------------------------------------------------------------------


@pytest.mark.clause("SHP-WRONG-2")
def test_puts_every_solution_forward_at_once():
    answer = assessed(wrong(wants=[]))

    assert step(answer) == ("offer", "SHP-WRONG-2", OURS)
    assert allowed(answer) == OURS
    assert speaks_both(answer)


@pytest.mark.clause("SHP-WRONG-2")
def test_lists_all_nine_and_why_the_others_cannot_be():
    answer = assessed(case("shopee", "wrong_item"))

    assert [one["remedy"] for one in answer["options"]] == [*OURS, "reschedule", "cancel_and_refund", "explain"]
    assert allowed(answer) == [*OURS, "explain"]
    assert all(one["because"][0]["why"]["zh"] for one in answer["options"])


@pytest.mark.clause("SHP-WRONG-2")
def test_puts_them_forward_once():
    assert next_action(wrong(event("offer_made", hours=3), wants=[])) == "wait"


@pytest.mark.clause("SHP-WRONG-2")
def test_gives_no_coupon_for_what_cannot_be_used():
    answer = assessed(wrong(wants=[], claim={"severity": "major"}))

    assert answer["next"]["what"] == [remedy for remedy in OURS if remedy != "coupon"]


@pytest.mark.clause("SHP-WRONG-2")
@pytest.mark.parametrize(("wants", "amount", "best"), [
    (["refund"], None, "full_refund"),
    (["refund"], "9.90", "partial_refund"),
    (["reship"], None, "reship"),
    (["coupon"], None, "coupon"),
    (["explanation"], None, None),
    ([], None, None),
])  # fmt: skip
def test_recommends_what_the_buyer_wants_at_least_cost(wants, amount, best):
    claim = {"amount": {"amount": amount, "currency": "USD"}} if amount else {}
    answer = assessed(wrong(wants=wants, claim=claim))

    assert recommended(answer) == ([best] if best else [])


@pytest.mark.clause("SHP-WRONG-2")
def test_recommends_nothing_while_something_decisive_is_missing():
    assert recommended(assessed(wrong(evidence=[]))) == []


@pytest.mark.clause("SHP-WRONG-2")
def test_prices_each_solution():
    claim = {"amount": {"amount": "9.90", "currency": "USD"}}
    answer = assessed(wrong(wants=[], claim=claim, dispute=False))

    usd = {one["remedy"]: one["cost"]["amount"] for one in answer["options"]}
    assert usd == {
        "full_refund": "25.90", "partial_refund": "9.90", "return_and_refund": "17.90", "reship": "11.20",
        "partial_refund_and_reship": "21.10", "coupon": "2.59", "reschedule": "0.00", "cancel_and_refund": "25.90",
        "explain": "0.00",
    }  # fmt: skip


@pytest.mark.clause("SHP-WRONG-2")
def test_names_the_part_of_a_cost_that_nobody_knows():
    lines = [{**ORDER["lines"][0], "unit_cost": None}]
    answer = assessed(wrong(order={"lines": lines}, dispute=False))

    assert option(answer, "reship")["unknown"] == ["goods"]
    assert option(answer, "reship")["cost_parts"] == {"freight_out": {"amount": "3.20", "currency": "USD"}}
    assert option(answer, "partial_refund")["unknown"] == ["cash_out"]


# --- SHP-WRONG-3: our order --------------------------------------------------------------------------------------


@pytest.mark.clause("SHP-WRONG-3")
@pytest.mark.parametrize("events", [(), (TOLD,)])
def test_verifies_the_order(events):
    answer = assessed(case("shopee", "wrong_item", *events))

    assert step(answer) == ("verify_order", "SHP-WRONG-3", [])


@pytest.mark.clause("SHP-WRONG-3")
@pytest.mark.parametrize("evidence", [piece("pack_scan", skus=["RED-M"]), piece("dispatch_photo")])
def test_verifies_it_once(evidence):
    assert next_action(case("shopee", "wrong_item", evidence=[evidence])) == "contact_buyer"
    assert next_action(case("shopee", "wrong_item", CHECKED)) == "contact_buyer"


@pytest.mark.clause("SHP-WRONG-3")
@pytest.mark.parametrize(("skus", "party"), [(["BLUE-M"], "seller"), (["RED-M"], "buyer")])
def test_lets_a_pack_scan_outweigh_what_the_buyer_says(skus, party):
    assert liable(wrong(evidence=[*RECORD, piece("pack_scan", "s", skus=skus)]))[0] == party


@pytest.mark.clause("SHP-WRONG-3")
def test_rests_a_wrong_pack_on_the_check():
    document = wrong(evidence=[*RECORD, piece("pack_scan", "s", skus=["BLUE-M"])], received=[])

    assert liable(document) == ("seller", ["SHP-WRONG-3"])


@pytest.mark.clause("SHP-WRONG-3")
def test_is_open_until_it_was_verified():
    assert liable(case("shopee", "wrong_item")) == ("undetermined", ["SHP-WRONG-3"])


@pytest.mark.clause("SHP-WRONG-3")
def test_shows_the_proof_where_the_right_item_was_packed():
    document = wrong(evidence=[*RECORD, piece("pack_scan", "s", skus=["RED-M"])])

    assert next_action(document) == "show_proof"


# --- SHP-WRONG-4: the record -------------------------------------------------------------------------------------


@pytest.mark.clause("SHP-WRONG-4")
def test_asks_for_the_photo_and_the_conversation():
    answer = assessed(wrong(evidence=[]))

    asked = [(one["kind"], one["ask"], one["clause"]) for one in answer["evidence"]["missing"]]
    assert asked == [("goods_photo", "buyer", "SHP-WRONG-4"), ("conversation", "seller", "SHP-WRONG-4")]
    assert step(answer) == ("request_evidence", "SHP-WRONG-4", ["goods_photo", "conversation"])
    assert speaks_both(answer)


@pytest.mark.clause("SHP-WRONG-4")
@pytest.mark.parametrize(("held", "lacking"), [("goods_photo", "conversation"), ("conversation", "goods_photo")])
def test_asks_only_for_what_is_lacking(held, lacking):
    assert missing(assessed(wrong(evidence=[piece(held)]))) == [lacking]


@pytest.mark.clause("SHP-WRONG-4")
def test_has_no_record_that_is_dated_later():
    assert missing(assessed(wrong(evidence=[{**one, "at": at(days=2)} for one in RECORD]))) == [
        "goods_photo",
        "conversation",
    ]


@pytest.mark.clause("SHP-WRONG-4")
def test_asks_once():
    assert next_action(wrong(done("request_evidence", hours=3), evidence=[])) == "wait"


@pytest.mark.clause("SHP-WRONG-4")
def test_asks_for_nothing_once_it_is_agreed():
    assert missing(assessed(wrong(event("offer_accepted", hours=3, remedy="reship"), evidence=[]))) == []


# --- SHP-WRONG-5: the ticket -------------------------------------------------------------------------------------

PARTS = [
    pytest.param({"received": []}, "claim.received", id="wrong-item"),
    pytest.param({"order": {"lines": []}}, "order.lines", id="right-item"),
    pytest.param({"order": {"buyer": {"language": "es"}}}, "order.buyer", id="buyer"),
    pytest.param({"wants": []}, "claim.wants", id="wanted-solution"),
    pytest.param({"evidence": RECORD[:1]}, "evidence:conversation", id="conversation"),
    pytest.param({"evidence": RECORD[1:]}, "evidence:goods_photo", id="evidence"),
]


@pytest.mark.clause("SHP-WRONG-5")
@pytest.mark.parametrize(("less", "part"), PARTS)
def test_sends_no_ticket_with_a_part_missing_and_names_it(less, part):
    answer = assessed(wrong(**less))

    assert [(one["action"], one["missing"], one["clause"]) for one in answer["blocked"]] == [
        ("submit_ticket", [part], "SHP-WRONG-5"),
    ]
    assert part in answer["blocked"][0]["why"]["en"] and part in answer["blocked"][0]["why"]["zh"]
    assert answer["next"]["action"] != "submit_ticket"


@pytest.mark.clause("SHP-WRONG-5")
def test_names_every_part_that_is_missing():
    answer = assessed(case("shopee", "wrong_item", order={"lines": [], "buyer": None}))

    assert blocked(answer, "submit_ticket") == [
        "claim.received", "order.lines", "order.buyer", "claim.wants", "evidence:conversation", "evidence:goods_photo",
    ]  # fmt: skip


@pytest.mark.clause("SHP-WRONG-5")
@pytest.mark.parametrize("buyer", [{"id": "b1"}, {"name": "Ana"}])
def test_knows_the_buyer_by_id_or_name(buyer):
    assert next_action(wrong(order={"buyer": buyer})) == "submit_ticket"


@pytest.mark.clause("SHP-WRONG-5")
def test_asks_the_buyer_what_came_where_the_ticket_lacks_it():
    assert step(assessed(wrong(received=[]))) == ("request_evidence", "SHP-WRONG-5", ["claim.received"])
    assert next_action(wrong(done("request_evidence", hours=3), received=[])) != "request_evidence"


@pytest.mark.clause("SHP-WRONG-5")
def test_files_the_complete_ticket():
    answer = assessed(wrong())

    assert step(answer) == ("submit_ticket", "SHP-WRONG-5", [])
    assert answer["blocked"] == []
    assert speaks_both(answer)


@pytest.mark.clause("SHP-WRONG-5")
def test_files_it_once_and_waits_for_the_answer():
    assert step(assessed(wrong(SUBMITTED)))[0] == "wait"
    assert next_action(wrong(SUBMITTED), days=0, hours=3) == "submit_ticket"


@pytest.mark.clause("SHP-WRONG-5")
def test_files_it_again_where_more_is_asked_for():
    assert step(assessed(answered("more_needed"))) == ("submit_ticket", "SHP-WRONG-5", [])
    assert next_action(answered("more_needed", event("ticket_submitted", hours=8))) == "wait"


@pytest.mark.clause("SHP-WRONG-5")
def test_does_not_file_it_again_with_a_part_missing():
    answer = assessed(answered("more_needed", evidence=RECORD[1:]))

    assert blocked(answer, "submit_ticket") == ["evidence:goods_photo"]
    assert step(answer) == ("request_evidence", "SHP-WRONG-4", ["goods_photo"])


@pytest.mark.clause("SHP-WRONG-5")
@pytest.mark.parametrize("verdict", ["approved", "rejected"])
def test_files_no_ticket_that_was_answered(verdict):
    answer = assessed(answered(verdict))

    assert answer["next"]["action"] != "submit_ticket"
    assert blocked(answer, "submit_ticket") == []


@pytest.mark.clause("SHP-WRONG-5")
def test_agrees_nothing_where_the_ticket_is_rejected():
    answer = assessed(answered("rejected"))

    assert answer["stage"] == "negotiating"
    assert len(answer["options"]) == 9


# --- SHP-WRONG-6: carry out and follow up ------------------------------------------------------------------------


@pytest.mark.clause("SHP-WRONG-6")
@pytest.mark.parametrize(("wants", "action", "remedy"), [
    (["reship"], "reship", "reship"),
    (["refund"], "refund", "full_refund"),
    (["refund", "reship"], "refund", "partial_refund_and_reship"),
])  # fmt: skip
def test_carries_out_what_the_platform_approved(wants, action, remedy):
    answer = assessed(answered("approved", wants=wants))

    assert answer["stage"] == "agreed"
    assert step(answer) == (action, "SHP-WRONG-6", [remedy])
    assert [(one["remedy"], one["recommended"]) for one in answer["options"]] == [(remedy, True)]
    assert speaks_both(answer)


@pytest.mark.clause("SHP-WRONG-6")
def test_gives_what_was_offered_before_the_ticket():
    document = wrong(
        event("offer_made", hours=3, remedy="coupon"), SUBMITTED, event("ticket_answered", hours=6, verdict="approved")
    )

    assert step(assessed(document)) == ("send_coupon", "SHP-WRONG-6", ["coupon"])


@pytest.mark.clause("SHP-WRONG-6")
def test_gives_both_halves_of_a_double_remedy():
    both = answered("approved", event("refund_paid", hours=7), wants=["refund", "reship"])

    assert step(assessed(both)) == ("reship", "SHP-WRONG-6", ["partial_refund_and_reship"])
    assert step(
        assessed(both),
    ) != step(assessed(both, days=0, hours=6.5))


@pytest.mark.clause("SHP-WRONG-6")
@pytest.mark.parametrize("wants", [["refund"], ["refund", "reship"]])
def test_keeps_the_refunds_time_limit_though_nobody_states_it(wants):
    assert deadline(assessed(answered("approved", wants=wants)), "refund") == {
        "kind": "refund", "due_at": None, "on_lapse": "unknown", "clause": "SHP-WRONG-6", "source": "unknown",
        "lapsed": False,
    }  # fmt: skip


@pytest.mark.clause("SHP-WRONG-6")
def test_counts_the_shops_own_limit_from_the_agreement():
    answer = assessed(answered("approved", wants=["refund"], settings={"refund_days": 3}))

    one = deadline(answer, "refund")
    assert (one["due_at"], one["source"]) == (at(days=3, hours=6), "shop")
    assert answer["next"]["due_at"] == at(days=3, hours=6)
    assert answer["policy"]["overrides"] == [
        {"parameter": "refund_days", "value": 3, "default": None, "clause": "SHP-WRONG-6"},
    ]


@pytest.mark.clause("SHP-WRONG-6")
@pytest.mark.parametrize(("hours", "lapsed"), [(5.999, False), (6, True)])
def test_lets_the_limit_lapse_at_its_very_instant(hours, lapsed):
    document = answered("approved", wants=["refund"], settings={"refund_days": 3})

    assert deadline(assessed(document, days=3, hours=hours), "refund")["lapsed"] is lapsed


@pytest.mark.clause("SHP-WRONG-6")
def test_takes_the_platforms_own_limit_first():
    given = [{"kind": "refund", "due_at": at(days=2), "on_lapse": "unknown", "field": "due_date"}]
    answer = assessed(answered("approved", wants=["refund"], settings={"refund_days": 3}, platform_deadlines=given))

    one = deadline(answer, "refund")
    assert (one["due_at"], one["source"], one["clause"]) == (at(days=2), "platform", "SHP-WRONG-6")


@pytest.mark.clause("SHP-WRONG-6")
@pytest.mark.parametrize("document", [
    pytest.param(answered("approved", wants=["reship"]), id="a-reship"),
    pytest.param(answered("approved", event("refund_paid", hours=7), wants=["refund"]), id="refunded"),
    pytest.param(wrong(wants=["refund"]), id="not-agreed"),
])  # fmt: skip
def test_keeps_no_limit_where_no_refund_is_due(document):
    assert deadline(assessed(document), "refund") is None


@pytest.mark.clause("SHP-WRONG-6")
@pytest.mark.parametrize(("wants", "given"), [
    (["reship"], [event("reshipped", hours=7)]),
    (["refund"], [event("refund_paid", hours=7)]),
    (["refund", "reship"], [event("refund_paid", hours=7), event("reshipped", hours=8)]),
])  # fmt: skip
def test_reminds_the_buyer_to_check_that_it_arrived(wants, given):
    answer = assessed(answered("approved", *given, wants=wants))

    assert answer["stage"] == "fulfilling"
    assert step(answer) == ("remind_buyer", "SHP-WRONG-6", [])
    assert answer["options"] == []


@pytest.mark.clause("SHP-WRONG-6")
def test_reminds_once_and_not_before_it_is_given():
    reminded = (event("reshipped", hours=7), event("reshipped", hours=7), done("remind_buyer", hours=8))

    assert next_action(answered("approved", *reminded)) == "record_lesson"
    assert next_action(answered("approved", *reminded), days=0, hours=6.5) == "reship"


# --- SHP-WRONG-7: the lesson -------------------------------------------------------------------------------------

GIVEN = (event("reshipped", hours=7), done("remind_buyer", hours=8))


@pytest.mark.clause("SHP-WRONG-7")
def test_learns_once_the_remedy_is_done():
    answer = assessed(answered("approved", *GIVEN))

    assert step(answer) == ("record_lesson", "SHP-WRONG-7", [])
    assert speaks_both(answer)


@pytest.mark.clause("SHP-WRONG-7")
def test_asks_for_the_cause_the_measure_its_owner_and_its_date():
    answer = assessed(answered("approved", *GIVEN))

    said_so = answer["next"]["why"]["en"] + answer["next"]["note"]["en"]
    assert all(word in said_so for word in ("cause", "measure", "owner", "date"))


@pytest.mark.clause("SHP-WRONG-7")
def test_learns_once_and_closes():
    assert next_action(answered("approved", *GIVEN, event("lesson_recorded", hours=9))) == "close"


@pytest.mark.clause("SHP-WRONG-7")
def test_takes_no_older_lesson_for_this_one():
    assert next_action(answered("approved", event("lesson_recorded", days=-9), *GIVEN)) == "record_lesson"


@pytest.mark.clause("SHP-WRONG-7")
def test_has_nothing_to_learn_before_the_remedy_is_done():
    assert next_action(answered("approved")) == "reship"
