"""What people around an order of a seeded world do, each in its time: pay, regret, send, deliver, complain, appeal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from makegood.sandbox.ali1688 import workbench
from makegood.sandbox.ali1688.amounts import share
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.parcels import change_number, scan, send
from makegood.sandbox.ali1688.planting import voucher
from makegood.sandbox.ali1688.reasons import REASONS
from makegood.sandbox.ali1688.refund import Request
from makegood.sandbox.ali1688.refunds import apply
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.state import State, happening
from makegood.sandbox.ali1688.times import CHINA
from makegood.sandbox.ali1688.trade import cancel_unpaid, confirm, pay

# reason, share asked in percent, request, what is fair in percent
COMPLAINTS: tuple[tuple[str, tuple[int, int], Request, int], ...] = (
    ("damaged", (30, 100), "refund", 50),
    ("not_as_described", (100, 100), "returnRefund", 100),
    ("not_as_described", (15, 40), "refund", 20),
    ("quality", (100, 100), "returnRefund", 100),
    ("quality", (100, 100), "exchange", 0),
    ("short", (40, 60), "refund", 50),
    ("wrong_item", (100, 100), "returnRefund", 100),
    ("wrong_item", (100, 100), "refund", 100),
    ("agreed", (100, 100), "returnRefund", 100),
)
LOST: tuple[tuple[str, tuple[int, int], Request, int], ...] = (("not_received", (100, 100), "refund", 100),)
COMPLAIN = {"delivered": 0.16, "lost": 0.9, "number_corrected": 0.1, "signed_badly": 0.8, "slow": 0.3}
FLAWED = "A105-BLACK"
"""An item that several buyers complain of in the same days (spec B2B-PREVENT-2)."""


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
    course, promise = order.script["course"], order.promise_hours
    waits = {"lightning": (0.05, 0.45), "cancel_fast": (0.6, 15), "cancel_slow": (25, 40)}
    if course in waits:
        later(state, order, "regret", hours=random.uniform(*waits[course]))
        later(state, order, "ship", hours=promise + random.uniform(10, 30))
    elif course == "cancel_night":
        later(state, order, "regret", hours=until_night(state, random))
        later(state, order, "ship", hours=promise + random.uniform(10, 30))
    elif course == "late":
        later(state, order, "ship", hours=promise + random.uniform(2, 60))
        later(state, order, "appeal", hours=promise + 20)
    else:
        later(state, order, "ship", hours=promise * random.uniform(0.2, 0.95))


def until_night(state: State, random: Random) -> float:
    """Hours to some moment of the next evening in China, at least an hour off."""
    soon = (state.at + timedelta(hours=1)).astimezone(CHINA)
    evening = soon.replace(hour=18, minute=0, second=0) + timedelta(hours=random.uniform(0.1, 14))
    evening += timedelta(days=1 if evening < soon else 0)
    return (evening - state.at).total_seconds() / 3600


def leaves(state: State, order: Order, random: Random) -> None:  # noqa: ARG001 (every deed has one signature)
    cancel_unpaid(state, order, "buyerCancel", "", by="buyer")


def regrets(state: State, order: Order, random: Random) -> None:
    """Money back before anything left: all of the goods' money, as the platform wants it then."""
    apply(
        state, order, (), request="refund", payment=order.amount - order.shipping_fee, carriage=order.shipping_fee,
        reason=REASONS["late" if random.random() < 0.2 else "changed_mind"], note="不想要了", received=False,
        temper=order.script["temper"],
    )  # fmt: skip


def ships(state: State, order: Order, random: Random) -> None:
    course = order.script["course"]
    if course == "no_parcel":
        send(state, order, [], condition="3", company="")
        later(state, order, "confirm", days=random.uniform(1, 6))
        return
    chosen = [order.lines[0].sub_id] if course == "split" and len(order.lines) > 1 else []
    send(state, order, chosen, cp_code=random.choice(("ZTO", "YTO", "SF", "HTKY")), number=waybill(random), by="platform" if random.random() < 0.4 else "self")  # fmt: skip
    if chosen:
        later(state, order, "ship_rest", hours=random.uniform(2, 20))
    else:
        on_its_way(state, order, random)


