"""WISH-WRONG: goods unlike the order, or payment refused: look, ask, own it, or show it and appeal."""

from __future__ import annotations

import pytest

from makegood.core.words import Platform
from makegood.policies.policy import book
from tests.building import (
    assessed,
    at,
    blocked,
    case,
    clauses,
    deadline,
    done,
    event,
    missing,
    next_action,
    option,
    piece,
    said,
)  # fmt: skip
from tests.clauses.answers import speaks_both, step

PHOTO = piece("goods_photo", "g")
SCAN = piece("pack_scan", "s", skus=["RED-M"])
PROOF = [SCAN, piece("dispatch_photo", "d"), piece("tracking_record", "t")]
SHOWN = done("show_proof", hours=4)
OPEN = ["full_refund", "return_and_refund", "reship", "coupon", "explain"]


def looked(finding="unknown"):
    return event("order_verified", hours=1, finding=finding)


def wrong(*events, **more):
    """The buyer was written to, and our order looked at without a finding."""
    return case("wish", "wrong_item", looked(), said(hours=2), *events, **more)


def clear(*events, evidence=PROOF, **more):
    """A pack scan shows that we shipped what was ordered."""
    return case("wish", "wrong_item", said(hours=2), *events, evidence=evidence, **more)


def ticket(hours=0.0, **more):
    return said(hours=hours, channel="wish_ticket", **{"direction": "in", **more})


def judged_against_us(*events, **more):
    return clear(event("judged", hours=6, verdict="refund"), *events, **more)


def allowed(answer):
    return [one["remedy"] for one in answer["options"] if one["allowed"]]


def recommended(answer):
    return [one["remedy"] for one in answer["options"] if one["recommended"]]


# --- WISH-WRONG-1: the buyer first -------------------------------------------------------------------------------


@pytest.mark.clause("WISH-WRONG-1")
@pytest.mark.parametrize("kind", ["wrong_item", "refused_payment"])
def test_contacts_the_buyer_first(kind):
    answer = assessed(case("wish", kind, looked()))

    assert step(answer) == ("contact_buyer", "WISH-WRONG-1", [])
    assert speaks_both(answer)


@pytest.mark.clause("WISH-WRONG-1")
@pytest.mark.parametrize("contact", [
    pytest.param(said(hours=2), id="a-message"),
    pytest.param(done("contact_buyer", hours=2), id="a-recorded-step"),
    pytest.param(event("offer_made", hours=2, remedy="coupon"), id="an-offer"),
])  # fmt: skip
def test_does_not_contact_again_what_was_said_or_proposed(contact):
    assert next_action(case("wish", "wrong_item", looked(), contact)) == "request_evidence"


@pytest.mark.clause("WISH-WRONG-1")
@pytest.mark.parametrize("elsewhere", [
    pytest.param(said(days=-1), id="before-the-trouble"),
    pytest.param(said(hours=2, direction="in"), id="only-the-buyer-wrote"),
    pytest.param(said(days=2), id="not-yet"),
])  # fmt: skip
def test_is_not_satisfied_by_words_that_are_not_ours_to_this_trouble(elsewhere):
    assert next_action(case("wish", "wrong_item", looked(), elsewhere)) == "contact_buyer"


@pytest.mark.clause("WISH-WRONG-1")
def test_asks_the_buyer_what_came_while_liability_is_open():
    answer = assessed(wrong())

    asked = answer["evidence"]["missing"]
    assert [(one["kind"], one["ask"], one["clause"]) for one in asked] == [("goods_photo", "buyer", "WISH-WRONG-1")]
    assert asked[0]["message"]["buyer"]
    assert step(answer) == ("request_evidence", "WISH-WRONG-1", ["goods_photo"])


@pytest.mark.clause("WISH-WRONG-1")
def test_asks_once_for_the_photo():
    assert next_action(wrong(done("request_evidence", hours=3))) == "wait"


@pytest.mark.clause("WISH-WRONG-1")
@pytest.mark.parametrize(("more", "asked"), [
    pytest.param({"evidence": [PHOTO]}, [], id="it-is-here"),
    pytest.param({"evidence": [{**PHOTO, "at": at(days=2)}]}, ["goods_photo"], id="it-comes-later"),
    pytest.param({"evidence": [piece("pack_scan", "s", skus=["BLUE-M"])]}, [], id="it-is-ours"),
    pytest.param({"evidence": PROOF}, [], id="it-is-not-ours"),
])  # fmt: skip
def test_asks_for_the_photo_only_while_it_can_decide(more, asked):
    assert missing(assessed(wrong(**more))) == asked


