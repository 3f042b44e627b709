"""Goods on their way back: the address for them, the buyer's ten days, the seller's word on what came, and silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.disputes import quiet, step, waits
from makegood.sandbox.aliexpress.issue import Issue, Solution
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.settlement import await_return, close_line, pay_out, return_address
from makegood.sandbox.aliexpress.state import State


def gives_address(state: State, issue: Issue, address: int | None) -> None:
    solution = expect_detail(issue, "wait_for_seller_set_return_address")
    solution.return_address = return_address(state, issue, address)
    await_return(state, issue)


def buyer_ships_return(state: State, issue: Issue, *, number: str, company: str, lp: str = "") -> None:
    expect_detail(issue, "wait_for_buyer_return")
    issue.return_number, issue.return_company, issue.return_lp = number, company, lp
    due = state.at + timedelta(days=state.figures.return_confirm_days)
    waits(issue, "wait_for_seller_confirmation", "WAIT_RECEIVE_ITEM_TIMEOUT", due)
    step(state, issue, "buyer_return_goods", "buyer", number)
    state.agenda.enter(due, "confirmation_lapses", issue.id)
    state.changed(issue)


def seller_confirms_return(state: State, issue: Issue) -> None:
    """Done on the seller centre's page: the sheet knows no call for it (§2.3)."""
    solution = expect_detail(issue, "wait_for_seller_confirmation")
    step(state, issue, "seller_confirm_receipt", "seller")
    pay_out(state, issue, solution, detail_status="return_success")


def seller_objects(state: State, issue: Issue, content: str) -> None:
    """What came back is not what was sent: the platform decides; an agreement may be undone (`reach_cancle`, sic, §3)."""
    expect_detail(issue, "wait_for_seller_confirmation")
    due = state.at + timedelta(days=state.figures.ruling_days)
    waits(issue, "wait_ae_final_feedback", "WAIT_SOLUTION_TIMEOUT", due)
    step(state, issue, "seller_object_return", "seller", content)
    issue.platform_in = True
    state.agenda.enter(due, "platform_rules", issue.id)
    state.changed(issue)


def expect_detail(issue: Issue, detail_status: str) -> Solution:
    if not issue.is_open or issue.detail_status != detail_status or issue.reached is None:
        raise Refused("ISSUE_STATUS", f"issue {issue.id} is {issue.detail_status}; this needs {detail_status}")
    return issue.reached


@happening("address_lapses")
def address_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Open: an address nobody gives means the buyer keeps the goods and gets the money."""
    issue = state.issues[subject[0]]
    late = issue.detail_status == "wait_for_seller_set_return_address" and issue.timeout_at == state.at
    if issue.is_open and late and issue.reached:
        pay_out(state, issue, issue.reached)


@happening("return_lapses")
def return_lapses(state: State, subject: tuple[Any, ...]) -> None:
    issue = state.issues[subject[0]]
    if issue.is_open and issue.detail_status == "wait_for_buyer_return" and issue.timeout_at == state.at:
        issue.status, issue.detail_status = "finish", "refund_reject"
        quiet(issue)
        step(state, issue, "return_timeout", "system")
        close_line(state, issue)


@happening("confirmation_lapses")
def confirmation_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Open (§4): goods on their way back that the seller neither confirms nor objects to count as received."""
    issue = state.issues[subject[0]]
    late = issue.detail_status == "wait_for_seller_confirmation" and issue.timeout_at == state.at
    if issue.is_open and late and issue.reached:
        pay_out(state, issue, issue.reached, detail_status="return_success")
