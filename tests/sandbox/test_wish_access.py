"""Tokens, scopes and the envelope (platforms/wish.md §1, bullets 1, 2, 3 and 5)."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sandbox.wish_caller import Caller

CALLBACK = "http://127.0.0.1/callback"


@pytest.fixture
def wish():
    return Caller()


def exchange(wish: Caller, code: str, /, **other: str):
    asked = {"client_id": wish.key, "client_secret": wish.secret, "code": code, "redirect_uri": CALLBACK}
    return wish.send("POST", "/oauth/access_token", json=asked | {"grant_type": "authorization_code"} | other)


def renew(wish: Caller, refresh: str, **other: str):
    asked = {"client_id": wish.key, "client_secret": wish.secret, "refresh_token": refresh}
    return wish.send("GET", "/oauth/refresh_token", **(asked | {"grant_type": "refresh_token"} | other))


def test_answers_1012_with_401_without_a_token(wish):
    answer = wish.send("GET", "/orders", token="")

    assert (answer.status_code, answer.json["code"], answer.json["data"]) == (401, 1012, {})


def test_knows_no_token_but_its_own(wish):
    assert wish.refused(wish.send("GET", "/oauth/test", token="made-up")) == (400, 1006)


def test_answers_1007_from_the_thirtieth_day_on(wish):
    wish.wind(days=30, seconds=-1)
    assert wish.get("/oauth/test") == {"merchant_id": wish.shop}

    wish.wind(seconds=1)
    assert wish.refused(wish.send("GET", "/oauth/test")) == (400, 1007)


def test_revokes_the_old_token_at_once_when_renewed(wish):
    told = renew(wish, wish.tokens["refresh_token"]).json["data"]

    assert wish.refused(wish.send("GET", "/oauth/test")) == (400, 1008)
    assert wish.send("GET", "/oauth/test", token=told["access_token"]).status_code == 200
    assert renew(wish, wish.tokens["refresh_token"]).json["code"] == "1006"


def test_may_leave_the_refresh_token_alive(wish):
    wish.admin("figures", {"refresh_rotates": False})
    renew(wish, wish.tokens["refresh_token"])

    assert renew(wish, wish.tokens["refresh_token"]).status_code == 200


def test_redeems_a_code_once(wish):
    code = wish.admin("codes", {})["code"]
    told = exchange(wish, code)

    assert set(told.json["data"]) == {"access_token", "refresh_token", "expiry_time", "merchant_id", "scopes"}
    assert wish.refused(exchange(wish, code)) == (400, "10002")


def test_lets_a_code_expire(wish):
    code = wish.admin("codes", {})["code"]
    wish.wind(seconds=wish.state.figures.code_seconds)

    assert wish.refused(exchange(wish, code)) == (400, "10004")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"code": "unknown"}, "10008"),
        ({"client_secret": "wrong"}, "10001"),
        ({"redirect_uri": "http://127.0.0.1/elsewhere"}, "10001"),
        ({"grant_type": "password"}, "1001"),
    ],
)
def test_prints_the_code_as_text_where_the_documents_do(wish, other, code):
    assert wish.refused(exchange(wish, wish.admin("codes", {})["code"], **other)) == (400, code)


def test_takes_a_code_by_get_as_well_and_a_renewal_by_nothing_else(wish):
    asked = {"client_id": wish.key, "client_secret": wish.secret, "redirect_uri": CALLBACK}
    asked |= {"grant_type": "authorization_code", "code": wish.admin("codes", {})["code"]}
    assert wish.send("GET", "/oauth/access_token", **asked).status_code == 200

    assert wish.send("POST", "/oauth/refresh_token", json={}).status_code == 404


def test_sends_the_code_to_the_apps_one_address(wish):
    answer = wish.http.get(f"/v3/oauth/authorize?client_id={wish.key}&state=abc")
    target = urlsplit(answer.headers["Location"])

    assert f"{target.scheme}://{target.netloc}{target.path}" == CALLBACK
    told = parse_qs(target.query)
    assert told["state"] == ["abc"]
    assert exchange(wish, told["code"][0]).status_code == 200


def test_checks_the_scope_of_each_call(wish):
    wish.admin("apps", {"key": "reader", "secret": "s", "permissions": ["orders:read"]})
    token = wish.admin("tokens", {"app_key": "reader"})["access_token"]
    order = wish.order()

    assert wish.send("GET", f"/orders/{order['id']}", token=token).status_code == 200
    write = wish.send("PUT", f"/orders/{order['id']}/refund", token=token, json={"refund_reason": "ITEM_IS_DAMAGED"})
    assert wish.refused(write) == (400, 1006)
    assert wish.refused(wish.send("GET", "/tickets", token=token)) == (400, 1006)


def test_answers_1002_for_a_disabled_account(wish):
    wish.admin("shops", {"seller_id": "5d00000000000000000000ff", "disabled": True})
    token = wish.admin("tokens", {"seller_id": "5d00000000000000000000ff"})["access_token"]

    assert wish.refused(wish.send("GET", "/oauth/test", token=token)) == (400, 1002)


def test_hides_another_shops_orders(wish):
    wish.admin("shops", {"seller_id": "5d00000000000000000000fe"})
    theirs = wish.order(seller_id="5d00000000000000000000fe")

    assert wish.get("/orders") == []
    assert wish.refused(wish.send("GET", f"/orders/{theirs['id']}"))[0] == 400


def test_has_one_envelope_for_everything(wish):
    assert wish.send("GET", "/orders").json.keys() == {"message", "code", "data"}
    assert wish.refused(wish.send("GET", "/nothing/here"))[0] == 404
