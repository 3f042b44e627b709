"""Sending: by lines and never by pieces, several orders at once, without a courier; scans, trouble at the door, numbers that change."""

from __future__ import annotations

import pytest

from tests.sandbox.ali1688_caller import LOGISTICS, Caller

SEND, DUMMY = "alibaba.logistics.OpDeliverySendOrder.offline", "alibaba.logistics.OpDeliverySendOrder.dummy"


@pytest.fixture
def a() -> Caller:
    return Caller()


def part(order: dict, *places: int, amount: float | None = None) -> dict:
    entries = [
        {"sourceEntryId": order["lines"][place]["sub_id"]} | ({"amount": amount} if amount else {}) for place in places
    ]
    return {"sourceId": order["id"], **({"sendGoodEntries": entries} if entries else {})}


def send(a: Caller, *parts: dict, name: str = SEND, **body: str):
    body = body or {"cpCode": "ZTO", "mailNo": "7312345"}
    return a.call(name, {"sendGoods": list(parts), "extBody": body}, namespace=LOGISTICS)


def two_lines(a: Caller) -> dict:
    return a.order("paid", 1, lines=[{"yuan": "1.00", "quantity": 2}, {"yuan": "2.00"}])


def test_sends_a_whole_order(a):
    order = a.order("paid", 1)

    assert send(a, part(order)) == {"success": True}
    told = a.detail(order)
    assert told["baseInfo"]["status"] == "waitbuyerreceive"
    assert told["nativeLogistics"]["logisticsItems"][0]["logisticsCompanyName"] == "中通快递"


def test_sends_line_by_line_in_two_parcels(a):
    order = two_lines(a)
    send(a, part(order, 0))
    told = a.detail(order)
    assert (told["baseInfo"]["status"], [one["logisticsStatus"] for one in told["productItems"]]) == (
        "waitsellersend",
        [2, 1],
    )

    send(a, part(order, 1))
    assert a.truth(order)["status"] == "waitbuyerreceive" and len(a.truth(order)["parcels"]) == 2


def test_sends_no_part_of_a_line(a):
    order = two_lines(a)

    assert send(a, part(order, 0, amount=1))["errorCode"] == "SEND_AMOUNT_ERROR"
    assert send(a, part(order, 0, amount=2)) == {"success": True}


def test_sends_a_line_once(a):
    order = two_lines(a)
    send(a, part(order, 0))

    assert send(a, part(order, 0))["errorCode"] == "SEND_GOODS_ERROR"


def test_merges_orders_or_sends_none_of_them(a):
    one, two, unpaid = a.order("paid", 1), a.order("paid", 1), {"id": 1, "lines": []}

    assert send(a, part(one), part(unpaid))["errorCode"] == "ORDER_NOT_EXIST"
    assert a.truth(one)["parcels"] == []
    send(a, part(one), part(two))
    assert {a.truth(order)["parcels"][0]["number"] for order in (one, two)} == {"7312345"}


@pytest.mark.parametrize(("body", "code"), [({"cpCode": "XX", "mailNo": "1"}, "CP_CODE_ERROR")])
def test_takes_couriers_of_the_list_only(a, body, code):
    assert send(a, part(a.order("paid", 1)), **body)["errorCode"] == code
    listed = a.call("alibaba.logistics.OpQueryLogisticCompanyList.offline", namespace=LOGISTICS)["result"]
    assert {"ZTO", "SF", "HTKY"} <= {row["companyNo"] for row in listed}


@pytest.mark.parametrize(
    ("body", "done"),
    [
        ({"noLogisticsCondition": "1", "logisticsCpName": "货拉拉"}, True),
        ({"noLogisticsCondition": "2", "noLogisticsBillNo": "1"}, True),
        ({"noLogisticsCondition": "3", "noLogisticsName": "王五"}, True),
        ({"noLogisticsCondition": "4", "noLogisticsName": "王五"}, True),
        ({"noLogisticsCondition": "5", "remarks": "补差价"}, True),
        ({"noLogisticsCondition": "3"}, False),
        ({"noLogisticsCondition": "6"}, False),
    ],
)
def test_sends_without_a_courier_on_five_conditions(a, body, done):
    order = a.order("paid", 1)
    told = send(a, part(order), name=DUMMY, **body)

    assert told.get("success") is done
    if done:
        assert a.detail(order)["nativeLogistics"]["logisticsItems"][0]["type"] == "2"


