"""Faults of the Wish sandbox: before and after the effect, and in what is read."""

from __future__ import annotations

import json

import pytest

from makegood.sandbox.stage.serving import AnswerLost
from tests.sandbox.wish_caller import Caller


@pytest.fixture
def wish():
    return Caller()


@pytest.fixture
def order(wish):
    return wish.order(stage="approved", usd="20.00")


def refund(wish, order):
    return wish.put(f"/orders/{order['id']}/refund", refund_reason="UNABLE_TO_SHIP")


def was_done(wish, order) -> bool:
    wish.http.delete("/_sandbox/faults")
    wish.wind(minutes=1)
    return wish.get(f"/orders/{order['id']}")["state"] == "REFUNDED"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["timeout", "reset"])
def test_loses_the_answer_before_or_after_the_effect(wish, order, kind, when):
    wish.fault(f"{kind}_{when}", method="orders.refund")
    with pytest.raises(AnswerLost):
        refund(wish, order)

    assert was_done(wish, order) == (when == "after")


@pytest.mark.parametrize("when", ["before", "after"])
def test_answers_500_before_or_after_the_effect(wish, order, when):
    wish.fault(f"error_{when}", method="orders.refund")

    assert refund(wish, order).status_code == 500
    assert was_done(wish, order) == (when == "after")


@pytest.mark.parametrize("when", ["before", "after"])
def test_lies_with_status_200_and_a_code_that_says_no(wish, order, when):
    wish.fault(f"lie_{when}", method="orders.refund")
    answer = refund(wish, order)

    assert (answer.status_code, answer.json["code"] == 0) == (200, False)
    assert was_done(wish, order) == (when == "after")


def test_limits_with_a_reset_and_no_retry_after(wish, order):
    wish.fault("limit", method="orders.*", seconds=7)
    answer = refund(wish, order)

    assert (answer.status_code, answer.headers["Wish-Rate-Limit-Reset"]) == (429, "2026-10-01T00:00:07.000Z")
    assert was_done(wish, order) is False


def test_has_back_end_trouble_and_forgets_tokens(wish, order):
    wish.fault("isp", method="orders.refund", count=1)
    assert refund(wish, order).status_code == 500
    wish.fault("token", method="orders.refund", count=1)

    assert wish.refused(refund(wish, order)) == (400, 1008)
    assert refund(wish, order).status_code == 200


@pytest.mark.parametrize("kind", ["malformed", "truncated"])
def test_spoils_its_json(wish, order, kind):
    wish.fault(kind)
    body = wish.send("GET", "/orders").get_data()

    with pytest.raises(ValueError):
        json.loads(body)


def test_leaves_a_page_out_or_says_its_rows_twice(wish):
    made = [wish.order(stage="approved", days_ago=days)["id"] for days in (3, 2)]
    wish.fault("missing_page", count=1)
    assert wish.get("/orders") == []
    wish.fault("duplicate_page", count=1)

    assert [row["id"] for row in wish.get("/orders", sort_by="updated_at.asc")] == [made[0], made[0]]


def test_lags_by_fault_in_details_too(wish, order):
    wish.fault("lag", seconds=60)

    assert wish.get("/orders") == []
    assert wish.refused(wish.send("GET", f"/orders/{order['id']}"))[0] == 400


def test_has_a_clock_that_is_ahead(wish):
    wish.wind(days=29, hours=23)
    wish.fault("skew", seconds=7200)
    answer = wish.send("GET", "/orders")

    assert wish.refused(answer) == (400, 1007)
    assert answer.headers["Date"] == "Sat, 31 Oct 2026 01:00:00 GMT"


def test_tells_amounts_in_another_currency(wish, order):
    wish.fault("wrong_currency")

    assert '"USD"' not in wish.send("GET", "/orders").text


def test_keeps_a_record_of_calls_without_tokens_or_secrets(wish, order):
    refund(wish, order)
    wish.send(
        "GET",
        "/oauth/refresh_token",
        client_id=wish.key,
        client_secret=wish.secret,
        refresh_token="r",
        grant_type="refresh_token",
    )
    text = json.dumps(calls := wish.admin("calls")["calls"])

    assert [call["method"] for call in calls] == ["orders.refund", "oauth.refresh_token"]
    assert wish.token not in text
    assert wish.secret not in text
    assert (calls[0]["code"], calls[0]["ran"]) == ("0", True)
