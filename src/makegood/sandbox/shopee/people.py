"""How people in a seeded world answer in a return: buyers by temper, after hours or days; a seller for the days gone by."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.shopee import disputing, negotiating, way_back
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.amounts import share
from makegood.sandbox.shopee.claim import Return
from makegood.sandbox.shopee.refusing import Asked, Refused
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
        elif what == "over" and answered and random.random() < 0.3:
            state.agenda.enter(state.at + timedelta(hours=random.uniform(5, 80)), "seller_objects", claim.sn)


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
    """A seller as sellers are: agrees, offers a part, disputes what is not so, leaves some to lapse."""
    claim = state.returns[subject[0]]
    if claim.status != "REQUESTED":
        return
    random = dice(state, claim)
    try:
        chance = random.random()
        if chance < 0.35:
            agree(state, claim)
        elif chance < 0.6 and claim.fair_percent < 100:
            disputes(state, claim)
        else:
            least, most = negotiating.limits(state, claim)
            part = min(most, max(least, share(claim.amount, random.randint(25, 60))))
            negotiating.offer(state, claim, "REFUND", part)
    except Refused:  # this request allows neither; it lapses
        return


@happening("seller_objects")
def seller_objects(state: State, subject: tuple[Any, ...]) -> None:
    """To a return that Shopee decided: a compensation is asked for, while that is possible."""
    claim = state.returns[subject[0]]
    if claim.compensation.status == "COMPENSATION_PENDING_REQUEST":
        disputes(state, claim)


def disputes(state: State, claim: Return) -> None:
    """With the pictures that the reason asks for."""
    reason = disputing.reasons(claim)[0]
    url = f"https://cf.sandbox.test/seller/{claim.sn}.jpg"
    state.images[url] = claim.sn
    images = [
        {"module_index": module.index, "requirement": module.requirement, "image_url": [url]}
        for module in disputing.MODULES[reason]
    ]
    told = {"dispute_reason_id": reason, "email": "seller@example.test", "image_list": images}
    disputing.open_dispute(state, claim, Asked(told))
