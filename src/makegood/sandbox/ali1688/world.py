"""Days of a shop, by seed: who orders what, and which way each order is going to go."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.ali1688.catalogue import a_bad_faith_buyer, a_buyer, some_lines
from makegood.sandbox.ali1688.deeds import later
from makegood.sandbox.ali1688.people import Audience
from makegood.sandbox.ali1688.state import State, happening
from makegood.sandbox.ali1688.trade import place

COURSES = {
    "bad_faith": 6, "unpaid": 6, "lightning": 3, "cancel_fast": 4, "cancel_night": 3, "cancel_slow": 3,
    "late": 4, "no_parcel": 2, "split": 4, "shipped": 65,
}  # fmt: skip
"""Of a hundred orders. `late`: the promise is broken, and one in three is excused by the courier."""
FATES = {"delivered": 80, "lost": 6, "number_corrected": 6, "signed_badly": 4, "slow": 4}
TEMPERS = {"accepting": 40, "haggling": 25, "stubborn": 20, "forgiving": 15}


def populate(
    state: State,
    seller: str,
    *,
    seed: int,
    start: datetime,
    days: int,
    orders_per_day: int,
    answered_until: datetime | None = None,
) -> int:
    """Writes the days into the agenda; they happen as the clock gets there. Until `answered_until` a seller answers refunds, afterwards
    nobody does but whoever calls. How many orders there will be."""
    if start < state.at:
        raise ValueError(f"start is {start.isoformat()}, before the clock's {state.at.isoformat()}")
    state.listeners = [Audience(answered_until=answered_until)]
    total = days * orders_per_day
    times = Random(f"{seed}:times")  # noqa: S311
    for number in range(total):
        at = start + timedelta(days=number // max(1, orders_per_day), seconds=times.randrange(86_400))
        state.agenda.enter(at, "world_order", seller, f"{seed}:{number}")
    return total


def drawn(random: Random, weights: dict[str, int]) -> str:
    return random.choices(tuple(weights), tuple(weights.values()))[0]


@happening("world_order")
def world_order(state: State, subject: tuple[Any, ...]) -> None:
    """One order placed, with all that people around it are going to do."""
    seller, key = subject
    random = Random(key)  # noqa: S311
    course = drawn(random, COURSES)
    script = {"course": course, "fate": drawn(random, FATES), "temper": drawn(random, TEMPERS), "key": key}
    buyer = a_bad_faith_buyer(random) if course == "bad_faith" else a_buyer(random)
    lines = some_lines(random)
    order = place(
        state, seller, buyer, lines, shipping_fee=random.choice((0, 0, 600, 1200)),
        promise_hours=random.choice((24, 48, 72)), trade_type=random.choice(("1", "50060")) if course == "shipped" else "1",
        script=script,
    )  # fmt: skip
    if course not in ("bad_faith", "unpaid"):
        later(state, order, "pay", hours=random.uniform(0.05, 10))
    elif course == "unpaid" and random.random() < 0.5:
        later(state, order, "leave", hours=random.uniform(1, 100))
