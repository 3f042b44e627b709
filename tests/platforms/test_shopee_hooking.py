"""Pushes at our door: genuine or not, whose, and which facts they tell by themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from makegood.connectors.parts import NotUnderstood
from makegood.connectors.shopee import hooking, signing
from makegood.usecases.ports import Knock
from tests.platforms.shopee_made import CHANGES, T, push
from tests.platforms.test_shopee_signing import BODY, URL

AT = datetime(2026, 11, 22, tzinfo=UTC)
KEY = "fake-push-key-0000"


def knock(message, sign=""):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return Knock({"authorization": sign} if sign else {}, body)


def is_genuine(sign, secret=KEY, url=URL, body=BODY):
    return hooking.genuine(knock(body, sign), url=url, app_key="1000001", secret=secret)


SIGNED = signing.push(KEY, URL, BODY)


@pytest.mark.parametrize("secret", [KEY, f"api-key {KEY}", f"{KEY} other", f"shpk{KEY}"])
def test_is_genuine_by_any_key_of_the_partner(secret):
    assert is_genuine(SIGNED, secret)


@pytest.mark.parametrize("sign", [SIGNED, f"SHA256 {SIGNED}", signing.push_body(KEY, BODY)])
def test_is_genuine_in_each_form_that_is_told_of(sign):
    assert is_genuine(sign)


@pytest.mark.parametrize(
    "changed",
    [
        {"sign": ""}, {"sign": "0" * 64}, {"sign": SIGNED.upper()}, {"secret": "another"}, {"secret": ""}, {"url": URL + "/"},
        {"body": BODY + b" "},
    ],
    ids=["no signature", "wrong", "capitals", "another key", "no key", "another address", "another body"],
)  # fmt: skip
def test_is_forged_where_anything_differs(changed):
    assert not is_genuine(**({"sign": SIGNED} | changed))


def test_no_empty_key_makes_a_push_genuine():
    assert not is_genuine(signing.push("", URL, BODY), secret="")


def test_is_about_the_shop_it_names():
    assert hooking.account(knock(BODY)) == "220000001"


@pytest.mark.parametrize("body", [{"data": {}, "code": 12, "timestamp": T}, b"[]", b"{", b""])
def test_is_about_no_shop_where_none_is_named(body):
    with pytest.raises(NotUnderstood):
        hooking.account(knock(body))


def told(code, data):
    return [(one.case, one.changed_at) for one in hooking.told(knock(push(code, data)), at=AT)]


def test_tells_when_a_buyer_asked_to_cancel():
    ((case, at),) = told(3, {"ordersn": "261101ABCDEF12", "status": "IN_CANCEL", "update_time": T})

    assert (case["id"], case["kind"], case["claim"]["wants"]) == ("shopee:261101ABCDEF12", "cancel_request", ["cancel"])
    assert (case["events"], at) == (
        [{"at": "2026-09-21T14:13:20Z", "type": "cancel_requested"}],
        datetime.fromtimestamp(T, UTC),
    )


def test_tells_what_changed_in_a_return_and_leaves_how_it_stands_to_the_pull():
    ((case, at),) = told(29, CHANGES)

    assert case["id"] == "shopee:2611100RETURN1"
    assert {event["type"] for event in case["events"]} == {"platform_notice"}
    assert "return_status REQUESTED → JUDGING" in [event["text"] for event in case["events"]]
    assert "claim" not in case and case["order"] == {"id": "261101ABCDEF12"}
    assert at == datetime.fromtimestamp(T + 600_002, UTC)


@pytest.mark.parametrize(
    ("code", "data"),
    [
        (3, {"ordersn": "261101ABCDEF12", "status": "SHIPPED", "update_time": T}),
        (4, {"ordersn": "261101ABCDEF12", "package_number": "OFG1", "tracking_no": "AB1"}),
        (28, {"action_type": 1, "points_issued_data": {"violation_type": 5, "issued_points": 1}, "update_time": T}),
        (10, {}),
    ],
    ids=["a status", "a number", "points", "chat"],
)
def test_tells_nothing_that_the_pull_tells_better(code, data):
    assert told(code, data) == []


def test_a_push_of_another_form_is_not_understood():
    with pytest.raises(NotUnderstood):
        told(29, {"return_sn": "2611100RETURN1"})
