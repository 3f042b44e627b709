"""AE-NEGO: the two clocks of a dispute, pictures, the coupon for a small flaw, the withdrawal asked for once it helped."""

from __future__ import annotations

import pytest

from tests.building import ORDER, assessed, at, case, deadline, done, event, missing, next_action, option, piece, said

NEGOTIATION = {
    "kind": "negotiation", "due_at": at(days=5), "on_lapse": "arbitration", "clause": "AE-NEGO-1", "source": "seed",
    "lapsed": False,
}  # fmt: skip
RESPOND = {**NEGOTIATION, "kind": "respond", "on_lapse": "auto_refund", "source": "public"}
PICTURES = ["goods_photo", "packaging_photo"]
PHOTOS = [piece(kind, kind) for kind in PICTURES]
BY_SELF = {"shipment": {**ORDER["shipment"], "by": "self"}}


def described(*events, **more):
    """Goods not as described; our order looked at, the buyer written to, the pictures here."""
    looked = (event("order_verified", hours=1, finding="unknown"), said(hours=2))
    return case("aliexpress", "not_as_described", *looked, *events, **{"evidence": PHOTOS, **more})


def accepted(remedy, *events, **more):
    return described(
        event("offer_made", hours=3, remedy=remedy), event("offer_accepted", hours=4, remedy=remedy), *events, **more
    )


def clocks(document, days=1.0, hours=0.0):
    return [one["kind"] for one in assessed(document, days, hours)["deadlines"]]


def step(document, days=1.0, hours=0.0):
    following = assessed(document, days, hours)["next"]
    return following["action"], following["clause"], following["what"]


# --- the clocks ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize(
    "kind", ["wrong_item", "short_shipment", "damaged", "not_as_described", "not_received", "return"]
)
def test_runs_five_days_to_settle_and_five_to_answer(kind):
    answer = assessed(case("aliexpress", kind))

    assert answer["deadlines"] == [NEGOTIATION, RESPOND]
    assert answer["next"]["due_at"] == at(days=5)


@pytest.mark.clause("AE-NEGO-1")
def test_runs_both_from_the_dispute_rather_than_from_the_claim():
    answer = assessed(case("aliexpress", "damaged", claim={"opened_at": at(days=-2)}))

    assert [one["due_at"] for one in answer["deadlines"]] == [at(days=5), at(days=5)]


@pytest.mark.clause("AE-NEGO-1")
def test_lists_both_as_unknown_where_nobody_says_when_the_dispute_was_opened():
    opened = {"type": "dispute_opened"}

    answer = assessed(case("aliexpress", "damaged", opened, dispute=False, claim={"opened_at": None}))

    assert answer["deadlines"] == [{**one, "due_at": None, "source": "unknown"} for one in (NEGOTIATION, RESPOND)]


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize("platform", ["wish", "shopee", "ali1688"])
def test_runs_no_negotiation_elsewhere(platform):
    assert deadline(assessed(case(platform, "damaged")), "negotiation") is None


