"""What a seller only has pages for: late-dispatch compensation and its appeal, services that are closed, the deposit (§4, spec B2B)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from makegood.sandbox.ali1688.amounts import CURRENCY
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.standing import UNPAID, UNSENT
from makegood.sandbox.ali1688.state import State, happening

STAMPED = "carrier_fault"
"""The one ground with which a late dispatch is excused: the courier's own stamped word (spec B2B-APPEAL-3)."""


@dataclass(slots=True)
class Penalty:
    """Late dispatch (§4). `status`: open, excused, upheld (an appeal was heard and not granted), paid."""

    id: int
    order_id: int
    seller: str
    amount: int
    at: datetime
    due_at: datetime
    status: str = "open"
    ground: str = ""


def late(state: State, order: Order) -> Penalty:
    """Five per cent of the goods, at least CNY 5 and at most CNY 100; paid to the buyer unless it is excused in time."""
    figures, goods = state.figures, order.amount - order.shipping_fee
    amount = min(figures.late_most, max(figures.late_least, goods * figures.late_percent // 100))
    due = state.at + timedelta(days=figures.appeal_days)
    penalty = Penalty(state.number("penalty"), order.id, order.seller, amount, state.at, due)
    state.penalties[penalty.id] = penalty
    state.agenda.enter(due, "penalty_lapses", penalty.id)
    return penalty


def appeal(penalty: Penalty, ground: str, *, stamped: bool) -> None:
    if penalty.status != "open":
        raise Refused("APPEAL_CLOSED", f"penalty {penalty.id} is {penalty.status}")
    penalty.ground = ground
    penalty.status = "excused" if ground == STAMPED and stamped else "upheld"


@happening("promise_lapses")
def promise_lapses(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.status == UNSENT and not any(refund.is_open for refund in state.refunds_of(order)):
        late(state, order)


@happening("penalty_lapses")
def penalty_lapses(state: State, subject: tuple[Any, ...]) -> None:
    penalty = state.penalties[subject[0]]
    if penalty.status in ("open", "upheld"):
        penalty.status = "paid"
        state.ledger.move(state.at, "compensation", penalty.order_id, "seller", "buyer", penalty.amount, CURRENCY)


# --- services and the deposit -----------------------------------------------------------------------------------


def close_service(state: State, seller: str, service: str) -> None:
    """Dispatch-time services cannot be closed and need not be (spec B2B-DEPOSIT-1)."""
    shop = state.shops[seller]
    if service not in shop.services or service.startswith("dispatch_"):
        raise Refused("SERVICE_ERROR", f"{service} cannot be closed; open are {', '.join(shop.services)}")
    state.closing.setdefault(seller, {}).setdefault(service, state.at)


def holds_deposit(state: State, seller: str) -> list[str]:
    """What still stands in the deposit's way (spec B2B-DEPOSIT-2); empty: it unfreezes."""
    shop, closed = state.shops[seller], state.closing.get(seller, {})
    found = [f"service {name}" for name in shop.services if not name.startswith("dispatch_") and name not in closed]
    for order in state.orders.values():
        if order.seller != seller:
            continue
        window = order.ended_at + timedelta(days=30) if order.ended_at else None
        if order.ended_at is None and order.status != UNPAID:
            found.append(f"order {order.id} is unfinished")
        elif window is not None and window > state.at:
            found.append(f"order {order.id} may be complained of until {window.isoformat()}")
    complaints = [one for one in state.refunds.values() if one.seller == seller and one.is_open and one.complaint]
    return found + [f"complaint {one.complaint}" for one in complaints]
