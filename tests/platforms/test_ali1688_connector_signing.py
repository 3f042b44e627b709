"""Every published signature vector, and the sheet's own (§1.4), by our signing; and by the sandbox's, which was written apart from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from makegood.connectors.ali1688 import signing
from makegood.sandbox.ali1688.signing import is_signed, message_signature

VECTORS = Path(__file__).parents[3] / "shared" / "data" / "signatures" / "vectors.json"
OURS = "FAKE-SECRET-DO-NOT-USE-0000"
LIST = {
    "access_token": "fake-access-token", "_aop_timestamp": "1704135845000", "currentPageNum": "1", "pageSize": "20",
    "refundStatusSet": '["waitselleragree"]', "dipsuteType": "0",
}  # fmt: skip
MESSAGE = '{"data":{"orderId":100000000000000001,"refundAction":"BUYER_APPLY_REFUND","operator":"buyer","currentStatus":"waitselleragree"},"gmtBorn":1704135845000,"msgId":123456,"type":"ORDER_ORDER_BUYER_REFUND_IN_SALES","userInfo":"b2b-1000000001"}'


def test_signs_as_the_platforms_page_published():
    found = [one for one in json.loads(VECTORS.read_text()) if one["platform"] == "ali1688"]

    assert found
    for one in found:
        assert signing.call(one["secret"], one["path"], one["params"]) == one["expected"]


def test_signs_as_the_sheet_and_the_sandbox_takes_it():
    path = signing.path("com.alibaba.trade", "alibaba.trade.refund.queryOrderRefundList", "10000001")
    signature = signing.call(OURS, path, LIST)

    assert signature == "750C77DC6D0ADBEC9338A45915DD8E7D736FAC25"
    assert is_signed(path, {**LIST, "_aop_signature": signature}, OURS)


def test_signs_a_message_as_the_sheet_and_the_sandbox():
    assert (
        signing.message(OURS, MESSAGE) == "E9B45D9EE0887376D375BE72E988C009F104FE15" == message_signature(OURS, MESSAGE)
    )


@pytest.mark.parametrize("text", ["", "中文 & =", "a" * 5000])
def test_signs_whatever_a_parameter_holds(text):
    path, params = signing.path("a", "b", "1"), {"text": text, "other": "x"}

    assert is_signed(path, {**params, "_aop_signature": signing.call("s", path, params)}, "s")
