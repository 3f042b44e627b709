"""A step done before the fact that called for it is proposed all the same; one done after it is not."""

from __future__ import annotations

import pytest

from tests.building import assessed, case, done, event, piece, said

BEFORE, AFTER = -2, 0.1
LABELS = [
    piece("outer_label_photo", "e1", tracking="LP00999999999999"),
    piece("inner_label_photo", "e2", tracking="LP00123456789012"),
]


def action(document, days=1.0):
    return assessed(document, days)["next"]["action"]


def exhibit(deed):
    return case("aliexpress", "wrong_item", deed, said(hours=1), evidence=LABELS)


def photos(deed):
    return case("aliexpress", "damaged", deed, said(hours=1))


def cancelling(deed):
    unshipped = {"shipped_at": None, "delivered_at": None, "shipment": None}
    return case("shopee", "cancel_request", deed, said(hours=1), order=unshipped)


def withdrawing(deed):
    coupon = [
        event(f"offer_{what}", hours=hours, remedy="coupon") for what, hours in (("made", 0.2), ("accepted", 0.4))
    ]
    return case("aliexpress", "damaged", *coupon, done("send_coupon", hours=1), deed, claim={"severity": "minor"})


def arrived(deed):
    return case(
        "aliexpress", "return", said(hours=0.5), event("escalated", hours=1), event("return_received", hours=1.5), deed
    )


def arriving_ticket(deed):
    evidence = [piece("goods_photo", "e1"), piece("conversation", "e2"), piece("pack_scan", "e3", skus=["BLUE-M"])]
    return case(
        "shopee", "wrong_item", deed, said(hours=1), evidence=evidence, claim={"wants": ["reship"], "received": []}
    )


@pytest.mark.parametrize(
    ("made", "deed", "others"),
    [
        (exhibit, "submit_evidence", "wait"),
        (photos, "request_evidence", "wait"),
        (cancelling, "agree", "cancel_order"),
        (withdrawing, "ask_withdrawal", "wait"),
        (arriving_ticket, "request_evidence", "offer"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_only_a_deed_done_since_counts(made, deed, others):
    assert action(made(done(deed, days=BEFORE))) == deed
    assert action(made(done(deed, days=AFTER))) in (others, "show_proof")


def test_an_escalation_is_withdrawn_once_whatever_came_of_it():
    assert action(arrived(said(hours=1.6))) == "withdraw_escalation"
    for deed in (done("withdraw_escalation", hours=2), event("escalation_withdrawal_failed", hours=2)):
        assert action(arrived(deed)) == "wait"
    assert action(arrived(event("escalation_withdrawn", hours=2))) != "withdraw_escalation"


@pytest.mark.parametrize("over", [event("dispute_withdrawn", hours=3), done("close", hours=3)])
def test_a_case_that_is_over_is_not_un_escalated_nor_ticketed_again(over):
    document = arrived(over)
    assert action(document) == "close"

    asked = [event("ticket_submitted", hours=1), event("ticket_answered", hours=2, verdict="more_needed"), over]
    assert action(case("shopee", "wrong_item", *asked)) == "close"


def test_a_buyer_reported_on_wish_is_the_end_of_it():
    confirmed = event("bad_faith_confirmed", hours=1, by="lin")
    unpaid = case("wish", "unpaid_order", confirmed, event("report_filed", hours=2), dispute=False)

    answer = assessed(unpaid)["next"]

    assert (answer["action"], answer["clause"]) == ("close", "AUDIT-7")


def test_a_refused_cancellation_is_the_end_of_it():
    answer = assessed(case("shopee", "cancel_request", said(hours=1), done("refuse", hours=2)))["next"]

    assert (answer["action"], answer["clause"]) == ("close", "ALL-1")
