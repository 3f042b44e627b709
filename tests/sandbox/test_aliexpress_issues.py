"""Disputes: their list and detail, their clocks, the rules of offers, returns and rulings, and the money (§2.3, §4, §7.8-11)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

SNAD, NOT_RECEIVED = "not_as_described", "invalid_tracking"


def buyer(ae, issue, act, **asked):
    return ae.admin(f"issues/{issue['id']}/buyer", {"act": act, **asked})


def platform(ae, issue, act, **asked):
    return ae.admin(f"issues/{issue['id']}/platform", {"act": act, **asked})


def seller(ae, issue, act, **asked):
    return ae.admin(f"issues/{issue['id']}/seller", {"act": act, **asked})


# --- reading --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "fine"), [(50, True), (51, False)])
def test_lists_at_most_fifty_a_page(ae, size, fine):
    answer = ae.issues(page_size=size)

    assert answer.get("error_response", {}).get("code") == (None if fine else "InvalidParameter")


def test_lists_by_status_and_order_but_never_by_date(ae):
    old = ae.issue(days_ago=2)
    ae.wind(days=1)
    asked = {"issue_status": "processing", "create_date_start": "2026-10-01 00:00:00"}

    assert [row["issue_id"] for row in ae.issues(**asked)["data_list"]] == [old["id"]]
    assert ae.issues(issue_status="finish")["total_item"] == 0
    assert ae.issues(order_no=str(old["order_id"]))["total_item"] == 1
    assert ae.issues(issue_status="open")["error_response"]["code"] == "InvalidParameter"


def test_names_child_and_parent_order(ae):
    issue = ae.issue()
    (row,) = ae.issues()["data_list"]

    assert (row["order_id"], row["parent_order_id"]) == (issue["child_id"], issue["order_id"])


def test_needs_the_disputes_own_buyer_for_the_detail(ae):
    issue = ae.issue()
    asked = {"issue_id": str(issue["id"]), "buyer_login_id": "somebody"}

    assert ae.call("aliexpress.issue.detail.get", asked)["error_response"]["sub_code"] == "isv.issue-not-found"
    assert ae.call("aliexpress.issue.detail.get", {"issue_id": "1"})["error_response"]["code"] == "MissingParameter"


def test_tells_the_amount_in_both_currencies_as_text(ae):
    order = ae.order(days_ago=12, currency="BRL", lines=[{"usd": "25.90", "local": "140.12"}])
    detail = ae.dispute(ae.issue(order, amount="70.06"))
    (asked,) = detail["buyer_solution_list"]

    assert (detail["refund_money_max"], detail["refund_money_max_local"]) == ("25.90", "140.12")
    assert (asked["refund_money"], asked["refund_money_currency"]) == ("70.06", "BRL")
    assert (asked["refund_money_post"], asked["refund_money_post_currency"]) == ("12.95", "USD")


def test_lists_every_issue_of_one_order(ae):
    order = ae.order(days_ago=12, lines=[{"usd": "5.00"}, {"usd": "6.00"}])
    ids = {ae.issue(order, line=line)["id"] for line in (1, 2)}

    issues = ae.call("aliexpress.issue.partner.order.issues.get", {"parent_order_id": str(order["id"])})["issues"]
    assert {row["issue_id"] for row in issues} == ids


# --- the clocks -----------------------------------------------------------------------------------------------


def test_tells_the_sellers_five_days(ae):
    detail = ae.dispute(ae.issue())

    assert (detail["reverse_detail_status"], detail["timeout_type"]) == (
        "wait_for_seller_response",
        "WAIT_SOLUTION_TIMEOUT",
    )
    assert detail["timeout_trigger_time"] == "2026-10-05 17:00:00"  # five days on, Pacific


@pytest.mark.parametrize(("days", "status"), [(4.999, "processing"), (5, "finish")])
def test_carries_out_the_buyers_wish_after_five_silent_days(ae, days, status):
    issue = ae.issue(amount="10.00", currency="USD")
    ae.wind(days=days)

    assert ae.dispute(issue)["issue_status"] == status


def test_says_that_silence_agreed_and_pays_the_buyers_amount(ae):
    order = ae.order(days_ago=12, usd="25.90")
    issue = ae.issue(order, amount="10.00")
    ae.wind(days=5)
    (solution,) = ae.dispute(issue)["buyer_solution_list"]

    assert (solution["status"], solution["reached_type"]) == ("perform", "seller_reponse_timeout")
    assert (ae.balance(order, "buyer"), ae.balance(order, "escrow")) == (-1590, 1590)


def test_begins_the_five_days_anew_when_the_buyer_changes_the_wish(ae):
    issue = ae.issue(amount="10.00")
    ae.wind(days=1)
    buyer(ae, issue, "counter", amount="12.00")
    ae.wind(days=4.5)
    assert ae.dispute(issue)["issue_status"] == "processing"

    ae.wind(days=0.5)
    assert ae.dispute(issue)["buyer_solution_list"][0]["refund_money_post"] == "12.00"
    assert ae.dispute(issue)["issue_status"] == "finish"


@pytest.mark.parametrize(("days", "offers"), [(6.999, 0), (7, 1)])
def test_brings_the_platform_in_after_seven_days_without_agreement(ae, days, offers):
    issue = ae.issue(fair_percent=50)
    ae.save(issue)
    ae.wind(days=days)
    detail = ae.dispute(issue)

    assert len(detail["platform_solution_list"]) == offers
    assert detail["reverse_detail_status"] == ("wait_for_AE_feedback" if offers else "wait_for_buyer_response")


def test_shows_the_platforms_coming_in_while_the_buyer_is_to_answer(ae):
    issue = ae.issue()
    ae.save(issue)
    detail = ae.dispute(issue)

    assert (detail["timeout_type"], detail["timeout_trigger_time"]) == ("WAIT_SOLUTION_TIMEOUT", "2026-10-07 17:00:00")


def test_does_not_judge_a_parcel_in_transit_before_the_promised_day(ae):
    order = ae.order(days_ago=12, arrival_days=40)
    issue = ae.issue(order, reason="in_transit")
    ae.save(issue, refund_amount="0")
    ae.wind(days=27)
    assert ae.dispute(issue)["platform_solution_list"] == []

    ae.wind(days=1)
    assert len(ae.dispute(issue)["platform_solution_list"]) == 1


def test_rules_once_and_binds_the_seller(ae):
    order = ae.order(days_ago=12, usd="20.00")
    issue = ae.issue(order, fair_percent=40)
    ae.save(issue, refund_amount="0")
    ae.wind(days=12)
    detail = ae.dispute(issue)

    assert detail["issue_status"] == "finish"
    assert detail["platform_solution_list"][-1]["reached_type"] == "platform_arbitrate"
    assert ae.balance(order, "escrow") == 1200
    assert "error" in ae.admin(f"issues/{issue['id']}/platform", {"act": "judge"}, status=400)


def test_lets_the_platform_pay_where_its_own_line_is_to_blame(ae):
    order = ae.order(days_ago=12, usd="20.00")
    issue = ae.issue(order)
    platform(ae, issue, "judge", bearer="platform")

    assert (ae.balance(order, "escrow"), ae.balance(order, "platform"), ae.balance(order, "buyer")) == (2000, -2000, 0)


def test_ends_with_the_first_platform_offer_both_accept(ae):
    issue = ae.issue(fair_percent=30)
    ae.save(issue, refund_amount="0")
    ae.wind(days=7)
    offer = ae.dispute(issue)["platform_solution_list"][0]["id"]

    assert ae.agree(issue, offer)["result_object"] is True
    assert ae.dispute(issue)["platform_solution_list"][0]["status"] == "wait_buyer_accept"
    buyer(ae, issue, "accept", solution=offer)
    assert ae.dispute(issue)["issue_status"] == "finish"


def test_marks_a_platform_offer_that_only_the_seller_took(ae):
    issue = ae.issue()
    platform(ae, issue, "come_in")
    offer = ae.dispute(issue)["platform_solution_list"][0]["id"]
    ae.agree(issue, offer)
    buyer(ae, issue, "refuse", solution=offer)

    assert ae.dispute(issue)["platform_solution_list"][0]["status"] == "seller_accept_and_buyer_refused"


# --- agreeing -------------------------------------------------------------------------------------------------


def test_pays_once_when_agreed_twice(ae):
    order = ae.order(days_ago=12, usd="20.00")
    issue = ae.issue(order, amount="8.00")

    assert ae.agree(issue)["result_object"] is True
    second = ae.agree(issue)
    assert (second["result_object"], second["result_success"]) == (False, False)
    assert ae.balance(order, "escrow") == 1200


def test_refuses_a_second_yes_while_the_goods_are_on_their_way_back(ae):
    _, issue = returning(ae)

    assert no(ae.agree(issue, return_address_id="9001")) == no(ae.save(issue)) == "SOLUTION_REACHED"
    assert ae.dispute(issue)["reverse_detail_status"] == "wait_for_buyer_return"


def test_refuses_a_second_yes_while_the_buyer_is_to_answer(ae):
    issue = ae.issue()
    platform(ae, issue, "come_in")
    offer = ae.dispute(issue)["platform_solution_list"][0]["id"]
    ae.agree(issue, offer)

    assert no(ae.agree(issue, offer)) == "SOLUTION_STATUS"


def test_pays_once_when_agreed_to_by_many_at_once(ae):
    order = ae.order(days_ago=12, usd="20.00")
    issue = ae.issue(order, amount="8.00")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ae.agree(issue)["result_object"], range(16)))

    assert answers.count(True) == 1
    assert ae.balance(order, "escrow") == 1200


def test_finishes_the_order_with_its_last_line(ae):
    order = ae.order(days_ago=12, lines=[{"usd": "5.00"}, {"usd": "6.00"}])
    for line, status in ((1, "WAIT_BUYER_ACCEPT_GOODS"), (2, "FUND_PROCESSING")):
        issue = ae.issue(order, line=line)
        assert ae.detail(order)["order_status"] == "IN_ISSUE"
        ae.agree(issue)
        assert ae.detail(order)["order_status"] == status


def test_takes_a_late_refund_from_money_already_released(ae):
    order = ae.order(stage="finished", usd="20.00")
    ae.admin("figures", {"loan_days": 1})
    ae.wind(days=15)
    issue = ae.issue(order, amount="5.00")
    ae.agree(issue)

    assert (ae.balance(order, "seller"), ae.balance(order, "buyer")) == (1400, -1500)
    assert ae.detail(order)["refund_info"]["refund_type"] == "recovery_refund"


# --- offering -------------------------------------------------------------------------------------------------


def no(answer):
    assert answer["result_object"] is False
    return answer["result_error_code"]


def test_needs_the_buyers_solution_to_add_and_the_own_to_change(ae):
    issue = ae.issue()

    assert no(ae.save(issue, buyer_solution_id=None)) == "PARAM_DTO"
    assert no(ae.save(issue, add_seller_solution=False)) == "PARAM_DTO"
    assert ae.save(issue)["result_object"] is True
    own = ae.dispute(issue)["seller_solution_list"][0]["id"]
    asked = {"add_seller_solution": False, "modify_seller_solution_id": own, "refund_amount": "7.00"}
    assert ae.save(issue, **asked)["result_object"] is True
    (solution,) = ae.dispute(issue)["seller_solution_list"]
    assert (solution["refund_money_post"], solution["version"]) == ("7.00", 2)


def test_changes_only_the_own_solution(ae):
    issue = ae.issue()
    theirs = issue["solutions"][0]["id"]

    assert no(ae.save(issue, add_seller_solution=False, modify_seller_solution_id=theirs)) == "SOLUTION_OWNER"


def test_adds_an_offer_on_every_call(ae):
    issue = ae.issue()
    ae.save(issue)
    ae.save(issue)

    assert len(ae.dispute(issue)["seller_solution_list"]) == 2


@pytest.mark.parametrize(
    ("amount", "currency", "fine"),
    [("25.90", "USD", True), ("25.91", "USD", False), ("140.12", "BRL", True), ("140.13", "BRL", False)],
)
def test_refuses_more_than_the_most(ae, amount, currency, fine):
    order = ae.order(days_ago=12, currency="BRL", lines=[{"usd": "25.90", "local": "140.12"}])
    answer = ae.save(ae.issue(order, amount="1.00"), refund_amount=amount, refund_amount_currency=currency)

    assert answer["result_object"] is fine
    assert fine or answer["result_error_code"] == "REFUND_AMOUNT"


@pytest.mark.parametrize(("amount", "currency"), [("-1", "USD"), ("1.001", "USD"), ("1e1", "USD"), ("5", "EUR")])
def test_refuses_what_is_no_amount_of_either_currency(ae, amount, currency):
    assert no(ae.save(ae.issue(), refund_amount=amount, refund_amount_currency=currency)) == "REFUND_AMOUNT"


def test_reads_amount_zero_as_a_refusal(ae):
    order = ae.order(days_ago=12)
    issue = ae.issue(order)
    ae.save(issue, refund_amount="0")
    ae.wind(days=6)

    assert ae.dispute(issue)["issue_status"] == "processing"
    buyer(ae, issue, "accept")
    assert ae.dispute(issue)["reverse_detail_status"] == "refund_reject"
    assert [row["kind"] for row in ae.admin("ledger")["rows"]] == ["paid"]


@pytest.mark.parametrize(("reason", "fine"), [(SNAD, True), (NOT_RECEIVED, False), ("own_reason", False)])
def test_changes_the_kind_of_solution_only_where_goods_were_not_as_described(ae, reason, fine):
    issue = ae.issue(reason=reason)
    answer = ae.save(issue, add_solution_type="return_and_refund", return_good_address_id=9001)

    assert answer["result_object"] is fine
    assert fine or answer["result_error_code"] == "SOLUTION_TYPE"


@pytest.mark.parametrize(("address", "fine"), [(9001, True), (9002, False), (None, False)])
def test_needs_a_return_address_to_take_goods_back(ae, address, fine):
    issue = ae.issue()
    answer = ae.save(issue, add_solution_type="return_and_refund", return_good_address_id=address)

    assert answer["result_object"] is fine
    assert fine or answer["result_error_code"] == "RETURN_ADDRESS"


@pytest.mark.parametrize(("more", "fine"), [({}, False), ({"return_address_id": "9001"}, True)])
def test_needs_a_return_address_to_agree_to_a_return(ae, more, fine):
    issue = ae.issue(type="return_and_refund")

    assert ae.agree(issue, **more)["result_object"] is fine


def test_pays_when_the_buyer_accepts_the_sellers_offer(ae):
    order = ae.order(days_ago=12, usd="20.00")
    issue = ae.issue(order)
    ae.save(issue, refund_amount="5.00")
    buyer(ae, issue, "accept")

    assert ae.dispute(issue)["seller_solution_list"][0]["reached_type"] == "negotiation_consensus"
    assert ae.balance(order, "escrow") == 1500


def test_opens_nothing_again_that_is_closed(ae):
    issue = ae.issue()
    buyer(ae, issue, "withdraw")

    assert ae.dispute(issue)["issue_status"] == "canceled_issue"
    assert no(ae.save(issue)) == no(ae.agree(issue)) == "ISSUE_CLOSED"


def test_lets_the_order_go_on_after_a_withdrawal(ae):
    order = ae.order(days_ago=12)
    buyer(ae, ae.issue(order), "withdraw")

    detail = ae.detail(order)
    assert (detail["order_status"], detail["issue_status"]) == ("WAIT_BUYER_ACCEPT_GOODS", "END_ISSUE")


# --- returns --------------------------------------------------------------------------------------------------


def returning(ae):
    order = ae.order(days_ago=12, usd="20.00")
    issue = ae.issue(order, type="return_and_refund")
    ae.agree(issue, return_address_id="9001")
    return order, issue


@pytest.mark.parametrize(("days", "status"), [(9.999, "wait_for_buyer_return"), (10, "refund_reject")])
def test_gives_the_money_to_the_seller_when_nothing_is_sent_back_in_ten_days(ae, days, status):
    order, issue = returning(ae)
    assert ae.dispute(issue)["timeout_trigger_time"] == "2026-10-10 17:00:00"
    ae.wind(days=days)

    assert ae.dispute(issue)["reverse_detail_status"] == status
    assert ae.balance(order, "escrow") == 2000


def test_pays_after_the_return_is_confirmed(ae):
    order, issue = returning(ae)
    buyer(ae, issue, "ship_return", number="RT1", company="Post")
    detail = ae.dispute(issue)
    assert (detail["buyer_return_no"], detail["timeout_type"]) == ("RT1", "WAIT_RECEIVE_ITEM_TIMEOUT")
    assert ae.balance(order, "escrow") == 2000

    seller(ae, issue, "confirm_return")
    assert ae.dispute(issue)["reverse_detail_status"] == "return_success"
    assert ae.balance(order, "escrow") == 0


@pytest.mark.parametrize(("days", "held"), [(29.99, 2000), (30, 0)])
def test_pays_for_a_return_nobody_answers(ae, days, held):
    order, issue = returning(ae)
    buyer(ae, issue, "ship_return")
    ae.wind(days=days)

    assert ae.balance(order, "escrow") == held


def test_lets_a_ruling_undo_an_agreement_about_a_bad_return(ae):
    order, issue = returning(ae)
    buyer(ae, issue, "ship_return")
    seller(ae, issue, "object_return", content="an empty box")
    platform(ae, issue, "judge", amount="0")
    detail = ae.dispute(issue)

    assert detail["buyer_solution_list"][0]["status"] == "reach_cancle"
    assert ae.balance(order, "escrow") == 2000


def test_asks_for_an_address_when_silence_agreed_to_a_return(ae):
    order = ae.order(days_ago=12)
    issue = ae.issue(order, type="return_and_refund")
    ae.wind(days=5)
    detail = ae.dispute(issue)
    assert detail["reverse_detail_status"] == "wait_for_seller_set_return_address"
    assert detail["timeout_type"] == "WAIT_SELLER_FILL_ADDRESS_TIMEOUT"

    seller(ae, issue, "give_address", address=9001)
    assert ae.dispute(issue)["reverse_detail_status"] == "wait_for_buyer_return"


def test_pays_when_no_address_is_given(ae):
    order = ae.order(days_ago=12)
    issue = ae.issue(order, type="return_and_refund")
    ae.wind(days=10)

    assert ae.dispute(issue)["reverse_detail_status"] == "refund_success"
    assert ae.balance(order, "escrow") == 0


# --- opening --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "status"), [(9.99, 400), (10, 200)])
def test_opens_from_the_tenth_day_after_shipping(ae, days, status):
    order = ae.order(days_ago=days)

    ae.admin("issues", {"order": order["id"], "strict": "yes"}, status=status)


@pytest.mark.parametrize(("days", "status"), [(15, 200), (15.01, 400)])
def test_opens_until_fifteen_days_after_the_end(ae, days, status):
    order = ae.order(stage="finished", days_ago=days)

    ae.admin("issues", {"order": order["id"], "strict": "yes"}, status=status)


def test_puts_a_coupon_in_the_books_beside_the_order(ae):
    order = ae.order(days_ago=12)
    issue = ae.issue(order)
    seller(ae, issue, "coupon", amount="3.00")

    assert ae.balance(order, "seller") == -300
    assert ae.balance(order, "escrow") == 2590
