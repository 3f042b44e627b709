"""A return from its request to its money: opening, agreeing, lapsing, being judged by Shopee (platforms/shopee.md §2, §3, §4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee import escrow
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.amounts import share
from makegood.sandbox.shopee.claim import REFUND, RETURN_REFUND, Return
from makegood.sandbox.shopee.order import Order
from makegood.sandbox.shopee.refusing import REVIEWING, Refused, data
from makegood.sandbox.shopee.state import State
from makegood.sandbox.shopee.trade import complete, stand

PUSH_RETURN = 29
NEVER_CAME = ("NOT_RECEIPT", "NONRECEIPT")
NORMAL, IN_TRANSIT, ON_THE_SPOT = 0, 1, 2


def open_return(
    state: State,
    order: Order,
    *,
    lines: Sequence[tuple[int, int]],
    reason: str,
    amount: int,
    solution: int,
    words: str = "",
    images: Sequence[str] = (),
    videos: Sequence[str] = (),
    judged: bool = False,
    validation: str = "seller_validation",
    request_type: int = NORMAL,
    fair_percent: int = 100,
    temper: str = "",
    force: bool = False,
) -> Return:
    """A request. One order may have many; together they never ask for more than was paid."""
    may_be_opened(state, order, request_type=request_type, force=force)
    asked = sum(other.amount for other in state.returns_of(order) if other.is_open)
    if not 0 < amount <= order.left - asked:
        raise Refused("RETURN", f"{amount} is asked of order {order.sn}, of which {order.left - asked} may go back")
    figures = state.figures
    claim = Return(
        sn=state.serial("return", 9),
        order_sn=order.sn,
        shop_id=order.shop_id,
        currency=order.currency,
        username=order.buyer.username,
        email=order.buyer.email,
        lines=tuple(lines),
        reason=reason,
        amount=amount,
        solution=solution,
        created_at=state.at,
        updated_at=state.at,
        words=words,
        images=tuple(images),
        videos=tuple(videos),
        due=state.at + timedelta(days=figures.respond_days),
        kind="RRAOC" if order.status == "COMPLETED" else "RRBOC",
        request_type=request_type,
        validation=validation,
        judged=judged,
        fair_percent=fair_percent,
        temper=temper,
    )
    claim.negotiation.rounds = figures.offer_rounds
    claim.way.warehouse = 1 if validation == "warehouse_validation" else 0
    for place, pieces in lines:
        order.items[place].return_requested += pieces
    state.returns[claim.sn] = claim
    claim.log.append((state.at, "REQUESTED"))
    state.changed(claim)
    if claim.kind == "RRBOC":
        stand(state, order, "TO_RETURN")
    state.agenda.enter(claim.due, "respond_lapses", claim.sn)  # type: ignore[arg-type]
    if judged:
        state.agenda.enter(state.at, "judging_begins", claim.sn)
    state.tell("opened", claim)
    return claim


def may_be_opened(state: State, order: Order, *, request_type: int, force: bool) -> None:
    if force:
        return
    wanted = ("SHIPPED",) if request_type != NORMAL else ("TO_CONFIRM_RECEIVE", "TO_RETURN", "COMPLETED")
    late = order.status == "COMPLETED" and (order.return_until is None or state.at >= order.return_until)
    if order.status not in wanted or late or order.paid_at is None:
        raise Refused("RETURN", f"order {order.sn} is {order.status}; no return may be asked for now")


def comes(state: State, claim: Return, status: str, *more: tuple[str, object, object]) -> None:
    """Into a status; what changed is pushed with old and new (§2 Push, code 29)."""
    told = [("return_status", claim.status, status)] if claim.status != status else []
    claim.status = status
    claim.log.append((state.at, status))
    state.changed(claim)
    changes(state, claim, *told, *more)


def changes(state: State, claim: Return, *changed: tuple[str, object, object]) -> None:
    at = int(state.at.timestamp())
    values = [
        {"update_field": name, "old_value": str(old), "new_value": str(new), "update_time": at}
        for name, old, new in changed
    ]
    if values:
        told = {"order_sn": claim.order_sn, "return_sn": claim.sn, "updated_values": values}
        state.announce(PUSH_RETURN, claim.shop_id, told)


def order_of(state: State, claim: Return) -> Order:
    return state.orders[claim.order_sn]


def agree(state: State, claim: Return) -> None:
    """`confirm`: a full refund, and no goods come back.

    Quirk (sandbox list, 20): refused where a warehouse checks the goods, and where the request is of another type.
    """
    if claim.status == "JUDGING":
        raise REVIEWING
    if claim.status != "REQUESTED":
        raise Refused("error_return_status", f"Invalid return status: {claim.status}.")
    if claim.validation == "warehouse_validation" or claim.request_type != NORMAL:
        raise Refused("error_permission", "Type of return does not allow seller to refund without return.")
    accept(state, claim, claim.amount, solution=REFUND)


def accept(state: State, claim: Return, amount: int, *, solution: int | None = None) -> None:
    """The money goes back now."""
    more: list[tuple[str, object, object]] = []
    if solution is not None and solution != claim.solution:
        more.append(("return_solution", claim.solution, solution))
        claim.solution = solution
    ends_negotiation(claim)
    escrow.refund(state, order_of(state, claim), claim, amount)
    if claim.dispute is None and claim.judged:  # §4: seller_compensation later
        claim.compensation.status = "COMPENSATION_PENDING_REQUEST"
        claim.compensation.due = state.at + timedelta(days=state.figures.compensation_days)
    comes(state, claim, "ACCEPTED", *more)
    over(state, claim)


def goods_come_back(state: State, claim: Return) -> None:
    """PROCESSING: the buyer has to post the goods."""
    ends_negotiation(claim)
    claim.ship_due = state.at + timedelta(days=state.figures.buyer_ship_days)
    claim.way.status = "Preparing" if claim.request_type else "LOGISTICS_PENDING_ARRANGE"
    claim.way.at = state.at
    comes(state, claim, "PROCESSING")
    state.agenda.enter(claim.ship_due, "buyer_ship_lapses", claim.sn)
    state.tell("return_agreed", claim)


def ends_negotiation(claim: Return) -> None:
    claim.due = claim.due if claim.status == "ACCEPTED" else None
    if claim.negotiation.creator:
        claim.negotiation.status, claim.negotiation.due = "TERMINATED", None


def as_asked(state: State, claim: Return, amount: int | None = None) -> None:
    """What the buyer asks for is done."""
    if claim.solution == RETURN_REFUND:
        claim.amount = claim.amount if amount is None else amount
        goods_come_back(state, claim)
    else:
        accept(state, claim, claim.amount if amount is None else amount)


def end(state: State, claim: Return, status: str) -> None:
    """Without money: CANCELLED (withdrawn, or turned down by Shopee) or CLOSED."""
    ends_negotiation(claim)
    if claim.proof.status == "PENDING":
        claim.proof.status = "OVERDUE"
    comes(state, claim, status)
    over(state, claim)


def over(state: State, claim: Return) -> None:
    """Open: an order whose returns are all over is completed, whatever went back."""
    order = order_of(state, claim)
    for place, pieces in claim.lines:
        order.items[place].return_requested -= pieces
        if claim.status == "ACCEPTED":
            order.items[place].returned += pieces
    if order.status == "TO_RETURN" and not any(other.is_open for other in state.returns_of(order)):
        complete(state, order, scenario="RRAOC" if claim.kind == "RRAOC" else "NORMAL")
    else:
        state.changed(order)
    state.tell("over", claim)


def withdraw(state: State, claim: Return) -> None:
    if not claim.is_open:
        raise data(f"Invalid return status: {claim.status}")
    end(state, claim, "CANCELLED")


def reassess(state: State, claim: Return, reason: str) -> None:
    """Quirk (sandbox list, 16): Shopee overrules the buyer's reason later."""
    claim.reassessed = reason
    state.changed(claim)


