"""Orders: asynchronous writes, reasons, whole refunds, lapsing, reviews (platforms/wish.md §2 to §4, bullets 8 to 13)."""

from __future__ import annotations

import pytest

from tests.sandbox.wish_caller import Caller

TRACKING = {"tracking_number": "RR123456785CN", "shipping_provider": "YunExpress", "origin_country": "CN"}


@pytest.fixture
def wish():
    return Caller()


def seen(wish, order):
    return wish.get(f"/orders/{order['id']}")


def refund(wish, order, reason="UNABLE_TO_SHIP", **more):
    return wish.put(f"/orders/{order['id']}/refund", refund_reason=reason, **more)


def track(wish, order, **more):
    return wish.put(f"/orders/{order['id']}/tracking", **(TRACKING | more))


# --- asynchronous writes (bullet 8) ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "body", "source", "state"),
    [
        ("tracking", TRACKING, "UPDATE_TRACKING", "SHIPPED"),
        ("refund", {"refund_reason": "UNABLE_TO_SHIP"}, "REFUND", "REFUNDED"),
        (
            "address",
            {"street_address1": "1 Way", "city": "X", "state": "Y", "zipcode": "1", "country_code": "US"},
            "MODIFY_SHIPPING",
            "APPROVED",
        ),
    ],
)
def test_works_on_a_write_for_a_while_and_then_has_done_it(wish, path, body, source, state):
    order = wish.order(stage="approved")
    accepted = wish.put(f"/orders/{order['id']}/{path}", **body).json["data"]

    assert (accepted["processing_source"], accepted["processing_status"], accepted["state"]) == (
        source,
        "IN_PROGRESS",
        "APPROVED",
    )
    wish.wind(seconds=59)
    assert seen(wish, order)["processing_status"] == "IN_PROGRESS"
    wish.wind(seconds=1)
    assert (seen(wish, order)["processing_status"], seen(wish, order)["state"]) == ("SUCCEEDED", state)


def test_leaves_the_order_as_it_was_when_a_write_fails(wish):
    order = wish.order(stage="approved")
    wish.act("orders", order, "platform", "fail_next")
    refund(wish, order)
    wish.wind(minutes=1)

    told = seen(wish, order)
    assert (told["processing_status"], told["state"], told["refunds"]) == ("FAILED", "APPROVED", [])
    assert wish.balance(order, "escrow") == order["total"]


def test_fails_a_write_that_the_order_has_overtaken(wish):
    order = wish.order(stage="approved")
    track(wish, order)
    wish.act("orders", order, "buyer", "cancel")
    wish.wind(minutes=1)

    assert (seen(wish, order)["processing_status"], seen(wish, order)["state"]) == ("FAILED", "REFUNDED")


def test_takes_one_write_at_a_time(wish):
    order = wish.order(stage="approved")
    track(wish, order)

    assert wish.refused(refund(wish, order))[0] == 400


def test_tells_of_no_processing_before_the_first_write(wish):
    assert "processing_status" not in seen(wish, wish.order())


@pytest.mark.parametrize(
    "wrong",
    [
        {"tracking_number": "RR 123"},
        {"shipping_provider": "Nobody"},
        {"origin_country": "China"},
        {"tracking_number": ""},
    ],
)
def test_refuses_tracking_that_is_not_of_the_documents(wish, wrong):
    assert wish.refused(track(wish, wish.order(stage="approved"), **wrong)) == (400, 1001)


def test_changes_a_number_and_shows_the_last_two(wish):
    order = wish.order(number="A1")
    for number in ("A2", "A3"):
        track(wish, order, tracking_number=number)
        wish.wind(minutes=1)

    told = seen(wish, order)
    assert [each["tracking_number"] for each in told["tracking_information"]] == ["A3", "A2"]
    assert [each["event_type"] for each in told["fulfillment_records"]].count("MARK_SHIPPED") == 1


def test_proves_a_freight_delivery_at_once(wish):
    order = wish.order(types=["LESS_THAN_TRUCKLOAD"])
    proof = {"tracking_url": "https://carrier.example/1", "delivered_at": "2026-09-30T00:00:00Z"}

    assert (
        wish.put(f"/orders/{order['id']}", **proof).json["data"]["fulfillment_records"][-1]["event_type"]
        == "CONFIRMED_DELIVERED"
    )
    assert wish.refused(wish.put(f"/orders/{wish.order()['id']}", **proof))[0] == 400


