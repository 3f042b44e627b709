"""Orders and returns put in place by hand, at any stage, as if the days before had happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from makegood.sandbox.shopee import parcels, trade
from makegood.sandbox.shopee.amounts import CURRENCIES, minor
from makegood.sandbox.shopee.catalogue import a_buyer
from makegood.sandbox.shopee.claim import REFUND, RETURN_REFUND, SOLUTIONS, Return
from makegood.sandbox.shopee.order import Buyer, Item, Order
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.returning import open_return
from makegood.sandbox.shopee.state import State
from makegood.sandbox.stage.fields import Fields

STAGES: dict[str, tuple[float, Callable[[State, Order], object] | None]] = {
    "placed": (0.0, None),
    "paid": (0.05, trade.pay),
    "arranged": (0.5, parcels.arrange),
    "shipped": (1.0, parcels.pick_up),
    "delivered": (4.0, parcels.deliver),
    "completed": (7.0, trade.confirm),
}
"""Days from placing to each stage, and what brings an order there."""
BUYER = ("username", "name", "phone", "region", "state", "city", "full_address", "zipcode", "email")


def plant_order(state: State, asked: Fields) -> Order:
    """An order that reached `stage` `days_ago`: its past happens at its own instants."""
    stage = asked.text("stage", "shipped")
    if stage not in STAGES:
        raise ValueError(f"orders.stage: {stage!r}, expected one of {', '.join(STAGES)}")
    shop = state.shops[asked.number("shop_id", next(iter(state.shops)))]
    now = state.at
    placed = now - timedelta(days=float(asked.text("days_ago", "0")) + STAGES[stage][0])
    state.at = placed
    order = trade.place(
        state,
        shop.shop_id,
        the_buyer(state, asked, shop.region),
        the_items(asked, CURRENCIES[shop.region]),
        shipping_fee=minor(asked.text("shipping_fee", "0"), CURRENCIES[shop.region]),
        cod=asked.has("cod") and asked.flag("cod"),
        days_to_ship=asked.number("days_to_ship", state.figures.days_to_ship),
        message=asked.text("message", ""),
    )
    for days, brings in list(STAGES.values())[1 : list(STAGES).index(stage) + 1]:
        state.run_until(placed + timedelta(days=days))
        if brings is not None and not (order.cod and brings is trade.pay):
            brings(state, order)
    state.run_until(now)
    return order


def the_buyer(state: State, asked: Fields, region: str) -> Buyer:
    random = Random(f"{state.seed}:planted:{len(state.orders)}")  # noqa: S311
    buyer = a_buyer(random, region)
    if not asked.has("buyer"):
        return buyer
    told = asked.object("buyer")
    named = {name: told.text(name) for name in BUYER if told.has(name)}
    return Buyer(**{**{n: getattr(buyer, n) for n in BUYER}, **named}, user_id=told.number("user_id", buyer.user_id))


def the_items(asked: Fields, currency: str) -> list[Item]:
    """`items`, or one of `amount`."""
    given = asked.objects("items") if asked.has("items") else [Fields({"amount": asked.text("amount", "25.90")})]
    return [
        Item(
            item_id=one.number("item_id", 800062001 + place),
            model_id=one.number("model_id", 8000620011 + place),
            name=one.text("name", "Linen shirt"),
            item_sku=one.text("item_sku", "SHIRT"),
            model_sku=one.text("model_sku", f"SHIRT-{place if place else 'WHITE'}"),
            quantity=one.number("quantity", 1),
            price=minor(one.text("amount", "25.90"), currency),
            is_bundle=one.has("bundle") and one.flag("bundle"),
        )
        for place, one in enumerate(given)
    ]


def plant_return(state: State, asked: Fields) -> Return:
    """A return over an item of an order, opened `days_ago`; the days in which that is allowed are not asked for unless told."""
    order = state.orders.get(asked.text("order"))
    if order is None:
        raise Refused("ORDER", f"no order {asked.text('order')}")
    place = asked.number("item", 0)
    if not 0 <= place < len(order.items):
        raise Refused("ITEM", f"order {order.sn} has {len(order.items)} items, asked for number {place}")
    item = order.items[place]
    solution = asked.text("solution", "REFUND")
    if solution not in SOLUTIONS:
        raise ValueError(f"returns.solution: {solution!r}, expected one of {', '.join(SOLUTIONS)}")
    now = state.at
    state.at = now - timedelta(days=float(asked.text("days_ago", "0")))
    claim = open_return(
        state,
        order,
        lines=[(place, asked.number("pieces", item.quantity))],
        reason=asked.text("reason", "WRONG_ITEM"),
        amount=minor(asked.text("amount"), order.currency) if asked.has("amount") else item.paid,
        solution=RETURN_REFUND if solution == "RETURN_REFUND" else REFUND,
        words=asked.text("words", ""),
        images=asked.texts("images"),
        videos=asked.texts("videos"),
        judged=asked.has("judged") and asked.flag("judged"),
        validation=asked.text("validation", "seller_validation"),
        request_type=asked.number("request_type", 0),
        fair_percent=asked.number("fair_percent", 100),
        temper=asked.text("temper", ""),
        force=not asked.has("strict"),
    )
    state.run_until(now)
    return claim
