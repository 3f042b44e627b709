"""Shopee's returns as claims: what is wanted, by when, and what has happened."""

from __future__ import annotations

import pytest

from tests.platforms.shopee_made import DETAIL, T, case, cases, events, ok, order, refusal, returned


def test_it_reads_a_return_in_full_and_joins_its_order():
    made = case(ok({"more": False, "return": [returned()]}, "-"), ok({"order_list": [order()]}))

    assert made["id"] == "shopee:2611100RETURN1"
    assert made["order"]["total"] == {"amount": "25.9", "currency": "SGD"}
    assert made["order"]["buyer"] == {"id": "90071992547409931", "name": "ann", "email": "***n@example.com"}
    assert made["claim"] == {
        "by": "buyer", "opened_at": "2026-09-27T09:06:40Z", "reason": "wrong_item", "platform_reason": "WRONG_ITEM",
        "lines": ["LAMP-RED"], "wants": ["return", "refund"], "amount": {"amount": "20.5", "currency": "SGD"},
        "text": "blue, not red",
    }  # fmt: skip
    assert made["evidence"] == [
        {"id": "2611100RETURN1:image:0", "by": "buyer", "file": "https://cf.example/1"},
        {"id": "2611100RETURN1:video:0", "by": "buyer", "file": "https://v.example/1"},
    ]
    assert made["platform_deadlines"] == [
        {"kind": "respond", "due_at": "2026-09-29T16:40:00Z", "on_lapse": "auto_agree", "field": "due_date"}
    ]
    assert [event["type"] for event in made["events"]] == ["dispute_opened", "platform_notice"]


@pytest.mark.parametrize(
    "shape",
    [
        ok({"return": [returned()]}),
        ok({"return": {"return": [returned()]}}),
        ok({"return_list": [returned()]}),
        ok(returned(), " "),
        {"return": [returned()]},
        [returned()],
        returned(),
        [ok(returned())],
    ],
)
def test_it_reads_a_return_in_every_wrapping(shape):
    assert case(shape) == case(returned())


def test_two_returns_of_one_order_are_two_cases():
    made = cases(ok({"return": [returned(), returned(return_sn="R2")]}), order())

    assert [one["id"] for one in made] == ["shopee:2611100RETURN1", "shopee:R2"]
    assert {one["order"]["status"] for one in made} == {"SHIPPED"}


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("NOT_RECEIPT", "not_received"), ("SELLER_SENT_WRONG_ITEM", "wrong_item"), ("MUITAL_AGREE", "other"),
        ("CHANGE_MIND", "return"), ("A_NEW_ONE", None),
    ],
)  # fmt: skip
def test_a_reason_is_kept_and_mapped_only_where_the_pack_maps_it(word, ours):
    claim = case(returned(reason=word))["claim"]

    assert (claim["platform_reason"], claim.get("reason")) == (word, ours)


def test_a_reassessed_reason_takes_the_buyers_place_and_the_notice_keeps_his():
    made = case(returned(reassessed_request_reason="ITEM_MISSING"))

    assert (made["claim"]["reason"], made["claim"]["platform_reason"]) == ("short_shipment", "ITEM_MISSING")
    assert "reason WRONG_ITEM; reassessed_request_reason ITEM_MISSING" in events(made, "platform_notice")[0]["text"]


@pytest.mark.parametrize(
    ("solution", "wants", "lapse"),
    [
        (0, ["return", "refund"], "auto_agree"), ("1", ["refund"], "auto_refund"), (1, ["refund"], "auto_refund"),
        ("REFUND", ["refund"], "auto_refund"), (7, None, "auto_agree"), (None, None, "auto_agree"),
    ],
)  # fmt: skip
def test_the_solution_says_what_is_wanted_and_what_a_lapse_does(solution, wants, lapse):
    made = case(returned(return_solution=solution))

    assert made["claim"].get("wants") == wants
    assert made["platform_deadlines"][0]["on_lapse"] == lapse


