"""Days of a shop, by seed: who orders what, pays or not, what happens to the parcel, who asks for what back and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from makegood.sandbox.shopee import health, parcels, trade
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.amounts import CURRENCIES, share
from makegood.sandbox.shopee.catalogue import a_buyer, some_items
from makegood.sandbox.shopee.claim import REFUND, RETURN_REFUND
from makegood.sandbox.shopee.order import Order
from makegood.sandbox.shopee.people import Audience
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.returning import IN_TRANSIT, NORMAL, ON_THE_SPOT, open_return, reassess
from makegood.sandbox.shopee.state import State

COURSES = {
    "bad_faith": 6, "unpaid": 5, "cancel_free": 3, "cancel_asked": 6, "held": 3, "never_shipped": 3, "out_of_stock": 2, "shipped": 72,
}  # fmt: skip
"""Of a hundred orders."""
FATES = {
    "delivered": 85,
    "late": 4,
    "lost": 3,
    "undeliverable": 2,
    "not_collected": 3,
    "in_transit": 2,
    "on_the_spot": 1,
}
TEMPERS = {"accepting": 40, "haggling": 25, "stubborn": 20, "forgiving": 15}
COMPLAIN = {"delivered": 0.15, "late": 0.7, "not_collected": 0.15, "in_transit": 1.0, "on_the_spot": 1.0}
COD, JUDGED, WAREHOUSE, TWICE, AFTER = 0.08, 0.35, 0.15, 0.1, 0.25
"""Shares: paid on delivery; judged by Shopee itself; checked by a warehouse; a second return; raised after completion."""


class Complaint(NamedTuple):
    reason: str
    asked: tuple[int, int]
    """Of the item's price, in percent."""
    solution: int
    fair: int
    words: str


COMPLAINTS = (
    Complaint("WRONG_ITEM", (100, 100), REFUND, 100, "This is not what I ordered."),
    Complaint("WRONG_ITEM", (100, 100), RETURN_REFUND, 100, "Wrong colour, please take it back."),
    Complaint("SELLER_SENT_WRONG_ITEM", (100, 100), RETURN_REFUND, 100, "Wrong size."),
    Complaint("ITEM_DAMAGED", (40, 100), REFUND, 50, "It arrived broken."),
    Complaint("BROKEN_PRODUCTS", (100, 100), RETURN_REFUND, 100, "Broken in the parcel."),
    Complaint("FUNCTIONAL_DMG", (100, 100), RETURN_REFUND, 60, "It does not work."),
    Complaint("DIFF_DESC", (20, 50), REFUND, 20, "Not like the picture."),
    Complaint("ITEM_MISSING", (50, 50), REFUND, 50, "One piece is missing."),
    Complaint("CHANGE_MIND", (100, 100), RETURN_REFUND, 0, "I do not want it any more."),
    Complaint("SPOILED_ROTTEN", (100, 100), REFUND, 0, "It smells."),
    Complaint("ITEM_FAKE", (100, 100), RETURN_REFUND, 0, "I think it is fake."),
)
NEVER_CAME = Complaint("NOT_RECEIPT", (100, 100), REFUND, 100, "It never came.")
VIOLATIONS = (5, 6, 21, 23, 25, 3032, 3050)