def ships_rest(state: State, order: Order, random: Random) -> None:
    send(state, order, [], cp_code="STO", number=waybill(random))
    on_its_way(state, order, random)


def on_its_way(state: State, order: Order, random: Random) -> None:
    fate = order.script["fate"]
    later(state, order, "transport", days=random.uniform(0.3, 1))
    if fate == "number_corrected":
        later(state, order, "correct", days=random.uniform(0.5, 1.5))
    if fate == "lost":
        later(state, order, "complain", days=random.uniform(6, 12))
    else:
        later(state, order, "deliver", days=random.uniform(9, 20) if fate == "slow" else random.uniform(1.5, 6))


def moves_on(state: State, order: Order, random: Random) -> None:  # noqa: ARG001
    for parcel in order.parcels:
        scan(state, order, parcel, "TRANSPORT", "运输中")


def corrects(state: State, order: Order, random: Random) -> None:
    change_number(state, order, order.parcels[0], "", waybill(random))


def delivers(state: State, order: Order, random: Random) -> None:
    fate = order.script["fate"]
    for parcel in order.parcels:
        scan(state, order, parcel, "DELIVERING", "派送中")
        if fate == "signed_badly":
            scan(state, order, parcel, "UNSIGN", "签收异常")
        else:
            scan(state, order, parcel, "SIGN", "已签收")
    flawed = any(line.cargo == FLAWED for line in order.lines)
    if random.random() < (0.6 if flawed else COMPLAIN[fate]):
        is_late = random.random() < 0.15
        later(state, order, "complain", days=random.uniform(11, 20) if is_late else random.uniform(0.2, 6))
    elif random.random() < 0.4:
        later(state, order, "confirm", days=random.uniform(0.5, 5))


def complains(state: State, order: Order, random: Random) -> None:
    fate = order.script["fate"]
    received = order.received_at is not None
    reason, (least, most), request, fair = random.choice(COMPLAINTS if received else LOST)
    flawed = [line for line in order.lines if line.cargo == FLAWED]
    if flawed and received:
        reason, request, fair = "quality", "returnRefund", 100
        least = most = 100
    lines = flawed or [random.choice(order.lines)] if fate != "lost" else order.lines
    money = sum(line.amount - line.refunded for line in lines)
    apply(
        state, order, tuple(line.sub_id for line in lines), request=request,
        payment=max(1, share(money, random.randint(least, most))), carriage=0, reason=REASONS[reason], note=WORDS[reason],
        received=received, vouchers=(voucher(state),) if REASONS[reason].voucher else (), temper=order.script["temper"],
        fair_percent=fair, no_reason=random.random() < 0.2,
    )  # fmt: skip


def confirms(state: State, order: Order, random: Random) -> None:  # noqa: ARG001
    confirm(state, order, by="buyer")


def appeals(state: State, order: Order, random: Random) -> None:
    """The seller's word against a late dispatch: sometimes the courier's stamped one, mostly one that does not count."""
    penalty = next((one for one in state.penalties.values() if one.order_id == order.id), None)
    if penalty is not None:
        excused = random.random() < 0.33
        ground = workbench.STAMPED if excused else random.choice(("price_too_low", "out_of_stock", "clerk_error"))
        workbench.appeal(penalty, ground, stamped=excused)


def waybill(random: Random) -> str:
    return f"7{random.randrange(10**13):013d}"


WORDS = {
    "damaged": "收到时已经破损",
    "not_as_described": "颜色和图片不一样",
    "quality": "质量有问题，用不了",
    "short": "少发了几件",
    "wrong_item": "发错货了，不是我订的",
    "not_received": "一直没有收到",
    "agreed": "已与卖家协商一致",
}
DEEDS: dict[str, Callable[[State, Order, Random], None]] = {
    "pay": pays,
    "leave": leaves,
    "regret": regrets,
    "ship": ships,
    "ship_rest": ships_rest,
    "transport": moves_on,
    "correct": corrects,
    "deliver": delivers,
    "complain": complains,
    "confirm": confirms,
    "appeal": appeals,
}