def test_tells_what_was_sent_and_its_way(a):
    order = a.order("shipped", 1)
    (sent,) = a.call("alibaba.trade.getLogisticsInfos.sellerView", {"orderId": order["id"]}, namespace=LOGISTICS)["result"]  # fmt: skip
    (trace,) = a.call("alibaba.trade.getLogisticsTraceInfo.sellerView", {"orderId": order["id"], "logisticsId": sent["logisticsId"]}, namespace=LOGISTICS)["logisticsTrace"]  # fmt: skip

    assert sent["logisticsId"].startswith("AL") and sent["logisticsBillNo"] != sent["logisticsId"]
    assert [node["action"] for node in trace["traceNodeList"]] == ["CONSIGN"]


def test_trouble_at_the_door_is_no_signature(a):
    order = a.order("shipped", 1)
    a.admin(f"orders/{order['id']}/platform", {"act": "scan", "action": "UNSIGN"})

    assert a.truth(order)["parcels"][0]["status"] == "UNSIGN"
    assert "receivingTime" not in a.detail(order)["baseInfo"]


def test_all_parcels_signed_is_received(a):
    order = two_lines(a)
    send(a, part(order, 0))
    send(a, part(order, 1))
    a.admin(f"orders/{order['id']}/platform", {"act": "scan", "parcel": 1})
    assert a.truth(order)["received_at"] is None

    a.admin(f"orders/{order['id']}/platform", {"act": "scan", "parcel": 2})
    assert a.truth(order)["received_at"] is not None


def test_changes_a_number_in_the_workbench_and_keeps_the_one_before(a):
    order = a.order("shipped", 1)
    told = a.admin(f"orders/{order['id']}/seller", {"act": "change_number", "number": "SF900", "cp_code": "SF"})

    (parcel,) = told["parcels"]
    assert (parcel["number"], parcel["company"], len(parcel["before"])) == ("SF900", "顺丰速运", 1)


# --- late dispatch ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("yuan", "amount"), [("40.00", 500), ("200.00", 1000), ("3000.00", 10_000)])
def test_late_dispatch_costs_five_per_cent_within_bounds(a, yuan, amount):
    order = a.order("paid", 0, yuan=yuan, promise_hours=24)
    a.wind(hours=24)
    (penalty,) = a.admin("state")["penalties"]

    assert (penalty["order_id"], penalty["amount"]) == (order["id"], amount)
    a.wind(days=3)
    rows = [row for row in a.admin("ledger")["rows"] if row["kind"] == "compensation"]
    assert [row["moves"][1] for row in rows] == [{"account": "buyer", "amount": amount}]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"ground": "carrier_fault", "stamped": "true"}, "excused"),
        ({"ground": "carrier_fault"}, "paid"),
        ({"ground": "price_too_low", "stamped": "true"}, "paid"),
    ],
)
def test_only_the_couriers_stamped_word_excuses_it(a, asked, status):
    a.order("paid", 0, promise_hours=24)
    a.wind(hours=24)
    (penalty,) = a.admin("state")["penalties"]
    a.admin(f"penalties/{penalty['id']}/appeal", asked)
    a.wind(days=3)

    assert a.admin("state")["penalties"][0]["status"] == status


def test_what_was_sent_in_time_costs_nothing(a):
    order = a.order("paid", 0, promise_hours=24)
    send(a, part(order))
    a.wind(hours=24)

    assert a.admin("state")["penalties"] == []


def test_tells_what_holds_the_deposit(a):
    order = a.order("finished", 0)
    (held,) = a.admin("deposit").values()
    assert any("buyer_protection" in one for one in held) and any(str(order["id"]) in one for one in held)

    assert "cannot be closed" in a.admin("services/close", {"service": "dispatch_48h"}, status=400)["error"]
    a.admin("services/close", {"service": "buyer_protection"})
    a.wind(days=30, seconds=1)
    assert list(a.admin("deposit").values()) == [[]]
