"""Wish's refunds, tickets and penalties, and what v1 and v2 told of them."""

from __future__ import annotations

from typing import Any

import pytest

from makegood import assess
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
)

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
        {
            "id": f"{TICKET}-1-1",
            "by": "buyer",
            "file": "https://files.example/1.jpg?sig=a",
            "at": "2026-11-23T08:00:00Z",
        }
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
        "amount": {"amount": "50", "currency": "USD"},
    }
    assert case["events"] == [{"type": "judged", "at": "2026-11-10T08:00:00Z", "verdict": "penalty"}]


def test_a_reversed_penalty_is_over_and_one_on_a_store_names_no_order() -> None:
    back = penalty(
        reversed=True, reversed_at="2026-11-12T08:00:00.000Z", related_entity_type="STORE", related_entity_id="69"
    )
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
    back = {
        "refunded_by": "REFUNDED BY WISH",
        "refunded_time": "2014-03-20T00:00:00",
        "refunded_reason": "Did not arrive",
    }
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
