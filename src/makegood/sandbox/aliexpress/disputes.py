"""Disputes while they are talked about: opening, offers of the three sides, refusing, withdrawing, and the two clocks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.aliexpress.amounts import Pair
from makegood.sandbox.aliexpress.issue import Issue, Owner, Solution, Step
from makegood.sandbox.aliexpress.order import Line, Order
from makegood.sandbox.aliexpress.reasons import REASONS
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.standing import noted, stand
from makegood.sandbox.aliexpress.state import State

TYPES = ("refund", "return_and_refund")
WAITING = ("wait_seller_accept", "wait_buyer_accept", "wait_buyer_and_seller_accept")


def open_issue(
    state: State,
    order: Order,
    line: Line,
    *,
    reason: str,
    amount: Pair,
    type: str = "refund",
    content: str = "",
    fair_percent: int = 100,
    bearer: Any = "seller",
    temper: str = "",
    force: bool = False,
) -> Issue:
    """The buyer opens a dispute over one line. `force` skips the days in which that is allowed (§4), for planting."""
    if reason not in REASONS:
        raise Refused("ISSUE_REASON", f"reason {reason!r}, expected one of {', '.join(REASONS)}")
    may_open(state, order, line, force=force)
    most = line.amount - (line.refunded or Pair(0, 0, order.currency))
    allowed(type, REASONS[reason].received, amount, most)
    issue = Issue(
        id=state.number("issue"),
        order_id=order.id,
        child_id=line.child_id,
        seller_id=order.seller_id,
        buyer_login=order.buyer.login,
        reason=reason,
        most=most,
        created_at=state.at,
        modified_at=state.at,
        fair_percent=fair_percent,
        bearer=bearer,
        temper=temper,
    )
    state.issues[issue.id] = issue
    line.issue_status = "IN_ISSUE"
    if order.status == "WAIT_BUYER_ACCEPT_GOODS":
        stand(order, "IN_ISSUE")
    noted(state, order, "pledge_issue_buyer_create", order.buyer.login)
    offer(state, issue, "buyer", type, amount, content, status="wait_seller_accept").is_default = True
    step(state, issue, "initiate", "buyer", content)
    issue.enters_at = platform_enters_at(state, order, issue)
    state.agenda.enter(issue.enters_at, "platform_enters", issue.id)
    ask_seller(state, issue)
    state.tell("opened", issue)
    return issue


def may_open(state: State, order: Order, line: Line, *, force: bool) -> None:
    if line.issue_status == "IN_ISSUE":
        raise Refused("ISSUE_EXISTS", f"line {line.child_id} is in dispute already")
    if order.sent_at is None or order.status not in (
        "WAIT_BUYER_ACCEPT_GOODS",
        "IN_ISSUE",
        "FUND_PROCESSING",
        "FINISH",
    ):
        raise Refused("ISSUE_TOO_EARLY", f"order {order.id} is {order.status}; a dispute needs a shipped order")
    if state.at < order.sent_at:
        raise Refused("ISSUE_TOO_EARLY", f"order {order.id} was shipped {order.sent_at:%Y-%m-%d %H:%M} UTC, after that")
    if force:
        return
    figures = state.figures
    # Quirk (§4): from day 10 after full shipment (at once where the promise is under 5 days), until 15 days after the end.
    wait = figures.dispute_from_days if order.arrival_days >= 5 else 0
    if state.at < order.sent_at + timedelta(days=wait) and not any(s.received_at for s in order.shipments):
        raise Refused("ISSUE_TOO_EARLY", f"disputes open {wait} days after shipment")
    if order.ended_at and state.at > order.ended_at + timedelta(days=figures.dispute_after_days):
        raise Refused("ISSUE_TOO_LATE", f"the order ended more than {figures.dispute_after_days} days ago")


def platform_enters_at(state: State, order: Order, issue: Issue) -> Any:
    """Quirk (§4): after 7 days the platform comes in by itself; "in transit" waits for the promised day."""
    lapses = state.at + timedelta(days=state.figures.negotiation_days)
    if REASONS[issue.reason].is_in_transit and order.sent_at:
        return max(lapses, order.sent_at + timedelta(days=order.arrival_days))
    return lapses


def buyer_changes(state: State, issue: Issue, *, amount: Pair, type: str, content: str) -> None:
    """The buyer asks for something else: a new version, and the seller's five days begin again (§4)."""
    must_be_open(issue)
    allowed(type, REASONS[issue.reason].received, amount, issue.most)
    own = next((s for s in issue.of("buyer") if s.status in WAITING), None)
    if own is None:
        offer(state, issue, "buyer", type, amount, content, status="wait_seller_accept")
    else:
        own.amount, own.type, own.content, own.modified_at = amount, type, content, state.at
        own.version += 1
    step(state, issue, "buyer_modify_solution" if own else "buyer_create_solution", "buyer", content)
    if not issue.platform_in:
        ask_seller(state, issue)
    state.changed(issue)


