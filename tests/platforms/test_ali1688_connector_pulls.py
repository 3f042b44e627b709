"""What a pull tells: every order and refund that changed, whole, nothing lost, and no clock that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from makegood.connectors.ali1688 import listing
from makegood.sandbox.ali1688.accounts import BUYING, SELLING
from makegood.sandbox.ali1688.app import APP
from makegood.usecases.ports import Pulled, SignInNeeded, Unanswered, Unreadable
from tests.platforms.ali1688_live import START, Live, live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def case_of(town: Live, refund: dict, since=None) -> dict:
    return town.pulled(since)[f"ali1688:{refund['key']}"]


def asked(town: Live, name: str) -> list[dict]:
    return [call["parameters"] for call in town.state.calls if call["method"].endswith(name)]


def test_a_quiet_shop_tells_nothing(town: Live) -> None:
    assert town.pulled(START) == {}


def test_an_order_is_told_with_its_address_and_parcel(town: Live) -> None:
    order = town.order("shipped", 1, yuan="10.50", quantity=3)

    (case,) = town.pulled().values()
    assert case["order"]["id"] == str(order["id"])
    assert case["order"]["total"] == {"amount": "31.5", "currency": "CNY"}
    assert case["order"]["shipment"]["tracking"].startswith("YT") and case["order"]["ship_to"]["city"]


def test_a_refund_comes_with_its_order_its_lines_and_the_platforms_clock(town: Live) -> None:
    order = town.order(lines=[{"yuan": "5.00", "cargo": "A-1"}, {"yuan": "7.00", "cargo": "B-1"}], shipping_fee="6.00")
    refund = town.refund(order, lines=[order["lines"][1]["sub_id"]], amount="7.00", carriage="1.00")

    case = case_of(town, refund)
    assert case["claim"]["lines"] == ["B-1"] and case["claim"]["wants"] == ["return", "refund"]
    assert case["claim"]["amount"] == {"amount": "8.00", "currency": "CNY"}
    (clock,) = case["platform_deadlines"]
    assert (clock["kind"], clock["due_at"], clock["on_lapse"], clock["field"]) == (
        "respond", "2026-10-17T03:00:00Z", "auto_agree", "gmtTimeOut",
    )  # fmt: skip


def test_silence_about_money_is_told_as_what_it_does(town: Live) -> None:
    (clock,) = case_of(town, town.refund(request="refund"))["platform_deadlines"]

    assert clock["on_lapse"] == "auto_refund"


def test_the_night_is_in_the_clock() -> None:
    with live(now=START + timedelta(hours=9)) as town:  # nine in the evening in China
        refund = town.refund(town.order("paid", 0.1), request="refund", reason="changed_mind", days_ago=0)
        (clock,) = case_of(town, refund)["platform_deadlines"]

    assert clock["due_at"] == "2026-10-13T04:00:00Z"  # noon


def test_a_clock_that_stands_still_is_not_told(town: Live) -> None:
    refund = town.refund()
    town.post(f"refunds/{refund['id']}/buyer", act="ask_in")

    assert "platform_deadlines" not in case_of(town, refund)


def test_money_that_went_back_is_told_once_with_goods_and_carriage(town: Live) -> None:
    order = town.order("finished", 1, shipping_fee="6.00")
    refund = town.refund(order, request="refund", amount="20.00", carriage="6.00")
    town.post(f"refunds/{refund['id']}/seller", act="agree")

    paid = [one for one in case_of(town, refund)["events"] if one["type"] == "refund_paid"]
    assert [one["amount"] for one in paid] == [{"amount": "26.00", "currency": "CNY"}]


def test_a_cancelling_before_shipping_is_told_as_done(town: Live) -> None:
    refund = town.refund(town.order("paid", 1), request="refund", reason="changed_mind")
    town.post(f"refunds/{refund['id']}/seller", act="agree")

    assert {"type": "cancelled", "at": "2026-10-12T04:00:00Z"} in case_of(town, refund)["events"]


def test_money_for_goods_that_were_sent_cancels_nothing(town: Live) -> None:
    refund = town.refund(request="refund")
    town.post(f"refunds/{refund['id']}/seller", act="agree")

    assert "cancelled" not in {one["type"] for one in case_of(town, refund)["events"]}


def test_an_order_that_changed_brings_its_refunds_along(town: Live) -> None:
    order = town.order("finished", 1)
    refund = town.refund(order, request="refund", days_ago=0.5)
    town.wind(timedelta(hours=3))
    since = town.now()
    town.wind(timedelta(hours=1))
    town.admin.post(f"/_sandbox/orders/{order['id']}/platform", json={"act": "scan"})

    assert case_of(town, refund, since)["claim"]["amount"]


def test_an_order_of_four_months_ago_is_found_in_the_other_table(town: Live) -> None:
    old = town.order("finished", 120)

    assert f"ali1688:{old['id']}" in town.pulled()
    assert {form["isHis"] for form in asked(town, "getSellerOrderList")} == {"true", "false"}


def test_all_that_can_be_seen_is_asked_for_in_windows_without_a_gap(town: Live) -> None:
    town.pulled()
    forms = asked(town, "queryOrderRefundList")

    ends = [form.get("modifyEndTime") for form in forms]
    assert forms[0]["modifyStartTime"] == listing.spelt(START - listing.REACH)
    assert ends[-1] is None and None not in ends[:-1]
    assert all(end == after["modifyStartTime"] for end, after in zip(ends, forms[1:], strict=False))
    assert {form["dipsuteType"] for form in forms} == {"0"}


def test_every_page_is_read(town: Live) -> None:
    for _ in range(23):
        town.order("placed", 1)

    assert len(town.pulled(START - timedelta(days=2))) == 23
    assert {form["page"] for form in asked(town, "getSellerOrderList")} == {"1", "2"}


@pytest.mark.parametrize("kind", ["duplicate_page", "missing_page"])
def test_a_list_whose_pages_do_not_make_up_its_total_is_not_believed(town: Live, kind: str) -> None:
    for _ in range(23):
        town.order("placed", 1)
    town.fault(kind, "*getSellerOrderList")

    with pytest.raises(Unanswered, match="did not hold still"):
        town.pulled(START - timedelta(days=2))


def test_one_bad_page_is_read_again(town: Live) -> None:
    for _ in range(23):
        town.order("placed", 1)
    town.fault("missing_page", "*getSellerOrderList", count=2)

    assert len(town.pulled(START - timedelta(days=2))) == 23


def test_what_a_list_shows_late_is_in_a_later_pull(town: Live) -> None:
    town.post("lag", seconds=120)
    refund = town.refund(days_ago=0)
    since = town.now()
    assert f"ali1688:{refund['key']}" not in town.pulled(since)

    town.wind(timedelta(minutes=2))
    assert case_of(town, refund, since)


def test_a_refund_is_dated_by_its_detail_not_by_the_lists_older_row(town: Live) -> None:
    refund = town.refund()
    town.wind(timedelta(minutes=5))
    town.post("lag", seconds=120)
    town.post(f"refunds/{refund['id']}/seller", act="agree")

    (told,) = town.connector().pull(since=None)
    assert isinstance(told, Pulled) and told.changed_at == town.now()
    assert "return_approved" in {one["type"] for one in told.case["events"]}


def test_without_leave_for_details_the_rows_serve_and_it_is_said_once(town: Live) -> None:
    refunds = [town.refund(), town.refund()]
    town.post("apps", key=APP.key, secret=APP.secret, permissions=sorted((SELLING | BUYING) - {"refund_detail"}))

    found = list(town.connector().pull(since=None))
    cases = {one.case["id"]: one.case for one in found if isinstance(one, Pulled)}
    (unread,) = [one for one in found if isinstance(one, Unreadable)]
    assert "clocks of refunds cannot be read" in unread.why
    assert all("platform_deadlines" not in cases[f"ali1688:{refund['key']}"] for refund in refunds)
    assert cases[f"ali1688:{refunds[0]['key']}"]["claim"]["amount"]["amount"] == "31.50"


def test_an_order_that_is_refused_is_told_from_its_row_and_holds_up_no_other(town: Live) -> None:
    gone, other = town.order(), town.order()
    town.wind(timedelta(minutes=5))
    town.post("lag", seconds=60)
    town.state.orders[gone["id"]].seller = "b2b-elsewhere"  # listed still, and no longer ours

    found = list(town.connector().pull(since=None))
    assert [one.why for one in found if isinstance(one, Unreadable)] == [
        f"order {gone['id']}: ORDER_NOT_EXIST: orderId {gone['id']}"
    ]
    told = {one.case["id"]: one.case["order"] for one in found if isinstance(one, Pulled)}
    assert set(told) == {f"ali1688:{gone['id']}", f"ali1688:{other['id']}"}
    assert "ship_to" not in told[f"ali1688:{gone['id']}"]


def test_a_pull_that_was_broken_off_is_made_again_whole(town: Live) -> None:
    town.order()
    town.fault("isp", "*get.sellerView", count=3)  # a read asks three times
    with pytest.raises(Unanswered):
        town.pulled()

    assert len(town.pulled()) == 1


def test_a_sum_in_another_unit_is_reported_and_not_taken(town: Live) -> None:
    refund = town.refund(amount="12.34")
    town.fault("wrong_currency", "*OpQueryOrderRefund*")

    found = list(town.connector().pull(since=None))
    assert any(isinstance(one, Unreadable) and "applyPayment" in one.why for one in found)
    told = [one.case for one in found if isinstance(one, Pulled) and one.case["id"].endswith(refund["key"])]
    assert all("amount" not in case.get("claim", {}) for case in told)


def test_a_pull_ends_where_a_person_must_sign_in(town: Live) -> None:
    town.order()
    town.post("passwords")

    with pytest.raises(SignInNeeded):
        list(town.connector().pull(since=None))
