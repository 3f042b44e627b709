"""Shopee's messages: each published sample read or refused, ids and amounts exact, and never a traceback."""

from __future__ import annotations

import copy
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.connectors import joining
from makegood.connectors.parts import NotUnderstood
from tests.platforms.shopee_made import CHANGES, DETAIL, T, cases, lost, ok, order, push, refusal, returned

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "shopee-open-api" / "endpoints"
READ = {
    "account_health.get_penalty_point_history", "order.get_order_detail", "order.get_order_list",
    "order.get_shipment_list", "order.split_order", "push.get_lost_push_message", "returns.get_return_list",
}  # fmt: skip


def _samples() -> list[Any]:
    return [
        pytest.param(call, sample, bad, id=f"{call['api']}-{'error' if bad else 'response'}")
        for file in sorted(SAMPLES.glob("*.json"))
        for call in [json.loads(file.read_text())]
        for bad, key in ((False, "response_samples"), (True, "error_samples"))
        for sample in call[key]
    ]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the platform's samples are not beside this repository")
@pytest.mark.parametrize(("call", "sample", "bad"), _samples())
def test_a_sample_is_read_or_refused_with_method_and_path(call, sample, bad):
    method = call["api"].removeprefix("v2.")
    if method in READ and not bad:
        assert cases(sample, name=f"{method}.json")
        return

    found = refusal(sample, f"{method}.json")

    assert found.method == method
    assert found.path == "$.error" if bad else found.path in ("$", "$.response")


@pytest.mark.parametrize(
    ("document", "method", "path"),
    [
        (ok(None, "error_auth"), "file.json", "$.error"),
        ([ok({"order_list": []}), ok(None, "error_param")], "file.json", "$[1].error"),
        ({"error": "", "message": "", "request_id": "x"}, "file.json", "$"),
        ({"access_token": "t", "refresh_token": "r"}, "public.get_access_token", "$"),
        (ok({"return_sn": "R1", "msg": "dispute return success"}), "file.json", "$.response"),
        (ok({"order_sn": "A1", "order_income": {}}), "payment.get_escrow_detail", "$.response"),
        (ok({"order_list": [{}]}), "order.get_order_list", "$.response.order_list[0].order_sn"),
        (ok({"order_list": [order(order_sn=1.5)]}), "order.get_order_detail", "$.response.order_list[0].order_sn"),
        (ok({"return": [returned(order_sn=None)]}), "returns.get_return_list", "$.response.return[0].order_sn"),
        (order(create_time=1_790_000_000_000), "order.get_order_detail", "$.create_time"),
        (order(create_time=1.5), "order.get_order_detail", "$.create_time"),
        (order(total_amount=1.005), "order.get_order_detail", "$.total_amount"),
        (order(total_amount=-1), "order.get_order_detail", "$.total_amount"),
        (order(currency="sgd"), "order.get_order_detail", "$.currency"),
        (order(currency=None), "order.get_order_detail", "$.currency"),
        (order(currency="VND", total_amount=1.5), "order.get_order_detail", "$.total_amount"),
        (order(item_list=[{"model_quantity_purchased": 0}]), "order.get_order_detail", "$.item_list[0].model_quantity_purchased"),
        (order(buyer_username="\ud800"), "order.get_order_detail", "$.buyer_username"),
        ([], "file.json", "$"),
        (7, "file.json", "$"),
        ([[order()]], "file.json", "$[0]"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_by_method_and_path(document, method, path):
    found = refusal(document)

    assert (found.method, found.path) == (method, path)


def test_a_member_given_twice_and_bottomless_nesting_are_refused():
    with pytest.raises(NotUnderstood, match="each name once"):
        joining.understand("shopee", '{"order_sn": "A1", "order_sn": "A2"}', "x")
    with pytest.raises(NotUnderstood):
        joining.understand("shopee", '{"order_sn": ' + "[" * 300 + "]" * 300 + "}", "x")


@given(st.integers(1, 10**19 - 1), st.booleans())
def test_an_id_survives_to_its_last_digit(number, as_text):
    serial = str(number) if as_text else number
    (made,) = joining.join("shopee", joining.understand("shopee", json.dumps(returned(return_sn=serial)), "x"))

    assert made["id"] == f"shopee:{number}"


@given(st.decimals(0, 10**12, places=2), st.booleans())
def test_an_amount_survives_to_its_last_digit(amount, as_text):
    written = f'"{amount}"' if as_text else str(amount)
    text = json.dumps(returned(refund_amount="@")).replace('"@"', written)
    (made,) = joining.join("shopee", joining.understand("shopee", text, "x"))

    assert Decimal(made["claim"]["amount"]["amount"]) == amount


GARBAGE: list[Any] = [
    None, True, 0, -1, 10**30, 1.5, 1e300, "", "x", "\ud800", "-", [], [None], {}, [[]], {"a": 1}, "1_000", 2**63, "٣",
]  # fmt: skip
VALID: list[Any] = [
    ok({"order_list": [order(), order(order_sn="B", order_status="IN_CANCEL", pickup_done_time=0)]}),
    ok({"return": [returned(), returned(return_sn="R2", status="ACCEPTED")]}),
    ok(DETAIL),
    push(29, CHANGES),
    push(28, {"action_type": 1, "points_issued_data": {"issued_points": 3, "violation_type": 25}, "update_time": T}),
    push(47, {"order_sn": "A1", "new": {"ship_by_date": T}}),
    lost(push(3, {"ordersn": "A1", "status": "IN_CANCEL", "update_time": T}), push(4, {"ordersn": "A", "tracking_no": "1"})),
    ok({"penalty_point_list": [{"issue_time": T, "latest_point_num": 0, "reference_id": 5, "violation_type": 23}]}),
    [ok({"order_list": [order()]}), returned(), push(30, {"ordersn": "A", "fulfillment_status": "X", "update_time": T})],
]  # fmt: skip


def _spoil(value: Any, chance: random.Random) -> None:
    """Goes down at random, and replaces or loses what it meets."""
    while isinstance(value, (dict, list)) and value:
        key = chance.choice(list(value) if isinstance(value, dict) else list(range(len(value))))
        inner = value[key]
        if not isinstance(inner, (dict, list)) or not inner or chance.random() < 0.3:
            if isinstance(value, dict) and chance.random() < 0.3:
                del value[key]
            else:
                value[key] = copy.deepcopy(chance.choice(GARBAGE))
            return
        value = inner


@pytest.mark.parametrize("seed", range(20))
def test_a_mangled_message_is_read_or_not_understood(seed):
    chance = random.Random(seed)
    refused = 0
    for _ in range(150):
        document = copy.deepcopy(chance.choice(VALID))
        for _ in range(chance.randint(1, 3)):
            _spoil(document, chance)
        try:
            cases(document)
        except NotUnderstood as reason:
            refused += 1
            assert reason.path.startswith("$")
    assert 0 < refused < 150