@pytest.mark.clause("AE-NEGO-1")
def test_lets_a_shop_override_each_and_shows_that_it_did():
    answer = assessed(case("aliexpress", "damaged", settings={"negotiation_days": 7, "respond_days": "4.5"}))

    assert deadline(answer, "negotiation") == {**NEGOTIATION, "due_at": at(days=7), "source": "shop"}
    assert deadline(answer, "respond") == {**RESPOND, "due_at": at(days=4.5), "source": "shop"}
    assert answer["policy"]["overrides"] == [
        {"parameter": "negotiation_days", "value": 7, "default": 5, "clause": "AE-NEGO-1"},
        {"parameter": "respond_days", "value": "4.5", "default": 5, "clause": "AE-NEGO-1"},
    ]
    assert answer["next"]["due_at"] == at(days=4.5)


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize(
    "ending",
    [
        event("offer_made", hours=4, remedy="coupon"),
        event("offer_accepted", hours=4, remedy="coupon"),
        event("offer_refused", hours=4, remedy="coupon"),
        done("agree", hours=4),
        done("refuse", hours=4),
    ],
    ids=lambda ending: ending.get("action", ending["type"]),
)
def test_ends_the_time_to_answer_with_our_first_offer_agreement_or_refusal(ending):
    document = described(ending)

    assert deadline(assessed(document), "respond") is None
    assert deadline(assessed(document, days=0, hours=3.9), "respond") == RESPOND


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize("talk", [said(hours=4), said(hours=4, direction="in"), done("contact_buyer", hours=4)])
def test_ends_no_clock_with_words_alone(talk):
    assert clocks(described(talk)) == ["negotiation", "respond"]


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize(
    "ending",
    [
        event("offer_accepted", hours=4, remedy="full_refund"),
        event("offer_accepted", hours=4, remedy="partial_refund"),
        event("offer_accepted", hours=4, remedy="return_and_refund"),
        event("return_approved", hours=4),
        event("escalated", hours=4),
        event("judged", hours=4, verdict="refund"),
        event("judged", hours=4, verdict="rejected"),
        event("dispute_withdrawn", hours=4),
        event("cancelled", hours=4),
        event("refund_paid", hours=4),
    ],
    ids=lambda ending: ending.get("remedy", ending["type"]),
)
def test_ends_both_with_an_agreed_refund_escalation_verdict_or_withdrawal(ending):
    document = described(ending)

    assert clocks(document) == []
    assert clocks(document, 0, 3.9) == ["negotiation", "respond"]


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize(
    "outside",
    [
        event("offer_made", hours=4, remedy="full_refund"),
        event("offer_refused", hours=4, remedy="full_refund"),
        event("offer_accepted", hours=4, remedy="coupon"),
        event("offer_accepted", hours=4, remedy="reship"),
        event("offer_accepted", hours=4, remedy="explain"),
    ],
    ids=lambda one: one["type"] + "-" + one["remedy"],
)
def test_lets_negotiation_run_on_an_offer_and_on_what_is_agreed_outside_the_dispute(outside):
    assert assessed(described(outside))["deadlines"] == [NEGOTIATION]


@pytest.mark.clause("AE-NEGO-1")
def test_knows_which_offer_was_accepted_from_the_offer_itself():
    inside = described(event("offer_made", hours=3, remedy="partial_refund"), event("offer_accepted", hours=4))
    outside = described(event("offer_made", hours=3, remedy="coupon"), event("offer_accepted", hours=4))

    assert (clocks(inside), clocks(outside)) == ([], ["negotiation"])


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize(("days", "hours", "stage"), [(4, 23.99, "negotiating"), (5, 0, "escalated")])
def test_goes_to_arbitration_at_the_very_instant_negotiation_ends(days, hours, stage):
    answer = assessed(described(event("offer_made", hours=3, remedy="coupon")), days, hours)

    assert answer["stage"] == stage
    assert answer["deadlines"] == [{**NEGOTIATION, "lapsed": stage == "escalated"}]
    assert answer["next"]["action"] == "wait"


@pytest.mark.clause("AE-NEGO-1")
def test_takes_an_agreement_at_the_very_instant_as_too_late():
    late = described(
        event("offer_made", hours=3, remedy="full_refund"), event("offer_accepted", days=5, remedy="full_refund")
    )
    in_time = described(
        event("offer_made", hours=3, remedy="full_refund"), event("offer_accepted", days=4.99, remedy="full_refund")
    )

    assert (assessed(late, days=6)["stage"], assessed(in_time, days=6)["stage"]) == ("escalated", "agreed")


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize("given", [{"on_lapse": "auto_refund"}, {}])
def test_puts_the_platforms_own_time_above_both(given):
    times = [
        {"kind": "respond", "due_at": at(days=9), **given},
        {"kind": "negotiation", "due_at": at(days=3), "on_lapse": "arbitration"},
    ]

    answer = assessed(case("aliexpress", "damaged", platform_deadlines=times))

    assert answer["deadlines"] == [
        {**NEGOTIATION, "due_at": at(days=3), "source": "platform"},
        {**RESPOND, "due_at": at(days=9), "source": "platform"},
    ]
    assert answer["next"]["due_at"] == at(days=3)


@pytest.mark.clause("AE-NEGO-1")
def test_starts_anew_with_a_dispute_opened_again():
    again = described(
        event("offer_made", hours=3, remedy="coupon"),
        event("dispute_withdrawn", days=1),
        event("dispute_opened", days=2),
    )

    answer = assessed(again, days=2)

    assert answer["deadlines"] == [{**NEGOTIATION, "due_at": at(days=7)}, {**RESPOND, "due_at": at(days=7)}]
    assert (answer["stage"], answer["counts_as_dispute"]) == ("negotiating", True)


@pytest.mark.clause("AE-NEGO-1")
def test_takes_a_dispute_reported_twice_as_one():
    assert assessed(case("aliexpress", "damaged", event("dispute_opened"), event("dispute_opened", days=1)), days=2)[
        "deadlines"
    ] == [NEGOTIATION, RESPOND]


