"""A shop's days, by seed: who buys what, what Wish reviews, what is shipped, what goes wrong and who complains of it how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.wish.catalogue import a_buyer, some_lines
from makegood.sandbox.wish.happening import happening
from makegood.sandbox.wish.order import Order, Tracking
from makegood.sandbox.wish.penalising import penalise
from makegood.sandbox.wish.people import TEMPERS, listen
from makegood.sandbox.wish.refusing import Refused
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.talking import open_ticket
from makegood.sandbox.wish.trade import (
    charge_back,
    customer_cancels,
    deliver,
    place,
    scan,
    ship,
    take_back_tracking,
)

COURSES = {
    "refused": 2,
    "declined": 2,
    "reviewed": 4,
    "never_shipped": 4,
    "cancelled": 3,
    "cancel_asked": 5,
    "shipped": 80,
}
"""Of a hundred purchases; what Wish's review makes of them is part of it."""
FATES = {"delivered": 82, "lost": 8, "taken_back": 4, "returned": 3, "said_delivered": 3}
COMPLAIN = {"delivered": 0.13, "lost": 0.9, "taken_back": 0.4, "returned": 0.6, "said_delivered": 0.9}
# What is complained of: the ticket's reason, its words, whether Wish would refund it, and what of that the merchant would bear.
COMPLAINTS: dict[str, tuple[tuple[str, str, bool, int], ...]] = {
    "delivered": (
        ("ITEM_DOES_NOT_MATCH_LISTING", "I ordered a red one. This one is blue.", True, 100),
        ("ITEM_DOES_NOT_MATCH_LISTING", "Not like the picture at all.", True, 100),
        ("ITEM_IS_DAMAGED", "It arrived broken.", True, 100),
        ("ITEM_DOES_NOT_WORK_AS_DESCRIBED", "It does not work.", True, 100),
        ("ITEM_DOES_NOT_FIT", "Too small for me.", False, 0),
        ("ITEM_IS_COUNTERFEIT", "This is a fake.", False, 0),
        ("EMPTY_PACKAGE", "The bag was empty.", True, 0),
        ("OTHER", "I will not pay for this.", False, 0),
    ),
    "lost": (
        ("ITEM_NEVER_ARRIVED", "It never came.", True, 100),
        ("SHIPPING_TAKING_TOO_LONG", "How much longer?", True, 100),
    ),
    "taken_back": (("SHIPPING_TAKING_TOO_LONG", "The tracking says nothing any more.", True, 100),),
    "returned": (("ITEM_NEVER_ARRIVED", "They say it went back to you.", True, 100),),
    "said_delivered": (("ITEM_NEVER_ARRIVED", "They say delivered. It is not here.", True, 0),),
}  # fmt: skip
QUESTIONS = (
    ("PRE_PURCHASE", "Does it come in green?"),
    ("POST_CUSTOMER_SUPPORT", "Thank you, and what about the invoice?"),
)
QUESTIONS_A_DAY = 0.3
STORE_FINES = (("Refund rate is too high", "STORE"), ("Product rating is too low", "PRODUCT_RATING"))


