"""AliExpress's JSON in every envelope of the sheet, read as case files or refused with method and path; all made up here."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood import assess
from makegood.connectors.aliexpress.messages import understand
from makegood.connectors.joining import join
from makegood.connectors.joining import understand as understand_text
from makegood.connectors.parts import NotUnderstood, OrderPart
from tests.platforms.aliexpress_world import (
    LATER,
    LISTED,
    ORDER_METHOD,
    cases,
    detail,
    issue,
    one,
    refused,
    row,
    solution,
    usd,
    wrapped,
)

SAMPLES = Path(__file__).parents[2].parent / "shared" / "data" / "aliexpress-top-api"


# --- samples --------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_every_sample_is_read_or_refused_with_its_method():
    for file in sorted(SAMPLES.glob("*.json")):
        if "order.get" in file.name:
            parts = understand_text("aliexpress", file.read_bytes(), file.name)
            assert [type(part) for part in parts] == [OrderPart]
            assert [assess(case, LATER)["case"] for case in join("aliexpress", parts)]
        else:
            with pytest.raises(NotUnderstood, match="this is the") as reason:
                understand_text("aliexpress", file.read_bytes(), file.name)
            assert file.stem in str(reason.value)


# --- envelopes ------------------------------------------------------------------------------------------------

ROWS = [row(), row(order_id="8190000000000025")]


@pytest.mark.parametrize(
    "document",
    [
        wrapped(ORDER_METHOD, {"result": {"success": True, "total_count": 2, "target_list": {"order_dto": ROWS}}}),
        wrapped("aliexpress.solution.order.get", {"result": {"success": "true", "target_list": {"order_dto": ROWS}}}),
        {"result": {"success": True, "target_list": ROWS}, "code": "0", "request_id": "r"},
        {"target_list": ROWS, "total_count": "2"},
        {"orderList": ROWS, "totalItem": 2},
        ROWS,
        [{"target_list": [ROWS[0]]}, wrapped(ORDER_METHOD, {"result": {"target_list": {"order_dto": [ROWS[1]]}}})],
        {"result": ROWS},
    ],
    ids=["wrapped", "solution", "simplified", "bare-page", "gen-a", "rows", "several-responses", "result-list"],
)
def test_order_lists_are_read_in_every_envelope(document):
    found = cases(document)

    assert [case["id"] for case in found] == ["aliexpress:8190000000000017", "aliexpress:8190000000000025"]
    assert found[0]["order"]["lines"] == [
        {"sku": "RED-M", "title": "Shirt", "quantity": 2, "unit_price": {"amount": "12.95", "currency": "USD"}}
    ]


@pytest.mark.parametrize(
    "document",
    [
        wrapped("aliexpress.trade.new.redefining.findorderbyid", {"target": detail(), "time_stamp": "1"}),
        wrapped("aliexpress.solution.order.info.get", {"result": {"data": detail(), "result_success": True}}),
        {"target": detail(), "request_id": "r"},
        detail(),
    ],
)
def test_order_details_are_read_in_every_envelope(document):
    order = one(document)["order"]

    assert order["placed_at"] == "2026-07-01T15:00:00Z"
    assert order["total"] == {"amount": "25.90", "currency": "USD"}
    assert order["shipped_at"] == "2026-07-03T15:00:00Z"
    assert order["delivered_at"] == "2026-07-13T15:00:00Z"
    assert "finished_at" not in order
    assert order["buyer"] == {"id": "us1099999999", "name": "Ana S***"}
    assert order["ship_to"]["line1"] == "Rua ***, ap 4"
    assert order["ship_to"]["phone"] == "119****9999"
    assert order["shipment"] == {
        "by": "platform", "carrier": "CAINIAO_STANDARD", "tracking": "LP00123456789012", "numbers": ["CX123456785CN"],
    }  # fmt: skip


def test_gen_a_spells_in_camel_case_and_tells_times_compactly():
    document = {
        "id": 60123456789012,
        "gmtCreate": "20260701080000000-0700",
        "gmtPaySuccess": "20260701090000000-0700",
        "orderStatus": "FINISH",
        "orderAmount": {"amount": 74.47, "cent": 7447, "centFactor": 100, "currency": {"currencyCode": "RUB"}},
    }
    order = one(document)["order"]

    assert (order["placed_at"], order["paid_at"]) == ("2026-07-01T15:00:00Z", "2026-07-01T16:00:00Z")
    assert order["total"] == {"amount": "74.47", "currency": "RUB"}
    assert order["status"] == "FINISH"


def test_an_empty_page_holds_nothing():
    assert cases({"result": {"success": True, "total_count": 0, "target_list": {}}}) == []
    assert cases(wrapped("aliexpress.issue.issuelist.get", {"total_item": 0, "current_page": 1})) == []


def test_a_push_tells_an_orders_state():
    push = {
        "data": {"buyerId": 12, "orderId": 8190000000000017, "orderStatus": "OrderShipped"},
        "message_type": 53,
        "seller_id": "2671514005",
        "site": "ae_global",
        "timestamp": 1765000000,
    }
    assert one(push)["order"] == {"id": "8190000000000017", "status": "OrderShipped", "buyer": {"id": "12"}}
    assert refused({"data": {"content": "hi"}, "message_type": 21}).path == "$.data"


@pytest.mark.parametrize(
    ("document", "name", "path", "says"),
    [
        ({"error_response": {"code": 15, "sub_code": "isv.x"}}, "a.json", "$.error_response", "isv.x, 15"),
        ({"type": "ISV", "code": "IllegalAccessToken", "message": "expired"}, "a.json", "$.code", "gateway's error"),
        ({"result": {"success": False, "error_code": "9"}}, "a.json", "$.result.success", "found '9'"),
        ({"result": {"is_success": "false"}}, "a.json", "$.result.is_success", "a call that succeeded"),
        ({"access_token": "x", "code": "0"}, "auth.token.create.json", "$", "this is a token"),
        ({"order_list": [{"order_id": 1, "son_order_list": []}]}, "a.json", "$.order_list[0]", "an order"),
        ({"issue_reason": "x"}, "aliexpress.issue.detail.get.json", "$.issue_id", "text that is not empty"),
        ({"order_status": "FINISH"}, "a.json", "$.order_id", "text that is not empty"),
        ({"target_list": [{"a": 1}]}, "a.json", "$.target_list[0]", "an order"),
        ({"target_list": "x"}, "a.json", "$.target_list", "a list"),
        (wrapped("aliexpress.issue.solution.agree", {"result_object": True}), "a.json", None, "accepting or saving"),
        (wrapped(ORDER_METHOD, []), "a.json", "$.aliexpress_trade_seller_orderlist_get_response", "an object"),
        ([], "a.json", "$", "an order"),
        ("text", "a.json", "$", "an order"),
        ([3], "a.json", "$[0]", "an object"),
    ],
)  # fmt: skip
def test_what_holds_no_order_or_trouble_is_refused_with_method_and_path(document, name, path, says):
    reason = refused(document, name)

    assert path is None or reason.path == path
    assert says in str(reason)


def test_the_method_is_the_root_keys_or_else_the_files():
    bad = {"target_list": [row(order_id=None)]}
    assert refused(wrapped(ORDER_METHOD, {"result": bad})).method == ORDER_METHOD
    assert refused(bad, "some.method.json").method == "some.method"
    assert refused(bad).path == "$.target_list[0].order_id"


def test_a_name_given_twice_is_refused():
    with pytest.raises(NotUnderstood, match="each name once"):
        understand_text("aliexpress", '{"target_list": [{"order_id": 1, "order_id": 2, "order_status": "x"}]}', "a")


# --- anything else --------------------------------------------------------------------------------------------

WHOLE = [
    wrapped(ORDER_METHOD, {"result": {"success": True, "target_list": {"order_dto": [row()]}}}),
    {"target": detail(order_status="IN_CANCEL", over_time_left="2026-07-05 08:00:00", refund_info={"refund_cash_amt": usd()})},
    wrapped("aliexpress.issue.detail.get", {"result_object": issue(seller_solution_list=[solution("seller")])}),
    {"data_list": [LISTED]},
]  # fmt: skip
ODD = [
    None, True, False, 0, -1, 10**40, Decimal("1E+50"), Decimal("1E-50"), Decimal("0.1"), "", " ", "x", "\ud800", "1e9",
    "9999-12-31 23:59:59", "0001-01-01 00:00:00", [], {}, [None], [[]], {"a": 1}, {"a": []}, {"amount": "NaN", "currency_code": "USD"},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


@settings(max_examples=600)
@given(st.data())
def test_a_mangled_message_is_read_or_refused_and_nothing_else(data):
    document = copy.deepcopy(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(document)))
        if not path:
            continue
        holder = document
        for key in path[:-1]:
            holder = holder[key]
        if data.draw(st.booleans()) or isinstance(holder, list):
            holder[path[-1]] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
        else:
            del holder[path[-1]]
    try:
        parts = list(understand(document, "a.json"))
    except NotUnderstood as reason:
        assert reason.path.startswith("$")
        assert reason.expected
    else:
        for case in join("aliexpress", parts):
            assess(case, LATER)
