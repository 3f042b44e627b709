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

DATA = Path(__file__).parents[3] / "shared/data/wish-merchant-api"
AT = "2026-11-25T00:00:00Z"
ORDER, TICKET, PENALTY = "6a0000000000000000000001", "6b0000000000000000000002", "6c0000000000000000000003"


def usd(amount: Any) -> dict[str, Any]:
    return {"amount": amount, "currency_code": "USD"}


def order(**more: Any) -> dict[str, Any]:
    return {
        "id": ORDER, "transaction_id": "6d0000000000000000000004", "state": "SHIPPED",
        "released_at": "2026-11-01T08:00:00.000Z", "updated_at": "2026-11-05T08:00:00.000+08:00",
        "fulfillment_requirements": {"expected_ship_time": "2026-11-06T08:00:00.000Z"},
        "product_information": {"id": "6e", "sku": "RED-M", "name": "Scarf", "variation_id": "6f"},
        "full_address": {"shipping_detail": {
            "name": "Ana ***", "street_address1": "Calle 1", "street_address2": "2B", "city": "Lima", "state": "LIM",
            "zipcode": "15001", "country": "Peru", "country_code": "PE", "phone_number": {"number": "9***1", "country_code": "51"},
        }},
        "tracking_information": [
            {"tracking_number": "NEW2", "shipping_provider": {"name": "YunExpress"}, "origin_country": "CN"},
            {"tracking_number": "OLD1", "shipping_provider": {"name": "YunExpress"}},
        ],
        "fulfillment_records": [
            {"event_type": "CONFIRMED_DELIVERED", "event_time": "2026-11-20T08:00:00.000Z"},
            {"event_type": "MARK_SHIPPED", "event_time": "2026-11-03T08:00:00.000Z"},
            {"event_type": "ORDER_RELEASED", "event_time": "2026-11-01T08:00:00.000Z"},
        ],
        "order_payment": {"general_payment_details": {
            "product_price": usd(Decimal("10.4")), "product_quantity": 2, "payment_total": usd(Decimal("17.68")),
            "customer_paid_prices_detail": {"total": usd(Decimal("25.90"))},
        }},
        "refunds": [], "penalties": [], "fulfillment_order_types": ["WISH_EXPRESS", "VAT"],
    } | more  # fmt: skip


def money_back(**more: Any) -> dict[str, Any]:
    return {
        "refund_reason": "RECEIVED_WRONG_ITEM", "refund_reason_note": "sorry", "refund_source": "WISH",
        "refund_amount": usd(Decimal("25.90")), "refund_time": "2026-11-22T08:00:00.000Z",
    } | more  # fmt: skip


def ticket(**more: Any) -> dict[str, Any]:
    said = {"message": "It is blue!", "replied_at": "2026-11-23T08:00:00.000Z", "sender": "USER"}
    files = [{"url": "https://files.example/1.jpg?sig=a", "file_name": "1.jpg"}]
    return {
        "id": TICKET, "type": "ORDER", "state": "AWAITING_MERCHANT", "subject": "Wrong colour", "sub_label": "Wrong item",
        "opened_at": "2026-11-23T08:00:00.000Z", "updated_at": "2026-11-23T09:00:00.000Z",
        "buyer_info": {"name": "Ana", "locale": "es_PE"}, "orders": [{"id": ORDER}], "products": [{"id": "6e"}],
        "refund_reason": "ITEM_DOES_NOT_MATCH_LISTING", "merchant_id": "69", "resolution_info": None,
        "replies": [
            said | {"supporting_files": files},
            {"message": "Sorry", "replied_at": "2026-11-23T09:00:00.000Z", "sender": "MERCHANT"},
            {"message": "We look", "replied_at": "2026-11-23T10:00:00.000Z", "sender": "WISH_SUPPORT"},
        ],
    } | more  # fmt: skip


def penalty(**more: Any) -> dict[str, Any]:
    return {
        "id": PENALTY, "penalty_reason": "Late fulfilment", "penalty_amount": usd(50), "related_entity_type": "ORDER",
        "related_entity_id": ORDER, "created_at": "2026-11-10T08:00:00.000Z", "reversed": False, "reversed_at": None,
    } | more  # fmt: skip