# --- answering in time --------------------------------------------------------------------------------------------


@pytest.mark.clause("AE-NEGO-1", "ALL-2")
@pytest.mark.parametrize(
    ("days", "hours", "pressed"), [(1, 23.99, False), (2, 0, True), (4, 23.99, True), (5, 0, False)]
)
def test_puts_an_offer_forward_before_silence_pays_the_claim(days, hours, pressed):
    document = case("aliexpress", "damaged", claim={"wants": ["refund"]}, evidence=PHOTOS)

    assert (step(document, days, hours) == ("offer", "AE-NEGO-1", ["full_refund"])) is pressed


@pytest.mark.clause("AE-NEGO-1", "ALL-2")
def test_refuses_in_time_where_we_are_clear():
    scanned = case("aliexpress", "wrong_item", said(), evidence=[piece("pack_scan", skus=["RED-M"])])

    assert step(scanned, 2) == ("refuse", "AE-NEGO-1", [])
    assert "refuse" in assessed(scanned, days=2)["next"]["why"]["en"]


@pytest.mark.clause("AE-NEGO-1", "ALL-2")
def test_leaves_it_to_the_platform_once_the_time_to_answer_is_over():
    given = [{"kind": "negotiation", "due_at": at(days=8)}]

    answer = assessed(case("aliexpress", "damaged", said(), platform_deadlines=given), days=5)

    assert (answer["stage"], answer["next"]["action"]) == ("lapsed", "wait")
    assert deadline(answer, "respond") == {**RESPOND, "lapsed": True}


# --- verifying, and pictures --------------------------------------------------------------------------------------


@pytest.mark.clause("AE-NEGO-2")
def test_looks_at_the_order_then_speaks_then_asks_for_pictures_then_offers():
    looked, spoken = event("order_verified", hours=1, finding="unknown"), said(hours=2)

    assert step(case("aliexpress", "not_as_described")) == ("verify_order", "AE-NEGO-2", [])
    assert step(case("aliexpress", "not_as_described", looked)) == ("contact_buyer", "AE-NEGO-2", [])
    assert step(case("aliexpress", "not_as_described", looked, spoken)) == ("request_evidence", "AE-NEGO-2", PICTURES)
    assert step(described())[:2] == ("offer", "AE-NEGO-3")


@pytest.mark.clause("AE-NEGO-2")
@pytest.mark.parametrize("kind", ["wrong_item", "short_shipment", "not_as_described"])
@pytest.mark.parametrize(("held", "lacking"), [([], PICTURES), (PICTURES[:1], PICTURES[1:]), (PICTURES, [])])
def test_asks_for_the_pictures_it_does_not_hold_on_every_claim_on_goods(kind, held, lacking):
    answer = assessed(case("aliexpress", kind, order=BY_SELF, evidence=[piece(one, one) for one in held]))

    assert [(one["kind"], one["ask"], one["clause"]) for one in answer["evidence"]["missing"]] == [
        (one, "buyer", "AE-NEGO-2") for one in lacking
    ]
    assert [one["clause"] for one in answer["liability"]["because"]] == ["AE-NEGO-2"]


@pytest.mark.clause("AE-NEGO-2")
@pytest.mark.parametrize("kind", ["not_received", "return", "review", "refused_payment"])
def test_asks_for_no_picture_of_goods_where_none_are_in_question(kind):
    assert missing(assessed(case("aliexpress", kind, said()))) == []


@pytest.mark.clause("AE-NEGO-2")
def test_asks_for_no_pictures_once_the_facts_are_clear():
    found = case("aliexpress", "not_as_described", event("order_verified", finding="ours"), said())

    assert missing(assessed(found)) == []
    assert assessed(found)["next"]["action"] == "offer"


# --- solutions ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("AE-NEGO-3")
@pytest.mark.parametrize("kind", ["not_as_described", "damaged"])
def test_recommends_a_coupon_for_a_small_flaw_even_while_pictures_are_missing(kind):
    answer = assessed(case("aliexpress", kind, claim={"severity": "minor", "wants": ["refund"]}))

    coupon = option(answer, "coupon")
    assert (coupon["allowed"], coupon["recommended"], coupon["how"]) == (True, True, "assisted")
    assert [one["clause"] for one in coupon["because"]] == ["AE-NEGO-3"]
    assert coupon["because"][0]["why"]["en"] and coupon["because"][0]["why"]["zh"]
    assert [one["remedy"] for one in answer["options"] if one["recommended"]] == ["coupon"]