@pytest.mark.parametrize(
    ("status", "solution", "type_"),
    [
        ("JUDGING", 0, "escalated"), ("SELLER_DISPUTE", 0, "escalated"), ("CANCELLED", 0, "action_done"),
        ("CLOSED", 0, "action_done"), ("ACCEPTED", 0, "return_approved"), ("ACCEPTED", 1, "offer_accepted"),
        ("REFUND_PAID", 1, "refund_paid"), ("PROCESSING", 0, None), ("BRAND_NEW", 0, None),
    ],
)  # fmt: skip
def test_a_status_that_says_what_happened_is_an_event(status, solution, type_):
    made = case(returned(status=status, return_solution=solution))
    others = [one for one in made["events"] if one["type"] not in ("dispute_opened", "platform_notice")]

    assert [(one["type"], one["at"]) for one in others] == ([(type_, "2026-09-27T11:53:20Z")] if type_ else [])
    assert f"status {status};" in events(made, "platform_notice")[0]["text"]


def test_a_due_date_passed_before_acceptance_no_longer_binds():
    assert "platform_deadlines" not in case(returned(status="ACCEPTED", due_date=T + 509_999))
    assert case(returned(status="ACCEPTED"))["platform_deadlines"]


def test_the_details_clocks_are_all_kept():
    made = case(ok(DETAIL))

    assert {one["field"]: (one["kind"], one["on_lapse"]) for one in made["platform_deadlines"]} == {
        "due_date": ("respond", "auto_agree"),
        "return_seller_due_date": ("confirm_return", "auto_refund"),
        "offer_due_date": ("negotiation", "unknown"),
        "seller_evidence_deadline": ("appeal", "unknown"),
        "seller_compensation_due_date": ("appeal", "unknown"),
    }
    notice = events(made, "platform_notice")[0]["text"]
    for words in (
        "latest_offer_amount 12.34",
        "counter_limit 2",
        "dispute_reason 2",
        "reverse_logistic_status LOGISTICS_PICKUP_DONE",
    ):
        assert words in notice


def test_proof_put_in_is_no_longer_due():
    done = DETAIL | {"seller_proof": DETAIL["seller_proof"] | {"seller_proof_status": "UPLOADED"}}

    assert "seller_evidence_deadline" not in {one["field"] for one in case(done)["platform_deadlines"]}


def test_an_item_without_sku_leaves_the_lines_open():
    items = [*returned()["item"], {"item_id": 9, "item_sku": "", "variation_sku": None}]

    assert "lines" not in case(returned(item=items))["claim"]


def test_the_way_back_dates_the_return():
    back = {
        "return_sn": "2611100RETURN1", "reverse_logistics_status": "LOGISTICS_PICKUP_DONE", "tracking_number": "RN1",
        "reverse_logistics_update_time": T + 600_000, "validation_type": "seller_validation",
    }  # fmt: skip
    shipped = case(ok(returned()), ok(back))
    arrived = case(ok(returned()), ok(back | {"reverse_logistics_status": "Delivered"}))
    at_warehouse = back | {"reverse_logistics_status": "Delivered", "validation_type": "warehouse_validation"}
    from_warehouse = at_warehouse | {
        "post_return_logistics_status": "POST_RETURN_LOGISTICS_DELIVERY_DONE",
        "post_return_logistics_update_time": T + 700_000,
    }

    assert events(shipped, "return_shipped") == [
        {"at": "2026-09-28T12:53:20Z", "type": "return_shipped", "tracking": "RN1"}
    ]
    assert events(arrived, "return_received")[0]["at"] == "2026-09-28T12:53:20Z"
    assert not events(case(ok(returned()), ok(at_warehouse)), "return_received")
    assert events(case(ok(returned()), ok(from_warehouse)), "return_received")[0]["at"] == "2026-09-29T16:40:00Z"


@pytest.mark.parametrize("written", [f" {T} ", f"{T}\x1c"])
def test_a_time_is_read_without_what_stands_around_it(written):
    assert case(ok(returned(create_time=written)))["claim"]["opened_at"] == "2026-09-21T14:13:20Z"


@pytest.mark.parametrize("written", ["\x1c", "2569 1"])
def test_a_time_that_is_none_is_refused_where_it_stands(written):
    assert refusal(ok(returned(update_time=written))).path == "$.response.update_time"
