"""The two things a seller has a call for: what is sent, what is not, whether this very act goes by it, and what looking shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.core.words import Action
from makegood.sandbox.ali1688.accounts import BUYING, SELLING
from makegood.sandbox.ali1688.app import APP
from makegood.usecases import leave
from makegood.usecases.ports import Refused, Sight, Unavailable
from tests.platforms.ali1688_live import ADDRESS, Live, live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
RETURNS = {"claim": {"wants": ["return", "refund"]}}


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def refused(town: Live, place: dict, action: Action, amount: str | None = None, **details: Any) -> str:
    with pytest.raises(Refused) as met:
        town.connector().perform(town.act(action, place, amount, **details))
    assert not any(call["method"].endswith(("OpAgreeReturnGoods", "trade.cancel")) for call in town.state.calls)
    return met.value.code


def no_details(town: Live) -> None:
    town.post("apps", key=APP.key, secret=APP.secret, permissions=sorted((SELLING | BUYING) - {"refund_detail"}))


# --- agreeing to a return ---------------------------------------------------------------------------------------


def test_agrees_with_the_address_the_shop_has_set(town: Live) -> None:
    refund = town.refund()
    receipt = town.connector().perform(town.act(Action.agree, refund, "31.50", text="请保留吊牌"))

    truth = town.state.refunds[refund["id"]]
    assert receipt.reference == refund["key"]
    assert truth.address["address"] == ADDRESS["address"] and truth.status == "waitbuyersend"
    assert "请保留吊牌" in truth.operations[-1].description


def test_agrees_with_the_address_of_the_terms_where_they_hold_one(town: Live) -> None:
    refund = town.refund()
    terms = {"address": "义乌 城店南路 6 号", "recipient": "张三", "phone": "13100000000"}
    town.connector().perform(town.act(Action.agree, refund, "31.50", terms=terms))

    kept = town.state.refunds[refund["id"]].address
    assert (kept["address"], kept["fullName"], kept["mobilePhone"]) == tuple(terms.values())


@pytest.mark.parametrize(
    ("amount", "more", "code"),
    [
        ("31.50", {"request": "refund"}, "makegood.money_only"),
        ("30.00", {}, "makegood.changed"),
        ("31.51", {}, "makegood.changed"),
    ],
)
def test_sends_nothing_where_it_is_not_what_was_approved(town: Live, amount: str, more: dict, code: str) -> None:
    assert refused(town, town.refund(**more), Action.agree, amount) == code


def test_sends_nothing_where_it_waits_no_more(town: Live) -> None:
    refund = town.refund()
    town.post(f"refunds/{refund['id']}/seller", act="refuse")

    assert refused(town, refund, Action.agree, "31.50") == "makegood.not_waiting"


def test_sends_nothing_without_an_address(town: Live) -> None:
    act = town.act(Action.agree, town.refund(), "31.50")

    with pytest.raises(Refused, match="return address") as met:
        town.connector(return_address={"address": "只有地址"}).perform(act)
    assert met.value.code == "makegood.address"


def test_what_silence_agreed_to_is_not_taken_for_ours(town: Live) -> None:
    refund = town.refund()
    act = town.act(Action.agree, refund, "31.50")
    town.wind(timedelta(days=5))

    assert town.state.refunds[refund["id"]].status == "waitbuyersend"
    assert town.connector().look(act).sight is Sight.not_done


def test_an_agreement_of_before_the_buyer_asked_anew_is_not_this_one(town: Live) -> None:
    refund = town.refund()
    for who, act in (("seller", "agree"), ("buyer", "send_back"), ("seller", "refuse_goods")):
        town.post(f"refunds/{refund['id']}/{who}", act=act)
    town.wind(timedelta(minutes=1))
    town.post(f"refunds/{refund['id']}/buyer", act="modify", amount="10.00")
    act = town.act(Action.agree, refund, "10.00")
    assert town.connector().look(act).sight is Sight.not_done

    town.wind(timedelta(minutes=1))
    town.connector().perform(act)
    assert town.connector().look(act).sight is Sight.done


@pytest.mark.parametrize(
    ("by", "sight"), [(None, Sight.not_done), ("agree", Sight.cannot_tell), ("refuse", Sight.cannot_tell)]
)
def test_without_the_log_only_what_waits_is_known(town: Live, by: str | None, sight: Sight) -> None:
    refund = town.refund()
    no_details(town)
    if by:
        town.post(f"refunds/{refund['id']}/seller", act=by)

    assert town.connector().look(town.act(Action.agree, refund, "31.50")).sight is sight


def test_without_the_log_it_is_agreed_to_by_the_lists_row(town: Live) -> None:
    refund = town.refund()
    no_details(town)
    town.connector().perform(town.act(Action.agree, refund, "31.50"))

    assert town.state.refunds[refund["id"]].status == "waitbuyersend"


# --- closing an unpaid order ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "sent"), [(None, "other"), ("sellerGoodsLack", "sellerGoodsLack"), ("spite", "other")]
)
def test_closes_an_unpaid_order_with_a_reason_it_knows(town: Live, reason: str | None, sent: str) -> None:
    order = town.order("placed", 1)
    town.connector().perform(town.act(Action.cancel_order, order, reason=reason, text="恶意下单"))

    truth = town.state.orders[order["id"]]
    assert (truth.status, truth.close_reason, truth.close_remark) == ("cancel", sent, "恶意下单")


@pytest.mark.parametrize("stage", ["paid", "shipped", "finished"])
def test_closes_no_order_that_was_paid(town: Live, stage: str) -> None:
    assert refused(town, town.order(stage, 1), Action.cancel_order) == "makegood.not_unpaid"


def test_what_the_buyer_or_time_closed_is_not_ours(town: Live) -> None:
    order = town.order("placed", 1)
    act = town.act(Action.cancel_order, order)
    town.post(f"orders/{order['id']}/buyer", act="leave")

    look = town.connector().look(act)
    assert (look.sight, "CLOSE_TRADE_BY_BUYER" in look.why) == (Sight.not_done, True)


# --- which acts go by a call ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "amount", "details", "takes"),
    [
        (Action.agree, "31.50", RETURNS, True),
        (Action.agree, "31.50", {"claim": {"wants": ["refund"]}}, False),
        (Action.agree, "31.50", {"claim": None}, False),
        (Action.cancel_order, None, {}, True),
        (Action.cancel_order, "31.50", {}, False),
        (Action.refuse, None, {}, False),
        (Action.escalate, None, {}, False),
        (Action.fill_tracking, None, {}, False),
    ],
)
def test_knows_which_acts_go_by_a_call(
    town: Live, action: Action, amount: str | None, details: dict, takes: bool
) -> None:
    assert town.connector().takes(town.act(action, town.refund(), amount, **details)) is takes


def test_a_return_without_an_address_is_for_a_persons_hands(town: Live) -> None:
    act = town.act(Action.agree, town.refund(), "31.50", **RETURNS)

    assert town.connector(return_address=None).takes(act) is False


def test_an_action_without_a_call_is_refused_by_name(town: Live) -> None:
    assert refused(town, town.refund(), Action.refuse) == "makegood.no_api"


@pytest.mark.parametrize("action", [Action.agree, Action.cancel_order])
def test_no_write_begins_once_leave_is_withdrawn(town: Live, action: Action) -> None:
    place = town.refund() if action is Action.agree else town.order("placed", 1)

    def no() -> None:
        raise Unavailable("writes are paused; nothing was sent")

    with leave.given_by(no), pytest.raises(Unavailable, match="paused"):
        town.connector().perform(town.act(action, place, "31.50" if action is Action.agree else None))
    assert not any(call["method"].endswith(("OpAgreeReturnGoods", "trade.cancel")) for call in town.state.calls)