def old_order(**more: Any) -> dict[str, Any]:
    return {
        "order_id": ORDER, "transaction_id": "6d", "state": "SHIPPED", "order_time": "2014-03-09T02:30:00", "sku": "RED-M",
        "product_name": "Scarf", "quantity": "2", "price": "17.6", "order_total": "35.2", "buyer_id": "68",
        "last_updated": "2014-03-10T00:00:00", "tracking_confirmed": "True", "is_wish_express": "True",
        "tracking_number": "OLD1", "shipping_provider": "USPS", "shipped_date": "2014-03-11",
        "ShippingDetail": {"name": "Ana", "street_address1": "Calle 1", "city": "Lima", "country": "PE", "zipcode": "15001"},
    } | more  # fmt: skip


def old_ticket(**more: Any) -> dict[str, Any]:
    reply = {"date": "2014-03-12T10:00:00", "message": "Where is it?", "sender": "user", "image_urls": "[u'https://i.example/a.jpg']"}
    return {
        "id": TICKET, "state": "Awaiting your response", "label": "Shipping", "sublabel": "Late", "subject": "Late",
        "open_date": "2014-03-12T10:00:00", "last_update_date": "2014-03-13T10:00:00", "photo_proof": "True",
        "UserInfo": {"id": "68", "name": "Ana", "locale": "es"}, "items": [{"Order": old_order()}], "replies": [{"Reply": reply}],
    } | more  # fmt: skip


def answer(data: Any) -> dict[str, Any]:
    return {"message": "", "code": 0, "data": data}


def cases(*documents: Any, name: str = "file.json") -> list[dict[str, Any]]:
    """The case files of these messages, each of which `assess` takes."""
    found = list(join("wish", [part for document in documents for part in understand(document, name)]))
    for case in found:
        assess(case, AT)
    return found


def one(*documents: Any, name: str = "file.json") -> dict[str, Any]:
    (case,) = cases(*documents, name=name)
    return case


def refused(document: Any, name: str = "file.json") -> NotUnderstood:
    with pytest.raises(NotUnderstood) as caught:
        list(understand(document, name))
    return caught.value


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
            "lines": [{"sku": "RED-M", "title": "Scarf", "quantity": 2, "unit_price": {"amount": "10.4", "currency": "USD"}}],
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
        order_payment={"general_payment_details": {"product_price": usd(Decimal("0.015")), "product_quantity": Decimal("0.5")}},
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
        ({"refunds": [money_back(refund_amount={"amount": 1, "currency_code": "usd"})]}, "refunds[0].refund_amount.currency_code"),
    ],
)
def test_it_refuses_a_member_of_another_form(more: dict[str, Any], path: str) -> None:
    reason = refused(answer([order(**more)]))

    assert (reason.method, reason.path) == ("orders", f"$.data[0].{path}")


# --- refunds --------------------------------------------------------------------------------------------------


def test_a_refund_by_wish_is_its_verdict_and_can_be_disputed() -> None:
    case = one(answer(order(state="REFUNDED", refunds=[money_back()])))

    assert case["id"] == f"wish:{ORDER}:refund"
    assert case["claim"] == {
        "by": "platform",
        "reason": "wrong_item",
        "platform_reason": "RECEIVED_WRONG_ITEM",
        "wants": ["refund"],
        "amount": {"amount": "25.90", "currency": "USD"},
    }
    assert case["events"] == [
        {"type": "judged", "at": "2026-11-22T08:00:00Z", "verdict": "refund"},
        {
            "type": "refund_paid",
            "at": "2026-11-22T08:00:00Z",
            "amount": {"amount": "25.90", "currency": "USD"},
            "note": "sorry",
        },
    ]
    assert any(clock["kind"] == "appeal" for clock in assess(case, AT)["deadlines"])


@pytest.mark.parametrize(
    ("source", "by"), [("MERCHANT", "seller"), ("CUSTOMER", "buyer"), ("PAYMENT_PROVIDER", None), ("NEW", None)]
)
def test_other_refunds_have_no_verdict(source: str, by: str | None) -> None:
    case = one(answer(order(state="REFUNDED", refunds=[money_back(refund_source=source)])))

    assert case["claim"].get("by") == by
    assert [event["type"] for event in case["events"]] == ["refund_paid"]


