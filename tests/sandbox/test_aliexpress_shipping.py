"""Parcels: declaring, changing numbers and their limits, the chain of numbers, relabelling, held parcels (§2.2, §6, §7.14, 18)."""

from __future__ import annotations

import re

import pytest

FIRST, SECOND, THIRD = "LP00000000000001", "RR123456785CN", "RR473124829CN"


def declare(ae, order, number=FIRST, service="CAINIAO_STANDARD", **more):
    asked = {"out_ref": str(order["id"]), "service_name": service, "logistics_no": number, "send_type": "all", **more}
    return ae.call("aliexpress.logistics.sellershipmentfortop", asked)


def modify(ae, order, old=FIRST, new=SECOND, **more):
    asked = {
        "out_ref": str(order["id"]),
        "old_service_name": "CAINIAO_STANDARD",
        "old_logistics_no": old,
        "new_service_name": "CAINIAO_STANDARD",
        "new_logistics_no": new,
        "send_type": "all",
        **more,
    }
    return ae.call("aliexpress.logistics.sellermodifiedshipmentfortop", asked)


def online(ae, order):
    asked = {"order_id": str(order["id"])}
    return ae.call("aliexpress.logistics.redefining.getonlinelogisticsinfo", asked)["result_list"][0]


def shipped(ae, **more):
    return ae.order(stage="shipped", number=FIRST, **more)


def test_publishes_the_shape_of_each_services_numbers(ae):
    services = ae.call("aliexpress.logistics.redefining.listlogisticsservice")["result_list"]
    shapes = {service["service_name"]: service["tracking_no_regex"] for service in services}

    assert shapes["CPAM"] == "^[a-zA-z]{2}[A-Za-z0-9]{9}[a-zA-z]{2}$"
    assert re.search(shapes["CAINIAO_STANDARD"], FIRST)


def test_ships_an_order(ae):
    order = ae.order(stage="to_ship")

    assert declare(ae, order)["result_success"] is True
    detail = ae.detail(order)
    assert (detail["order_status"], detail["logistic_info_list"][0]["logistics_no"]) == (
        "WAIT_BUYER_ACCEPT_GOODS",
        FIRST,
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"service": "NOBODY"}, "15-1001"),
        ({"number": "not a number"}, "15-1002"),
        ({"service": "Other", "number": "ABC-1234"}, "15-1002"),
        ({"description": "x" * 513}, "15-1002"),
        ({"description": "中文"}, "15-1002"),
        ({"send_type": "some"}, "15-1002"),
    ],
)
def test_refuses_a_shipment_and_says_why(ae, more, code):
    answer = declare(ae, ae.order(stage="to_ship"), **more)

    assert (answer["result_success"], answer["result_error_code"]) == (False, code)


def test_ships_other_with_a_tracking_site(ae):
    answer = declare(ae, ae.order(stage="to_ship"), "ABC-1234", "Other", tracking_website="https://example.test")

    assert answer["result_success"] is True


@pytest.mark.parametrize("stage", ["placed", "paid", "shipped", "finished"])
def test_ships_only_what_waits_for_it(ae, stage):
    assert declare(ae, ae.order(stage=stage))["result_success"] is False


def test_ships_line_by_line(ae):
    order = ae.order(stage="to_ship", lines=[{"usd": "5.00"}, {"usd": "6.00"}])
    for index, number, status in ((1, FIRST, "SELLER_PART_SEND_GOODS"), (2, SECOND, "WAIT_BUYER_ACCEPT_GOODS")):
        parcel = {"logistics_no": number, "service_name": "CAINIAO_STANDARD"}
        part = {"sub_trade_order_index": index, "send_type": "all", "shipment_list": [parcel]}
        asked = {"trade_order_id": str(order["id"]), "sub_trade_order_list": [part]}
        assert ae.call("aliexpress.logistics.order.shipment", asked)["is_success"] is True
        assert ae.detail(order)["order_status"] == status


def test_refunds_only_the_unsent_line_when_shipping_time_runs_out(ae):
    order = ae.order(stage="to_ship", prepare_days=3, lines=[{"usd": "5.00"}, {"usd": "6.00"}])
    parcel = {"logistics_no": FIRST, "service_name": "CAINIAO_STANDARD"}
    part = {"sub_trade_order_index": 1, "send_type": "all", "shipment_list": [parcel]}
    ae.call("aliexpress.logistics.order.shipment", {"trade_order_id": str(order["id"]), "sub_trade_order_list": [part]})
    ae.wind(days=3)

    assert ae.detail(order)["order_status"] == "WAIT_BUYER_ACCEPT_GOODS"
    assert (ae.balance(order, "escrow"), ae.balance(order, "buyer")) == (500, -500)


def test_changes_a_number_and_keeps_the_one_before(ae):
    order = shipped(ae)

    assert modify(ae, order)["result_success"] is True
    assert ae.detail(order)["logistic_info_list"][0]["logistics_no"] == SECOND
    (shipment,) = ae.admin(f"orders/{order['id']}")["shipments"]
    assert [number for _, _, number in shipment["before"]] == [FIRST]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"old": THIRD}, "15-1002"),
        ({"old_service_name": "CPAM"}, "15-1002"),
        ({"new": "bad"}, "15-1002"),
        ({"new_service_name": "NOBODY"}, "15-1001"),
    ],
)
def test_refuses_a_change_and_says_why(ae, more, code):
    answer = modify(ae, shipped(ae), **more)

    assert (answer["result_success"], answer["result_error_code"]) == (False, code)


