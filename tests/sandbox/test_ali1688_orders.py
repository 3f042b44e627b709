"""Orders: pages of twenty, two tables, yuan beside fen, long ids, closing unpaid, confirming by rule, and the export."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.sandbox.ali1688_caller import Caller

OLD = "cn.alibaba.open"


@pytest.fixture
def a() -> Caller:
    return Caller()


# --- the list and the detail ------------------------------------------------------------------------------------


def test_refuses_more_than_twenty_a_page(a):
    assert a.orders(pageSize="20")["success"] is True
    assert a.orders(pageSize="21")["errorCode"] == "PAGE_SIZE_ERROR"


def test_cuts_pages_from_one_and_tells_the_total(a):
    for _ in range(3):
        a.order("placed", 0)

    pages = [a.orders(page=str(number), pageSize="2") for number in (1, 2)]
    assert [len(page["result"]) for page in pages] == [2, 1]
    assert {page["totalRecord"] for page in pages} == {3}


def test_doubles_a_page_and_leaves_one_out(a):
    for _ in range(3):
        a.order("placed", 0)
    first = a.orders(page="1", pageSize="2")["result"]
    a.fault("duplicate_page", count=1)

    assert a.orders(page="2", pageSize="2")["result"] == first
    a.fault("missing_page", count=1)
    assert a.orders(page="2", pageSize="2")["result"] == []


def test_keeps_what_is_older_than_three_months_in_another_table(a):
    a.order("finished", 100)
    a.order("finished", 80)

    assert a.orders()["totalRecord"] == a.orders(isHis="true")["totalRecord"] == 1


def test_tells_sums_in_yuan_and_discounts_in_fen(a):
    order = a.order("placed", 0, yuan="10.25", quantity=3, shipping_fee="6.00")
    entry = {"id": order["lines"][0]["sub_id"], "discount": -75}
    a.call("trade.order.modifyOrderPrice", {"orderId": order["id"], "carriage": "500", "entryDiscounts": [entry]}, namespace=OLD)  # fmt: skip

    base, item = a.detail(order)["baseInfo"], a.detail(order)["productItems"][0]
    assert (base["totalAmount"], base["shippingFee"], item["itemAmount"]) == (35.0, 5.0, 30.0)
    assert (base["discount"], item["entryDiscount"]) == (-75, -75)


def test_tells_long_ids_as_numbers_and_as_text(a):
    order = a.order()
    base, item = a.detail(order)["baseInfo"], a.detail(order)["productItems"][0]

    assert base["id"] == int(base["idOfStr"]) > 2**53
    assert item["subItemID"] == int(item["subItemIDString"])


def test_lists_no_logistics_and_an_address_only_where_asked(a):
    order = a.order("shipped")

    (row,) = a.orders()["result"]
    assert "nativeLogistics" not in row and "receiverInfo" not in row["baseInfo"]
    (row,) = a.orders(needBuyerAddressAndPhone="true")["result"]
    assert row["baseInfo"]["receiverInfo"]["toFullName"] == order["buyer"]["name"]
    assert a.detail(order)["nativeLogistics"]["logisticsItems"][0]["logisticsBillNo"].startswith("YT")


def test_filters_by_when_it_was_modified(a):
    a.order("placed", 3)
    later = a.order("placed", 1)

    found = a.orders(modifyStartTime="20260929000000000+0800")["result"]
    assert [row["baseInfo"]["id"] for row in found] == [later["id"]]
    assert a.orders(modifyEndTime="20260929000000000+0800")["totalRecord"] == 1


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"orderStatus": "waitbuyerpay"}, 1),
        ({"refundStatus": "waitselleragree"}, 1),
        ({"buyerMemberId": "b2b-0"}, 0),
        ({"productName": "陶瓷"}, 2),
        ({"tousuStatus": "1"}, 0),
    ],
)
def test_filters_by_what_is_asked(a, asked, count):
    a.order("placed", 0)
    a.refund()

    assert a.orders(**asked)["totalRecord"] == count


def test_lists_lag_and_details_do_not(a):
    a.admin("lag", {"seconds": 60})
    order = a.order("placed", 0)

    assert a.orders()["totalRecord"] == 0
    assert a.detail(order)["baseInfo"]["status"] == "waitbuyerpay"
    a.wind(seconds=60)
    assert a.orders()["totalRecord"] == 1


def test_another_shops_order_does_not_exist(a):
    order = a.order()
    a.admin("shops", {"seller_id": "b2b-2", "login": "二店"})
    other = a.admin("tokens", {"seller_id": "b2b-2"})["access_token"]

    told = a.call("alibaba.trade.get.sellerView", {"webSite": "1688", "orderId": order["id"]}, token=other)
    assert told["errorCode"] == "ORDER_NOT_EXIST"


def test_tells_a_refund_of_after_completion_under_the_other_names(a):
    before, after = a.order(), a.order("finished", 1)
    a.refund(before), a.refund(after)

    sold, finished = a.detail(before), a.detail(after)
    assert sold["baseInfo"]["refundStatus"] == "waitselleragree" and "refundStatusForAs" not in sold["baseInfo"]
    assert finished["baseInfo"]["refundStatusForAs"] == "waitselleragree" and "refundId" not in finished["baseInfo"]
    assert sold["productItems"][0]["refundStatus"] == "WAIT_SELLER_AGREE"
    assert finished["productItems"][0]["refundIdForAs"].startswith("TQ")


# --- closing ----------------------------------------------------------------------------------------------------


def test_closes_unpaid_five_days_after_it_was_placed(a):
    order = a.order("placed", 0)
    a.wind(days=5, seconds=-1)
    assert a.truth(order)["status"] == "waitbuyerpay"

    a.wind(seconds=1)
    assert a.truth(order)["closed_by"] == "CLOSE_TRADE_BY_SYSTEM"


def test_counts_the_five_days_from_the_last_change_of_terms(a):
    order = a.order("placed", 0)
    a.wind(days=3)
    a.fresh()
    a.call("trade.order.modifyOrderPrice", {"orderId": order["id"], "carriage": "100"}, namespace=OLD)
    a.wind(days=3)
    assert a.truth(order)["status"] == "waitbuyerpay"

    a.wind(days=2)
    assert a.truth(order)["status"] == "cancel"


def test_is_cancelled_before_payment_with_a_reason_it_knows(a):
    order = a.order("placed", 0)
    asked = {"webSite": "1688", "tradeID": order["id"], "cancelReason": "sellerGoodsLack", "remark": "无货"}

    assert a.call("alibaba.trade.cancel", {**asked, "cancelReason": "why"})["errorCode"] == "CANCEL_REASON_ERROR"
    assert a.call("alibaba.trade.cancel", asked) == {"success": True}
    base = a.detail(order)["baseInfo"]
    assert (base["closeOperateType"], base["closeReason"]) == ("CLOSE_TRADE_BY_SELLER", "sellerGoodsLack")


def test_is_not_cancelled_once_paid(a):
    asked = {"webSite": "1688", "tradeID": a.order("paid", 0)["id"], "cancelReason": "other"}

    assert a.call("alibaba.trade.cancel", asked)["errorCode"] == "ORDER_STATUS_ERROR"


def test_takes_memo_and_rating(a):
    order = a.order("finished", 1)

    assert a.call("alibaba.order.memoAdd", {"orderId": order["id"], "memo": "x", "remarkIcon": "3"})["success"] is True
    assert a.call("alibaba.order.memoAdd", {"orderId": order["id"], "memo": "x", "remarkIcon": "5"})["errorCode"] == "ICON_ERROR"  # fmt: skip
    rated = {"orders": {str(order["id"]): [{"starLevel": 3}]}}
    assert a.call("trade.order.batchRate", rated, namespace=OLD)["errorCode"] == "RATE_ERROR"
    rated["orders"][str(order["id"])][0]["text"] = "还行"
    assert a.call("trade.order.batchRate", rated, namespace=OLD)["success"] is True


# --- confirming by rule -----------------------------------------------------------------------------------------


def signed_after(a: Caller, days: float) -> dict:
    order = a.order("shipped", 0)
    a.wind(days=days)
    a.admin(f"orders/{order['id']}/platform", {"act": "scan"})
    return order


@pytest.mark.parametrize(("signed", "more"), [(1, 9), (8, 2), (8.5, 2), (20, 2), (28, 2)])
def test_confirms_by_when_it_was_signed(a, signed, more):
    """By day 8: on day 10. Later: 48 hours after."""
    order = signed_after(a, signed)
    a.wind(days=more, seconds=-1)
    assert a.truth(order)["status"] == "waitbuyerreceive"

    a.wind(seconds=1)
    assert a.truth(order)["status"] == "success"


@pytest.mark.parametrize("signed", [None, 29])
def test_confirms_on_day_30_where_nothing_was_signed_by_day_28(a, signed):
    order = signed_after(a, signed) if signed else a.order("shipped", 0)
    a.wind(days=30 - (signed or 0), seconds=-1)
    assert a.truth(order)["status"] == "waitbuyerreceive"

    a.wind(seconds=1)
    assert a.truth(order)["status"] == "success"


def test_waits_longer_where_the_seller_gave_more_days(a):
    order = signed_after(a, 1)
    a.fresh()
    asked = {"orderId": order["id"], "delayedDays": "3"}
    assert a.call("alibaba.trade.order.postponeConfirmTime", asked) == {"result": True}
    assert a.call("alibaba.trade.order.postponeConfirmTime", {**asked, "delayedDays": "31"})["errorCode"] == "DELAY_DAYS_ERROR"  # fmt: skip

    a.wind(days=11)
    assert a.truth(order)["status"] == "waitbuyerreceive"
    a.wind(days=1)
    assert a.truth(order)["status"] == "success"


def test_a_refund_under_way_holds_the_confirming_up(a):
    order = a.order("delivered", 0)
    refund = a.refund(order, amount="10.00", request="refund")
    a.does("seller", refund, "refuse")
    a.does("platform", refund, "come_in")
    a.admin("figures", {"staff_days": 20})
    a.wind(days=12)
    assert a.truth(order)["status"] == "waitbuyerreceive"

    a.does("platform", refund, "decide", amount="0")
    a.wind(seconds=1)
    assert a.truth(order)["status"] == "success"


def test_releases_to_the_seller_what_was_not_refunded(a):
    order = a.order("delivered", 0, yuan="100.00")
    a.does("seller", a.refund(order, amount="30.00", request="refund"), "agree")
    a.admin(f"orders/{order['id']}/buyer", {"act": "confirm"})

    assert (a.balance(order, "seller"), a.balance(order, "buyer"), a.balance(order, "escrow")) == (7000, -7000, 0)


# --- the export -------------------------------------------------------------------------------------------------


def sheet(a: Caller, query: str = "") -> str:
    answer = a.http.get(f"/_sandbox/export.xlsx{query}")
    return zipfile.ZipFile(BytesIO(answer.data)).read("xl/worksheets/sheet1.xml").decode()


def test_exports_a_row_an_item_with_the_orders_columns_merged(a):
    a.order("paid", 1, lines=[{"yuan": "1.00"}, {"yuan": "2.00"}])
    a.order("paid", 1)
    text = sheet(a)

    assert text.count("<row ") == 4
    assert '<mergeCell ref="A2:A3"/>' in text and '<mergeCell ref="AF2:AF3"/>' in text and '"S2:S3"' not in text
    assert 'count="22"' in text


def test_exports_headers_in_two_variants(a):
    a.order("paid", 1)

    assert "实付款(元)" in sheet(a) and "订单编号" in sheet(a)
    assert "实付款(元)" not in sheet(a, "?variant=short")