def populate(
    state: State, merchant_id: str, *, seed: int, start: datetime, days: int, orders_per_day: int,
    answered_until: datetime | None = None,
) -> int:  # fmt: skip
    """Writes the days into the agenda; they happen as the clock gets there. Until `answered_until` a merchant answers tickets,
    afterwards nobody does but whoever calls. How many purchases there will be."""
    if start < state.at:
        raise ValueError(f"start is {start.isoformat()}, before the clock's {state.at.isoformat()}")
    listen(state, answered_until=answered_until)
    total, times = days * orders_per_day, Random(f"{seed}:times")  # noqa: S311
    for number in range(total):
        at = start + timedelta(days=number // max(1, orders_per_day), seconds=times.randrange(86_400))
        state.agenda.enter(at, "world_purchase", merchant_id, f"{seed}:{number}")
    for day in range(days):
        at = start + timedelta(days=day, seconds=times.randrange(86_400))
        state.agenda.enter(at, "world_day", merchant_id, f"{seed}:day:{day}")
    return total


def drawn(random: Random, weights: dict[str, int]) -> str:
    return random.choices(tuple(weights), tuple(weights.values()))[0]


@happening("world_purchase")
def world_purchase(state: State, subject: tuple[Any, ...]) -> None:
    """One purchase, with all that people around it are going to do."""
    merchant_id, key = subject
    random = Random(key)  # noqa: S311
    course, fate = drawn(random, COURSES), drawn(random, FATES)
    script = {
        "course": course, "fate": fate, "key": key, "temper": drawn(random, TEMPERS),
        "fine_reversed": random.random() < 0.3,
        "review": {"refused": "refuse", "declined": "decline"}.get(course, ""),
    }  # fmt: skip
    reviewed = course in ("refused", "declined", "reviewed")
    for order in place(state, merchant_id, a_buyer(random), some_lines(random), review=reviewed, script=script):
        wait = state.figures.review_hours if reviewed else 0
        if course in ("shipped", "reviewed", "cancel_asked"):
            later(state, order, "ship", hours=wait + random.uniform(12, 100))
        elif course == "cancelled":
            later(state, order, "cancel", hours=random.uniform(1, 90))
        if course == "cancel_asked":
            later(state, order, "ask_cancel", hours=random.uniform(1, 10))
        elif course == "never_shipped" and random.random() < 0.5:
            later(state, order, "ask_where", hours=random.uniform(50, 90))


@happening("world_day")
def world_day(state: State, subject: tuple[Any, ...]) -> None:
    """What comes without an order: a question, and now and then a fine of the whole store."""
    merchant_id, key = subject
    random = Random(key)  # noqa: S311
    if random.random() < QUESTIONS_A_DAY:
        type, words = random.choice(QUESTIONS)
        buyer = a_buyer(random)
        open_ticket(
            state, merchant_id, words, type=type, buyer=(buyer.name, buyer.locale), wish_refunds=False, temper="content"
        )
    if random.random() < 0.02:
        reason, about = random.choice(STORE_FINES)
        penalise(state, merchant_id, reason, 1000, about=about, about_id=merchant_id)


def later(state: State, order: Order, deed: str, *, hours: float = 0.0, days: float = 0.0) -> None:
    state.agenda.enter(state.at + timedelta(hours=hours, days=days), "world_deed", order.id, deed)


@happening("world_deed")
def world_deed(state: State, subject: tuple[Any, ...]) -> None:
    """Something somebody meant to do; where the order has gone another way meanwhile, it is not done."""
    order, deed = state.orders[subject[0]], subject[1]
    random = Random(f"{order.script['key']}:{order.id}:{deed}")  # noqa: S311
    try:
        DEEDS[deed](state, order, random)
    except Refused as no:
        order.script.setdefault("not_done", []).append(f"{deed}: {no}")


def ships(state: State, order: Order, random: Random) -> None:
    ship(state, order, Tracking(s10(random), random.choice(("YunExpress", "YanWen", "ChinaAirPost")), "CN"))
    fate = order.script["fate"]
    later(state, order, "scan", hours=random.uniform(2, 40) if random.random() < 0.95 else random.uniform(200, 300))
    if fate == "taken_back":
        later(state, order, "take_back", days=random.uniform(3, 6))
    if fate in ("delivered", "said_delivered"):
        later(state, order, "deliver", days=random.uniform(7, 24))
    elif random.random() < COMPLAIN[fate]:
        later(state, order, "complain", days=random.uniform(12, 28))


def scans(state: State, order: Order, random: Random) -> None:  # noqa: ARG001 (every deed has one signature)
    scan(state, order)


def takes_back(state: State, order: Order, random: Random) -> None:
    """Released again; mostly it is shipped anew in time."""
    take_back_tracking(state, order)
    order.script["fate"] = "delivered"
    if random.random() < 0.8:
        later(state, order, "ship", hours=random.uniform(5, 90))


def delivers(state: State, order: Order, random: Random) -> None:
    deliver(state, order)
    if random.random() < COMPLAIN[order.script["fate"]]:
        later(state, order, "complain", days=random.uniform(0.5, 9))
    elif random.random() < 0.01:
        later(state, order, "charge_back", days=random.uniform(10, 25))


def complains(state: State, order: Order, random: Random) -> None:
    """Mostly of this order; now and then of all that was bought together."""
    reason, words, refunds, share = random.choice(COMPLAINTS[order.script["fate"]])
    together = state.transactions[order.transaction_id]
    about = together if len(together) > 1 and random.random() < 0.5 else [order]
    files = (f"{order.id}.jpg",) if reason.startswith("ITEM_IS") or random.random() < 0.3 else ()
    open_ticket(
        state, order.merchant_id, words, orders=about, reason=reason, files=files, wish_refunds=refunds,
        temper=order.script["temper"], script={"share": share},
    )  # fmt: skip


def asks_to_cancel(state: State, order: Order, random: Random) -> None:
    reason = random.choice(("USER_NO_LONGER_WANTS_ITEM", "USER_PLACED_ORDER_BY_MISTAKE"))
    words = "Please cancel my order."
    open_ticket(state, order.merchant_id, words, orders=[order], reason=reason, temper=order.script["temper"])


def asks_where(state: State, order: Order, random: Random) -> None:  # noqa: ARG001
    words, reason = "Why is it not shipped yet?", "SHIPPING_TAKING_TOO_LONG"
    open_ticket(state, order.merchant_id, words, orders=[order], reason=reason, temper=order.script["temper"])


def cancels(state: State, order: Order, random: Random) -> None:  # noqa: ARG001
    customer_cancels(state, order)


def charges_back(state: State, order: Order, random: Random) -> None:  # noqa: ARG001
    charge_back(state, order)


def s10(random: Random) -> str:
    """A well-formed number of a registered letter: eight digits and their check digit."""
    digits = [random.randrange(10) for _ in range(8)]
    rest = 11 - sum(d * w for d, w in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True)) % 11
    return "RR" + "".join(map(str, digits)) + f"{ {10: 0, 11: 5}.get(rest, rest) }CN"


DEEDS: dict[str, Callable[[State, Order, Random], None]] = {
    "ship": ships,
    "scan": scans,
    "take_back": takes_back,
    "deliver": delivers,
    "complain": complains,
    "ask_cancel": asks_to_cancel,
    "ask_where": asks_where,
    "cancel": cancels,
    "charge_back": charges_back,
}
