"""A month of a shop, by seed: who orders what, pays or not, what happens to the parcel, who complains of what and how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.catalogue import a_bad_faith_buyer, a_buyer, some_lines
from makegood.sandbox.aliexpress.disputes import open_issue
from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.parcels import add_event, declare, deliver, hold, relabel
from makegood.sandbox.aliexpress.people import Audience
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.trade import ask_cancel, confirm, pay, place

COURSES = {"bad_faith": 6, "unpaid": 6, "cancel_in_risk": 3, "cancel_asked": 6, "never_shipped": 2, "shipped": 77}
"""Of a hundred orders."""
FATES = {"delivered": 84, "lost": 7, "relabelled": 6, "held": 3}
TEMPERS = {"accepting": 40, "haggling": 25, "stubborn": 20, "forgiving": 15}
# reason, share asked in percent, kind of solution, what is fair in percent, who pays for it
COMPLAINTS: dict[str, tuple[tuple[str, tuple[int, int], str, int, str], ...]] = {
    "delivered": (
        ("damaged", (40, 100), "refund", 50, "seller"),
        ("not_as_described", (15, 35), "refund", 20, "seller"),
        ("not_as_described", (100, 100), "return_and_refund", 100, "seller"),
        ("quality", (30, 80), "refund", 40, "seller"),
        ("short", (50, 50), "refund", 50, "seller"),
        ("wrong_item", (100, 100), "refund", 100, "seller"),
    ),
    "lost": (
        ("in_transit", (100, 100), "refund", 100, "seller"),
        ("invalid_tracking", (100, 100), "refund", 100, "seller"),
    ),
    "relabelled": (("wrong_item", (100, 100), "refund", 100, "platform"),),
    "held": (("in_transit", (100, 100), "refund", 100, "seller"),),
}
WAREHOUSE = 0.05
"""The share of orders a warehouse of the platform sends; they are not the seller's to ship."""
COMPLAIN = {"delivered": 0.14, "lost": 0.9, "relabelled": 0.7, "held": 0.3}
WORDS = {
    "damaged": "It arrived broken.",
    "not_as_described": "Not like the picture.",
    "quality": "Bad quality.",
    "short": "One piece is missing.",
    "wrong_item": "This is not what I ordered.",
    "in_transit": "It never came.",
    "invalid_tracking": "The number shows nothing.",
}