@pytest.mark.clause("WISH-WRONG-1")
def test_asks_no_photo_of_one_who_refuses_to_pay():
    answer = assessed(case("wish", "refused_payment", said(hours=2)))

    assert missing(answer) == []
    assert answer["liability"]["because"][0]["clause"] == "WISH-WRONG-2"


@pytest.mark.clause("WISH-WRONG-1")
@pytest.mark.parametrize("kind", ["wrong_item", "refused_payment"])
def test_puts_a_solution_forward(kind):
    answer = assessed(case("wish", kind, looked(), said(hours=2), evidence=[PHOTO]))

    assert step(answer) == ("offer", "WISH-WRONG-1", OPEN)
    assert allowed(answer) == OPEN
    assert recommended(answer) == []


@pytest.mark.clause("WISH-WRONG-1")
def test_waits_while_an_offer_is_open():
    assert next_action(wrong(event("offer_made", hours=3, remedy="coupon"), evidence=[PHOTO])) == "wait"


@pytest.mark.clause("WISH-WRONG-1")
def test_gives_a_ticket_forty_eight_hours():
    answer = assessed(wrong(ticket(hours=3)))

    assert answer["deadlines"] == [
        {
            "kind": "respond", "due_at": at(hours=51), "on_lapse": "arbitration", "clause": "WISH-WRONG-1",
            "source": "public", "lapsed": False,
        }
    ]  # fmt: skip
    assert step(answer) == ("contact_buyer", "WISH-WRONG-1", [])
    assert answer["next"]["due_at"] == at(hours=51)


@pytest.mark.clause("WISH-WRONG-1")
def test_counts_from_the_first_unanswered_message_of_the_ticket():
    answer = assessed(wrong(ticket(hours=3), ticket(hours=9), ticket(hours=9)))

    assert [one["due_at"] for one in answer["deadlines"]] == [at(hours=51)]


@pytest.mark.clause("WISH-WRONG-1")
def test_starts_a_new_clock_after_an_answer():
    answer = assessed(wrong(ticket(hours=3), ticket(hours=5, direction="out"), ticket(hours=7)))

    assert [one["due_at"] for one in answer["deadlines"]] == [at(hours=55)]


@pytest.mark.clause("WISH-WRONG-1")
@pytest.mark.parametrize(("answer", "runs"), [
    pytest.param(ticket(hours=5, direction="out"), False, id="a-reply-in-the-ticket"),
    pytest.param(done("contact_buyer", hours=5), False, id="a-recorded-reply"),
    pytest.param(event("offer_made", hours=5, remedy="coupon"), False, id="an-offer"),
    pytest.param(said(hours=5, channel="phone"), True, id="a-call-answers-no-ticket"),
    pytest.param(ticket(days=2, direction="out"), True, id="a-later-reply"),
])  # fmt: skip
def test_ends_the_ticket_clock_with_an_answer_to_the_ticket(answer, runs):
    assert (deadline(assessed(wrong(ticket(hours=3), answer)), "respond") is not None) is runs


@pytest.mark.clause("WISH-WRONG-1")
@pytest.mark.parametrize("message", [
    pytest.param(said(hours=3, direction="in", channel="email"), id="another-channel"),
    pytest.param(ticket(hours=3, direction="out"), id="our-own-message"),
])  # fmt: skip
def test_starts_no_ticket_clock_without_a_ticket_of_the_buyer(message):
    assert assessed(wrong(message))["deadlines"] == []


@pytest.mark.clause("WISH-WRONG-1")
@pytest.mark.parametrize(("hours", "stage", "lapsed"), [
    pytest.param(50.999, "negotiating", False, id="the-moment-before"),
    pytest.param(51, "lapsed", True, id="the-very-instant"),
    pytest.param(60, "lapsed", True, id="after"),
])  # fmt: skip
def test_lets_the_ticket_lapse_at_its_very_instant(hours, stage, lapsed):
    answer = assessed(wrong(ticket(hours=3)), days=0, hours=hours)

    assert answer["stage"] == stage
    assert deadline(answer, "respond")["lapsed"] is lapsed