def buyer_refuses(state: State, issue: Issue, solution: Solution) -> None:
    must_be_open(issue)
    if solution.owner == "buyer" or solution.status not in WAITING:
        raise Refused("SOLUTION_STATUS", f"solution {solution.id} is {solution.status}; there is nothing to refuse")
    accepted = solution.seller_accepted_at is not None and solution.owner == "platform"
    solution.status = "seller_accept_and_buyer_refused" if accepted else "buyer_refused"
    solution.modified_at = state.at
    step(state, issue, "buyer_refuse", "buyer")
    state.changed(issue)


def withdraw(state: State, issue: Issue) -> None:
    """Only the buyer can (§2.3). Open: the fine status of a withdrawn dispute; the sheet's list has none of its own."""
    must_be_open(issue)
    issue.status, issue.detail_status = "canceled_issue", "refund_reject"
    quiet(issue)
    step(state, issue, "cancel", "buyer")
    leave_issue(state, issue)


def seller_adds(
    state: State, issue: Issue, *, refused: Solution, type: str, amount: Pair, content: str, address: int | None
) -> Solution:
    """An own offer against the buyer's. Quirk (§2.3): amount 0 is how a plain refusal is said."""
    must_be_open(issue)
    if refused.owner != "buyer":
        raise Refused("SOLUTION_OWNER", f"solution {refused.id} is the {refused.owner}'s, expected the buyer's")
    changes_type(issue, refused.type, type)
    allowed(type, REASONS[issue.reason].received, amount, issue.most)
    solution = offer(state, issue, "seller", type, amount, content, status="wait_buyer_accept")
    solution.return_address, solution.seller_accepted_at = address, state.at
    answered(state, issue, "seller_create_solution", content)
    return solution


def seller_changes(
    state: State, issue: Issue, own: Solution, *, type: str, amount: Pair, content: str, address: int | None
) -> None:
    must_be_open(issue)
    if own.owner != "seller":
        raise Refused("SOLUTION_OWNER", f"solution {own.id} is the {own.owner}'s, expected your own")
    if own.status not in (*WAITING, "buyer_refused"):
        raise Refused("SOLUTION_STATUS", f"solution {own.id} is {own.status} and can no longer be changed")
    changes_type(issue, own.type, type)
    allowed(type, REASONS[issue.reason].received, amount, issue.most)
    own.type, own.amount, own.content, own.modified_at = type, amount, content, state.at
    own.status, own.return_address = "wait_buyer_accept", address if address is not None else own.return_address
    own.version += 1
    answered(state, issue, "seller_modify_solution", content)


def answered(state: State, issue: Issue, action: str, content: str) -> None:
    """The seller spoke: silence no longer counts, and the buyer is to answer before the platform comes in."""
    issue.is_answered = True
    if not issue.platform_in:
        waits(issue, "wait_for_buyer_response", "WAIT_SOLUTION_TIMEOUT", issue.enters_at)
    step(state, issue, action, "seller", content)
    state.changed(issue)
    state.tell("seller_offered", issue)


