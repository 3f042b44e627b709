"""Disputes from an agreement or the platform's coming in to the money: both sides' yes, rulings, returns, paying."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.amounts import Pair
from makegood.sandbox.aliexpress.disputes import WAITING, allowed, leave_issue, must_be_open, offer, quiet, step, waits
from makegood.sandbox.aliexpress.issue import Issue, Solution
from makegood.sandbox.aliexpress.paying import refund
from makegood.sandbox.aliexpress.reasons import REASONS
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.trade import complete


def seller_agrees(state: State, issue: Issue, solution: Solution, address: int | None) -> None:
    """Quirk (§7.10): goods that come back need an address; what is agreed already cannot be agreed again."""
    must_be_open(issue)
    if solution.owner == "seller":
        raise Refused("SOLUTION_OWNER", f"solution {solution.id} is your own; the buyer accepts it")
    if solution.status not in ("wait_seller_accept", "wait_buyer_and_seller_accept"):
        raise Refused("SOLUTION_STATUS", f"solution {solution.id} is {solution.status} and cannot be agreed to")
    if solution.type == "return_and_refund":
        solution.return_address = return_address(state, issue, address)
    solution.seller_accepted_at = solution.modified_at = state.at
    issue.is_answered = True
    step(state, issue, "seller_accept", "seller")
    both_or_wait(state, issue, solution)


def return_address(state: State, issue: Issue, address: int | None) -> int:
    shop = state.shops[issue.seller_id]
    if address is None or not any(a.id == address and "refund" in a.kinds for a in shop.addresses):
        raise Refused("RETURN_ADDRESS", f"return address {address!r}: goods come back, so one of the shop's is needed")
    return address


def buyer_accepts(state: State, issue: Issue, solution: Solution) -> None:
    must_be_open(issue)
    if solution.owner == "buyer" or solution.status not in WAITING:
        raise Refused("SOLUTION_STATUS", f"solution {solution.id} is {solution.status} and cannot be accepted")
    solution.buyer_accepted_at = solution.modified_at = state.at
    step(state, issue, "buyer_accept", "buyer")
    both_or_wait(state, issue, solution)


def both_or_wait(state: State, issue: Issue, solution: Solution) -> None:
    if solution.buyer_accepted_at and solution.seller_accepted_at:
        how = "platform_arbitrate" if solution.owner == "platform" else "negotiation_consensus"
        reach(state, issue, solution, how)
        return
    solution.status = "wait_buyer_accept" if solution.seller_accepted_at else "wait_seller_accept"
    state.changed(issue)
    if not solution.buyer_accepted_at:
        state.tell("seller_offered", issue)


def reach(state: State, issue: Issue, solution: Solution, how: str) -> None:
    """The dispute has its solution: money now, or after the goods came back."""
    solution.status, solution.reached_at, solution.reached_type = "reached", state.at, how
    solution.modified_at = state.at
    issue.answer_by = issue.enters_at = None
    if solution.type == "refund" or solution.amount.is_zero:
        pay_out(state, issue, solution)
    elif solution.return_address is None:
        due = state.at + timedelta(days=state.figures.return_address_days)
        waits(issue, "wait_for_seller_set_return_address", "WAIT_SELLER_FILL_ADDRESS_TIMEOUT", due)
        state.agenda.enter(due, "address_lapses", issue.id)
        state.changed(issue)
    else:
        await_return(state, issue)


def await_return(state: State, issue: Issue) -> None:
    # Quirk (§4, §7.9): ten days for the buyer to send the goods, or the money is the seller's.
    due = state.at + timedelta(days=state.figures.buyer_return_days)
    waits(issue, "wait_for_buyer_return", state.figures.buyer_return_timeout_type, due)
    state.agenda.enter(due, "return_lapses", issue.id)
    state.changed(issue)
    state.tell("return_agreed", issue)


def pay_out(state: State, issue: Issue, solution: Solution, *, detail_status: str = "") -> None:
    order = state.orders[issue.order_id]
    line = order.line(issue.child_id)
    if line is None:
        raise ValueError(f"issue {issue.id} is about line {issue.child_id}, which order {order.id} does not have")
    bearer = issue.bearer if solution.owner == "platform" else "seller"
    refund(state, order, line, solution.amount, issue=issue.id, bearer=bearer)
    solution.status = "perform"
    issue.status = "finish"
    issue.detail_status = detail_status or ("refund_reject" if solution.amount.is_zero else "refund_success")
    quiet(issue)
    step(state, issue, "perform_solution", "system")
    close_line(state, issue)


def close_line(state: State, issue: Issue) -> None:
    """A settled dispute ends its line; the last line ends the order."""
    order = state.orders[issue.order_id]
    line = order.line(issue.child_id)
    if line and order.ended_at is None and order.status != "FUND_PROCESSING":
        line.status, line.end_reason = "FINISH", "issue_end"
    leave_issue(state, issue)
    if order.status == "WAIT_BUYER_ACCEPT_GOODS" and all(line.is_ended for line in order.lines):
        complete(state, order, "issue_end", by="system")


def platform_comes_in(state: State, issue: Issue) -> None:
    """Quirk (§4): nobody escalates; when seven days pass without agreement the platform comes with offers of its own."""
    must_be_open(issue)
    issue.platform_in, issue.enters_at, issue.answer_by = True, None, None
    step(state, issue, "platform_create_solution", "waiter")
    platform_offers(state, issue, issue.most.share(issue.fair_percent), "refund")
    due = state.at + timedelta(days=state.figures.ruling_days)
    waits(issue, "wait_for_AE_feedback", "WAIT_SOLUTION_TIMEOUT", due)
    state.agenda.enter(due, "platform_rules", issue.id)
    state.changed(issue)
    state.tell("platform_offered", issue)


def platform_offers(state: State, issue: Issue, amount: Pair, type: str) -> Solution:
    must_be_open(issue)
    allowed(type, REASONS[issue.reason].received, amount, issue.most)
    solution = offer(state, issue, "platform", type, amount, "", status="wait_buyer_and_seller_accept")
    state.changed(issue)
    return solution


def judge(state: State, issue: Issue, amount: Pair, *, type: str = "refund", bearer: Any = None) -> None:
    """Quirk (§4): one ruling, binding. It may undo what both had agreed while the return was argued about."""
    if not issue.is_open:
        raise Refused("ISSUE_CLOSED", f"issue {issue.id} is {issue.status}; one ruling is all there is")
    allowed(type, REASONS[issue.reason].received, amount, issue.most)
    if undone := issue.reached:
        undone.status = "reach_cancle"
    issue.platform_in, issue.bearer = True, bearer or issue.bearer
    ruling = offer(state, issue, "platform", type, amount, "", status="wait_buyer_and_seller_accept")
    step(state, issue, "judgment_for_cc", "waiter")
    reach(state, issue, ruling, "platform_arbitrate")


@happening("seller_silent")
def seller_silent(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (§7.9): five days of silence carry out what the buyer asked, and say so (`seller_reponse_timeout`, sic)."""
    issue = state.issues[subject[0]]
    still = issue.is_open and not issue.reached and not issue.is_answered and not issue.platform_in
    if not still or issue.answer_by != state.at:
        return
    asked = next((s for s in issue.of("buyer") if s.status == "wait_seller_accept"), None)
    if asked:
        reach(state, issue, asked, "seller_reponse_timeout")


@happening("platform_enters")
def platform_enters(state: State, subject: tuple[Any, ...]) -> None:
    issue = state.issues[subject[0]]
    if issue.is_open and not issue.reached and not issue.platform_in and issue.enters_at == state.at:
        platform_comes_in(state, issue)


@happening("platform_rules")
def platform_rules(state: State, subject: tuple[Any, ...]) -> None:
    issue = state.issues[subject[0]]
    waits_for_it = issue.detail_status in ("wait_for_AE_feedback", "wait_ae_final_feedback", "wait_for_your_evidence")
    if issue.is_open and waits_for_it and issue.timeout_at == state.at:
        judge(state, issue, issue.most.share(issue.fair_percent))
