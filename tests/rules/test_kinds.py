"""Which trouble is it, where the file does not say? Claim first, then what happened, then what the order shows."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, bare, case, event, piece


def inferred(**claim):
    """The kind of a case on a delivered order whose claim says just this."""
    return assessed(case("shopee", None, claim=claim))["kind"]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("wrong_item", "wrong_item"),
        ("return", "return"),
        ("review", "review"),
        ("cancel", "cancel_request"),
        ("policy_change", "unfulfilled_order"),
        ("quality", "unfulfilled_order"),
        ("out_of_stock", "unfulfilled_order"),
        ("logistics_delay", "unfulfilled_order"),
    ],
)
def test_the_claims_reason_says_it(reason, kind):
    assert inferred(reason=reason) == kind


def test_the_files_own_kind_outranks_everything():
    assert assessed(case("shopee", "review", claim={"reason": "wrong_item"}))["kind"] == "review"


@pytest.mark.parametrize(
    ("platform", "word", "kind"),
    [
        ("shopee", "NOT_RECEIPT", "not_received"),
        ("shopee", "ITEM_MISSING", "short_shipment"),
        ("wish", "RECEIVED_WRONG_ITEM", "wrong_item"),
        ("shopee", "A_WORD_NOBODY_KNOWS", "not_as_described"),
    ],
)
@pytest.mark.parametrize("reason", [{}, {"reason": "other"}])
def test_the_platforms_own_word_says_it_where_ours_does_not(platform, word, kind, reason):
    assert assessed(case(platform, None, claim={"platform_reason": word, **reason}))["kind"] == kind


@pytest.mark.parametrize(
    ("events", "kind"),
    [
        ([event("penalty_executed", hours=1)], "penalty"),
        ([event("judged", hours=1, verdict="penalty")], "penalty"),
        ([event("judged", hours=1, verdict="refund")], "not_as_described"),
        ([event("cancel_requested", hours=1)], "cancel_request"),
        ([event("return_terms_proposed", hours=1)], "return"),
        ([event("return_approved", hours=1)], "return"),
        ([event("return_shipped", hours=1)], "return"),
        ([event("return_notice", hours=1)], "return"),
        ([event("bad_faith_confirmed", hours=1)], "unpaid_order"),
        ([event("penalty_executed", hours=1), event("cancel_requested", hours=1)], "penalty"),
    ],
)
def test_what_happened_says_it(events, kind):
    assert assessed(case("ali1688", None, *events))["kind"] == kind


def test_what_happens_later_does_not():
    assert assessed(case("ali1688", None, event("penalty_executed", days=2)))["kind"] == "not_as_described"


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ({"ground": "carrier_fault"}, "penalty"),
        ({"received": [{"sku": "BLUE-M", "quantity": 1}]}, "wrong_item"),
        ({"received": [{"sku": " red-m ", "quantity": 1}]}, "short_shipment"),
        ({"wants": ["cancel"]}, "cancel_request"),
        ({"wants": ["return", "refund"]}, "return"),
        ({"wants": ["refund"]}, "not_as_described"),
    ],
)
def test_what_the_claim_tells_says_it(claim, kind):
    assert inferred(**claim) == kind


@pytest.mark.parametrize("label", ["outer_label_photo", "inner_label_photo"])
def test_a_label_photo_says_wrong_item(label):
    assert assessed(case("aliexpress", None, evidence=[piece(label)]))["kind"] == "wrong_item"


@pytest.mark.parametrize(
    ("order", "kind"),
    [
        ({}, "not_as_described"),
        ({"delivered_at": None}, "not_received"),
        ({"delivered_at": None, "shipped_at": None}, "unfulfilled_order"),
        ({"delivered_at": None, "shipped_at": None, "paid_at": None}, "unpaid_order"),
        ({"delivered_at": at(days=2)}, "not_received"),
    ],
)
def test_a_dispute_without_a_reason_goes_by_the_order(order, kind):
    assert assessed(case("wish", None, order=order))["kind"] == kind


def test_an_order_nobody_complains_of_is_audited():
    assert assessed(case("wish", None, dispute=False, claim={"opened_at": None}))["kind"] == "unpaid_order"


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"services": [{"name": "buyer_protection", "open": True}]}, "deposit_release"),
        ({"services": []}, "deposit_release"),
        ({"services": [{"name": "assured_purchase", "open": True}]}, "service_exit"),
        ({"services": [{"name": "assured_purchase", "open": True}, {"name": "buyer_protection"}]}, "deposit_release"),
        ({"complaints": []}, "sku_alert"),
        ({"orders": []}, "deposit_release"),
    ],
)
def test_a_file_without_an_order_is_about_the_shop(facts, kind):
    assert assessed(bare("ali1688", **facts))["kind"] == kind


def test_asking_to_leave_assured_purchase_is_an_exit():
    leaving = event("service_close_requested", service="assured_purchase")

    assert assessed(bare("ali1688", None, leaving, services=[{"name": "buyer_protection"}]))["kind"] == "service_exit"