def ask_seller(state: State, issue: Issue) -> None:
    """Quirk (§7.9): five days to answer each submission, silence agrees to it; the platform's coming in may be sooner."""
    issue.is_answered = False
    issue.answer_by = state.at + timedelta(days=state.figures.answer_days)
    first = min(issue.answer_by, issue.enters_at) if issue.enters_at else issue.answer_by
    waits(issue, "wait_for_seller_response", "WAIT_SOLUTION_TIMEOUT", first)
    state.agenda.enter(issue.answer_by, "seller_silent", issue.id)
    state.changed(issue)


def offer(state: State, issue: Issue, owner: Owner, type: str, amount: Pair, content: str, *, status: str) -> Solution:
    solution = Solution(state.number("solution"), owner, type, status, amount, content, state.at, state.at)
    if owner == "buyer":
        solution.buyer_accepted_at = state.at
    issue.solutions.append(solution)
    return solution


def step(state: State, issue: Issue, action: str, by: str, content: str = "") -> Step:
    received = by == "buyer" and REASONS[issue.reason].received
    issue.steps.append(Step(state.number("step"), state.at, action, by, content, received))
    return issue.steps[-1]


def waits(issue: Issue, detail_status: str, timeout_type: str, at: Any) -> None:
    issue.detail_status, issue.timeout_type, issue.timeout_at = detail_status, timeout_type, at


def quiet(issue: Issue) -> None:
    """No clock runs any more."""
    issue.timeout_type, issue.timeout_at, issue.answer_by, issue.enters_at = "", None, None, None


def leave_issue(state: State, issue: Issue) -> None:
    """The order goes on where the dispute had stopped it."""
    order = state.orders[issue.order_id]
    line = order.line(issue.child_id)
    if line:
        line.issue_status = "END_ISSUE"
    state.changed(issue)
    if order.status == "IN_ISSUE" and order.issue_status != "IN_ISSUE":
        if order.due_at is None or order.due_at <= state.at:
            order.due_at = state.at + timedelta(days=state.figures.auto_confirm_days)
        stand(order, "WAIT_BUYER_ACCEPT_GOODS")
        state.agenda.enter(order.due_at, "accept_lapses", order.id)
    elif order.status == "FINISH" and order.issue_status != "IN_ISSUE":
        state.agenda.enter(state.at + timedelta(hours=state.figures.settle_hours), "loan_released", order.id)
    noted(
        state,
        order,
        "pledge_issue_buyer_cancel" if issue.status == "canceled_issue" else "pledge_refund_success",
        "system",
    )


def must_be_open(issue: Issue) -> None:
    if not issue.is_open:
        raise Refused("ISSUE_CLOSED", f"issue {issue.id} is {issue.status}; a closed dispute is not opened again")
    if issue.reached:
        raise Refused("SOLUTION_REACHED", f"issue {issue.id} has its solution already: {issue.reached.id}")


def changes_type(issue: Issue, before: str, type: str) -> None:
    # Quirk (§7.10): the kind of solution may change only where goods came and were not as described.
    if type != before and not REASONS[issue.reason].is_not_as_described:
        raise Refused("SOLUTION_TYPE", f"type {type!r} instead of {before!r} needs a not-as-described dispute")


def allowed(type: str, received: bool, amount: Pair, most: Pair) -> None:
    if type not in TYPES:
        raise Refused("SOLUTION_TYPE", f"type {type!r}, expected {' or '.join(TYPES)}")
    if type == "return_and_refund" and not received:
        raise Refused("SOLUTION_TYPE", "what never came cannot be sent back: expected refund")
    if amount.usd > most.usd or amount.local > most.local:
        raise Refused(
            "REFUND_AMOUNT", f"refund of {amount.usd} cents USD is above refund_money_max, {most.usd} cents USD"
        )