def test_lists_carriers_fewer_for_confirmed_delivery(wish):
    general = wish.get("/orders/shipping_carriers", order_type="GENERAL")
    confirmed = wish.get("/orders/shipping_carriers", order_type="CONFIRMED_DELIVERY", dest_country_code="US")

    names = [{each["name"] for each in some} for some in (general, confirmed)]
    assert names[1] < names[0]
    assert wish.refused(wish.send("GET", "/orders/shipping_carriers", order_type="CONFIRMED_DELIVERY")) == (400, 1001)


# --- refunds (bullets 9 and 10) -------------------------------------------------------------------------------


def test_has_other_reasons_before_and_after_shipping(wish):
    approved, shipped = wish.order(stage="approved"), wish.order(stage="delivered")
    before, after = (set(wish.get(f"/orders/{each['id']}/refund_reasons")) for each in (approved, shipped))

    assert "UNABLE_TO_SHIP" in before - after
    assert "ITEM_DOES_NOT_FIT" in after - before
    assert wish.refused(refund(wish, approved, "ITEM_DOES_NOT_FIT")) == (400, 1001)


def test_fails_a_refund_whose_reason_shipping_has_overtaken(wish):
    order = wish.order(stage="approved")
    refund(wish, order)
    wish.act("orders", order, "seller", "ship")
    wish.wind(minutes=1)

    assert (seen(wish, order)["processing_status"], seen(wish, order)["state"]) == ("FAILED", "SHIPPED")


def test_refuses_to_refund_twice(wish):
    order = wish.order(stage="approved")
    refund(wish, order)
    wish.wind(minutes=1)

    assert wish.refused(refund(wish, order))[0] == 400
    assert wish.get(f"/orders/{order['id']}/refund_reasons") == []
    assert wish.balance(order, "buyer") == 0


def test_refunds_the_whole_whatever_amount_is_named(wish):
    order = wish.order(stage="delivered", usd="20.00", shipping="2.50", quantity=2)
    refund(
        wish, order, "ITEM_IS_DAMAGED", refund_amount={"amount": 1, "currency_code": "USD"}, refund_reason_note="sorry"
    )
    wish.wind(minutes=1)

    (told,) = seen(wish, order)["refunds"]
    assert told["refund_amount"] == told["merchant_responsible_amount"] == {"amount": 45.0, "currency_code": "USD"}
    assert (told["refund_source"], told["refund_reason"], told["refund_reason_note"]) == (
        "MERCHANT",
        "ITEM_IS_DAMAGED",
        "sorry",
    )
    assert wish.balance(order, "buyer") == 0


def test_takes_a_refund_of_the_merchants_own_after_the_pay_out(wish):
    order = wish.order(stage="delivered", usd="20.00")
    wish.wind(days=30)
    wish.fresh()
    assert wish.balance(order, "seller") == 1700
    refund(wish, order, "ITEM_IS_POOR_QUALITY")
    wish.wind(minutes=1)

    assert (wish.balance(order, "seller"), wish.balance(order, "buyer")) == (-300, 0)


def test_fines_a_merchant_who_cancels_before_shipping(wish):
    order = wish.order(stage="approved")
    refund(wish, order)
    wish.wind(minutes=1)

    (penalty,) = wish.get("/penalties")
    assert penalty["penalty_amount"] == {"amount": 2.0, "currency_code": "USD"}
    assert (penalty["related_entity_type"], penalty["related_entity_id"]) == ("ORDER", order["id"])


# --- an order's life (bullets 11 to 13) -----------------------------------------------------------------------


