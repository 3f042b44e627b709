"""The path-prefixed signature as the documents published it, both ways of sorting, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from makegood.sandbox.ali1688 import signing
from makegood.sandbox.ali1688.app import APP
from tests.sandbox.ali1688_caller import TRADE, Caller

FAKE = "FAKE-SECRET-DO-NOT-USE-0000"
VECTORS = Path(__file__).parents[3] / "shared" / "data" / "signatures" / "vectors.json"
MESSAGE = '{"data":{"orderId":100000000000000001,"refundAction":"BUYER_APPLY_REFUND","operator":"buyer","currentStatus":"waitselleragree"},"gmtBorn":1704135845000,"msgId":123456,"type":"ORDER_ORDER_BUYER_REFUND_IN_SALES","userInfo":"b2b-1000000001"}'
LIST = "alibaba.trade.refund.queryOrderRefundList"


@pytest.fixture
def a() -> Caller:
    return Caller()


def test_takes_the_vectors_that_were_published():
    found = [one for one in json.loads(VECTORS.read_text()) if one["platform"] == "ali1688"]

    assert found
    for one in found:
        told = {**one["params"], "_aop_signature": one["expected"]}
        assert signing.is_signed(one["path"], told, one["secret"])


def test_takes_the_sheets_own_vector_of_a_call():
    told = {
        "access_token": "fake-access-token",
        "_aop_timestamp": "1704135845000",
        "currentPageNum": "1",
        "pageSize": "20",
        "refundStatusSet": '["waitselleragree"]',
        "dipsuteType": "0",
        "_aop_signature": "750C77DC6D0ADBEC9338A45915DD8E7D736FAC25",
    }
    assert signing.is_signed(f"param2/1/{TRADE}/{LIST}/10000001", told, FAKE)


def test_signs_a_message_as_the_sheets_vector():
    assert signing.message_signature(FAKE, MESSAGE) == "E9B45D9EE0887376D375BE72E988C009F104FE15"


@pytest.mark.parametrize("glued", ["orderId9orderId21", "orderId21orderId9"])
def test_takes_both_sort_rules_where_they_differ(glued):
    told = {"orderId": "9", "orderId2": "1"}
    path = f"param2/1/{TRADE}/x/1"

    assert signing.is_signed(path, {**told, "_aop_signature": signing.digest("s", path + glued)}, "s")


def test_refuses_a_wrong_signature_with_the_gateways_error(a):
    answer = a.sent(LIST, secret="another")

    assert (answer.status_code, answer.json["error_code"]) == (400, "gw.SignatureInvalid")


def test_a_signature_is_needed(a):
    answer = a.http.post(f"/openapi/param2/1/{TRADE}/{LIST}/{APP.key}", data={"access_token": a.token})

    assert answer.json["error_code"] == "gw.ParamMissing"


def test_the_version_is_no_part_of_the_name(a):
    assert a.sent(f"{LIST}-1").json["error_code"] == "gw.APIUnsupported"


def test_parameters_may_stand_in_the_query(a):
    from tests.sandbox.ali1688_caller import signed

    path = f"param2/1/{TRADE}/{LIST}/{APP.key}"
    told = {"access_token": a.token, "pageSize": "20"}
    query = {**told, "_aop_signature": signed(APP.secret, path, told)}

    assert a.http.get(f"/openapi/{path}", query_string=query).json["success"] is True


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (600, 200), (601, 400), (-601, 400)])
def test_judges_a_timestamp_only_where_one_is_sent(a, seconds, status):
    stamp = int(a.state.at.timestamp() + seconds) * 1000

    assert a.sent(LIST, _aop_timestamp=str(stamp)).status_code == status
    assert a.sent(LIST).status_code == 200