@pytest.mark.clause("WISH-WRONG-1")
def test_is_not_undone_by_a_reply_after_the_lapse():
    assert assessed(wrong(ticket(hours=3), ticket(hours=52, direction="out")), days=3)["stage"] == "lapsed"


@pytest.mark.clause("WISH-WRONG-1")
def test_lets_a_shop_keep_a_shorter_ticket_clock_and_says_so():
    answer = assessed(wrong(ticket(hours=3), settings={"ticket_reply_hours": 24}))

    assert (deadline(answer, "respond")["due_at"], deadline(answer, "respond")["source"]) == (at(hours=27), "shop")
    assert answer["policy"]["overrides"] == [
        {"parameter": "ticket_reply_hours", "value": 24, "default": 48, "clause": "WISH-WRONG-1"},
    ]


# --- WISH-WRONG-2: our own order ---------------------------------------------------------------------------------


@pytest.mark.clause("WISH-WRONG-2")
@pytest.mark.parametrize("events", [(), (said(hours=2),)])
def test_checks_the_order_before_contacting(events):
    answer = assessed(case("wish", "wrong_item", *events))

    assert step(answer) == ("verify_order", "WISH-WRONG-2", [])


@pytest.mark.clause("WISH-WRONG-2")
@pytest.mark.parametrize("checked", [
    pytest.param({"events": [looked()]}, id="a-finding"),
    pytest.param({"evidence": [SCAN]}, id="a-pack-scan"),
    pytest.param({"evidence": [piece("dispatch_photo")]}, id="a-dispatch-photo"),
])  # fmt: skip
def test_checks_the_order_once(checked):
    document = case("wish", "wrong_item", *checked.get("events", ()), evidence=checked.get("evidence"))

    assert next_action(document) == "contact_buyer"


@pytest.mark.clause("WISH-WRONG-2")
@pytest.mark.parametrize(("finding", "party"), [
    ("ours", "seller"), ("misread", "undetermined"), ("correct", "undetermined"), ("unknown", "undetermined"),
])  # fmt: skip
def test_takes_only_our_own_finding_as_ours(finding, party):
    answer = assessed(case("wish", "wrong_item", looked(finding)))

    assert answer["liability"]["party"] == party
    assert [one["clause"] for one in answer["liability"]["because"]] == ["WISH-WRONG-2"]


@pytest.mark.clause("WISH-WRONG-2")
@pytest.mark.parametrize("claim", [{"received": [{"sku": "BLUE-M", "quantity": 1}]}, {"text": "wrong colour"}])
def test_is_not_moved_by_a_claim_alone(claim):
    assert assessed(wrong(claim=claim))["liability"]["party"] == "undetermined"


@pytest.mark.clause("WISH-WRONG-2")
def test_has_not_found_it_ours_before_it_looked():
    assert (
        assessed(case("wish", "wrong_item", looked("ours")), days=0, hours=0.5)["liability"]["party"] == "undetermined"
    )


@pytest.mark.clause("WISH-WRONG-2")
def test_goes_by_the_last_finding():
    later = event("order_verified", hours=3, finding="correct")

    assert assessed(case("wish", "wrong_item", looked("ours"), later))["liability"]["party"] == "undetermined"


@pytest.mark.clause("WISH-WRONG-2", "WISH-WRONG-3")
@pytest.mark.parametrize(("skus", "party", "clause"), [
    pytest.param(["BLUE-M"], "seller", "WISH-WRONG-2", id="unlike-the-order"),
    pytest.param(["RED-M"], "buyer", "WISH-WRONG-3", id="like-the-order"),
    pytest.param([" red-m "], "buyer", "WISH-WRONG-3", id="like-it-however-spelt"),
])  # fmt: skip
def test_believes_the_pack_scan(skus, party, clause):
    answer = assessed(wrong(evidence=[piece("pack_scan", skus=skus)]))

    assert (answer["liability"]["party"], answer["liability"]["because"][0]["clause"]) == (party, clause)


@pytest.mark.clause("WISH-WRONG-2")
def test_lets_a_pack_scan_outweigh_our_finding():
    answer = assessed(case("wish", "wrong_item", looked("ours"), evidence=[SCAN]))

    assert answer["liability"]["party"] == "buyer"