def populate(
    state: State,
    seller_id: int,
    *,
    seed: int,
    start: datetime,
    days: int,
    orders_per_day: int,
    answered_until: datetime | None = None,
) -> int:
    """Writes the month into the agenda; it happens as the clock gets there. Until `answered_until` a seller answers disputes,
    afterwards nobody does but whoever calls. How many orders there will be."""
    if start < state.at:
        raise ValueError(f"start is {start.isoformat()}, before the clock's {state.at.isoformat()}")
    state.listeners = [Audience(answered_until=answered_until)]
    total = days * orders_per_day
    times = Random(f"{seed}:times")  # noqa: S311
    for number in range(total):
        at = start + timedelta(days=number // max(1, orders_per_day), seconds=times.randrange(86_400))
        state.agenda.enter(at, "world_order", seller_id, f"{seed}:{number}")
    return total


def drawn(random: Random, weights: dict[str, int]) -> str:
    return random.choices(tuple(weights), tuple(weights.values()))[0]


@happening("world_order")
def world_order(state: State, subject: tuple[Any, ...]) -> None:
    """One order placed, with all that people around it are going to do."""
    seller_id, key = subject
    random = Random(key)  # noqa: S311
    course, fate = drawn(random, COURSES), drawn(random, FATES)
    buyer, currency, thousandths = a_buyer(random)
    if course == "bad_faith":
        buyer, currency, thousandths = a_bad_faith_buyer(random), "USD", 1000
    by_warehouse = random.random() < WAREHOUSE
    by_platform = by_warehouse or fate in ("relabelled", "held") or random.random() < 0.5
    script = {
        "course": course,
        "fate": fate,
        "by": "platform" if by_platform else "seller",
        "temper": drawn(random, TEMPERS),
        "key": key,
    }
    lines = some_lines(random, currency, thousandths, warehouse=by_warehouse)
    order = place(state, seller_id, buyer, lines, arrival_days=random.choice((30, 45, 60)), script=script)
    if course not in ("bad_faith", "unpaid"):
        later(state, order, "pay", hours=random.uniform(0.1, 20))
    elif course == "unpaid" and random.random() < 0.5:
        later(state, order, "ask_cancel", hours=random.uniform(1, 100))


def later(state: State, order: Order, deed: str, *, hours: float = 0.0, days: float = 0.0) -> None:
    state.agenda.enter(state.at + timedelta(hours=hours, days=days), "world_deed", order.id, deed)


@happening("world_deed")
def world_deed(state: State, subject: tuple[Any, ...]) -> None:
    """Something somebody meant to do; where the order has gone another way meanwhile, it is not done."""
    order, deed = state.orders[subject[0]], subject[1]
    random = Random(f"{order.script['key']}:{deed}")  # noqa: S311
    try:
        DEEDS[deed](state, order, random)
    except Refused as no:
        order.script.setdefault("not_done", []).append(f"{deed}: {no}")


def pays(state: State, order: Order, random: Random) -> None:
    pay(state, order)
    risk, course = state.figures.risk_hours, order.script["course"]
    if course == "cancel_in_risk":
        later(state, order, "ask_cancel", hours=random.uniform(0.1, 0.9) * risk)
    elif course == "cancel_asked":
        later(state, order, "ask_cancel", hours=risk + random.uniform(1, 30))
        later(state, order, "ship", days=risk / 24 + random.uniform(4, 6))
    elif course == "shipped":
        later(state, order, "ship", days=risk / 24 + random.uniform(0.5, 5))


def asks_cancel(state: State, order: Order, random: Random) -> None:
    ask_cancel(state, order, random.choice(("buyer_do_not_want", "buyer_change_logistic", "sellerCannotShip")))


def ships(state: State, order: Order, random: Random) -> None:
    fate, by = order.script["fate"], order.script["by"]
    number = f"LP{random.randrange(10**14):014d}" if by == "platform" else s10(random)
    declare(state, order, "CAINIAO_STANDARD", number, by=by)
    if fate == "relabelled":
        later(state, order, "relabel", days=random.uniform(1, 3))
    if fate == "held":
        later(state, order, "hold", days=random.uniform(1, 3))
    if fate in ("delivered", "relabelled"):
        later(state, order, "deliver", days=random.uniform(8, 25))
    elif random.random() < COMPLAIN[fate]:
        later(state, order, "complain", days=random.uniform(12, 28))


def relabels(state: State, order: Order, random: Random) -> None:
    relabel(state, order, order.shipments[0], s10(random))


def holds(state: State, order: Order, random: Random) -> None:
    code, reason = random.choice(
        (("FORBIDDEN", "Goods not allowed on this line"), ("OVERSIZE", "Parcel larger than declared"))
    )
    hold(state, order, order.shipments[0], code, reason, hours=72)


def delivers(state: State, order: Order, random: Random) -> None:
    add_event(state, order.shipments[0], "GTMS_DELIVERING", "Out for delivery", order.buyer.country)
    deliver(state, order, order.shipments[0])
    if random.random() < COMPLAIN[order.script["fate"]]:
        later(state, order, "complain", days=random.uniform(0.5, 6))
    elif random.random() < 0.4:
        later(state, order, "confirm", days=random.uniform(0.5, 5))


def complains(state: State, order: Order, random: Random) -> None:
    line = random.choice(order.lines)
    reason, (least, most), type, fair, bearer = random.choice(COMPLAINTS[order.script["fate"]])
    open_issue(
        state,
        order,
        line,
        reason=reason,
        amount=line.amount.share(random.randint(least, most)),
        type=type,
        content=WORDS[reason],
        fair_percent=fair,
        bearer=bearer,
        temper=order.script["temper"],
    )


def confirms(state: State, order: Order, random: Random) -> None:  # noqa: ARG001 (every deed has one signature)
    confirm(state, order)


def s10(random: Random) -> str:
    """A well-formed number of a registered letter (§6): eight digits and their check digit."""
    digits = [random.randrange(10) for _ in range(8)]
    rest = 11 - sum(d * w for d, w in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True)) % 11
    check = {10: 0, 11: 5}.get(rest, rest)
    return "RR" + "".join(map(str, digits)) + f"{check}CN"


DEEDS: dict[str, Callable[[State, Order, Random], None]] = {
    "pay": pays,
    "ask_cancel": asks_cancel,
    "ship": ships,
    "relabel": relabels,
    "hold": holds,
    "deliver": delivers,
    "complain": complains,
    "confirm": confirms,
}
