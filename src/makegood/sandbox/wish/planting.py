"""Orders, tickets and penalties put in place by hand, at any stage, as if the days before had happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from makegood.sandbox.stage.fields import Fields
from makegood.sandbox.wish.catalogue import COUNTRIES, a_buyer, a_product
from makegood.sandbox.wish.order import Buyer, Order, Tracking
from makegood.sandbox.wish.penalising import ENTITIES, penalise
from makegood.sandbox.wish.penalty import Penalty
from makegood.sandbox.wish.reasons import TICKET_REASONS
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.talking import open_ticket
from makegood.sandbox.wish.ticket import Ticket
from makegood.sandbox.wish.trade import deliver, place, release, scan, ship

# stage: days from buying to it, by way of the stages before
STAGES = {"review": 0.0, "approved": 0.0, "shipped": 2.0, "delivered": 12.0}
BUYER = ("id", "name", "locale", "country", "country_name", "state", "city", "street", "zip", "phone", "phone_country")


def plant_order(state: State, asked: Fields) -> Order:
    """An order that reached `stage` `days_ago`: its past happens at its own instants."""
    stage = asked.text("stage", "shipped")
    if stage not in STAGES:
        raise ValueError(f"orders.stage: {stage!r}, expected one of {', '.join(STAGES)}")
    now = state.at
    bought = now - timedelta(days=float(asked.text("days_ago", "0")) + STAGES[stage])
    state.at = bought
    random = Random(f"{state.seed}:planted:{len(state.orders)}")  # noqa: S311
    orders = place(
        state,
        asked.text("seller_id", next(iter(state.shops))),
        the_buyer(asked, random),
        [the_line(asked, random) for _ in range(asked.number("count", 1))],
        review=True,
    )
    for order in orders:
        if stage != "review":
            release(state, order)
    state.run_until(min(now, bought + timedelta(days=STAGES["shipped"])))
    if stage in ("shipped", "delivered"):
        for order in orders:
            ship(state, order, the_tracking(state, asked))
            scan(state, order)
    if stage == "delivered":
        state.run_until(bought + timedelta(days=STAGES["delivered"]))
        for order in orders:
            deliver(state, order)
    state.run_until(now)
    return orders[0]


def the_tracking(state: State, asked: Fields) -> Tracking:
    number = asked.text("number", f"UH{state.number('parcel') + 100000000:09d}CN")
    return Tracking(number, asked.text("provider", "YunExpress"), asked.text("origin_country", "CN"))


def the_buyer(asked: Fields, random: Random) -> Buyer:
    usual = a_buyer(random)
    if asked.has("country"):
        code = asked.text("country")
        known = next((each for each in COUNTRIES if each[0] == code), None)
        if known is None:
            raise ValueError(f"orders.country: {code!r}, expected one of {', '.join(c[0] for c in COUNTRIES)}")
        usual = replace(usual, country=known[0], country_name=known[1], locale=known[2])
    given = asked.object("buyer") if asked.has("buyer") else Fields({})
    return replace(usual, **{name: given.text(name, getattr(usual, name)) for name in BUYER})


def the_line(asked: Fields, random: Random) -> dict[str, object]:
    """`usd` is the price of one, `shipping` of one; the buyer's total is both, times the quantity."""
    product, cents = a_product(random)
    product = replace(product, sku=asked.text("sku", product.sku), name=asked.text("name", product.name))
    return {
        "product": product,
        "quantity": asked.number("quantity", 1),
        "price": in_cents(asked.text("usd")) if asked.has("usd") else cents,
        "shipping": in_cents(asked.text("shipping", "0")),
        "types": tuple(asked.texts("types")),
    }


def in_cents(text: str) -> int:
    """`"12.5"` is 1250. Raises `ValueError` where it is no amount in cents."""
    try:
        units = Decimal(text).scaleb(2)
    except ArithmeticError:
        raise ValueError(f"{text!r} is no amount, expected such as 12.50") from None
    if not units.is_finite() or units < 0 or units != units.to_integral_value():
        raise ValueError(f"{text!r} is no amount in cents, expected such as 12.50")
    return int(units)


def plant_ticket(state: State, asked: Fields) -> Ticket:
    """A ticket on one or several orders, or on none; opened `days_ago`."""
    orders = []
    for id in asked.texts("orders") or asked.texts("order"):
        if id not in state.orders:
            raise ValueError(f"tickets.order: no order {id}")
        orders.append(state.orders[id])
    reason = asked.text("reason", "")
    if reason and reason not in TICKET_REASONS:
        raise ValueError(f"tickets.reason: {reason!r}, expected one of {', '.join(TICKET_REASONS)}")
    now = state.at
    state.at = now - timedelta(days=float(asked.text("days_ago", "0")))
    ticket = open_ticket(
        state,
        orders[0].merchant_id if orders else asked.text("seller_id", next(iter(state.shops))),
        asked.text("message", "I ordered this, and something is wrong."),
        orders=orders,
        type=asked.text("type", "ORDER" if orders else "PRE_PURCHASE"),
        reason=reason,
        subject=asked.text("subject", ""),
        files=asked.texts("files"),
        buyer=(asked.text("name", "Ana Castro"), asked.text("locale", "en-US")),
        wish_refunds=not asked.has("wish_refunds") or asked.flag("wish_refunds"),
        temper=asked.text("temper", ""),
        script={"share": asked.number("share", 100)},
    )
    state.run_until(now)
    return ticket


def plant_penalty(state: State, asked: Fields) -> Penalty:
    about = asked.text("about", "ORDER")
    if about not in ENTITIES:
        raise ValueError(f"penalties.about: {about!r}, expected one of {', '.join(ENTITIES)}")
    merchant_id = asked.text("seller_id", next(iter(state.shops)))
    about_id = asked.text("about_id", merchant_id if about == "STORE" else None)
    if about == "ORDER" and about_id not in state.orders:
        raise ValueError(f"penalties.about_id: no order {about_id}")
    cents = in_cents(asked.text("usd", "50.00"))
    return penalise(
        state, merchant_id, asked.text("reason", "Late confirmed fulfillment"), cents, about=about, about_id=about_id
    )
