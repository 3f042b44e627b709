"""Wish's messages, v3 and the v1/v2 of old files: every shape becomes case files, exactly, or is refused with its place."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood import assess
from makegood.connectors.joining import join
from makegood.connectors.joining import understand as understand_text
from makegood.connectors.parts import NotUnderstood
from makegood.connectors.wish.messages import understand
from tests.platforms.mangled import spoilt
from tests.platforms.wish_made import (
    AT,
    ORDER,
    PENALTY,
    TICKET,
    answer,
    cases,
    money_back,
    old_order,
    old_ticket,
    one,
    order,
    penalty,
    refused,
    ticket,
    usd,
)

DATA = Path(__file__).parents[3] / "shared/data/wish-merchant-api"


# --- the platform's own samples -------------------------------------------------------------------------------


@pytest.mark.skipif(not DATA.is_dir(), reason="the platform's samples lie beside the repository, not in it")
@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.name)
def test_it_reads_every_sample_or_says_why_not(path: Path) -> None:
    no_order = {"errors.json": "$[0].body.code", "v1_fulfill_one.json": "$.data"}
    if path.name in no_order:
        with pytest.raises(NotUnderstood) as caught:
            understand_text("wish", path.read_bytes(), path.name)
        assert (caught.value.method, caught.value.path) == (path.name, no_order[path.name])
        return
    (case,) = join("wish", understand_text("wish", path.read_bytes(), path.name))
    sample = json.loads(path.read_text("utf-8"))["data"]["Order"]
    assert case["id"] == f"wish:{sample['order_id']}"
    assert case["order"]["placed_at"] == f"{sample['order_time']}Z"
    assert case["order"]["lines"][0]["quantity"] == int(sample["quantity"])
    assert assess(case, AT)["case"] == case["id"]


# --- v3 orders ------------------------------------------------------------------------------------------------


def test_it_reads_an_order_exactly() -> None:
    assert one(answer([order()])) == {
        "schema": "makegood.case/1",
        "id": f"wish:{ORDER}",
        "platform": "wish",
        "order": {
            "id": ORDER,
            "paid_at": "2026-11-01T08:00:00Z",
            "shipped_at": "2026-11-03T08:00:00Z",
            "delivered_at": "2026-11-20T08:00:00Z",
            "status": "SHIPPED",
            "total": {"amount": "25.90", "currency": "USD"},
            "lines": [
                {"sku": "RED-M", "title": "Scarf", "quantity": 2, "unit_price": {"amount": "10.4", "currency": "USD"}}
            ],
            "ship_to": {
                "name": "Ana ***",
                "country": "PE",
                "state": "LIM",
                "city": "Lima",
                "line1": "Calle 1, 2B",
                "postcode": "15001",
                "phone": "9***1",
            },
            "shipment": {"by": "platform", "carrier": "YunExpress", "tracking": "NEW2", "numbers": ["OLD1"]},
        },
    }


@pytest.mark.parametrize(
    "document",
    [
        answer(order()),
        answer([order()]),
        {"message": "", "code": "0", "data": [order()]},
        order(),
        [order()],
        [answer(order()), answer([order()])],
        [{"data": order(), "timestamp": 1795500000}],
        {"http": 200, "body": answer(order())},
    ],
    ids=["one", "list", "code-as-text", "bare", "bare-list", "several-answers", "webhook", "kept-with-its-status"],
)
def test_it_finds_an_order_in_every_wrapping(document: Any) -> None:
    assert [case["id"] for case in cases(document)] == [f"wish:{ORDER}"]


def test_an_unshipped_order_carries_its_ship_by_time() -> None:
    fresh = order(state="APPROVED", fulfillment_records=[], tracking_information=None)

    clock = {"kind": "ship", "due_at": "2026-11-06T08:00:00Z", "on_lapse": "auto_refund", "field": "expected_ship_time"}
    assert one(answer(fresh))["platform_deadlines"] == [clock]
    pushed = one([{"data": fresh, "timestamp": 1795500000}])
    assert pushed["platform_deadlines"] == [clock | {"read_at": "2026-11-24T06:00:00Z"}]
    assert "platform_deadlines" not in one(answer(order()))


def test_a_cancelled_tracking_takes_the_shipping_back() -> None:
    records = [
        {"event_type": "ORDER_RE_RELEASED", "event_time": "2026-11-09T08:00:00.000Z"},
        {"event_type": "TRACKING_CANCELLED", "event_time": "2026-11-08T08:00:00.000Z"},
        *order()["fulfillment_records"][1:],
    ]
    found = one(answer(order(state="APPROVED", fulfillment_records=records)))["order"]

    assert "shipped_at" not in found
    assert found["paid_at"] == "2026-11-01T08:00:00Z"


@pytest.mark.parametrize("state", ["REQUIRE_REVIEW", "DECLINED"])
def test_an_order_under_review_or_declined_is_not_paid(state: str) -> None:
    found = one(answer(order(state=state)))["order"]

    assert found["status"] == state
    assert "paid_at" not in found


def test_it_keeps_unknown_words_and_leaves_unknown_facts_out() -> None:
    odd = order(
        state="SOMETHING_NEW",
        order_payment={
            "general_payment_details": {"product_price": usd(Decimal("0.015")), "product_quantity": Decimal("0.5")}
        },
        full_address={"shipping_detail": {"country_code": "UK", "name": "X"}},
        tracking_information=[{"tracking_number": "N", "shipping_provider": "DHL"}],
        fulfillment_order_types=["BRAND_NEW"],
    )
    found = one(answer(odd))["order"]

    assert found["status"] == "SOMETHING_NEW"
    assert found["lines"] == [{"sku": "RED-M", "title": "Scarf"}]
    assert found["ship_to"] == {"name": "X"}
    assert found["shipment"] == {"carrier": "DHL", "tracking": "N"}


@pytest.mark.parametrize(
    ("document", "name", "id_"),
    [
        ({"id": ORDER, "state": "APPROVED"}, "a.json", f"wish:{ORDER}"),
        ({"id": TICKET, "state": "AWAITING_USER"}, "a.json", f"wish:{TICKET}"),
        ({"id": PENALTY, "created_at": "2026-11-10T08:00:00Z"}, "penalties.json", f"wish:{PENALTY}"),
        ({"id": ORDER, "updated_at": "2026-11-10T08:00:00Z"}, "orders.json", f"wish:{ORDER}"),
    ],
)
def test_it_knows_a_partial_answer_by_state_or_file_name(document: Any, name: str, id_: str) -> None:
    assert one([document], name=name)["id"] == id_


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"id": Decimal("6E+22")}, "id"),
        ({"id": ""}, "id"),
        ({"released_at": "2026-11-01T08:00:00"}, "released_at"),
        ({"tracking_information": {}}, "tracking_information"),
        ({"full_address": {"shipping_detail": []}}, "full_address.shipping_detail"),
        ({"penalties": [None]}, "penalties[0]"),
        ({"refunds": [money_back(refund_amount=usd("x"))]}, "refunds[0].refund_amount.amount"),
        ({"refunds": [money_back(refund_amount=usd(Decimal("1.005")))]}, "refunds[0].refund_amount.amount"),
        (
            {"refunds": [money_back(refund_amount={"amount": 1, "currency_code": "usd"})]},
            "refunds[0].refund_amount.currency_code",
        ),
    ],
)
def test_it_refuses_a_member_of_another_form(more: dict[str, Any], path: str) -> None:
    reason = refused(answer([order(**more)]))

    assert (reason.method, reason.path) == ("orders", f"$.data[0].{path}")


# --- refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "path", "says"),
    [
        ({"message": "no token", "code": 1012, "data": {}}, "$.code", "error: no token"),
        ({"message": "no such job", "code": "90001"}, "$.code", "error: no such job"),
        ({"message": "ok", "code": 0}, "$.data", "acknowledgement"),
        ({"message": "", "code": True, "data": {}}, "$.code", "error"),
        (answer({"success": "True"}), "$.data", "acknowledgement"),
        (answer({"access_token": "x", "merchant_id": "69"}), "$.data", "a token"),
        (answer({"id": "1", "status": "READY", "file_urls": []}), "$.data", "bulk download"),
        (answer({"count": 3}), "$.data", "a count"),
        (answer(["UNABLE_TO_SHIP"]), "$.data[0]", "a Wish order"),
        (answer([{"name": "USPS"}]), "$.data[0]", "none of these"),
        (answer({"message": "hi", "replied_at": "2026-11-10T08:00:00Z", "sender": "MERCHANT"}), "$.data", "a reply"),
        (answer({"Product": {"id": "1"}}), "$.data", "a product"),
        ([{"data": "A test.", "timestamp": 1795500000}], "$[0].data", "test"),
        ([{"data": {"id": "1", "variations": []}, "timestamp": 1}], "$[0].data", "a product"),
        ("text", "$", "a Wish order"),
    ],
)
def test_it_refuses_what_is_no_order_and_no_trouble(document: Any, path: str, says: str) -> None:
    reason = refused(document, "what.json")

    assert (reason.method, reason.path) == ("what.json", path)
    assert says in str(reason)


def test_an_empty_list_is_an_answer_that_holds_none() -> None:
    assert cases(answer([])) == []


def test_it_refuses_a_name_given_twice() -> None:
    with pytest.raises(NotUnderstood, match=r"\$\.Order: found 'a name twice"):
        understand_text("wish", '{"Order": {"order_id": "1", "order_id": "2", "state": "SHIPPED"}}', "twice.json")


# --- exactness, and whatever may come -------------------------------------------------------------------------


@given(st.integers(1, 10**24), st.booleans())
def test_ids_survive_to_the_last_digit(number: int, as_text: bool) -> None:
    text = json.dumps(answer(order(id=str(number) if as_text else number)), default=float)
    (case,) = join("wish", understand_text("wish", text, "ids.json"))

    assert case["order"]["id"] == str(number)


@given(st.integers(0, 10**15), st.booleans())
def test_amounts_survive_to_the_last_digit(cents: int, as_text: bool) -> None:
    sum_ = f"{cents // 100}.{cents % 100:02d}"
    text = json.dumps(answer(penalty(penalty_amount=usd("@")))).replace('"@"', f'"{sum_}"' if as_text else sum_)
    (case,) = join("wish", understand_text("wish", text, "amounts.json"))

    assert case["claim"]["amount"]["amount"] == sum_


@pytest.mark.parametrize("written", ['"-0.00"', "-0", "-0.0", '"-0"'])
def test_minus_nought_is_nought_and_not_less_than_nothing(written: str) -> None:
    text = json.dumps(answer(penalty(penalty_amount=usd("@")))).replace('"@"', written)
    (case,) = join("wish", understand_text("wish", text, "amounts.json"))

    assert case["claim"]["amount"]["amount"] in ("0", "0.0", "0.00")


VALID = [
    answer([order(penalties=[PENALTY], refunds=[money_back()])]),
    answer(order(state="APPROVED", fulfillment_records=[])),
    [{"data": order(), "timestamp": 1795500000}],
    answer(
        [ticket(), ticket(id="2", orders=[], state="CLOSED", resolution_info={"closed_at": "2026-11-24T08:00:00Z"})]
    ),
    answer([penalty(), penalty(reversed=True, reversed_at="2026-11-12T08:00:00.000Z")]),
    answer([{"Order": old_order(refunded_time="2014-03-20T00:00:00")}]),
    answer({"Ticket": old_ticket()}),
]


@settings(max_examples=400, deadline=None)
@given(spoilt(VALID))
def test_a_spoilt_message_is_refused_or_read_and_nothing_else(document: Any) -> None:
    try:
        parts = list(understand(document, "spoilt.json"))
    except NotUnderstood:
        return
    for case in join("wish", parts):
        assess(case, AT)