def test_a_refund_never_shipped_is_an_unfulfilled_order() -> None:
    lost = order(state="REFUNDED", fulfillment_records=[], refunds=[money_back(refund_reason="UNABLE_TO_SHIP")])

    assert one(answer(lost))["kind"] == "unfulfilled_order"
    shipped = one(answer(order(refunds=[money_back(refund_reason="BRAND_NEW")])))
    assert "kind" not in shipped
    assert shipped["claim"]["platform_reason"] == "BRAND_NEW"
    assert "reason" not in shipped["claim"]


# --- tickets --------------------------------------------------------------------------------------------------


def test_it_reads_a_ticket_with_its_talk_and_joins_the_order() -> None:
    case = one(answer([ticket()]), answer(order()))

    assert case["id"] == f"wish:{TICKET}"
    assert case["order"]["status"] == "SHIPPED"
    assert case["order"]["buyer"] == {"name": "Ana", "language": "es-PE"}
    assert case["claim"] == {
        "by": "buyer",
        "opened_at": "2026-11-23T08:00:00Z",
        "reason": "not_as_described",
        "platform_reason": "ITEM_DOES_NOT_MATCH_LISTING",
        "wants": ["refund"],
        "text": "It is blue!",
        "language": "es-PE",
    }
    assert [(event["type"], event.get("direction"), event["text"]) for event in case["events"]] == [
        ("message", "in", "It is blue!"),
        ("message", "out", "Sorry"),
        ("platform_notice", None, "AWAITING_MERCHANT"),
        ("platform_notice", None, "We look"),
    ]
    assert case["evidence"] == [
        {"id": f"{TICKET}-1-1", "by": "buyer", "file": "https://files.example/1.jpg?sig=a", "at": "2026-11-23T08:00:00Z"}
    ]


def test_a_ticket_without_replies_is_the_buyers_message() -> None:
    case = one(answer([ticket(replies=[])]))

    assert case["events"][0] == {
        "type": "message",
        "at": "2026-11-23T08:00:00Z",
        "direction": "in",
        "channel": "wish_ticket",
        "text": "Wrong colour",
    }
    (clock,) = [clock for clock in assess(case, AT)["deadlines"] if clock["kind"] == "respond"]
    assert clock["due_at"] == "2026-11-25T08:00:00Z"


def test_a_ticket_on_two_orders_is_a_case_for_each() -> None:
    found = cases(answer([ticket(orders=[{"id": ORDER}, {"id": "other"}])]))

    assert [(case["id"], case["order"]["id"]) for case in found] == [
        (f"wish:{TICKET}", ORDER),
        (f"wish:{TICKET}:other", "other"),
    ]


def test_a_ticket_is_escalated_or_closed_by_its_state() -> None:
    closed = {"closed_at": "2026-11-24T08:00:00.000Z", "closed_by": "WISH_SUPPORT"}

    assert assess(one([ticket(state="AWAITING_WISH")]), AT)["stage"] == "escalated"
    assert assess(one([ticket(state="CLOSED", resolution_info=closed)]), AT)["stage"] == "closed"
    reopened = one([ticket(state="AWAITING_MERCHANT", resolution_info=closed)])
    assert not [event for event in reopened["events"] if event["type"] == "action_done"]


# --- penalties ------------------------------------------------------------------------------------------------


def test_it_reads_a_penalty_on_an_order() -> None:
    case = one(answer([penalty()]), answer(order(penalties=[PENALTY])))

    assert (case["id"], case["kind"], case["order"]["status"]) == (f"wish:{PENALTY}", "penalty", "SHIPPED")
    assert case["claim"] == {
        "by": "platform",
        "opened_at": "2026-11-10T08:00:00Z",
        "platform_reason": "Late fulfilment",
        "amount": {"amount": "50.00", "currency": "USD"},
    } | {"amount": {"amount": "50", "currency": "USD"}}
    assert case["events"] == [{"type": "judged", "at": "2026-11-10T08:00:00Z", "verdict": "penalty"}]


