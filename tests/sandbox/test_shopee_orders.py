"""Orders: the list, details, cancelling, and what happens to them by themselves (platforms/shopee.md §2, §4)."""

from __future__ import annotations

import pytest

from tests.sandbox.shopee_caller import Caller


@pytest.fixture
def sp() -> Caller:
    return Caller()


def test_lists_serial_numbers_only(sp):
    order = sp.order()

    (row,) = sp.orders()["response"]["order_list"]

    assert row == {"order_sn": order["sn"], "booking_sn": ""}


def test_tells_the_status_where_it_is_asked_for(sp):
    sp.order()

    (row,) = sp.orders(response_optional_fields="order_status")["response"]["order_list"]

    assert row["order_status"] == "TO_CONFIRM_RECEIVE"


@pytest.mark.parametrize(("days", "error"), [(15, ""), (16, "order.order_list_invalid_time")])
def test_takes_fifteen_days_at_once(sp, days, error):
    assert sp.orders(time_from=sp.at(-24 * days), time_to=sp.at())["error"].strip(" -") == error


@pytest.mark.parametrize("status", ["PENDING", "RETRY_SHIP", "TO_CONFIRM_RECEIVE", "TO_RETURN"])
def test_refuses_the_statuses_that_are_no_filter(sp, status):
    assert sp.orders(order_status=status)["error"] == "error_param"


def test_pages_by_cursor_which_is_empty_at_the_end(sp):
    told = {sp.order()["sn"] for _ in range(3)}

    first = sp.orders(page_size=2)["response"]
    second = sp.orders(page_size=2, cursor=first["next_cursor"])["response"]

    assert (first["more"], second["more"], second["next_cursor"]) == (True, False, "")
    assert {row["order_sn"] for page in (first, second) for row in page["order_list"]} == told


def test_shows_pending_orders_only_where_they_are_asked_for(sp):
    order = sp.order("placed", 0)
    sp.admin(f"orders/{order['sn']}/platform", {"act": "hold"})

    assert sp.orders()["response"]["order_list"] == []
    assert len(sp.orders(request_order_status_pending="true")["response"]["order_list"]) == 1


def test_tells_the_details_of_fifty_orders_at_most(sp):
    serials = ",".join(f"26100{number:08d}" for number in range(51))

    assert sp.get("order/get_order_detail", order_sn_list=serials)["error"] == "error_param"


def test_leaves_out_what_is_not_asked_for(sp):
    order = sp.order()

    assert not {"item_list", "total_amount", "pay_time", "recipient_address"} & sp.detail(order).keys()
    assert sp.detail(order, "total_amount", "pay_time")["total_amount"] == 25.9


def test_tells_no_total_before_payment(sp):
    assert "total_amount" not in sp.detail(sp.order("placed", 0), "total_amount")


def test_stars_the_address(sp):
    order = sp.order(
        buyer={"name": "Aisha Tan", "phone": "6555012345", "full_address": "12 Palm Grove", "zipcode": "012345"}
    )

    address = sp.detail(order, "recipient_address")["recipient_address"]

    assert (address["name"], address["phone"], address["full_address"]) == ("A****n", "******45", "12 ****")


def test_shows_a_bundles_price_as_nothing(sp):
    order = sp.order(items=[{"amount": "5.00", "quantity": 2, "bundle": True}])

    (item,) = sp.detail(order, "item_list")["item_list"]

    assert item["model_discounted_price"] == 0


def test_shows_no_other_shops_order(sp):
    sp.admin("shops", {"shop_id": 220000002})
    other = sp.order(shop_id=220000002)

    assert sp.get("order/get_order_detail", order_sn_list=other["sn"])["error"] == "error_not_found"


# --- cancelling ---


def asked_to_cancel(sp, days_ago=0.5):
    order = sp.order("paid", days_ago)
    return sp.admin(f"orders/{order['sn']}/buyer", {"act": "ask_cancel"})


