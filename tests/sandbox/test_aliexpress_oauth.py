"""Authorising: codes once, tokens by profile, refresh tokens that change and do not live longer (§1.2, §7.4)."""

from __future__ import annotations

import pytest

DAY = 86_400


def code(ae, **asked):
    return ae.admin("codes", asked)["code"]


def create(ae, given, **more):
    return ae.rest("/auth/token/create", {"code": given, **more})


def refresh(ae, token):
    return ae.rest("/auth/token/refresh", {"refresh_token": token})


def test_gives_tokens_for_a_code_once(ae):
    given = code(ae)

    assert create(ae, given)["code"] == "0"
    assert create(ae, given)["code"] == "InvalidCode"


@pytest.mark.parametrize(("seconds", "answer"), [(179, "0"), (180, "InvalidCode")])
def test_lets_a_code_lapse_after_three_minutes(ae, seconds, answer):
    given = code(ae)
    ae.wind(seconds=seconds)

    assert create(ae, given)["code"] == answer


def test_refuses_the_documented_uuid(ae):
    assert create(ae, code(ae), uuid="1")["code"] == "InvalidCode"


def test_tells_every_documented_field(ae):
    fields = set(create(ae, code(ae)))

    assert fields >= {
        "access_token", "refresh_token", "expires_in", "refresh_expires_in", "expire_time", "refresh_token_valid_time",
        "user_id", "seller_id", "havana_id", "user_nick", "account", "account_platform", "account_id", "locale", "sp",
        "code", "request_id",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "access", "renewal"),
    [("test", 1, 2), ("live", 30, 60), ("own", 365, 730), ("once", 30, 0)],
)
def test_gives_each_profile_its_lives(ae, profile, access, renewal):
    ae.admin("apps", {"key": "7", "secret": "s", "profile": profile})
    token = ae.admin("tokens", {"app_key": "7"})

    assert (token["expires_in"], token["refresh_expires_in"]) == (access * DAY, renewal * DAY)


def test_changes_the_refresh_token_and_keeps_its_end(ae):
    first = create(ae, code(ae))
    ae.wind(days=20)
    second = refresh(ae, first["refresh_token"])

    assert second["refresh_token"] != first["refresh_token"]
    assert second["refresh_token_valid_time"] == first["refresh_token_valid_time"]
    assert (second["expires_in"], second["refresh_expires_in"]) == (30 * DAY, 40 * DAY)
    assert refresh(ae, first["refresh_token"])["code"] == "IllegalRefreshToken"


def test_never_renews_beyond_the_first_end(ae):
    token = create(ae, code(ae))
    ae.wind(days=59, hours=23)
    token = refresh(ae, token["refresh_token"])
    ae.wind(hours=1)

    assert refresh(ae, token["refresh_token"])["code"] == "IllegalRefreshToken"


def test_blocks_renewal_where_the_profile_has_none(ae):
    ae.admin("apps", {"key": "7", "secret": "s", "profile": "once"})
    ae.key, ae.secret = "7", "s"

    assert refresh(ae, ae.admin("tokens", {"app_key": "7"})["refresh_token"])["code"] == "IllegalRefreshToken"


@pytest.mark.parametrize(("days", "code_"), [(29, None), (30, "IllegalAccessToken")])
def test_refuses_an_access_token_from_its_end_on(ae, days, code_):
    ae.wind(days=days)

    assert ae.issues().get("error_response", {}).get("code") == code_


def test_kills_the_old_access_token_unless_told_otherwise(ae):
    token = ae.admin("tokens", {})
    ae.token = token["access_token"]
    refresh(ae, token["refresh_token"])

    assert ae.issues()["error_response"]["code"] == "IllegalAccessToken"


def test_knows_no_other_app_and_no_other_apps_tokens(ae):
    ae.admin("apps", {"key": "7", "secret": "s"})
    ae.key, ae.secret = "7", "s"
    assert ae.issues()["error_response"]["code"] == "IllegalAccessToken"

    ae.key = "8"
    assert ae.issues()["error_response"]["code"] == "InvalidAppkey"


def test_sends_the_code_to_a_callback_on_this_machine_only(ae):
    asked = {"response_type": "code", "client_id": ae.key, "redirect_uri": "http://127.0.0.1:9/back?x=1"}

    there = ae.http.get("/oauth/authorize", query_string=asked).headers["Location"]
    assert there.startswith("http://127.0.0.1:9/back?x=1&code=3_")
    assert create(ae, there.split("code=")[1])["code"] == "0"
    assert (
        ae.http.get("/oauth/authorize", query_string=asked | {"redirect_uri": "https://shop.test/"}).status_code == 400
    )