def test_a_reversed_penalty_is_over_and_one_on_a_store_names_no_order() -> None:
    back = penalty(reversed=True, reversed_at="2026-11-12T08:00:00.000Z", related_entity_type="STORE", related_entity_id="69")
    case = one(answer(back))

    assert case["order"] == {}
    assert assess(case, AT)["stage"] == "closed"


# --- v1 and v2 ------------------------------------------------------------------------------------------------


def test_it_reads_an_old_order_where_all_is_text() -> None:
    assert one(answer([{"Order": old_order()}]))["order"] == {
        "id": ORDER,
        "placed_at": "2014-03-09T02:30:00Z",
        "status": "SHIPPED",
        "lines": [{"sku": "RED-M", "title": "Scarf", "quantity": 2}],
        "buyer": {"id": "68"},
        "ship_to": {"name": "Ana", "country": "PE", "city": "Lima", "line1": "Calle 1", "postcode": "15001"},
        "shipment": {"by": "platform", "carrier": "USPS", "tracking": "OLD1"},
    }


@pytest.mark.parametrize(
    "document", [answer({"Order": old_order()}), {"Order": old_order()}, old_order(), [{"Order": old_order()}]]
)
def test_it_finds_an_old_order_in_every_wrapping(document: Any) -> None:
    assert one(document)["id"] == f"wish:{ORDER}"


def test_it_reads_an_old_refund_in_wishs_words() -> None:
    back = {"refunded_by": "REFUNDED BY WISH", "refunded_time": "2014-03-20T00:00:00", "refunded_reason": "Did not arrive"}
    case = one(answer([{"Order": old_order(state="REFUNDED", **back)}]))

    assert case["claim"] == {"platform_reason": "Did not arrive", "wants": ["refund"]}
    assert case["events"] == [{"type": "refund_paid", "at": "2014-03-20T00:00:00Z", "note": "REFUNDED BY WISH"}]


def test_it_reads_an_old_ticket() -> None:
    case = one(answer([{"Ticket": old_ticket()}]))

    assert (case["id"], case["order"]["id"]) == (f"wish:{TICKET}", ORDER)
    assert case["claim"]["text"] == "Where is it?"
    assert [(event["type"], event["at"]) for event in case["events"]] == [
        ("message", "2014-03-12T10:00:00Z"),
        ("platform_notice", "2014-03-13T10:00:00Z"),
    ]
    assert case["evidence"][0]["file"] == "https://i.example/a.jpg"


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"order_id": None}, "order_id"),
        ({"state": ""}, "state"),
        ({"order_time": "9 March"}, "order_time"),
        ({"price": "cheap"}, "price"),
        ({"is_wish_express": "perhaps"}, "is_wish_express"),
        ({"quantity": "two"}, "quantity"),
    ],
)
def test_it_refuses_an_old_member_of_another_form(more: dict[str, Any], path: str) -> None:
    reason = refused(answer({"Order": old_order(**more)}))

    assert (reason.method, reason.path) == ("order (v1, v2)", f"$.data.Order.{path}")


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
        ([{"data": "Hello from Wish, this is a test message!", "timestamp": 1615579054}], "$[0].data", "test"),
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


VALID = [
    answer([order(penalties=[PENALTY], refunds=[money_back()])]),
    answer(order(state="APPROVED", fulfillment_records=[])),
    [{"data": order(), "timestamp": 1795500000}],
    answer([ticket(), ticket(id="2", orders=[], state="CLOSED", resolution_info={"closed_at": "2026-11-24T08:00:00Z"})]),
    answer([penalty(), penalty(reversed=True, reversed_at="2026-11-12T08:00:00.000Z")]),
    answer([{"Order": old_order(refunded_time="2014-03-20T00:00:00")}]),
    answer({"Ticket": old_ticket()}),
]


@settings(max_examples=1500, deadline=None)
@given(spoilt(VALID))
def test_a_spoilt_message_is_refused_or_read_and_nothing_else(document: Any) -> None:
    try:
        parts = list(understand(document, "spoilt.json"))
    except NotUnderstood:
        return
    for case in join("wish", parts):
        assess(case, AT)
