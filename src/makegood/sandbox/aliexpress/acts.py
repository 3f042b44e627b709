"""What a person may do by hand, as buyer, as platform, or as seller on pages for which there is no call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from makegood.sandbox.aliexpress.amounts import Pair, minor_units
from makegood.sandbox.aliexpress.disputes import (
    WAITING,
    buyer_changes,
    buyer_refuses,
    must_be_open,
    step,
    waits,
    withdraw,
)
from makegood.sandbox.aliexpress.issue import Issue, Solution
from makegood.sandbox.aliexpress.order import Order, Shipment
from makegood.sandbox.aliexpress.parcels import add_event, decide, deliver, hold, relabel
from makegood.sandbox.aliexpress.planting import the_amount
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.returning import (
    buyer_ships_return,
    gives_address,
    seller_confirms_return,
    seller_objects,
)
from makegood.sandbox.aliexpress.settlement import buyer_accepts, judge, platform_comes_in, platform_offers
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.trade import ask_cancel, confirm, pay
from makegood.sandbox.stage.fields import Fields

A = TypeVar("A")
OrderAct = Callable[[State, Order, Fields], object]
IssueAct = Callable[[State, Issue, Fields], object]


def on_order(state: State, who: str, order: Order, asked: Fields) -> None:
    found(ORDER_ACTS, who, asked)(state, order, asked)


def on_issue(state: State, who: str, issue: Issue, asked: Fields) -> None:
    found(ISSUE_ACTS, who, asked)(state, issue, asked)


def found(acts: dict[str, dict[str, A]], who: str, asked: Fields) -> A:
    known, act = acts.get(who, {}), asked.text("act")
    if act not in known:
        raise Refused("ACT", f"the {who} cannot {act!r} here; expected one of {', '.join(known) or 'nothing'}")
    return known[act]


def offered(issue: Issue, asked: Fields) -> Solution:
    """The solution told by number, or the newest one the buyer may answer."""
    open_ones = [s for s in issue.solutions if s.owner != "buyer" and s.status in WAITING]
    named = issue.solution(asked.number("solution")) if asked.has("solution") else None
    if named is None and (asked.has("solution") or not open_ones):
        raise Refused("SOLUTION_NOT_FOUND", f"issue {issue.id} has no such solution to answer")
    return named or open_ones[-1]


def counter(state: State, issue: Issue, asked: Fields) -> None:
    before = issue.of("buyer")[-1]
    amount = the_amount(asked, issue.most) if asked.has("amount") else before.amount
    buyer_changes(state, issue, amount=amount, type=asked.text("type", before.type), content=asked.text("content", ""))


def give_coupon(state: State, issue: Issue, asked: Fields) -> None:
    """A coupon, given on the seller centre's page: the seller's money, outside the order's."""
    must_be_open(issue)
    cents = minor_units(asked.text("amount"), "USD")
    state.move("coupon", issue.order_id, "seller", "buyer", Pair(cents, cents, "USD"), issue=issue.id)
    state.tell("coupon", issue)


def ask_evidence(state: State, issue: Issue, asked: Fields) -> None:
    must_be_open(issue)
    due = state.at + timedelta(hours=asked.number("hours", 72))
    step(state, issue, "platform_ask_evidence", "waiter", asked.text("content", ""))
    issue.platform_in = True
    waits(issue, "wait_for_your_evidence", "WAIT_SOLUTION_TIMEOUT", due)
    state.agenda.enter(due, "platform_rules", issue.id)
    state.changed(issue)


def ship_return(state: State, issue: Issue, asked: Fields) -> None:
    number, company = asked.text("number", "RT00000001"), asked.text("company", "National Post")
    buyer_ships_return(state, issue, number=number, company=company, lp=asked.text("lp", ""))


def rule(state: State, issue: Issue, asked: Fields) -> None:
    bearer = asked.text("bearer", "") or None
    judge(state, issue, the_amount(asked, issue.most), type=asked.text("type", "refund"), bearer=bearer)


def parcel(order: Order, asked: Fields) -> Shipment:
    place = asked.number("parcel", 1)
    if not 1 <= place <= len(order.shipments):
        raise Refused("PARCEL", f"order {order.id} has {len(order.shipments)} parcels, asked for number {place}")
    return order.shipments[place - 1]


def parcel_event(state: State, order: Order, asked: Fields) -> None:
    add_event(state, parcel(order, asked), asked.text("code"), asked.text("words", ""), asked.text("place", ""))
    state.changed(order)


def decide_ticket(state: State, order: Order, asked: Fields) -> None:
    ticket = next((t for t in state.tickets.values() if t.order_id == order.id), None)
    if ticket is None:
        raise Refused("TICKET_NOT_FOUND", f"no warehouse holds a parcel of order {order.id}")
    decide(state, ticket, asked.text("decision"))


ORDER_ACTS: dict[str, dict[str, OrderAct]] = {
    "buyer": {
        "pay": lambda state, order, _: pay(state, order),
        "ask_cancel": lambda state, order, asked: ask_cancel(state, order, asked.text("reason", "buyer_do_not_want")),
        "confirm": lambda state, order, _: confirm(state, order),
    },
    "platform": {
        "deliver": lambda state, order, asked: deliver(state, order, parcel(order, asked)),
        "event": parcel_event,
        "relabel": lambda state, order, asked: relabel(state, order, parcel(order, asked), asked.text("number")),
        "hold": lambda state, order, asked: hold(
            state,
            order,
            parcel(order, asked),
            asked.text("code", "FORBIDDEN"),
            asked.text("reason", "Goods not allowed on this line"),
            asked.number("hours", 72),
        ),
    },
    "seller": {"decide": decide_ticket},
}
ISSUE_ACTS: dict[str, dict[str, IssueAct]] = {
    "buyer": {
        "accept": lambda state, issue, asked: buyer_accepts(state, issue, offered(issue, asked)),
        "refuse": lambda state, issue, asked: buyer_refuses(state, issue, offered(issue, asked)),
        "counter": counter,
        "withdraw": lambda state, issue, _: withdraw(state, issue),
        "ship_return": ship_return,
    },
    "platform": {
        "come_in": lambda state, issue, _: platform_comes_in(state, issue),
        "offer": lambda state, issue, asked: platform_offers(
            state, issue, the_amount(asked, issue.most), asked.text("type", "refund")
        ),
        "ask_evidence": ask_evidence,
        "judge": rule,
    },
    "seller": {
        "confirm_return": lambda state, issue, _: seller_confirms_return(state, issue),
        "object_return": lambda state, issue, asked: seller_objects(state, issue, asked.text("content", "")),
        "give_address": lambda state, issue, asked: gives_address(state, issue, asked.number("address")),
        "coupon": give_coupon,
    },
}
