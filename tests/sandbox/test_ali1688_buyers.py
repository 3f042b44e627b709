"""What buyers call: reasons, the most that can be asked, pictures within their limits, asking, sending back, taking back."""

from __future__ import annotations

import pytest

from tests.sandbox.ali1688_caller import Caller

JPG = b"\xff\xd8\xff" + bytes(100)
CREATE = "alibaba.trade.createRefund"


@pytest.fixture
def a() -> Caller:
    return Caller()


class Buyer:
    def __init__(self, a: Caller, order: dict) -> None:
        self.a, self.order, self.token = a, order, a.buyer(order)

    def call(self, name: str, business: dict | None = None, **more):
        return self.a.call(name, {"orderId": self.order["id"], **(business or {})}, token=self.token, **more)["result"]

    def picture(self, data: bytes = JPG):
        return self.call("alibaba.trade.uploadRefundVoucher", files={"imageData": data})

    def create(self, **asked):
        usual = {
            "disputeRequest": "returnRefund", "goodsStatus": "refundBuyerReceived", "applyReasonId": "20021", "applyPayment": "3150",
            "applyCarriage": "0", "description": "颜色不对", "vouchers": [self.picture()["result"]["imageRelativeUrl"]],
        }  # fmt: skip
        return self.call(CREATE, usual | asked)


@pytest.fixture
def buyer(a: Caller) -> Buyer:
    return Buyer(a, a.order(shipping_fee="6.00"))


def test_tells_reasons_and_what_they_need(buyer):
    reasons = buyer.call("alibaba.trade.getRefundReasonList")["result"]["reasons"]

    assert {
        "id": 20021,
        "name": "颜色/图案/款式不符",
        "needVoucher": True,
        "noRefundCarriage": False,
        "tip": "",
    } in reasons
    assert buyer.call("alibaba.trade.getMaxRefundFee")["result"] == {"maxRefundFee": 3150, "maxRefundCarriage": 600}


def test_asks_and_is_answered_with_the_refunds_key(a, buyer):
    told = buyer.create()

    assert told["success"] is True
    assert a.refunds()[0]["refundId"] == told["result"]["refundId"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"disputeRequest": "both"}, "5003"),
        ({"applyReasonId": "1"}, "5004"),
        ({"vouchers": []}, "5005"),
        ({"vouchers": ["nobody/uploaded/this.jpg"]}, "5005"),
        ({"applyCarriage": "601"}, "5006"),
        ({"goodsStatus": "refundWaitBuyerReceive"}, "5010"),
        ({"applyPayment": "3151"}, "5011"),
        ({"applyPayment": "0"}, "5011"),
        ({"description": "x"}, "5012"),
        ({"description": "长" * 151}, "5012"),
    ],
)
def test_refuses_what_an_application_is_checked_for(buyer, asked, code):
    assert buyer.create(**asked)["code"] == code


def test_takes_at_most_five_pictures(buyer):
    places = [buyer.picture()["result"]["imageRelativeUrl"] for _ in range(6)]

    assert buyer.create(vouchers=places)["code"] == "5005"
    assert buyer.create(vouchers=places[:5])["success"] is True


@pytest.mark.parametrize(("data", "taken"), [(b"\x89PNG", False), (JPG, True), (JPG + bytes(897), False)])
def test_takes_jpg_below_its_most(a, buyer, data, taken):
    a.admin("figures", {"voucher_bytes_most": 1000})

    assert buyer.picture(data)["success"] is taken


def test_before_shipping_all_of_the_goods_money_is_asked_for(a):
    buyer = Buyer(a, a.order("paid", 2, shipping_fee="6.00"))
    asked = {
        "disputeRequest": "refund",
        "goodsStatus": "refundWaitSellerSend",
        "applyReasonId": "20004",
        "vouchers": [],
    }

    assert buyer.create(**asked, applyPayment="3000")["code"] == "5011"
    assert buyer.create(**asked, applyCarriage="600")["success"] is True


def test_the_same_lines_cannot_be_asked_for_twice(buyer):
    buyer.create()

    assert buyer.create()["code"] == "5010"


def test_sends_back_with_a_waybill_and_no_more_than_ten_pictures(a, buyer):
    key = buyer.create()["result"]["refundId"]
    a.does("seller", {"id": key.removeprefix("TQ")}, "agree")
    asked = {"refundId": key, "freightBill": "73001", "description": "已寄出"}
    many = [buyer.picture()["result"]["imageRelativeUrl"] for _ in range(11)]

    assert buyer.call("alibaba.trade.refund.returnGoods", {**asked, "vouchers": many})["code"] == "5005"
    assert buyer.call("alibaba.trade.refund.returnGoods", {**asked, "description": "长" * 201})["code"] == "5012"
    assert buyer.call("alibaba.trade.refund.returnGoods", {**asked, "vouchers": many[:10]}) == {"success": True}
    assert a.refunds()[0]["freightBill"] == "73001"


def test_takes_it_back(a, buyer):
    key = buyer.create()["result"]["refundId"]

    assert buyer.call("alibaba.trade.cancelRefund", {"refundId": key}) == {"success": True}
    assert a.refunds()[0]["status"] == "refundclose"


def test_reads_its_own_list_and_log(a, buyer):
    key = buyer.create()["result"]["refundId"]
    listed = buyer.call("alibaba.trade.refund.buyer.queryOrderRefundList")["opOrderRefundModels"]
    log = buyer.call("alibaba.trade.refund.OpQueryOrderRefundOperationList", {"refundId": key, "pageNo": "1", "pageSize": "10"})  # fmt: skip

    assert [row["refundId"] for row in listed] == [key]
    assert [record["operateTypeInt"] for record in log["opOrderRefundOperationModels"]] == [1]
    assert a.call("alibaba.trade.getBuyerOrderList", token=buyer.token)["totalRecord"] == 1


def test_is_not_told_of_others(a, buyer):
    other = Buyer(a, a.order())

    assert a.call("alibaba.trade.get.buyerView", {"orderId": buyer.order["id"]}, token=other.token)["errorCode"] == "ORDER_NOT_EXIST"  # fmt: skip
