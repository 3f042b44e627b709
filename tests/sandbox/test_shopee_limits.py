"""Limits by the minute and by the day, storms, and every other fault (platforms/shopee.md §2, Rate limits)."""

from __future__ import annotations

import pytest

from tests.sandbox.shopee_caller import Caller


@pytest.fixture
def sp() -> Caller:
    return Caller()


def errors(sp, count=1, **more):
    return [sp.sent("GET", "shop/get_shop_info", **more).get_json()["error"].strip(" -") for _ in range(count)]


def test_limits_a_burst_without_saying_how_long(sp):
    sp.figures(calls_per_minute=3)

    assert errors(sp, 4) == ["", "", "", "error_rate_limit"]
    answer = sp.sent("GET", "shop/get_shop_info")
    assert (answer.status_code, "Retry-After" in answer.headers) == (200, False)


def test_lets_calls_through_again_after_a_minute(sp):
    sp.figures(calls_per_minute=1)
    assert errors(sp, 2) == ["", "error_rate_limit"]

    sp.admin("wind", {"seconds": 60})

    assert errors(sp) == [""]


def test_can_answer_a_limit_with_429(sp):
    sp.figures(calls_per_minute=1, limit_status=429)
    errors(sp)

    answer = sp.sent("GET", "shop/get_shop_info")

    assert (answer.status_code, answer.get_json()["error"]) == (429, "error_rate_limit")


def test_counts_the_calls_of_all_shops_of_a_partner(sp):
    sp.admin("shops", {"shop_id": 220000002})
    other = sp.admin("tokens", {"shop_id": 220000002})["access_token"]
    sp.figures(calls_per_minute=1)

    assert errors(sp) == [""]
    assert errors(sp, shop_id=220000002, access_token=other) == ["error_rate_limit"]


def test_refuses_the_rest_of_the_day_until_midnight_in_utc8(sp):
    sp.admin("wind", {"to": "2026-10-01T15:59:00Z"})
    sp.pair = sp.admin("tokens", {})
    sp.figures(calls_per_day=1)

    assert errors(sp, 2) == ["", "error_limit"]
    sp.admin("wind", {"minutes": 1})
    assert errors(sp) == [""]


def test_storms_for_as_long_as_it_is_told_to(sp):
    sp.admin("storm", {"minutes": 10, "status": 429})

    assert {sp.sent("GET", "shop/get_shop_info").status_code for _ in range(3)} == {429}
    sp.admin("wind", {"minutes": 10, "seconds": -1})
    assert errors(sp) == ["error_rate_limit"]
    sp.admin("wind", {"seconds": 1})
    assert errors(sp) == [""]


def test_storms_on_five_shops_and_leaves_the_sixth_alone(sp):
    tokens = {sp.shop: sp.token}
    for number in range(220000002, 220000007):
        sp.admin("shops", {"shop_id": number})
        tokens[number] = sp.admin("tokens", {"shop_id": number})["access_token"]
    for number in list(tokens)[:5]:
        sp.admin("storm", {"minutes": 10, "shop_id": number})

    told = [errors(sp, shop_id=number, access_token=token)[0] for number, token in tokens.items()]

    assert told == ["error_rate_limit"] * 5 + [""]


# --- faults ---


def confirmed(sp, claim):
    return sp.sent("POST", "returns/confirm", {"return_sn": claim["sn"]})


@pytest.mark.parametrize(("kind", "done"), [("error_before", False), ("error_after", True)])
def test_has_a_broken_gateway_before_or_after_the_effect(sp, kind, done):
    claim = sp.claim()
    sp.fault(kind)

    answer = confirmed(sp, claim)

    assert (answer.status_code, answer.content_type) == (502, "text/html")
    assert (sp.truth(claim).status == "ACCEPTED") is done


@pytest.mark.parametrize(("kind", "done"), [("lie_before", False), ("lie_after", True)])
def test_says_that_it_failed(sp, kind, done):
    claim = sp.claim()
    sp.fault(kind)

    assert confirmed(sp, claim).get_json()["error"] == "error_server"
    assert (sp.truth(claim).status == "ACCEPTED") is done


@pytest.mark.parametrize(
    ("kind", "error"), [("limit", "error_rate_limit"), ("isp", "error_inner"), ("token", "invalid_acceess_token")]
)
def test_refuses_without_effect(sp, kind, error):
    claim = sp.claim()
    sp.fault(kind)

    assert confirmed(sp, claim).get_json()["error"] in (error, "error_auth")
    assert sp.truth(claim).status == "REQUESTED"


def test_strikes_a_call_by_pattern_and_no_more_than_counted(sp):
    sp.fault("isp", method="shop/*", count=2)

    assert errors(sp, 3) == ["error_inner", "error_inner", ""]


def test_spoils_what_it_sends(sp):
    sp.fault("malformed", count=1)
    assert sp.sent("GET", "shop/get_shop_info").data.startswith(b"{,")

    sp.admin("faults", {"kind": "wrong_currency"})
    assert sp.detail(sp.order())["currency"] == "USD"


def test_shows_a_page_twice_or_not_at_all(sp):
    for _ in range(3):
        sp.order()
    first = sp.orders(page_size=2)["response"]["order_list"]

    sp.fault("duplicate_page", count=1)
    assert sp.orders(page_size=2, cursor="2")["response"]["order_list"] == first
    sp.fault("missing_page", count=1)
    assert sp.orders(page_size=2)["response"] == {"more": True, "next_cursor": "2", "order_list": []}


def test_lags_in_lists_and_where_told_in_details(sp):
    sp.admin("lag", {"seconds": 120})
    order = sp.order("placed", 0)

    assert sp.orders()["response"]["order_list"] == []
    assert sp.detail(order)["order_sn"] == order["sn"]
    sp.admin("wind", {"seconds": 120})
    assert len(sp.orders()["response"]["order_list"]) == 1


def test_is_ahead_of_our_clock(sp):
    sp.fault("skew", seconds=900)

    answer = sp.sent("GET", "shop/get_shop_info")

    assert answer.get_json()["message"] == "Timestamp is expired."
    assert (answer.date - sp.state.clock.now()).total_seconds() == 900


def test_keeps_a_record_of_calls_without_secrets(sp):
    claim = sp.claim()
    confirmed(sp, claim)

    call = sp.admin("calls")["calls"][-1]

    assert (call["method"], call["parameters"], call["code"], call["ran"]) == (
        "returns/confirm", {"return_sn": claim["sn"]}, "0", True,
    )  # fmt: skip
    assert sp.token not in str(sp.admin("calls"))


def test_refuses_a_figure_it_does_not_know(sp):
    assert "figures.speed" in sp.admin("figures", {"speed": 1}, status=400)["error"]