@pytest.mark.clause("WISH-WRONG-2")
def test_learns_nothing_from_a_scan_without_a_reading():
    assert assessed(wrong(evidence=[piece("pack_scan")]))["liability"]["party"] == "undetermined"


@pytest.mark.clause("WISH-WRONG-2")
def test_owns_its_mistake_with_a_remedy_and_no_mere_explanation():
    answer = assessed(case("wish", "wrong_item", looked("ours"), said(hours=2)))

    assert (answer["next"]["action"], answer["next"]["what"]) == ("offer", OPEN[:-1])
    assert option(answer, "explain")["allowed"] is False
    assert option(answer, "explain")["because"][0]["clause"] == "WISH-WRONG-2"


@pytest.mark.clause("WISH-WRONG-2")
@pytest.mark.parametrize(
    ("wants", "best"), [(["reship"], "reship"), (["refund"], "full_refund"), (["coupon"], "coupon")]
)
def test_negotiates_what_the_buyer_wants(wants, best):
    answer = assessed(case("wish", "wrong_item", looked("ours"), said(hours=2), claim={"wants": wants}))

    assert recommended(answer) == [best]
    assert answer["next"]["what"] == [best]


@pytest.mark.clause("WISH-WRONG-2")
def test_prices_each_remedy_in_parts():
    answer = assessed(case("wish", "wrong_item", looked("ours"), dispute=False))

    usd = {one["remedy"]: (one["cost"] or {}).get("amount") for one in answer["options"]}
    assert usd == {
        "full_refund": "25.90", "partial_refund": None, "return_and_refund": "17.90", "reship": "11.20",
        "partial_refund_and_reship": "11.20", "coupon": "2.59", "reschedule": "0.00", "cancel_and_refund": "25.90",
        "explain": "0.00",
    }  # fmt: skip
    assert option(answer, "return_and_refund")["unknown"] == ["freight_back"]


@pytest.mark.clause("WISH-WRONG-2")
@pytest.mark.parametrize("remedy", ["partial_refund", "partial_refund_and_reship"])
def test_offers_no_part_refund_where_wish_makes_none(remedy):
    one = option(assessed(wrong()), remedy)

    assert (one["allowed"], one["how"]) == (False, "unavailable")
    assert one["because"][0]["why"]["en"] and one["because"][0]["why"]["zh"]


# --- WISH-WRONG-3: we shipped right ------------------------------------------------------------------------------


@pytest.mark.clause("WISH-WRONG-3")
def test_gathers_our_proof_where_we_shipped_right():
    answer = assessed(clear(evidence=[SCAN]))

    asked = [(one["kind"], one["ask"], one["clause"]) for one in answer["evidence"]["missing"]]
    assert asked == [("dispatch_photo", "seller", "WISH-WRONG-3"), ("tracking_record", "seller", "WISH-WRONG-3")]
    assert step(answer) == ("request_evidence", "WISH-WRONG-3", ["dispatch_photo", "tracking_record"])
    assert speaks_both(answer)


@pytest.mark.clause("WISH-WRONG-3")
@pytest.mark.parametrize("held", ["dispatch_photo", "tracking_record"])
def test_asks_only_for_the_proof_that_is_lacking(held):
    answer = assessed(clear(evidence=[SCAN, piece(held, "h")]))

    assert missing(answer) == [one for one in ("dispatch_photo", "tracking_record") if one != held]


@pytest.mark.clause("WISH-WRONG-3")
@pytest.mark.parametrize("kind", ["wrong_item", "refused_payment"])
def test_shows_the_buyer_the_proof(kind):
    answer = assessed(case("wish", kind, said(hours=2), evidence=PROOF))

    assert step(answer)[:2] == ("show_proof", "WISH-WRONG-3")
    assert missing(answer) == []


@pytest.mark.clause("WISH-WRONG-3")
@pytest.mark.parametrize("evidence", [PROOF, [SCAN]])
def test_keeps_explaining(evidence):
    answer = assessed(clear(evidence=evidence))

    assert recommended(answer) == ["explain"]
    assert option(answer, "explain")["because"][0]["clause"] == "WISH-WRONG-3"


