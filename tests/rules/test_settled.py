"""Carrying out, waiting and closing: each end of a case by its own sentence."""

from __future__ import annotations

import pytest

from makegood.policies.policy import sentences
from tests.building import assessed, at, case, done, event, piece

NO_DISPUTE = {"dispute": False}


def accepted(platform, kind, remedy, *events, **more):
    offers = [event("offer_made", hours=1, remedy=remedy), event("offer_accepted", hours=2, remedy=remedy)]
    return case(platform, kind, *offers, *events, **more)


def step(document, days=1.0):
    answer = assessed(document, days)["next"]
    return answer["action"], answer["clause"], answer["what"], answer["why"]["en"]


def says(key):
    return sentences()[key].en


RESTS = [
    (case("shopee", "damaged", done("close", hours=1)), "close", "ALL-1", "rest.closed"),
    (case("shopee", "damaged", event("cancelled", hours=1)), "close", "ALL-1", "rest.closed"),
    (case("shopee", "damaged", event("dispute_withdrawn", hours=1)), "close", "ALL-1", "rest.withdrawn"),
    (case("shopee", "damaged", event("judged", hours=1, verdict="rejected")), "close", "ALL-1", "rest.judged"),
    (case("shopee", "damaged", event("judged", hours=1, verdict="refund")), "wait", "ALL-1", "rest.verdict"),
    (
        case("shopee", "damaged", event("judged", hours=1, verdict="refund"), event("refund_paid", hours=2)),
        "close", "ALL-1", "rest.done",
    ),
    (case("shopee", "damaged", event("judged", hours=1, verdict="return_and_refund")), "wait", "ALL-1", "rest.verdict"),
    (case("shopee", "damaged", event("judged", hours=1, verdict="refund"), event("appealed", hours=2)), "wait", "ALL-2", "rest.appealed"),
    (accepted("shopee", "damaged", "full_refund", event("refund_paid", hours=3)), "close", "ALL-1", "rest.done"),
    (accepted("shopee", "damaged", "explain"), "close", "ALL-1", "rest.done"),
    (accepted("shopee", "damaged", "return_and_refund"), "wait", "ALL-2", "rest.agreed"),
    (case("shopee", "damaged", event("offer_made", hours=1, remedy="coupon")), "wait", "ALL-2", "rest.buyer"),
    (case("aliexpress", "not_received", event("escalated", hours=1), event("message", hours=2, direction="out")), "wait", "ALL-2", "rest.arbitration"),
    (
        case("ali1688", "damaged", platform_deadlines=[{"kind": "respond", "due_at": at(hours=5), "on_lapse": "auto_refund"}]),
        "wait", "ALL-2", "rest.lapsed",
    ),
    (
        case("shopee", "return", event("return_notice", hours=1, due_at=at(hours=5))),
        "wait", "ALL-2", "rest.lapsed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "action", "clause", "why"), RESTS, ids=[f"{r[3]}-{i}" for i, r in enumerate(RESTS)]
)
def test_who_has_the_move_or_that_it_is_over(document, action, clause, why):
    assert step(document) == (action, clause, [], says(why))


@pytest.mark.parametrize(
    ("remedy", "events", "action"),
    [
        ("full_refund", [], "refund"),
        ("partial_refund", [], "refund"),
        ("reship", [], "reship"),
        ("partial_refund_and_reship", [], "refund"),
        ("partial_refund_and_reship", [event("refund_paid", hours=3)], "reship"),
        ("return_and_refund", [event("return_received", hours=3)], "refund"),
        ("coupon", [], "send_coupon"),
        ("reschedule", [], "reschedule"),
        ("cancel_and_refund", [], "cancel_order"),
    ],
)
@pytest.mark.parametrize(
    ("platform", "kind", "clause"),
    [
        ("shopee", "wrong_item", "SHP-WRONG-6"),
        ("shopee", "damaged", "ALL-3"),
        ("ali1688", "wrong_item", "ALL-3"),
        ("aliexpress", "damaged", "AE-NEGO-3"),
        ("wish", "unfulfilled_order", "WISH-UNFUL"),
        ("wish", "wrong_item", "ALL-3"),
    ],
)
def test_what_is_agreed_is_carried_out_by_its_own_act(platform, kind, clause, remedy, events, action):
    if clause == "WISH-UNFUL":
        clause = "WISH-UNFUL-4" if remedy == "cancel_and_refund" else "WISH-UNFUL-3"

    assert step(accepted(platform, kind, remedy, *events)) == (action, clause, [remedy], says(f"step.{action}"))


@pytest.mark.parametrize(
    ("remedy", "given"),
    [
        ("full_refund", [event("refund_paid", hours=3)]),
        ("reship", [event("reshipped", hours=3)]),
        ("coupon", [done("send_coupon", hours=3)]),
        ("reschedule", [done("reschedule", hours=3)]),
        ("cancel_and_refund", [event("refund_paid", hours=3)]),
        ("partial_refund_and_reship", [event("refund_paid", hours=3), event("reshipped", hours=4)]),
        ("return_and_refund", [event("return_received", hours=3), event("refund_paid", hours=4)]),
    ],
)
def test_once_given_it_is_over_and_nothing_is_left_to_choose(remedy, given):
    answer = assessed(accepted("ali1688", "damaged", remedy, *given))

    assert answer["next"]["action"] == "close"
    assert answer["options"] == []


def test_what_was_given_before_the_trouble_began_is_not_this_remedy():
    assert step(accepted("ali1688", "damaged", "full_refund", event("refund_paid", days=-2)))[0] == "refund"


@pytest.mark.parametrize("platform", ["aliexpress", "shopee"])
def test_a_refund_the_platform_moves_after_our_yes_is_not_paid_by_us_too(platform):
    agreed = accepted(platform, "not_received", "full_refund", done("agree", hours=3))

    assert step(agreed) == ("wait", "ALL-2", [], says("rest.agreed"))


def test_a_verdicts_refund_is_the_platforms_to_move():
    assert step(case("aliexpress", "damaged", event("judged", hours=1, verdict="refund")))[0] == "wait"


def clock(hours, on_lapse="auto_refund", kind="respond"):
    return [{"kind": kind, "due_at": at(hours=24 + hours), "on_lapse": on_lapse}]


ANSWERS = [
    ("ali1688", "damaged", {}, "refuse", [], "safe.refuse_open"),
    ("ali1688", "damaged", {"events": [event("order_verified", hours=1, finding="ours")]}, "agree", [], "safe.agree_ours"),
    ("shopee", "short_shipment", {"evidence": [piece("pack_scan", skus=["RED-M"])]}, "refuse", [], "safe.refuse_clear"),
    ("shopee", "cancel_request", {"order": {"shipped_at": None, "delivered_at": None}}, "agree", [], "step.agree_cancel"),
    ("shopee", "cancel_request", {}, "refuse", [], "step.refuse_cancel"),
    ("wish", "damaged", {}, "contact_buyer", [], "safe.reply_ticket"),
    (
        "shopee", "not_received", {"order": {"delivered_at": None}}, "offer",
        ["full_refund", "partial_refund", "reship", "partial_refund_and_reship", "coupon", "explain"], "safe.offer",
    ),
    ("shopee", "not_received", {"claim": {"wants": ["reship"]}}, "offer", ["reship"], "safe.offer"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("platform", "kind", "facts", "action", "what", "why"), ANSWERS, ids=[a[5] + a[1] for a in ANSWERS]
)
def test_silence_is_not_left_to_answer_for_us(platform, kind, facts, action, what, why):
    facts = dict(facts)
    document = case(platform, kind, *facts.pop("events", []), platform_deadlines=clock(72), **facts)
    clause = {"ali1688": "B2B-AFTERSALE-1", "shopee": "ALL-2", "wish": "WISH-WRONG-1"}[platform]

    assert step(document) == (action, clause, what, says(why))


@pytest.mark.parametrize(
    ("hours", "on_lapse", "pressed"),
    [(72, "auto_refund", True), (72.001, "auto_refund", False), (1, "none", False), (1, "unknown", True)],
)
def test_only_what_ends_within_the_hours_ahead_presses(hours, on_lapse, pressed):
    document = case("ali1688", "damaged", platform_deadlines=clock(hours, on_lapse))

    assert (step(document)[0] == "refuse") is pressed


def test_the_hours_ahead_are_the_shops_to_set():
    document = case("ali1688", "damaged", platform_deadlines=clock(30), settings={"escalate_ahead_hours": 24})

    assert step(document)[0] == "contact_buyer"
    assert assessed(document)["policy"]["overrides"][0]["parameter"] == "escalate_ahead_hours"


@pytest.mark.parametrize(
    ("platform", "clause"), [("aliexpress", "AE-RETURN-1"), ("shopee", "ALL-2"), ("ali1688", "ALL-2")]
)
def test_goods_not_here_as_the_countdown_ends_are_escalated(platform, clause):
    notice = event("return_notice", hours=1, due_at=at(hours=96))

    assert step(case(platform, "return", notice)) == ("escalate", clause, [], says("safe.escalate"))


def test_an_open_offer_is_answer_enough():
    document = case(
        "shopee", "not_received", event("offer_made", hours=1, remedy="coupon"), platform_deadlines=clock(2)
    )
    document["platform_deadlines"][0]["read_at"] = at(hours=2)

    assert step(document)[0] == "wait"


def test_a_penalty_is_appealed_not_answered():
    assert step(case("shopee", "penalty", platform_deadlines=clock(2)))[0] == "ask_platform_service"


def test_a_ticket_with_shopee_is_waited_for():
    submitted = case("shopee", "wrong_item", event("ticket_submitted", hours=2), done("verify_order", hours=1))

    assert step(submitted) == ("contact_buyer", "SHP-WRONG-1", [], says("step.contact_buyer"))
    submitted["events"] += [event("message", hours=1, direction="out"), done("request_evidence", hours=1)]
    assert step(submitted) == ("wait", "SHP-WRONG-5", [], says("rest.ticket"))


def test_a_remedy_given_outside_does_not_end_an_arbitration():
    coupon = accepted("aliexpress", "damaged", "coupon", event("escalated", hours=3), done("send_coupon", hours=4))

    assert step(coupon) == ("wait", "AE-NEGO-1", [], says("rest.arbitration"))


@pytest.mark.parametrize(
    ("platform", "kind", "clause"),
    [
        ("shopee", "wrong_item", "SHP-WRONG-2"),
        ("shopee", "damaged", "ALL-1"),
        ("ali1688", "damaged", "B2B-AFTERSALE-1"),
        ("wish", "damaged", "ALL-1"),
        ("wish", "refused_payment", "WISH-WRONG-1"),
    ],
)
def test_an_offer_rests_on_the_clause_of_its_platform(platform, kind, clause):
    told = [event("message", hours=1, direction="out"), event("order_verified", hours=1, finding="ours")]
    asked = [done("request_evidence", hours=2), event("offer_made", hours=3, remedy="reship")]
    refused = event("offer_refused", hours=4, remedy="reship")
    evidence = [piece("goods_photo", "e1"), piece("conversation", "e2")]

    answer = step(case(platform, kind, *told, *asked, refused, evidence=evidence))

    assert answer[:2] == ("offer", clause)
    assert "reship" not in answer[2]
