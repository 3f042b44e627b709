"""Who is let in: signatures, timestamps, codes, tokens and their ends (platforms/shopee.md §1)."""

from __future__ import annotations

import pytest

from tests.sandbox.shopee_caller import Caller


@pytest.fixture
def sp() -> Caller:
    return Caller()


def refusal(answer):
    return answer.status_code, answer.get_json()["error"], answer.get_json()["message"]


@pytest.mark.parametrize(
    "changed",
    [{"sign": "0" * 64}, {"shop_id": 220000001, "sign": "F" * 64}],
)
def test_refuses_a_wrong_signature(sp, changed):
    assert refusal(sp.sent("GET", "order/get_order_list", **changed)) == (403, "error_sign", "Wrong sign.")


def test_signs_the_path_without_its_host_and_in_lower_case(sp):
    query = sp.query("shop/get_shop_info")
    with_host = sp.sign(sp.key, "http://localhost/api/v2/shop/get_shop_info", query["timestamp"], sp.token, sp.shop)

    assert sp.sent("GET", "shop/get_shop_info").get_json()["shop_name"] == "sandbox.sg"
    for sign in (with_host, query["sign"].upper()):
        assert sp.sent("GET", "shop/get_shop_info", sign=sign).get_json()["error"] == "error_sign"


def test_signs_neither_query_nor_body(sp):
    answer = sp.http.get("/api/v2/shop/get_shop_info", query_string={**sp.query("shop/get_shop_info"), "more": "1"})

    assert answer.get_json()["shop_name"] == "sandbox.sg"


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("partner_id", "There is no partner_id in query."),
        ("timestamp", "no timestamp"),
        ("access_token", "There is no access_token in query."),
        ("shop_id", "There is no shop_id in query."),
    ],
)
def test_has_a_message_for_each_thing_that_is_missing(sp, missing, words):
    query = {name: value for name, value in sp.query("shop/get_shop_info").items() if name != missing}

    answer = sp.http.get("/api/v2/shop/get_shop_info", query_string=query).get_json()

    assert (answer["error"], answer["message"]) == ("error_param", words)


def test_misses_a_signature(sp):
    query = {name: value for name, value in sp.query("shop/get_shop_info").items() if name != "sign"}

    assert (
        sp.http.get("/api/v2/shop/get_shop_info", query_string=query).get_json()["message"]
        == "There is no sign in query."
    )


@pytest.mark.parametrize(("off", "error"), [(-300, ""), (300, ""), (-301, "error_param"), (301, "error_param")])
def test_takes_a_timestamp_within_five_minutes(sp, off, error):
    answer = sp.sent("GET", "shop/get_shop_info", timestamp=sp.at() + off).get_json()

    assert answer["error"].strip(" -") == error
    assert not error or answer["message"] == "Timestamp is expired."


def test_tells_its_own_time_in_the_answers_date(sp):
    assert sp.sent("GET", "shop/get_shop_info").date == sp.state.clock.now()


def test_ends_an_access_token_after_four_hours_and_says_so_in_two_ways(sp):
    sp.admin("wind", {"hours": 4})

    errors = {sp.get("shop/get_shop_info")["error"] for _ in range(12)}

    assert errors == {"invalid_acceess_token", "error_auth"}


def renewed(sp, refresh, **more):
    return sp.post("auth/access_token/get", partner_id=int(sp.key), refresh_token=refresh, shop_id=sp.shop, **more)


def test_gives_a_pair_for_a_pair_and_takes_a_refresh_token_once(sp):
    first = renewed(sp, sp.pair["refresh_token"])

    assert (first["expire_in"], first["shop_id"]) == (14_400, sp.shop)
    assert renewed(sp, sp.pair["refresh_token"])["error"] == "error_auth"
    assert renewed(sp, first["refresh_token"])["error"].strip(" -") == ""


def test_lets_the_access_token_before_live_on_for_minutes(sp):
    renewed(sp, sp.pair["refresh_token"])

    assert sp.get("shop/get_shop_info")["error"].strip(" -") == ""
    sp.admin("wind", {"minutes": 5})
    assert sp.get("shop/get_shop_info")["error"] in ("invalid_acceess_token", "error_auth")