@pytest.mark.clause("AE-NEGO-3")
@pytest.mark.parametrize(
    ("platform", "kind", "severity", "allowed"),
    [
        ("aliexpress", "not_as_described", "major", False),
        ("aliexpress", "damaged", None, True),
        ("aliexpress", "wrong_item", "minor", True),
        ("aliexpress", "not_received", "minor", True),
        ("shopee", "damaged", "minor", True),
    ],
)
def test_recommends_no_coupon_for_anything_else(platform, kind, severity, allowed):
    answer = assessed(case(platform, kind, said(), claim={"severity": severity}, evidence=PHOTOS))

    assert (option(answer, "coupon")["allowed"], option(answer, "coupon")["recommended"]) == (allowed, False)


@pytest.mark.clause("AE-NEGO-3")
def test_says_under_its_own_clause_why_a_coupon_is_not_for_a_major_flaw():
    because = option(assessed(described(claim={"severity": "major"})), "coupon")["because"]

    assert [one["clause"] for one in because] == ["AE-NEGO-3"]
    assert "small flaws" in because[0]["why"]["en"] and "小瑕疵" in because[0]["why"]["zh"]


@pytest.mark.clause("AE-NEGO-3")
def test_asks_for_the_pictures_first_and_offers_the_coupon_without_waiting_for_them():
    minor = {"evidence": [], "claim": {"severity": "minor"}}

    assert step(described(**minor)) == ("request_evidence", "AE-NEGO-2", PICTURES)
    assert step(described(done("request_evidence", hours=3), **minor)) == ("offer", "AE-NEGO-3", ["coupon"])


@pytest.mark.clause("AE-NEGO-3")
def test_does_not_recommend_a_coupon_that_was_refused():
    refused = (event("offer_made", hours=3, remedy="coupon"), event("offer_refused", hours=4, remedy="coupon"))

    answer = assessed(described(*refused, claim={"severity": "minor", "wants": ["refund"]}))

    assert (option(answer, "coupon")["allowed"], option(answer, "coupon")["recommended"]) == (True, False)
    assert "refused" in option(answer, "coupon")["because"][0]["why"]["en"]
    assert option(answer, "full_refund")["recommended"]
    assert (answer["next"]["action"], answer["next"]["what"]) == ("offer", ["full_refund"])


@pytest.mark.clause("AE-NEGO-3")
def test_puts_a_refund_and_a_return_forward_where_nothing_is_recommended():
    what = assessed(described())["next"]["what"]

    assert what == [
        "full_refund",
        "partial_refund",
        "return_and_refund",
        "reship",
        "partial_refund_and_reship",
        "coupon",
        "explain",
    ]


@pytest.mark.clause("AE-NEGO-3")
def test_waits_for_the_answer_to_an_offer():
    assert next_action(described(event("offer_made", hours=3, remedy="coupon"))) == "wait"


# --- the withdrawal -----------------------------------------------------------------------------------------------


@pytest.mark.clause("AE-NEGO-4")
def test_sends_the_coupon_then_asks_for_the_withdrawal_then_waits_for_it():
    sent, asked = done("send_coupon", hours=6), done("ask_withdrawal", hours=7)

    assert step(accepted("coupon")) == ("send_coupon", "AE-NEGO-3", ["coupon"])
    assert step(accepted("coupon", sent)) == ("ask_withdrawal", "AE-NEGO-4", [])
    assert step(accepted("coupon", sent, asked)) == ("wait", "AE-NEGO-4", [])
    assert next_action(accepted("coupon", sent, asked, event("dispute_withdrawn", hours=8))) == "close"


@pytest.mark.clause("AE-NEGO-4")
@pytest.mark.parametrize(
    ("remedy", "given"),
    [
        ("coupon", [done("send_coupon", hours=6)]),
        ("reship", [event("reshipped", hours=6, tracking="LP2")]),
        ("explain", []),
    ],
)
def test_asks_only_once_what_was_agreed_outside_the_dispute_has_been_given(remedy, given):
    document = accepted(remedy, *given)

    assert step(document, 0, 7) == ("ask_withdrawal", "AE-NEGO-4", [])
    assert next_action(document, 0, 5) == (
        "ask_withdrawal" if remedy == "explain" else f"{'send_' * (remedy == 'coupon')}{remedy}"
    )
    assert assessed(document)["deadlines"] == [NEGOTIATION]
    assert assessed(document)["next"]["due_at"] == at(days=5)