@happening("respond_lapses")
def respond_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (sandbox list, 11): silence does what the buyer asked, and cannot be undone."""
    claim = state.returns[subject[0]]
    if claim.status == "REQUESTED" and claim.due == state.at and claim.negotiation.status != "PENDING_BUYER_RESPOND":
        as_asked(state, claim)


# --- Shopee decides by itself (§4, who decides; sandbox list, 12) -------------------------------------------------


@happening("judging_begins")
def judging_begins(state: State, subject: tuple[Any, ...]) -> None:
    claim, figures = state.returns[subject[0]], state.figures
    if claim.status != "REQUESTED":
        return
    claim.due = None
    claim.proof.status, claim.proof.deadline = "PENDING", state.at + timedelta(hours=figures.evidence_hours)
    comes(state, claim, "JUDGING", ("seller_proof_status", "NOT_NEEDED", "PENDING"))
    state.agenda.enter(claim.proof.deadline, "proof_lapses", claim.sn)
    state.agenda.enter(state.at + timedelta(hours=figures.judging_hours), "shopee_rules", claim.sn)


@happening("proof_lapses")
def proof_lapses(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    if claim.proof.status == "PENDING" and claim.proof.deadline == state.at:
        claim.proof.status = "OVERDUE"
        state.changed(claim)
        changes(state, claim, ("seller_proof_status", "PENDING", "OVERDUE"))


@happening("shopee_rules")
def shopee_rules(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    if claim.status in ("JUDGING", "SELLER_DISPUTE"):
        rule(state, claim, claim.fair_percent)


def rule(state: State, claim: Return, percent: int) -> None:
    """Nothing: turned down. Else that share, and the goods come back first where the buyer still has them."""
    amount = share(claim.amount, percent)
    if not amount:
        end(state, claim, "CANCELLED" if claim.dispute is None else "CLOSED")
    elif claim.solution == RETURN_REFUND and not claim.way.tracking:
        claim.amount = amount
        goods_come_back(state, claim)
    else:
        accept(state, claim, amount)