def test_refunds_and_fines_what_is_not_shipped_at_its_expected_time(wish):
    order = wish.order(stage="approved", usd="20.00")
    due = seen(wish, order)["fulfillment_requirements"]["expected_ship_time"]
    assert due == "2026-10-06T00:00:00.000Z"
    wish.wind(days=5, seconds=-1)
    assert seen(wish, order)["state"] == "APPROVED"
    wish.wind(seconds=1)

    told = seen(wish, order)
    (penalty,) = wish.get("/penalties")
    assert (told["state"], told["refunds"][0]["refund_source"], told["penalties"]) == (
        "REFUNDED",
        "WISH",
        [penalty["id"]],
    )
    assert (penalty["penalty_amount"]["amount"], penalty["reversed"]) == (50.0, False)
    assert wish.balance(order, "seller") == -5000


def test_gives_a_fine_back_and_keeps_it_on_the_list(wish):
    order = wish.order(stage="approved")
    wish.wind(days=5)
    (penalty,) = wish.get("/penalties")
    wish.act("penalties", penalty, "platform", "reverse")

    (told,) = wish.get("/penalties", reversed_at_min="2026-10-06T00:00:00Z")
    assert (told["reversed"], told["reversed_at"]) == (True, "2026-10-06T00:00:00.000Z")
    assert wish.balance(order, "seller") == 0
    assert wish.get("/penalties/count", reversed_at_max="2026-10-05T00:00:00Z") == {"count": 0}
    assert wish.get(f"/penalties/{penalty['id']}") == told


def test_holds_an_order_for_review_and_releases_it(wish):
    order = wish.order(stage="review")
    assert (seen(wish, order)["state"], seen(wish, order)["released_at"]) == ("REQUIRE_REVIEW", None)
    assert wish.refused(track(wish, order))[0] == 400
    wish.wind(hours=24)

    assert (seen(wish, order)["state"], seen(wish, order)["released_at"]) == ("APPROVED", "2026-10-02T00:00:00.000Z")


@pytest.mark.parametrize(("act", "state"), [("refuse", "REFUNDED"), ("decline", "DECLINED")])
def test_lets_a_reviewed_order_vanish_without_money(wish, act, state):
    order = wish.order(stage="review")
    wish.act("orders", order, "platform", act)

    assert seen(wish, order)["state"] == state
    assert wish.admin("ledger")["rows"] == []


def test_releases_a_shipped_order_again_with_a_time_of_its_own(wish):
    order = wish.order(days_ago=2)
    wish.act("orders", order, "platform", "take_back_tracking")

    told = seen(wish, order)
    assert (told["state"], told["fulfillment_requirements"]["expected_ship_time"]) == (
        "APPROVED",
        "2026-10-06T00:00:00.000Z",
    )
    assert [each["event_type"] for each in told["fulfillment_records"]][-2:] == [
        "TRACKING_CANCELLED",
        "ORDER_RE_RELEASED",
    ]


def test_may_release_a_refunded_order_again(wish):
    order = wish.order(stage="approved")
    wish.act("orders", order, "buyer", "cancel")
    wish.act("orders", order, "platform", "release_again")

    assert (seen(wish, order)["state"], len(seen(wish, order)["refunds"])) == ("APPROVED", 1)
    assert wish.balance(order, "escrow") == order["total"]


def test_sells_several_orders_in_one_transaction(wish):
    wish.order(stage="approved", count=3)

    told = wish.get("/orders", fields="id,transaction_id")
    assert (len({each["id"] for each in told}), len({each["transaction_id"] for each in told})) == (3, 1)


def test_names_who_gave_the_money_back(wish):
    sources = []
    for act in ("cancel", "charge_back"):
        order = wish.order(stage="approved")
        wish.act("orders", order, "buyer", act)
        sources.append(seen(wish, order)["refunds"][0]["refund_source"])

    assert sources == ["CUSTOMER", "PAYMENT_PROVIDER"]


@pytest.mark.parametrize(("figure", "told"), [("all", ["BR", "US"]), ("certain", ["BR"]), ("none", [])])
def test_shows_what_the_customer_paid_for_all_or_for_certain_orders(wish, figure, told):
    wish.admin("figures", {"customer_prices": figure})
    for country in ("BR", "US"):
        wish.order(country=country)

    details = [
        (row["full_address"]["shipping_detail"]["country_code"], row["order_payment"]["general_payment_details"])
        for row in wish.get("/orders")
    ]
    assert sorted(country for country, one in details if "customer_paid_prices_detail" in one) == told
