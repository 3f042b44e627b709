"""Shopee's orders as case files, in every wrapping."""

from __future__ import annotations

import pytest

from tests.platforms.shopee_made import T, case, cases, ok, order, refusal


def test_it_reads_an_order_in_full():
    assert case(ok({"order_list": [order()]})) == {
        "schema": "makegood.case/1", "id": "shopee:261101ABCDEF12", "platform": "shopee",
        "order": {
            "id": "261101ABCDEF12", "placed_at": "2026-09-21T14:13:20Z", "paid_at": "2026-09-21T14:14:20Z",
            "shipped_at": "2026-09-22T14:13:20Z", "status": "SHIPPED", "total": {"amount": "25.9", "currency": "SGD"},
            "lines": [{"sku": "LAMP-RED", "title": "Lamp", "quantity": 1, "unit_price": {"amount": "20.5", "currency": "SGD"}}],
            "buyer": {"id": "90071992547409931", "name": "ann"},
            "ship_to": {"name": "A****n", "country": "SG", "city": "Singapore", "line1": "1 M****", "postcode": "0123**", "phone": "******12"},
            "shipment": {"carrier": "SPX", "numbers": ["OFG1", "OFG2"]},
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    "shape",
    [
        ok({"order_list": [order()]}),
        ok({"order_list": [order()]}, "-"),
        ok({"order_list": [order()]}, " "),
        ok({"order_list": {"order": [order()]}}, warning=["x"]),
        ok(order()),
        ok([order()]),
        {"order_list": [order()]},
        [order()],
        order(),
        [ok({"order_list": [order()]}), ok({"order_list": []})],
    ],
)
def test_it_reads_an_order_in_every_wrapping(shape):
    assert case(shape) == case(order())


def test_a_list_call_gives_numbers_and_perhaps_a_status():
    listed = ok(
        {
            "more": True,
            "next_cursor": "1",
            "order_list": [{"order_sn": "A1"}, {"order_sn": "A2", "order_status": "NEW_WORD"}],
        }
    )

    assert [made["order"] for made in cases(listed)] == [{"id": "A1"}, {"id": "A2", "status": "NEW_WORD"}]


def test_an_order_of_several_packages_keeps_every_number():
    rows = [{"order_sn": "A1", "package_number": "P1"}, {"order_sn": "A1", "package_number": "P2"}]

    assert case(ok({"order_list": rows}))["order"]["shipment"] == {"numbers": ["P1", "P2"]}
    assert case(ok({"order_sn": "A1", "package_list": rows}))["order"]["shipment"] == {"numbers": ["P1", "P2"]}


@pytest.mark.parametrize(
    ("change", "price"),
    [
        ({"model_discounted_price": 0}, None),
        ({"model_quantity_purchased": 2}, None),
        ({"model_quantity_purchased": "1", "model_discounted_price": "20.50"}, "20.50"),
    ],
)
def test_a_unit_price_stands_only_where_it_cannot_be_a_line_total(change, price):
    line = case(order(item_list=[order()["item_list"][0] | change]))["order"]["lines"][0]

    assert line.get("unit_price", {}).get("amount") == price


def test_what_is_zero_or_null_is_unknown():
    unpaid = order(
        pay_time=None, pickup_done_time=0, total_amount=None, buyer_user_id=0, order_status="UNPAID", booking_sn=""
    )
    made = case(unpaid)["order"]

    assert not {"paid_at", "shipped_at", "total"} & made.keys()
    assert made["buyer"] == {"name": "ann"}


def test_a_starred_country_is_unknown_and_a_wrong_one_refused():
    address = order()["recipient_address"]

    assert "country" not in case(order(recipient_address=address | {"region": "****"}))["order"]["ship_to"]
    found = refusal(order(recipient_address=address | {"region": "Singapore"}))
    assert (found.method, found.path) == ("order.get_order_detail", "$.recipient_address.region")


def test_the_ship_by_date_runs_until_the_order_is_shipped():
    waiting = order(order_status="READY_TO_SHIP", pickup_done_time=0)

    assert case(waiting)["platform_deadlines"] == [
        {"kind": "ship", "due_at": "2026-09-23T14:13:20Z", "on_lapse": "unknown", "field": "ship_by_date"}
    ]
    assert "platform_deadlines" not in case(order())


def test_a_buyer_who_asks_to_cancel_is_a_claim():
    made = case(order(order_status="IN_CANCEL", pickup_done_time=0, buyer_cancel_reason="Found cheaper"))

    assert made["kind"] == "cancel_request"
    assert made["claim"] == {"by": "buyer", "platform_reason": "Found cheaper", "wants": ["cancel"]}


def test_tracking_events_date_the_parcel():
    events_ = [
        {"update_time": T + 2, "logistics_status": "PICKED_UP", "description": "x"},
        {"update_time": T + 9, "logistics_status": "LOGISTICS_DELIVERY_DONE"},
        {"update_time": T + 5, "logistics_status": "LOGISTICS_PICKUP_DONE"},
        {"update_time": T + 1, "logistics_status": "ORDER_CREATED"},
    ]
    made = case(ok({"order_sn": "A1", "package_number": "P1", "tracking_info": events_}))["order"]

    assert (made["shipped_at"], made["delivered_at"]) == ("2026-09-21T14:13:22Z", "2026-09-21T14:13:29Z")


def test_late_orders_bring_their_deadline():
    made = case(ok({"late_order_list": [{"order_sn": "A1", "shipping_deadline": T, "late_by_days": 2}]}))

    assert made["platform_deadlines"][0]["field"] == "shipping_deadline"