def test_lets_the_buyer_cancel_freely_for_an_hour(sp):
    order = sp.order("placed", 0)
    sp.admin(f"orders/{order['sn']}/buyer", {"act": "pay"})
    sp.wind(minutes=59)

    assert sp.admin(f"orders/{order['sn']}/buyer", {"act": "ask_cancel"})["status"] == "CANCELLED"
    assert sp.balance(order, "buyer") == 0


def test_asks_the_seller_after_that_hour(sp):
    order = sp.order("placed", 0)
    sp.admin(f"orders/{order['sn']}/buyer", {"act": "pay"})
    sp.wind(minutes=60)

    assert sp.admin(f"orders/{order['sn']}/buyer", {"act": "ask_cancel"})["status"] == "IN_CANCEL"


def test_gives_the_money_back_when_a_cancel_is_accepted(sp):
    order = asked_to_cancel(sp)

    sp.done("order/handle_buyer_cancellation", order_sn=order["sn"], operation="ACCEPT")

    assert (sp.order_of(order).status, sp.balance(order, "buyer")) == ("CANCELLED", 0)


def test_returns_to_the_state_before_when_it_is_refused(sp):
    order = asked_to_cancel(sp)

    sp.done("order/handle_buyer_cancellation", order_sn=order["sn"], operation="REJECT")

    assert (sp.order_of(order).status, sp.balance(order, "buyer")) == ("READY_TO_SHIP", -2590)


def test_answers_a_cancel_only_while_it_is_asked(sp):
    order = asked_to_cancel(sp)
    sp.done("order/handle_buyer_cancellation", order_sn=order["sn"], operation="REJECT")

    again = sp.refused("order/handle_buyer_cancellation", order_sn=order["sn"], operation="ACCEPT")

    assert again == "order.order_status_invalid"


def test_grants_by_itself_what_nobody_answers(sp):
    order = asked_to_cancel(sp)

    sp.wind(days=2)

    assert (sp.order_of(order).status, sp.order_of(order).cancel_by) == ("CANCELLED", "buyer")


@pytest.mark.parametrize(
    ("stage", "error"), [("paid", None), ("arranged", "order.error_limit"), ("shipped", "order.error_limit")]
)
def test_lets_the_seller_cancel_before_shipping(sp, stage, error):
    order = sp.order(stage, 0.5)
    named = [{"item_id": item["item_id"], "model_id": item["model_id"]} for item in order["items"]]

    answer = sp.post("order/cancel_order", order_sn=order["sn"], cancel_reason="OUT_OF_STOCK", item_list=named)

    assert answer["error"].strip(" -") == (error or "")


def test_wants_the_items_that_are_out_of_stock(sp):
    assert (
        sp.refused("order/cancel_order", order_sn=sp.order("paid", 0.5)["sn"], cancel_reason="OUT_OF_STOCK")
        == "error_param"
    )


def test_knows_undeliverable_areas_in_two_markets_only(sp):
    asked = {"order_sn": sp.order("paid", 0.5)["sn"], "cancel_reason": "UNDELIVERABLE_AREA"}

    assert sp.refused("order/cancel_order", **asked) == "error_param"


def test_cancels_a_part_and_tells_its_value_as_text(sp):
    order = sp.order("paid", 0.5, items=[{"amount": "5.00", "quantity": 3}])
    part = [{**{name: order["items"][0][name] for name in ("item_id", "model_id")}, "quantity": 2}]

    value = sp.done("order/get_estimate_cancel_value", order_sn=order["sn"], partial_cancel_item_list=part)
    sp.done("order/cancel_order", order_sn=order["sn"], cancel_reason="OUT_OF_STOCK", partial_cancel_item_list=part)

    assert value == {"cancel_value_price": "10.0"}
    assert (sp.order_of(order).status, sp.balance(order, "buyer")) == ("READY_TO_SHIP", -500)


# --- by itself ---


