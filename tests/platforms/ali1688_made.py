"""Made-up messages of 1688, and the case files they become."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from makegood import assess
from makegood.connectors.ali1688.messages import understand
from makegood.connectors.joining import join
from makegood.connectors.parts import NotUnderstood

AT = "2026-11-25T00:00:00Z"
ORDER = "2958424554509662977"


def base(**more: Any) -> dict[str, Any]:
    return {
        "id": 2958424554509663000, "idOfStr": ORDER, "status": "waitbuyerreceive", "buyerID": "b2b-77",
        "buyerContact": {"name": "王五", "mobile": "138****0001", "phone": "86-571-1", "email": "w@example.com"},
        "createTime": "20261101080000000+0800", "payTime": "20261101083015250+0800",
        "allDeliveredTime": "20261102080000000+0800", "totalAmount": Decimal("31.50"), "discount": -150,
    } | more  # fmt: skip


def item(**more: Any) -> dict[str, Any]:
    return {
        "subItemID": 2958424554509664000, "subItemIDString": "2958424554509663977", "cargoNumber": "CUP-RED", "skuID": 41,
        "name": "陶瓷杯 红", "quantity": 3, "price": Decimal("10.5"), "itemAmount": Decimal("30.00"),
    } | more  # fmt: skip


def order(**more: Any) -> dict[str, Any]:
    parcel = {"type": "0", "logisticsBillNo": "YT0000000000001", "logisticsCompanyName": "圆通", "logisticsCode": "AL9"}
    return {
        "baseInfo": base(),
        "productItems": [item()],
        "nativeLogistics": {
            "contactPerson": "赵六", "province": "浙江省", "city": "杭州市", "area": "滨江区", "town": "长河街道",
            "address": "江南大道1号", "zip": "310051", "mobile": "139****0002", "logisticsItems": [parcel],
        },
    } | more  # fmt: skip


def operation(kind: int, time: str, **more: Any) -> dict[str, Any]:
    return {
        "id": 900 + kind, "operateTypeInt": kind, "operateRemark": f"操作{kind}", "operatorRoleId": 1, "gmtCreate": time,
        "refundId": "TQ5000000000000000017", "msgType": 7, "messageStatus": 1,
    } | more  # fmt: skip


ASKED = "退款诉求：退货退款|申请原因：颜色/图案/款式不符|货品情况：已收到货|退款货品金额：30.00|退款运费金额：1.50|退款说明：颜色|不对"


def refund(**more: Any) -> dict[str, Any]:
    return {
        "id": 5000000000000000017, "refundId": "TQ5000000000000000017", "orderId": 2958424554509662977, "status": "waitselleragree",
        "applyPayment": 3000, "applyCarriage": 150, "applyReason": "颜色/图案/款式不符", "applyReasonId": 20021, "disputeRequest": 3,
        "disputeType": 1, "goodsStatus": 2, "frozenFund": -1, "gmtApply": "20261110120000000+0800",
        "gmtModified": "20261110120100000+0800", "buyerMemberId": "b2b-77", "sellerMemberId": "b2b-88",
    } | more  # fmt: skip


def push(type_: str, **data: Any) -> dict[str, Any]:
    data = {
        "orderId": 2958424554509662977,
        "currentStatus": "waitselleragree",
        "msgSendTime": "2026-11-10 12:00:03",
    } | data
    return {"msgId": 5, "gmtBorn": 1794283203000, "type": type_, "userInfo": "b2b-88", "data": data}


def cases(*documents: Any, name: str = "file.json") -> list[dict[str, Any]]:
    """The case files of these messages, each of which `assess` takes."""
    found = list(join("ali1688", [part for document in documents for part in understand(document, name)]))
    for case in found:
        assess(case, AT)
    return found


def one(*documents: Any) -> dict[str, Any]:
    (case,) = cases(*documents)
    return case


def refused(document: Any, name: str = "file.json") -> NotUnderstood:
    with pytest.raises(NotUnderstood) as caught:
        list(understand(document, name))
    return caught.value


def of_type(case: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [event for event in case.get("events", []) if event["type"] == type_]


LIST_ROW = {
    "baseInfo": base(
        receiverInfo={"toFullName": "赵六", "toArea": "浙江省 杭州市", "toPost": "310051", "toMobile": "139"}
    )
}
SALES = "ORDER_ORDER_BUYER_REFUND_IN_SALES"


def rows(*found: dict[str, Any]) -> dict[str, Any]:
    return {
        "result": {"opOrderRefundModels": list(found), "totalCount": len(found), "currentPageNum": 1},
        "success": True,
    }


def detail(**more: Any) -> dict[str, Any]:
    return {"result": {"opOrderRefundModelDetail": refund(**more)}}


LOG = [
    operation(8, "20261116090000000+0800", operateRemark="退款成功"),
    operation(
        10, "20261114090000000+0800", discription="买家声明退货，等待卖家确认。|物流公司：其他|物流单号：RT77|说明：好|"
    ),
    operation(19, "20261112090000000+0800", operateRemark="确认收货地址", operatorRoleId=2),
    operation(
        15, "20261111090000000+0800", rejectReason="无方案", operatorRoleId=2, vouchers=["img/a.jpg", "img/b.jpg"]
    ),
    operation(77, "20261110130000000+0800", operateRemark="新操作"),
    operation(1, "20261110120000000+0800", discription=ASKED, vouchers=["img/c.jpg"]),
]
