"""Whether an attempt was done, by the platform's own lists: done, not done, or not to be told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.core.words import Action
from makegood.usecases.ports import Act, Sight, Unanswered
from tests.platforms.aliexpress_stand import ORDER, Stand, act, connector
from tests.platforms.aliexpress_world import detail, issue, solution

SENT = datetime(2026, 11, 4, 16, 0, 0, 500_000, tzinfo=UTC)
"""08:00:00.5 at the platform."""
DONE, NOT, OPEN = Sight.done, Sight.not_done, Sight.cannot_tell


def look(of: dict[str, Any] | Stand, asked: Act, *taken: str) -> Sight:
    stand = of if isinstance(of, Stand) else Stand(**{"issue.detail": {"result_object": of}})
    return connector(stand).look(asked, taken=frozenset(taken)).sight


# --- agreeing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "sight"),
    [
        ({}, NOT),
        ({"status": "reached", "reached_type": "negotiation_consensus"}, DONE),
        ({"status": "perform", "seller_accept_time": "2026-11-04 08:00:10"}, DONE),
        ({"status": "wait_buyer_accept", "seller_accept_time": "2026-11-04 08:00:10"}, DONE),
        ({"status": "reach_cancle", "seller_accept_time": "2026-11-04 08:00:10"}, DONE),
        ({"status": "reached", "reached_type": "seller_reponse_timeout"}, NOT),
        ({"status": "reached", "reached_type": "platform_arbitrate"}, NOT),
        ({"refund_money": "99.00", "refund_money_post": "19.00"}, OPEN),
    ],
)
def test_of_agreeing_the_solution_tells_and_by_whom(told, sight):
    assert look(issue(buyer_solution_list=[solution(**told)]), act(Action.agree, "25.90", first_sent_at=SENT)) is sight


def test_a_solution_named_is_found_whatever_its_amount_is_now():
    changed = issue(buyer_solution_list=[solution(refund_money_post="19.00", status="reached")])

    assert look(changed, act(Action.agree, "25.90", solution="70000000000002")) is DONE


# --- offering -------------------------------------------------------------------------------------------------


def offered(made: str, *, by: str = "seller_create_solution", **more: Any) -> dict[str, Any]:
    facts = {"refund_money": "50.00", "refund_money_post": "10.00", "version": 1, "gmt_create": made, **more}
    record = {"id": 9, "action_type": by, "submit_member_type": "seller", "gmt_create": made}
    return issue(seller_solution_list=[solution("seller", id=8, **facts)], process_dto_list=[record])


OFFER = act(Action.offer, "10.00", remedy="partial_refund", first_sent_at=SENT)


@pytest.mark.parametrize(
    ("made", "sight"),
    [
        ("2026-11-04 08:00:00", DONE),  # its second, which the platform cuts
        ("2026-11-04 07:59:59", OPEN),
        ("2026-11-04 07:41:00", OPEN),  # our clock may be so far ahead
        ("2026-11-04 07:39:00", NOT),
        ("2026-11-04 08:15:00", DONE),
    ],
)
def test_an_offer_counts_from_when_it_was_sent_and_clocks_may_differ(made, sight):
    assert look(offered(made), OFFER) is sight


def test_in_the_hour_that_comes_twice_it_cannot_be_told():
    sent = act(Action.offer, "10.00", remedy="partial_refund", first_sent_at=datetime(2026, 11, 1, 9, 10, tzinfo=UTC))

    assert look(offered("2026-11-01 01:11:00"), sent) is OPEN
    assert look(offered("2026-11-01 02:11:00"), sent) is DONE


@pytest.mark.parametrize(
    "more",
    [{"solution_type": "return_and_refund"}, {"refund_money_post": "9.99"}, {"refund_money_post_currency": "EUR"}],
)
def test_an_offer_changed_since_is_for_a_person(more):
    assert look(offered("2026-11-04 08:05:00", **more), OFFER) is OPEN
    assert look(offered("2026-11-04 07:05:00", **more), OFFER) is NOT


def test_another_acts_offer_is_not_this_one():
    assert look(offered("2026-11-04 07:50:00"), OFFER, "8/1") is NOT
    assert look(offered("2026-11-04 08:05:00", by="seller_modify_solution", version=2), OFFER, "8/1") is DONE


def test_where_nothing_is_listed_nothing_was_done():
    assert look(issue(), OFFER) is NOT


def test_an_offer_without_any_time_cannot_be_told():
    bare = issue(
        seller_solution_list=[solution("seller", refund_money_post="10.00", gmt_create=None)], process_dto_list=[]
    )

    assert look(bare, OFFER) is OPEN


def test_of_a_refusal_the_offer_of_nothing_tells():
    nothing = offered("2026-11-04 08:05:00", refund_money="0.00", refund_money_post="0")

    assert look(nothing, act(Action.refuse, first_sent_at=SENT)) is DONE
    assert look(offered("2026-11-04 07:05:00"), act(Action.refuse, first_sent_at=SENT)) is NOT


# --- cancelling and numbers -------------------------------------------------------------------------------------


def ordered(status: str, *log: str) -> Stand:
    entries = [{"action_type": code, "operator": "x", "gmt_create": "2026-11-04 08:05:00"} for code in log]
    return Stand(findorderbyid={"target": detail(order_status=status, opr_log_dto_list=entries)})


@pytest.mark.parametrize(
    ("status", "log", "accepted", "refused"),
    [
        ("IN_CANCEL", (), NOT, NOT),
        ("FUND_PROCESSING", ("buyer_close_cancel",), DONE, NOT),
        ("FINISH", ("cancel_order_close_trade", "trade_close"), DONE, NOT),
        ("FINISH", (), OPEN, NOT),
        ("WAIT_SELLER_SEND_GOODS", ("risk_control_pass",), NOT, DONE),
    ],
)
def test_of_a_cancel_request_the_order_tells(status, log, accepted, refused):
    assert look(ordered(status, *log), act(Action.cancel_order, dispute=None)) is accepted
    assert look(ordered(status, *log), act(Action.refuse, dispute=ORDER, text="no")) is refused


@pytest.mark.parametrize(("number", "sight"), [("cx 123456785-CN", DONE), ("RR123456785CN", NOT)])
def test_of_a_number_the_orders_own_list_tells(number, sight):
    for action in (Action.fill_tracking, Action.correct_tracking, Action.replace_tracking):
        assert look(ordered("WAIT_BUYER_ACCEPT_GOODS"), act(action, tracking=number)) is sight


# --- pictures -------------------------------------------------------------------------------------------------


def put_in(*times: str, by: str = "seller") -> dict[str, Any]:
    records = [
        {"id": place, "action_type": "initiate", "submit_member_type": by, "gmt_create": made,
         "attachments": [{"file_path": f"http://x.test/{place}.jpg", "owner": by}]}
        for place, made in enumerate(times)
    ]  # fmt: skip
    return issue(process_dto_list=records or [{"id": 1, "gmt_create": "2026-11-02 08:00:00"}])


@pytest.mark.parametrize(
    ("held", "sight"),
    [
        (put_in("2026-11-04 08:00:01", "2026-11-04 08:00:02"), DONE),
        (put_in("2026-11-04 08:00:01"), OPEN),
        (put_in("2026-11-04 08:00:01", "2026-11-04 07:50:00"), OPEN),
        (put_in("2026-11-04 07:00:00", "2026-11-04 07:00:01"), OPEN),
        (put_in("2026-11-04 08:00:01", "2026-11-04 08:00:02", by="buyer"), NOT),
        (put_in(), NOT),
        (issue(process_dto_list=None), OPEN),
    ],
)
def test_of_pictures_those_of_ours_in_the_process_are_counted(held, sight):
    assert look(held, act(Action.submit_evidence, evidence=["e1", "e2"], first_sent_at=SENT)) is sight


# --- looking itself -----------------------------------------------------------------------------------------------


def test_an_answer_of_no_known_form_is_for_a_person():
    assert look({"something": "else"}, OFFER) is OPEN
    assert look(offered("yesterday"), OFFER) is OPEN


def test_no_answer_is_no_answer():
    import httpx

    with pytest.raises(Unanswered):
        look(Stand(**{"issue.detail": httpx.ReadTimeout("x")}), OFFER)


def test_an_act_that_was_never_sent_counts_whatever_is_listed():
    assert (
        look(offered("2026-11-02 08:00:00"), act(Action.offer, "10.00", remedy="partial_refund", first_sent_at=None))
        is DONE
    )
