"""How people in a seeded world answer in a dispute: buyers by temper, after hours or days; a seller for the days gone by."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.amounts import Pair
from makegood.sandbox.aliexpress.disputes import (
    WAITING,
    buyer_changes,
    buyer_refuses,
    seller_adds,
    withdraw,
)
from makegood.sandbox.aliexpress.issue import Issue, Solution
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.returning import buyer_ships_return
from makegood.sandbox.aliexpress.settlement import buyer_accepts, seller_agrees
from makegood.sandbox.aliexpress.state import State

LEAST_TAKEN = {"accepting": 30, "forgiving": 20, "haggling": 40, "stubborn": 95}
"""The share of what was asked, in percent, that each temper takes from the seller."""
LEAST_FROM_PLATFORM = {"accepting": 20, "forgiving": 20, "haggling": 40, "stubborn": 80}
RETURNS_SHIPPED = 0.7


def dice(state: State, issue: Issue) -> Random:
    """The same for the same world, dispute and turn, whatever else happened meanwhile."""
    issue.moves += 1
    return Random(f"{state.seed}:{issue.id}:{issue.moves}")  # noqa: S311


class Audience:
    """Listens to disputes and lets those who are concerned act later."""

    def __init__(self, *, answered_until: datetime | None = None) -> None:
        self.answered_until = answered_until

    def __call__(self, state: State, what: str, issue: Issue) -> None:
        if not issue.temper:
            return
        random = dice(state, issue)
        if what == "opened":
            until = self.answered_until
            if until and state.at < until and random.random() < 0.8:
                state.agenda.enter(state.at + timedelta(hours=random.uniform(4, 100)), "seller_moves", issue.id)
        elif what == "return_agreed":
            if random.random() < RETURNS_SHIPPED:
                state.agenda.enter(state.at + timedelta(days=random.uniform(1, 8)), "buyer_returns", issue.id)
        else:
            hours = random.uniform(3, 20) if what == "coupon" else random.uniform(5, 70)
            state.agenda.enter(state.at + timedelta(hours=hours), "buyer_moves", issue.id, what)


@happening("buyer_moves")
def buyer_moves(state: State, subject: tuple[Any, ...]) -> None:
    issue, what = state.issues[subject[0]], subject[1]
    if not issue.is_open or issue.reached:
        return
    if what == "coupon" and issue.temper == "forgiving":
        withdraw(state, issue)
        return
    offered = open_offer(issue)
    asked = next((s for s in issue.of("buyer") if s.status in WAITING), None)
    if offered is None or asked is None:
        return
    share = 100 * offered.amount.usd // max(1, asked.amount.usd)
    least = (LEAST_FROM_PLATFORM if offered.owner == "platform" else LEAST_TAKEN)[issue.temper]
    if issue.temper == "haggling" and offered.owner == "seller" and asked.version == 1 and 0 < share < 100:
        halfway = issue.most.of_usd((offered.amount.usd + asked.amount.usd) // 2)
        buyer_changes(state, issue, amount=halfway, type=asked.type, content="A little more, please.")
    elif share >= least:
        buyer_accepts(state, issue, offered)
    else:
        buyer_refuses(state, issue, offered)


@happening("buyer_returns")
def buyer_returns(state: State, subject: tuple[Any, ...]) -> None:
    issue = state.issues[subject[0]]
    if issue.is_open and issue.detail_status == "wait_for_buyer_return":
        number = f"RT{state.number('buyer_return') + 70000000:08d}"
        buyer_ships_return(state, issue, number=number, company="National Post")


@happening("seller_moves")
def seller_moves(state: State, subject: tuple[Any, ...]) -> None:
    """A seller as sellers are: agrees to small sums, offers a part of larger ones, refuses some."""
    issue = state.issues[subject[0]]
    asked = next((s for s in issue.of("buyer") if s.status == "wait_seller_accept"), None)
    if not issue.is_open or issue.reached or issue.platform_in or asked is None:
        return
    random = dice(state, issue)
    address = next(a.id for a in state.shops[issue.seller_id].addresses if "refund" in a.kinds)
    if asked.amount.usd <= 500 or random.random() < 0.35:
        seller_agrees(state, issue, asked, address)
        return
    percent = 0 if random.random() < 0.3 else random.randint(25, 60)
    offer_part(state, issue, asked, asked.amount.share(percent), address)


def offer_part(state: State, issue: Issue, asked: Solution, amount: Pair, address: int) -> None:
    try:
        seller_adds(state, issue, refused=asked, type="refund", amount=amount, content="", address=None)
    except Refused:
        seller_adds(state, issue, refused=asked, type=asked.type, amount=amount, content="", address=address)


def open_offer(issue: Issue) -> Solution | None:
    """The newest offer the buyer may answer."""
    offers = [s for s in issue.solutions if s.owner != "buyer" and s.status in WAITING]
    return offers[-1] if offers else None