@pytest.mark.clause("AE-NEGO-4")
@pytest.mark.parametrize("remedy", ["full_refund", "partial_refund"])
def test_asks_nothing_after_a_refund_agreed_inside_the_dispute(remedy):
    assert step(accepted(remedy)) == ("refund", "AE-NEGO-3", [remedy])
    assert next_action(accepted(remedy, event("refund_paid", hours=6))) == "close"


@pytest.mark.clause("AE-NEGO-4")
def test_asks_nothing_after_a_return_refunded_inside_the_dispute():
    back = (event("return_shipped", hours=5), event("return_received", hours=6), event("refund_paid", hours=7))

    assert [next_action(accepted("return_and_refund", *back), 0, hours) for hours in (4, 5, 6, 7)] == [
        "wait", "wait", "refund", "close",
    ]  # fmt: skip


@pytest.mark.clause("AE-NEGO-4")
def test_does_not_ask_once_arbitration_has_it():
    sent = done("send_coupon", hours=6)

    assert step(accepted("coupon", sent, event("escalated", hours=7)))[0] == "wait"
    assert step(accepted("coupon", sent), 5)[0] == "wait"
    assert step(accepted("coupon", sent), 4, 23.99)[0] == "ask_withdrawal"


@pytest.mark.clause("AE-NEGO-4")
def test_does_not_ask_where_no_dispute_was_filed():
    document = case(
        "aliexpress", "review", said(hours=2), event("offer_accepted", hours=4, remedy="explain"), dispute=False
    )

    assert next_action(document) == "close"


@pytest.mark.clause("AE-NEGO-4")
@pytest.mark.parametrize(
    ("events", "counts"),
    [
        pytest.param([], True, id="filed"),
        pytest.param([event("judged", days=1, verdict="rejected")], True, id="judged-for-us"),
        pytest.param([event("refund_paid", days=1)], True, id="refunded"),
        pytest.param([done("close", days=1)], True, id="closed"),
        pytest.param([event("dispute_withdrawn", days=1)], False, id="withdrawn-while-negotiating"),
        pytest.param([event("dispute_withdrawn", days=4, hours=23.99)], False, id="withdrawn-at-the-last-moment"),
        pytest.param([event("dispute_withdrawn", days=5)], True, id="withdrawn-at-the-very-lapse"),
        pytest.param([event("dispute_withdrawn", days=6)], True, id="withdrawn-after-the-lapse"),
        pytest.param([event("escalated", days=1), event("dispute_withdrawn", days=2)], True, id="withdrawn-after-escalation"),
        pytest.param([event("escalated", days=1), event("dispute_withdrawn", days=1)], True, id="withdrawn-at-the-very-escalation"),
        pytest.param(
            [event("escalated", days=1), event("dispute_withdrawn", days=2), event("dispute_opened", days=3), event("dispute_withdrawn", days=4)],
            False, id="an-earlier-escalation-does-not-count",
        ),
        pytest.param([event("dispute_withdrawn", days=1), event("escalated", days=2)], False, id="withdrawn-before-escalation"),
        pytest.param([event("dispute_withdrawn", days=8)], True, id="not-withdrawn-yet"),
    ],
)  # fmt: skip
def test_counts_every_dispute_filed_unless_withdrawn_during_negotiation(events, counts):
    assert assessed(case("aliexpress", "damaged", *events), days=7)["counts_as_dispute"] is counts


@pytest.mark.clause("AE-NEGO-4")
@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({"settings": {"negotiation_days": 7}}, False),
        ({"settings": {"negotiation_days": 3}}, True),
        ({"platform_deadlines": [{"kind": "negotiation", "due_at": at(days=7)}]}, False),
        ({"platform_deadlines": [{"kind": "negotiation", "due_at": at(days=6)}]}, True),
    ],
)
def test_measures_the_withdrawal_by_the_negotiation_clock_in_force(more, counts):
    document = case("aliexpress", "damaged", event("dispute_withdrawn", days=6), **more)

    assert assessed(document, days=8)["counts_as_dispute"] is counts


@pytest.mark.clause("AE-NEGO-4")
def test_counts_nothing_where_no_dispute_was_filed():
    assert assessed(case("aliexpress", "damaged", dispute=False))["counts_as_dispute"] is False
    assert (
        assessed(case("aliexpress", "damaged", event("dispute_opened", days=2), dispute=False))["counts_as_dispute"]
        is False
    )
