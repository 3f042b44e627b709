"""Offers and counter-offers inside a return (platforms/shopee.md §2 Returns; sandbox list, 13)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.amounts import share
from makegood.sandbox.shopee.claim import REFUND, RETURN_REFUND, SOLUTIONS, Return
from makegood.sandbox.shopee.refusing import REVIEWING, Refused, data
from makegood.sandbox.shopee.returning import IN_TRANSIT, NEVER_CAME, NORMAL, accept, goods_come_back
from makegood.sandbox.shopee.state import State

SELLER = "seller"


def limits(state: State, claim: Return) -> tuple[int, int]:
    """The least and the most that may be offered."""
    return max(1, share(claim.amount, state.figures.offer_least_percent)), claim.amount


def may_offer(claim: Return, solution: int) -> bool:
    """Open: which solutions a request allows. Goods that never came cannot come back."""
    if claim.request_type != NORMAL:
        return False
    if solution == RETURN_REFUND:
        return claim.reason not in NEVER_CAME
    return claim.validation == "seller_validation"


def is_open(claim: Return) -> bool:
    """Whether it is the seller's turn to propose, and a round is left."""
    return (
        claim.status == "REQUESTED" and claim.negotiation.status == "PENDING_RESPOND" and claim.negotiation.rounds > 0
    )


def offer(state: State, claim: Return, solution: str, amount: int | None) -> None:
    """The seller proposes. Refusals as the reference names them."""
    if claim.status == "SELLER_DISPUTE":
        raise Refused("error_ongoing_dispute", "There is an ongoing dispute, cannot make offer.")
    if claim.status == "JUDGING":
        raise REVIEWING
    if claim.status != "REQUESTED":
        raise Refused("error_return_status", f"Invalid return status: {claim.status}.")
    kind = SOLUTIONS[solution]
    if not may_offer(claim, kind):
        raise data("Type of return does not allow seller to offer refund")
    negotiation = claim.negotiation
    if negotiation.status != "PENDING_RESPOND" or negotiation.rounds < 1:
        raise Refused("error_negotiation_status", "Invalid negotiation status, cannot make offer.")
    least, most = limits(state, claim)
    proposed = most if amount is None else amount
    if not least <= proposed <= most:
        raise Refused("error_param", "The proposed refund amount is out of range.")
    negotiation.rounds -= 1
    propose(state, claim, kind, proposed, creator=SELLER, status="PENDING_BUYER_RESPOND")
    state.tell("offered", claim)


def propose(state: State, claim: Return, kind: int, amount: int, *, creator: str, status: str) -> None:
    negotiation = claim.negotiation
    negotiation.status, negotiation.creator, negotiation.amount = status, creator, amount
    negotiation.solution = "RETURN_REFUND" if kind == RETURN_REFUND else "REFUND"
    negotiation.due = state.at + timedelta(days=state.figures.offer_days)
    claim.log.append((state.at, f"{creator} offers {negotiation.solution} {amount}"))
    state.changed(claim)
    state.agenda.enter(negotiation.due, "offer_lapses", claim.sn)


def must_be_answered(claim: Return, by: str) -> None:
    negotiation = claim.negotiation
    if negotiation.creator == by:
        raise data("Cannot accept your own offer.")
    pending = "PENDING_RESPOND" if by == SELLER else "PENDING_BUYER_RESPOND"
    if not negotiation.creator or negotiation.status != pending or negotiation.due is None:
        raise Refused("error_no_buyer_offer", "There is no offer to accept.")


def seller_accepts(state: State, claim: Return) -> None:
    if claim.status == "SELLER_DISPUTE":
        raise Refused("error_ongoing_dispute", "There is an ongoing dispute, cannot accept offer.")
    if claim.status != "REQUESTED":
        raise Refused("error_return_status", f"Invalid return status: {claim.status}.")
    must_be_answered(claim, SELLER)
    settled(state, claim)


def buyer_accepts(state: State, claim: Return) -> None:
    must_be_answered(claim, claim.username)
    settled(state, claim)


def settled(state: State, claim: Return) -> None:
    amount = claim.negotiation.amount
    if claim.negotiation.solution == "RETURN_REFUND":
        claim.amount, claim.solution = amount, RETURN_REFUND
        goods_come_back(state, claim)
    else:
        accept(state, claim, amount, solution=REFUND)


def buyer_counters(state: State, claim: Return, amount: int, solution: int | None = None) -> None:
    """The buyer's own proposal: now it is the seller's turn again."""
    must_be_answered(claim, claim.username)
    kind = claim.solution if solution is None else solution
    propose(state, claim, kind, amount, creator=claim.username, status="PENDING_RESPOND")
    answer_again(state, claim)


def buyer_refuses(state: State, claim: Return) -> None:
    must_be_answered(claim, claim.username)
    claim.negotiation.status, claim.negotiation.due = "TERMINATED", None
    answer_again(state, claim)


def answer_again(state: State, claim: Return) -> None:
    """Open: what remains for the seller to answer gets the days of a fresh request."""
    claim.due = state.at + timedelta(days=state.figures.respond_days)
    state.changed(claim)
    state.agenda.enter(claim.due, "respond_lapses", claim.sn)


@happening("offer_lapses")
def offer_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Open: an offer of ours that the buyer leaves unanswered ends the talks, and the request itself is to be answered."""
    claim = state.returns[subject[0]]
    negotiation = claim.negotiation
    if claim.status != "REQUESTED" or negotiation.due != state.at:
        return
    ours = negotiation.creator == SELLER
    negotiation.status, negotiation.due = "TERMINATED", None
    if ours:
        answer_again(state, claim)
    else:
        state.changed(claim)


__all__ = [
    "IN_TRANSIT",
    "buyer_accepts",
    "buyer_counters",
    "buyer_refuses",
    "limits",
    "may_offer",
    "offer",
    "seller_accepts",
]
