"""Authorising a shop: the page, codes of two minutes, tokens of ten hours, and what ends them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from makegood.sandbox.ali1688.app import APP
from tests.sandbox.ali1688_caller import SELLER, Caller

BACK = "http://127.0.0.1:1/back"


@pytest.fixture
def a() -> Caller:
    return Caller()


def asked(a: Caller, **query: str):
    return a.http.get("/oauth/authorize", query_string={"client_id": APP.key, "site": "1688", **query})


def exchanged(a: Caller, code: str):
    return a.get_token(grant_type="authorization_code", need_refresh_token="true", redirect_uri=BACK, code=code)


def test_sends_code_and_state_to_the_callback(a):
    told = parse_qs(urlsplit(asked(a, redirect_uri=BACK, state="x 1").location).query)

    assert told["state"] == ["x 1"]
    assert exchanged(a, told["code"][0]).json["memberId"] == SELLER


def test_shows_a_page_of_words_where_the_callback_is_missing_or_wrong(a):
    assert asked(a).text == "missing parameter"
    assert asked(a, redirect_uri="https://elsewhere.test/").text == "illegal request"


def test_a_token_needs_no_signature_and_answers_in_the_documented_form(a):
    told = exchanged(a, a.admin("codes", {})["code"]).json

    assert told["expires_in"] == "36000"
    assert re.fullmatch(r"\d{17}\+0800", told["refresh_token_timeout"])
    assert set(told) >= {"access_token", "refresh_token", "aliId", "resource_owner", "memberId"}


def test_answers_under_param2_as_well(a):
    form = {
        "client_id": APP.key,
        "client_secret": APP.secret,
        "grant_type": "authorization_code",
        "redirect_uri": BACK,
        "code": a.admin("codes", {})["code"],
    }
    assert "access_token" in a.http.post(f"/openapi/param2/1/system.oauth2/getToken/{APP.key}", data=form).json


def test_a_code_serves_once_and_for_two_minutes(a):
    used, late = a.admin("codes", {})["code"], a.admin("codes", {})["code"]

    assert exchanged(a, used).status_code == 200
    assert exchanged(a, used).status_code == 401
    a.wind(seconds=120)
    assert exchanged(a, late).status_code == 401


def test_an_expired_token_is_401_and_once_refreshed_the_same_call_works(a):
    first = exchanged(a, a.admin("codes", {})["code"]).json
    a.wind(hours=10)
    a.token = first["access_token"]
    stale = a.sent("alibaba.trade.getSellerOrderList")
    assert (stale.status_code, stale.json["error_code"]) == (401, "401")

    a.token = a.get_token(grant_type="refresh_token", refresh_token=first["refresh_token"]).json["access_token"]
    assert a.orders()["success"] is True


def test_a_changed_password_ends_every_token(a):
    first = exchanged(a, a.admin("codes", {})["code"]).json

    assert a.admin("passwords", {})["revoked"] == 2
    assert a.sent("alibaba.trade.getSellerOrderList").status_code == 401
    assert a.get_token(grant_type="refresh_token", refresh_token=first["refresh_token"]).status_code == 401


def test_the_secret_must_be_the_apps(a):
    told = a.get_token(client_secret="another", grant_type="refresh_token", refresh_token="x")

    assert (told.status_code, told.json["error_code"]) == (401, "401")


def test_a_long_token_comes_without_a_refresh_token(a):
    a.admin("apps", {"key": APP.key, "secret": APP.secret, "profile": "once"})

    told = exchanged(a, a.admin("codes", {})["code"]).json
    assert "refresh_token" not in told and "refresh_token_timeout" not in told


def test_a_renewal_may_leave_the_refresh_token_out(a):
    first = exchanged(a, a.admin("codes", {})["code"]).json
    a.admin("figures", {"refresh_told_again": False})

    assert "refresh_token" not in a.get_token(grant_type="refresh_token", refresh_token=first["refresh_token"]).json


def test_the_half_year_counts_from_the_first_token(a):
    first = exchanged(a, a.admin("codes", {})["code"]).json
    a.wind(days=179)
    again = a.get_token(grant_type="refresh_token", refresh_token=first["refresh_token"]).json
    assert again["refresh_token_timeout"] == first["refresh_token_timeout"]

    a.wind(days=1)
    assert a.get_token(grant_type="refresh_token", refresh_token=first["refresh_token"]).status_code == 401