def populate(
    state: State,
    shop_id: int,
    *,
    seed: int,
    start: datetime,
    days: int,
    orders_per_day: int,
    answered_until: datetime | None = None,
) -> int:
    """Writes the days into the agenda; they happen as the clock gets there. Until `answered_until` a seller answers returns,
    afterwards nobody does but whoever calls. How many orders there will be."""
    if start < state.at:
        raise ValueError(f"start is {start.isoformat()}, before the clock's {state.at.isoformat()}")
    state.listeners = [Audience(answered_until=answered_until)]
    total = days * orders_per_day
    times = Random(f"{seed}:times")  # noqa: S311
    for number in range(total):
        at = start + timedelta(days=number // max(1, orders_per_day), seconds=times.randrange(86_400))
        state.agenda.enter(at, "world_order", shop_id, f"{seed}:{number}")
    for week in range(1, 1 + days // 7):
        monday = start + timedelta(days=7 * week - start.weekday(), hours=2)
        state.agenda.enter(max(start, monday), "world_points", shop_id, f"{seed}:points:{week}")
    return total


def drawn(random: Random, weights: dict[str, int]) -> str:
    return random.choices(tuple(weights), tuple(weights.values()))[0]


@happening("world_order")
def world_order(state: State, subject: tuple[Any, ...]) -> None:
    """One order placed, with all that people around it are going to do."""
    shop_id, key = subject
    random, shop = Random(key), state.shops[shop_id]  # noqa: S311
    course, fate = drawn(random, COURSES), drawn(random, FATES)
    cod = course == "shipped" and random.random() < COD
    script = {"course": course, "fate": fate, "temper": drawn(random, TEMPERS), "key": key}
    if course == "held":
        script["suspicious"] = random.random() < 0.3
    order = trade.place(
        state,
        shop_id,
        a_buyer(random, shop.region, bad_faith=course == "bad_faith"),
        some_items(random, CURRENCIES[shop.region]),
        shipping_fee=random.choice((0, 0, 150, 250)) if shop.region == "SG" else 0,
        cod=cod,
        days_to_ship=random.choice((1, 2, 3)),
        script=script,
    )
    if cod:
        later(state, order, "arrange", hours=random.uniform(2, 30))
    elif course not in ("bad_faith", "unpaid"):
        later(state, order, "pay", hours=random.uniform(0.02, 0.5 if course == "cancel_free" else 12))


def later(state: State, order: Order, deed: str, *, hours: float = 0.0, days: float = 0.0) -> None:
    state.agenda.enter(state.at + timedelta(hours=hours, days=days), "world_deed", order.sn, deed)


@happening("world_deed")
def world_deed(state: State, subject: tuple[Any, ...]) -> None:
    """What was going to be done, unless things have gone another way meanwhile."""
    order, deed = state.orders[subject[0]], subject[1]
    random = Random(f"{order.script['key']}:{deed}")  # noqa: S311
    try:
        DEEDS[deed](state, order, random)
    except Refused:
        return


def pays(state: State, order: Order, random: Random) -> None:
    course = order.script["course"]
    trade.pay(state, order, held=course == "held")
    if course == "cancel_free":
        later(state, order, "ask_cancel", hours=0.2)
    elif course == "cancel_asked":
        later(state, order, "ask_cancel", hours=random.uniform(1.5, 20))
    elif course == "out_of_stock":
        later(state, order, "out_of_stock", hours=random.uniform(3, 30))
    if course in ("shipped", "held", "cancel_asked"):
        hold = state.figures.pending_hours if course == "held" else 0
        later(state, order, "arrange", hours=hold + random.uniform(4, 60 if course == "cancel_asked" else 40))


def asks_cancel(state: State, order: Order, random: Random) -> None:
    trade.ask_cancel(state, order, random.choice(("CHANGE_OF_MIND", "FOUND_CHEAPER", "MODIFY_ORDER")))


def sells_out(state: State, order: Order, random: Random) -> None:  # noqa: ARG001 (every deed has one signature)
    trade.expect(order, "READY_TO_SHIP")
    trade.cancel(state, order, by="seller", reason="Out of Stock")


def arranges(state: State, order: Order, random: Random) -> None:
    if order.status == "IN_CANCEL":  # tried again once somebody has answered
        later(state, order, "arrange", hours=12)
        return
    parcels.arrange(state, order)
    later(state, order, "collect", hours=random.uniform(3, 24))


def collects(state: State, order: Order, random: Random) -> None:
    if order.script["fate"] == "not_collected" and order.status == "PROCESSED" and not order.script.get("retried"):
        order.script["retried"] = True
        parcels.fail_pick_up(state, order)
        later(state, order, "arrange", hours=random.uniform(4, 30))
        return
    parcels.pick_up(state, order)
    fate = order.script["fate"]
    if fate == "lost":
        later(state, order, "lose", days=random.uniform(5, 12))
    elif fate == "undeliverable":
        later(state, order, "fail_delivery", days=random.uniform(3, 8))
    elif fate in ("in_transit", "on_the_spot"):
        later(state, order, "complain", days=random.uniform(2, 5))
        later(state, order, "deliver", days=random.uniform(6, 9))
    else:
        later(state, order, "deliver", days=random.uniform(9, 16) if fate == "late" else random.uniform(2, 6))


def delivers(state: State, order: Order, random: Random) -> None:
    parcels.deliver(state, order)
    complains_later = random.random() < COMPLAIN.get(order.script["fate"], 0.0)
    after = complains_later and random.random() < AFTER
    if complains_later and not after:
        later(state, order, "complain", days=random.uniform(0.3, 5))
        if random.random() < TWICE:
            later(state, order, "complain_again", days=random.uniform(5, 6.5))
    elif after or random.random() < 0.6:
        later(state, order, "confirm", days=random.uniform(0.3, 3))
        if after:
            later(state, order, "complain", days=random.uniform(4, 10))


def complains(state: State, order: Order, random: Random) -> None:
    fate = order.script["fate"]
    kind = {"in_transit": IN_TRANSIT, "on_the_spot": ON_THE_SPOT}.get(fate, NORMAL)
    early = kind != NORMAL and order.status == "SHIPPED"
    what = NEVER_CAME if early or (fate == "late" and random.random() < 0.3) else random.choice(COMPLAINTS)
    place = random.randrange(len(order.items))
    item = order.items[place]
    amount = order.left if early else share(item.paid, random.randint(*what.asked))
    claim = open_return(
        state,
        order,
        lines=[(p, i.quantity) for p, i in enumerate(order.items)] if early else [(place, item.quantity)],
        reason=what.reason,
        amount=amount,
        solution=RETURN_REFUND if kind == ON_THE_SPOT and early else what.solution,
        words=what.words,
        images=() if what is NEVER_CAME else (f"https://cf.sandbox.test/buyer/{order.sn}.jpg",),
        judged=random.random() < JUDGED,
        validation="warehouse_validation" if random.random() < WAREHOUSE else "seller_validation",
        request_type=kind if early else NORMAL,
        fair_percent=what.fair,
        temper=order.script["temper"],
    )
    if random.random() < 0.05:
        reassess(state, claim, "CHANGE_MIND")


def confirms(state: State, order: Order, random: Random) -> None:  # noqa: ARG001
    trade.confirm(state, order)


@happening("world_points")
def world_points(state: State, subject: tuple[Any, ...]) -> None:
    """Mondays (§4): now and then points; now and then a won appeal later."""
    shop_id, key = subject
    random = Random(key)  # noqa: S311
    if random.random() < 0.5:
        record = health.issue(state, shop_id, random.choice(VIOLATIONS), random.choice((1, 1, 1, 2, 3)))
        if random.random() < 0.3:
            state.agenda.enter(state.at + timedelta(days=random.uniform(3, 12)), "world_appeal", record.reference)


@happening("world_appeal")
def world_appeal(state: State, subject: tuple[Any, ...]) -> None:
    health.won_appeal(state, subject[0], 0)


DEEDS: dict[str, Callable[[State, Order, Random], None]] = {
    "pay": pays,
    "ask_cancel": asks_cancel,
    "out_of_stock": sells_out,
    "arrange": arranges,
    "collect": collects,
    "lose": lambda state, order, _: parcels.lose(state, order),
    "fail_delivery": lambda state, order, _: parcels.fail_delivery(state, order),
    "deliver": delivers,
    "complain": complains,
    "complain_again": complains,
    "confirm": confirms,
}