def test_ends_a_refresh_token_after_thirty_days(sp):
    sp.admin("wind", {"days": 30})

    assert renewed(sp, sp.pair["refresh_token"])["error"] == "refresh_token_expired"


def test_ends_a_sellers_yes_after_a_year(sp):
    for _ in range(14):
        pair = renewed(sp, sp.pair["refresh_token"])
        sp.pair = pair if "access_token" in pair else sp.pair
        sp.admin("wind", {"days": 29})

    assert pair["error"] == "shop_access_expired"


def test_wants_exactly_one_id_to_renew(sp):
    assert renewed(sp, sp.pair["refresh_token"], merchant_id=990001)["error"] == "error_param"


def exchanged(sp, code, **more):
    return sp.post("auth/token/get", partner_id=int(sp.key), code=code, **({"shop_id": sp.shop} | more))


def test_takes_a_code_once(sp):
    code = sp.admin("codes", {})["code"]

    assert exchanged(sp, code)["access_token"]
    assert exchanged(sp, code)["error"] == "invalid_code"


def test_takes_a_code_for_ten_minutes(sp):
    code = sp.admin("codes", {})["code"]
    sp.admin("wind", {"minutes": 10})

    assert exchanged(sp, code)["error"] == "invalid_code"


def test_refuses_a_code_for_another_shop_and_leaves_it_good(sp):
    code = sp.admin("codes", {})["code"]

    assert exchanged(sp, code, shop_id=1)["error"] == "invalid_shop_id"
    assert exchanged(sp, code)["access_token"]


@pytest.mark.parametrize(
    "way", ["/auth?auth_type=seller&response_type=code&redirect_uri=", "/api/v2/shop/auth_partner?redirect="]
)
def test_sends_a_code_and_the_shop_to_a_callback_on_this_machine(sp, way):
    path, _, more = way.partition("?")
    signed = "&".join(f"{name}={value}" for name, value in {
        "partner_id": sp.key, "timestamp": sp.stamp(), "sign": sp.sign(sp.key, path, sp.stamp()),
    }.items())  # fmt: skip

    there = sp.http.get(f"{path}?{signed}&{more}http://127.0.0.1:9/back").headers["Location"]

    code = there.split("code=")[1].split("&")[0]
    assert there == f"http://127.0.0.1:9/back?code={code}&shop_id={sp.shop}"
    assert exchanged(sp, code)["access_token"]


def test_sends_nobody_off_this_machine(sp):
    link = f"/auth?partner_id={sp.key}&auth_type=seller&response_type=code&redirect_uri=https://example.test/"

    assert sp.http.get(link).status_code == 400


def test_lists_a_main_accounts_shops(sp):
    sp.admin("shops", {"shop_id": 220000002})
    link = f"/auth?partner_id={sp.key}&auth_type=seller&response_type=code&main_account_id=7&redirect_uri=http://127.0.0.1:9/"
    code = sp.http.get(link).headers["Location"].split("code=")[1].split("&")[0]

    told = exchanged(sp, code, shop_id=None, main_account_id=7)

    assert told["shop_id_list"] == [220000001, 220000002]


def test_calls_for_a_merchant_are_signed_with_the_merchant(sp):
    answer = sp.sent("GET", "merchant/get_merchant_info", merchant_id=990001, shop_id=None).get_json()

    assert answer["merchant_name"] == "sandbox.sg Trading"


def test_answers_no_other_shops_token(sp):
    sp.admin("shops", {"shop_id": 220000002})

    assert sp.sent("GET", "shop/get_shop_info", shop_id=220000002).get_json()["error"] == "error_auth"


def test_knows_which_shops_gave_leave(sp):
    (shop,) = sp.get("public/get_shops_by_partner")["authed_shop_list"]

    assert (shop["shop_id"], shop["expire_time"] - shop["auth_time"]) == (sp.shop, 365 * 86_400)


def test_answers_an_unknown_path_as_offline(sp):
    assert "currently offline" in sp.get("returns/no_such_call")["message"]


def test_spells_the_empty_error_of_a_success_in_three_ways(sp):
    assert {sp.get("shop/get_shop_info")["error"] for _ in range(12)} == {"", " ", "-"}


def test_keeps_chat_closed_to_who_is_not_on_the_list(sp):
    assert sp.get("sellerchat/get_conversation_list")["error"] == "error_api_permission"