def test_cancels_an_unpaid_order_at_its_limit(sp):
    order = sp.order("placed", 0)

    sp.wind(hours=48)

    assert (sp.order_of(order).status, sp.order_of(order).cancel_reason) == ("CANCELLED", "Unpaid Order")


def test_cancels_what_is_not_shipped_by_its_date_and_grace(sp):
    order = sp.order("paid", 0, days_to_ship=2)

    sp.wind(days=5, seconds=-1)
    assert sp.order_of(order).status == "READY_TO_SHIP"
    sp.wind(seconds=1)

    assert (sp.order_of(order).cancel_by, sp.balance(order, "buyer")) == ("system", 0)


@pytest.mark.parametrize(("suspicious", "status"), [(False, "READY_TO_SHIP"), (True, "CANCELLED")])
def test_holds_a_suspicious_order_until_it_is_verified(sp, suspicious, status):
    order = sp.order("placed", 0)
    sp.order_of(order).script["suspicious"] = suspicious
    sp.admin(f"orders/{order['sn']}/platform", {"act": "hold"})

    assert sp.order_of(order).status == "PENDING"
    sp.wind(hours=24)
    assert sp.order_of(order).status == status


def test_completes_by_itself_and_tells_until_when_a_return_may_be_asked(sp):
    order = sp.order("delivered", 0)

    sp.wind(days=7)

    assert sp.detail(order, "return_request_due_date")["return_request_due_date"] == sp.at(24 * 8)


# --- shipping ---


def test_gives_no_tracking_number_for_some_minutes(sp):
    order = sp.order("paid", 0)
    sp.done("logistics/ship_order", order_sn=order["sn"], pickup={"address_id": 234})

    assert sp.told("logistics/get_tracking_number", order_sn=order["sn"])["tracking_number"] == ""
    sp.wind(minutes=10)
    assert sp.told("logistics/get_tracking_number", order_sn=order["sn"])["tracking_number"].startswith("SPXSG")


def test_refuses_a_number_that_another_order_has(sp):
    one, two = sp.order("paid", 0), sp.order("paid", 0)
    sp.done("logistics/ship_order", order_sn=one["sn"], non_integrated={"tracking_number": "AB12345"})

    again = sp.refused("logistics/ship_order", order_sn=two["sn"], non_integrated={"tracking_number": "AB12345"})

    assert again == "logistics.tracking_number_used"


def test_wants_one_way_of_shipping(sp):
    assert sp.refused("logistics/ship_order", order_sn=sp.order("paid", 0)["sn"]) == "error_param"


def test_is_to_be_arranged_again_where_the_carrier_came_in_vain(sp):
    order = sp.order("arranged", 0)

    assert sp.admin(f"orders/{order['sn']}/platform", {"act": "fail_pick_up"})["status"] == "RETRY_SHIP"
    sp.done("logistics/ship_order", order_sn=order["sn"], pickup={})
    assert sp.order_of(order).status == "PROCESSED"


def test_tells_a_parcels_events_newest_first(sp):
    events = sp.told("logistics/get_tracking_info", order_sn=sp.order()["sn"])["tracking_info"]

    assert [event["logistics_status"] for event in events] == [
        "LOGISTICS_DELIVERY_DONE", "LOGISTICS_PICKUP_DONE", "LOGISTICS_REQUEST_CREATED",
    ]  # fmt: skip


def test_compensates_a_lost_parcel(sp):
    order = sp.order("shipped", 1)

    sp.admin(f"orders/{order['sn']}/platform", {"act": "lose"})

    assert (sp.balance(order, "buyer"), sp.balance(order, "seller")) == (0, 2590)
    assert sp.escrow(order)["seller_lost_compensation"] == 25.9


def test_is_paid_at_the_door_where_that_was_agreed(sp):
    order = sp.order("shipped", 1, cod=True)
    assert "pay_time" not in sp.detail(order, "pay_time")

    sp.admin(f"orders/{order['sn']}/platform", {"act": "deliver"})

    assert sp.balance(order, "buyer") == -2590