@pytest.mark.clause("WISH-WRONG-3")
def test_shows_the_proof_once():
    assert next_action(clear(SHOWN)) in ("offer", "wait")
    assert next_action(clear(SHOWN, event("offer_made", hours=5, remedy="explain"))) == "wait"


@pytest.mark.clause("WISH-WRONG-3")
def test_names_no_explanation_where_the_scan_decides_nothing():
    answer = assessed(wrong(evidence=[PHOTO, piece("dispatch_photo", "d"), piece("tracking_record", "t")]))

    assert recommended(answer) == []
    assert answer["liability"]["party"] == "undetermined"


# --- WISH-WRONG-4: the appeal ------------------------------------------------------------------------------------

REFUSED = [
    pytest.param(said(hours=5, direction="in"), id="writes-again"),
    pytest.param(event("offer_refused", hours=5, remedy="explain"), id="refuses-the-explanation"),
]


@pytest.mark.clause("WISH-WRONG-4")
@pytest.mark.parametrize("refusal", REFUSED)
def test_appeals_where_we_did_our_part_and_the_buyer_still_refuses(refusal):
    answer = assessed(clear(SHOWN, refusal))

    assert step(answer) == ("appeal", "WISH-WRONG-4", ["dispatch_photo", "tracking_record"])
    assert speaks_both(answer)


@pytest.mark.clause("WISH-WRONG-4")
def test_recommends_no_remedy_while_it_appeals():
    assert recommended(assessed(clear(SHOWN, said(hours=5, direction="in")))) == []


@pytest.mark.clause("WISH-WRONG-4")
@pytest.mark.parametrize("events", [
    pytest.param((), id="not-shown"),
    pytest.param((said(hours=3, direction="in"), SHOWN), id="wrote-before-it-was-shown"),
    pytest.param((SHOWN,), id="silent-since"),
    pytest.param((SHOWN, said(hours=5, direction="out")), id="only-we-wrote"),
    pytest.param((SHOWN, said(days=2, direction="in")), id="refuses-later"),
])  # fmt: skip
def test_does_not_appeal_before_the_buyer_was_shown_and_refused(events):
    assert next_action(clear(*events)) != "appeal"


@pytest.mark.clause("WISH-WRONG-4")
@pytest.mark.parametrize("evidence", [
    pytest.param([PHOTO], id="undetermined"),
    pytest.param([piece("pack_scan", "s", skus=["BLUE-M"]), *PROOF[1:]], id="ours"),
])  # fmt: skip
def test_does_not_appeal_where_we_are_not_clear(evidence):
    assert next_action(wrong(SHOWN, said(hours=5, direction="in"), evidence=evidence)) != "appeal"


@pytest.mark.clause("WISH-WRONG-4")
def test_blocks_the_appeal_while_its_evidence_is_missing():
    answer = assessed(clear(SHOWN, said(hours=5, direction="in"), evidence=[SCAN]))

    block = answer["blocked"][0]
    assert (block["action"], block["clause"]) == ("appeal", "WISH-WRONG-4")
    assert block["missing"] == ["evidence:dispatch_photo", "evidence:tracking_record"]
    assert next_action(clear(SHOWN, said(hours=5, direction="in"), evidence=[SCAN])) == "request_evidence"


@pytest.mark.clause("WISH-WRONG-4")
def test_blocks_no_appeal_once_the_evidence_is_here():
    assert blocked(assessed(clear()), "appeal") == []


@pytest.mark.clause("WISH-WRONG-4")
def test_appeals_once():
    appealed = clear(SHOWN, said(hours=5, direction="in"), event("appealed", hours=6))

    assert assessed(appealed)["stage"] == "appealed"
    assert next_action(appealed) == "wait"


@pytest.mark.clause("WISH-WRONG-4")
@pytest.mark.parametrize("verdict", ["refund", "return_and_refund"])
def test_appeals_against_a_verdict_within_ninety_days(verdict):
    answer = assessed(clear(event("judged", hours=6, verdict=verdict)))

    assert answer["deadlines"] == [
        {
            "kind": "appeal", "due_at": at(days=90, hours=6), "on_lapse": "case_lost", "clause": "WISH-WRONG-4",
            "source": "public", "lapsed": False,
        }
    ]  # fmt: skip
    assert step(answer) == ("appeal", "WISH-WRONG-4", ["dispatch_photo", "tracking_record"])


