"""Envelopes: both shapes, errors of each door, flags in three layers, chat closed (§1.6, §7.5, §7.16, §7.20)."""

from __future__ import annotations

import pytest


def test_wraps_lists_in_their_item_types_name(ae):
    ae.issue()
    answer = ae.call("aliexpress.issue.issuelist.get", {"query_dto": {}}, simplify="")
    body = answer["aliexpress_issue_issuelist_get_response"]

    assert body["data_list"]["issue_api_issue_dto"][0]["issue_status"] == "processing"
    assert body["request_id"]


def test_gives_plain_lists_and_no_wrapper_when_simplified(ae):
    ae.issue()
    answer = ae.call("aliexpress.issue.issuelist.get", {"query_dto": {}})

    assert answer["data_list"][0]["issue_status"] == "processing"
    assert answer["request_id"]


def test_wraps_an_empty_list_as_an_empty_object(ae):
    wrapped = ae.call("aliexpress.issue.issuelist.get", {"query_dto": {}}, simplify="false")

    assert wrapped["aliexpress_issue_issuelist_get_response"]["data_list"] == {}
    assert ae.issues()["data_list"] == []


def test_wraps_order_lists_as_the_references_sample_does(ae):
    ae.order()
    asked = {"create_date_start": "2026-09-01 00:00:00"}
    answer = ae.call("aliexpress.solution.order.get", asked, simplify="")
    result = answer["aliexpress_solution_order_get_response"]["result"]

    assert result["target_list"]["order_dto"][0]["product_list"]["order_product_dto"][0]["product_count"] == 1


def test_answers_unknown_methods_on_each_door(ae):
    assert ae.call("aliexpress.issue.none")["error_response"]["code"] == "InvalidApiPath"
    assert ae.top("aliexpress.issue.none", {})["error_response"]["code"] == 22
    error = ae.rest("/no/such", {"access_token": ae.token})
    assert (error["type"], error["code"]) == ("ISV", "InvalidApiPath")
    assert set(error) == {"type", "code", "message", "request_id"}


@pytest.mark.parametrize(
    "method",
    ["aliexpress.issue.redefining.sellersubmitarbi", "aliexpress.issue.cancel", "aliexpress.blacklist.add"],
)
def test_has_no_call_for_what_the_platform_has_none(ae, method):
    """Arbitration, withdrawal and blacklists: confirmed absent (§2.3, §2.4)."""
    assert ae.call(method)["error_response"]["code"] == "InvalidApiPath"


@pytest.mark.parametrize(
    ("business", "code"),
    [({}, "MissingParameter"), ({"query_dto": "{"}, "InvalidParameter"), ({"query_dto": "[]"}, "InvalidParameter")],
)
def test_names_the_argument_that_is_wrong(ae, business, code):
    error = ae.call("aliexpress.issue.issuelist.get", business)["error_response"]

    assert error["code"] == code
    assert "query_dto" in error["sub_msg"]


def test_says_good_outside_and_no_inside(ae):
    """The gateway is content, `result.success` and `target` are not."""
    order = ae.order(stage="to_ship")
    asked = {"order_id": order["id"], "buyer_login_id": order["buyer"]["login"]}
    answer = ae.call("aliexpress.trade.seller.order.acceptcancel", {"param_order_cancel_request": asked})

    assert "error_response" not in answer
    assert (answer["result"]["success"], answer["result"]["target"]) == (False, False)
    assert answer["result"]["error_code"] == "ORDER_STATUS_ERROR"


def test_denies_chat_to_an_app_that_was_not_let_in(ae):
    asked = {"access_token": ae.token, "session_id": "s", "template_id": "1", "content": "hello"}

    assert ae.rest("/aliexpress/message/send", asked)["code"] == "InsufficientPermission"


def test_pages_chat_by_cursor_for_an_app_that_was(ae):
    ae.admin("apps", {"key": "7", "secret": "s", "permissions": ["chat"]})
    ae.key, ae.secret = "7", "s"
    asked = {"access_token": ae.admin("tokens", {"app_key": "7"})["access_token"], "session_id": "s"}
    for word in ("one", "two", "three"):
        ae.rest("/aliexpress/message/send", {**asked, "template_id": "1", "content": word})

    first = ae.rest("/aliexpress/message/history/list", {**asked, "page_size": "2"})["data"]
    rest = {**asked, "page_size": "2", "last_message_id": first["last_message_id"]}
    second = ae.rest("/aliexpress/message/history/list", rest)["data"]
    assert ([m["content"] for m in first["message_list"]], first["has_more"]) == (["one", "two"], True)
    assert ([m["content"] for m in second["message_list"]], second["has_more"]) == (["three"], False)


def test_shows_a_shop_nothing_of_another(ae):
    issue = ae.issue()
    ae.admin("shops", {"seller_id": 42, "login": "cn42"})
    ae.token = ae.admin("tokens", {"seller_id": 42})["access_token"]

    assert ae.issues()["total_item"] == 0
    asked = {"issue_id": str(issue["id"]), "buyer_login_id": issue["buyer_login"]}
    assert ae.call("aliexpress.issue.detail.get", asked)["error_response"]["sub_code"] == "isv.issue-not-found"
    assert ae.agree(issue)["result_object"] is False