def test_says_that_the_old_number_cannot_be_modified(ae):
    assert "oldLogisticsNo" in modify(ae, shipped(ae), old=THIRD)["result_error_desc"]


def test_changes_a_number_twice_and_no_more(ae):
    order = shipped(ae)
    modify(ae, order)
    modify(ae, order, SECOND, THIRD)

    assert modify(ae, order, THIRD, FIRST)["result_success"] is False


def test_takes_another_limit_on_changes(ae):
    ae.admin("figures", {"number_changes_most": 0})

    assert modify(ae, shipped(ae))["result_success"] is False


@pytest.mark.parametrize(("days", "fine"), [(5, True), (5.01, False)])
def test_changes_a_number_within_five_days(ae, days, fine):
    order = shipped(ae)
    ae.wind(days=days)

    assert modify(ae, order)["result_success"] is fine


def test_changes_a_number_by_sub_order(ae):
    order = shipped(ae)
    parcel = {"logistics_no": SECOND, "service_name": "CAINIAO_STANDARD"}
    part = {"sub_trade_order_index": 1, "send_type": "all", "shipment_list": [parcel]}
    asked = {"trade_order_id": str(order["id"]), "old_service_name": "CAINIAO_STANDARD", "old_logistics_no": FIRST}
    answer = ae.call("aliexpress.logistics.order.modifyshipment", {**asked, "sub_trade_order_list": [part]})

    assert answer["is_success"] is True
    assert ae.detail(order)["logistic_info_list"][0]["logistics_no"] == SECOND


def test_keeps_the_original_number_beside_the_latest_when_relabelled(ae):
    order = shipped(ae, by="platform")
    ae.admin(f"orders/{order['id']}/platform", {"act": "relabel", "number": SECOND})

    found = online(ae, order)
    assert (found["original_international_logistics_id"], found["internationallogistics_id"]) == (FIRST, SECOND)
    assert ae.detail(order)["logistic_info_list"][0]["logistics_no"] == FIRST


def test_tracks_by_every_number_of_the_chain(ae):
    order = shipped(ae, by="platform")
    ae.admin(f"orders/{order['id']}/platform", {"act": "relabel", "number": SECOND})
    for number in (FIRST, SECOND, online(ae, order)["lp_number"], online(ae, order)["chinalogistics_id"]):
        asked = {
            "logistics_no": number,
            "out_ref": str(order["id"]),
            "origin": "ESCROW",
            "service_name": "x",
            "to_area": "US",
        }
        way = ae.call("aliexpress.logistics.redefining.querytrackingresult", asked)["details"]
        assert [event["action_code"] for event in way] == ["GTMS_RELABEL", "CONSIGN"]


def held(ae, **asked):
    return ae.call("aliexpress.logistics.abnormalorder.query", asked)


def test_asks_about_a_held_parcel_until_over_time(ae):
    order = shipped(ae, by="platform")
    ae.admin(f"orders/{order['id']}/platform", {"act": "hold", "code": "OVERSIZE", "hours": 72})
    answer = held(ae, trade_order_id=str(order["id"]))

    assert answer["is_success"] == "true"
    (ticket,) = answer["result"]
    assert (ticket["abnormal_code"], ticket["over_time"]) == ("OVERSIZE", "2026-10-03 17:00:00")
    assert (ticket["out_order_code"], ticket["intl_tracking_no"]) == (online(ae, order)["lp_number"], FIRST)


@pytest.mark.parametrize(("hours", "status"), [(71.9, "WAREHOUSE_ABNORMAL"), (72, "RETURNED")])
def test_sends_a_held_parcel_back_when_nobody_decides(ae, hours, status):
    order = shipped(ae, by="platform")
    ae.admin(f"orders/{order['id']}/platform", {"act": "hold", "hours": 72})
    ae.wind(hours=hours)
    (ticket,) = held(ae)["result"]

    assert ticket["order_status_code"] == status
    assert ("und_express_mail_no" in ticket) is (status == "RETURNED")


def test_follows_the_sellers_decision_on_a_held_parcel(ae):
    order = shipped(ae, by="platform")
    ae.admin(f"orders/{order['id']}/platform", {"act": "hold"})
    ae.admin(f"orders/{order['id']}/seller", {"act": "decide", "decision": "continue"})
    ae.wind(days=9)

    assert held(ae)["result"][0]["order_status_code"] == "WAREHOUSE_RELEASED"


@pytest.mark.parametrize(("days", "status"), [(6.9, "WAIT_BUYER_ACCEPT_GOODS"), (7, "FUND_PROCESSING")])
def test_confirms_by_itself_a_week_after_delivery(ae, days, status):
    order = shipped(ae)
    ae.admin(f"orders/{order['id']}/platform", {"act": "deliver"})
    ae.wind(days=days)

    assert ae.detail(order)["order_status"] == status


def test_gives_return_addresses(ae):
    asked = {"seller_address_query": "sender,refund"}
    answer = ae.call("aliexpress.logistics.redefining.getlogisticsselleraddresses", asked)

    assert [row["address_id"] for row in answer["refund_seller_address_list"]] == [9001]
    assert "pickup_seller_address_list" not in answer
