"""How people in a seeded world answer in a return: buyers by temper, after hours or days; a seller for the days gone by."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.shopee import negotiating, way_back
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.amounts import share
from makegood.sandbox.shopee.claim import Return
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.returning import agree, withdraw
from makegood.sandbox.shopee.state import State

LEAST_TAKEN = {"accepting": 30, "forgiving": 20, "haggling": 40, "stubborn": 95}
"""The share of what was asked, in percent, that each temper takes."""
RETURNS_SHIPPED = 0.75
FORGIVES = 0.25


def dice(state: State, claim: Return) -> Random:
    """The same for the same world, return and turn, whatever else happened meanwhile."""
    claim.moves += 1
    return Random(f"{state.seed}:{claim.sn}:{claim.moves}")  # noqa: S311


class Audience:
    """Listens to returns and lets those who are concerned act later."""

    def __init__(self, *, answered_until: datetime | None = None) -> None:
        self.answered_until = answered_until

    def __call__(self, state: State, what: str, claim: Return) -> None:
        if not claim.temper:
            return
        random = dice(state, claim)
        answered = self.answered_until is not None and state.at < self.answered_until
        if what == "opened" and answered and random.random() < 0.8:
            state.agenda.enter(state.at + timedelta(hours=random.uniform(2, 40)), "seller_moves", claim.sn)
        elif what == "opened" and claim.temper == "forgiving" and random.random() < FORGIVES:
            state.agenda.enter(state.at + timedelta(hours=random.uniform(8, 40)), "buyer_forgives", claim.sn)
        elif what == "offered":
            state.agenda.enter(state.at + timedelta(hours=random.uniform(3, 40)), "buyer_moves", claim.sn)
        elif what == "return_agreed" and random.random() < RETURNS_SHIPPED:
            state.agenda.enter(state.at + timedelta(days=random.uniform(0.5, 4)), "buyer_returns", claim.sn)
        elif what == "goods_back" and answered and random.random() < 0.6:
            state.agenda.enter(state.at + timedelta(hours=random.uniform(3, 50)), "seller_receives", claim.sn)


@happening("buyer_moves")
def buyer_moves(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    negotiation = claim.negotiation
    if claim.status != "REQUESTED" or negotiation.status != "PENDING_BUYER_RESPOND":
        return
    percent, least = 100 * negotiation.amount // max(1, claim.amount), LEAST_TAKEN[claim.temper]
    if claim.temper == "haggling" and percent < 100 and negotiation.rounds:
        negotiating.buyer_counters(state, claim, max(1, (negotiation.amount + claim.amount) // 2))
    elif percent >= least:
        negotiating.buyer_accepts(state, claim)
    else:
        negotiating.buyer_refuses(state, claim)


@happening("buyer_forgives")
def buyer_forgives(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    if claim.status == "REQUESTED":
        withdraw(state, claim)


@happening("buyer_returns")
def buyer_returns(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    if claim.status == "PROCESSING" and not claim.way.tracking:
        way_back.buyer_posts(state, claim)
        state.agenda.enter(state.at + timedelta(days=dice(state, claim).uniform(2, 6)), "goods_arrive", claim.sn)


@happening("goods_arrive")
def goods_arrive(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    if claim.status == "PROCESSING":
        way_back.arrives(state, claim)


@happening("seller_receives")
def seller_receives(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    if claim.status == "PROCESSING":
        way_back.received(state, claim)


@happening("seller_moves")
def seller_moves(state: State, subject: tuple[Any, ...]) -> None:
    """A seller as sellers are: agrees to small sums, offers a part of larger ones, leaves some to lapse."""
    claim = state.returns[subject[0]]
    if claim.status != "REQUESTED":
        return
    random = dice(state, claim)
    try:
        if random.random() < 0.4:
            agree(state, claim)
        else:
            least, most = negotiating.limits(state, claim)
            part = min(most, max(least, share(claim.amount, random.randint(25, 60))))
            negotiating.offer(state, claim, "REFUND", part)
    except Refused:  # this request allows neither; it lapses
        return