@pytest.mark.clause("WISH-WRONG-4")
def test_does_not_appeal_a_verdict_for_us():
    assert next_action(clear(event("judged", hours=6, verdict="rejected"))) == "close"


@pytest.mark.clause("WISH-WRONG-4")
@pytest.mark.parametrize(("hours", "action"), [(5.999, "appeal"), (6, "wait")])
def test_appeals_until_the_moment_before_the_ninety_days_are_over(hours, action):
    assert next_action(judged_against_us(), days=90, hours=hours) == action


@pytest.mark.clause("WISH-WRONG-4")
def test_asks_for_nothing_once_it_is_too_late_to_appeal():
    assert missing(assessed(judged_against_us(evidence=[SCAN]), days=90, hours=5)) == [
        "dispatch_photo",
        "tracking_record",
    ]
    assert missing(assessed(judged_against_us(evidence=[SCAN]), days=90, hours=6)) == []


@pytest.mark.clause("WISH-WRONG-4")
def test_counts_the_ninety_days_from_the_last_verdict():
    again = event("judged", hours=9, verdict="refund")

    assert deadline(assessed(judged_against_us(again)), "appeal")["due_at"] == at(days=90, hours=9)


@pytest.mark.clause("WISH-WRONG-4")
def test_ends_the_appeal_clock_with_the_appeal():
    answer = assessed(judged_against_us(event("appealed", hours=8)))

    assert answer["deadlines"] == []
    assert next_action(judged_against_us(event("appealed", hours=8))) == "wait"


@pytest.mark.clause("WISH-WRONG-4")
def test_lets_a_shop_shorten_the_appeal_clock_and_says_so():
    answer = assessed(judged_against_us(settings={"appeal_days": 3}))

    assert (deadline(answer, "appeal")["due_at"], deadline(answer, "appeal")["source"]) == (at(days=3, hours=6), "shop")
    assert answer["policy"]["overrides"] == [
        {"parameter": "appeal_days", "value": 3, "default": 90, "clause": "WISH-WRONG-4"},
    ]


@pytest.mark.clause("WISH-WRONG-4")
def test_does_not_appeal_a_dispute_that_was_withdrawn():
    withdrawn = clear(SHOWN, said(hours=5, direction="in"), event("dispute_withdrawn", hours=6))

    assert assessed(withdrawn)["stage"] == "withdrawn"
    assert next_action(withdrawn) == "close"


# --- WISH-WRONG-5: insurance -------------------------------------------------------------------------------------

POLICY = piece("insurance_policy", "i")


@pytest.mark.clause("WISH-WRONG-5")
@pytest.mark.parametrize("loss", [event("refund_paid", hours=5), event("judged", hours=5, verdict="refund")])
@pytest.mark.parametrize("kind", ["wrong_item", "refused_payment"])
def test_claims_on_the_insurance_that_is_held(kind, loss):
    answer = assessed(case("wish", kind, looked("ours"), said(hours=2), loss, evidence=[POLICY]))

    assert step(answer) == ("claim_insurance", "WISH-WRONG-5", [])
    assert "i" in answer["evidence"]["have"]
    assert speaks_both(answer)


@pytest.mark.clause("WISH-WRONG-5")
@pytest.mark.parametrize(("events", "evidence"), [
    pytest.param((), [POLICY], id="no-loss"),
    pytest.param((event("judged", hours=5, verdict="rejected"),), [POLICY], id="a-verdict-for-us"),
    pytest.param((event("refund_paid", hours=5),), [], id="no-policy-held"),
    pytest.param((event("refund_paid", days=2),), [POLICY], id="the-loss-comes-later"),
    pytest.param((event("refund_paid", hours=5), done("claim_insurance", hours=6)), [POLICY], id="claimed-already"),
])  # fmt: skip
def test_claims_only_on_a_loss_under_a_policy_and_once(events, evidence):
    answer = assessed(wrong(*events, evidence=evidence))

    assert answer["next"]["action"] != "claim_insurance"
    assert "WISH-WRONG-5" not in clauses(answer)


@pytest.mark.clause("WISH-WRONG-5")
def test_says_how_to_prevent_the_next_one_in_both_languages():
    text = book(Platform.wish).clauses["WISH-WRONG-5"].text

    assert "insurance" in text.en and "保" in text.zh
