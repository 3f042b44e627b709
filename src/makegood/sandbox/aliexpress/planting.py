"""Orders and disputes put in place by hand, at any stage, as if the days before had happened."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from makegood.sandbox.aliexpress.amounts import Pair, minor_units
from makegood.sandbox.aliexpress.catalogue import COUNTRIES, a_buyer, priced
from makegood.sandbox.aliexpress.disputes import open_issue
from makegood.sandbox.aliexpress.issue import Issue
from makegood.sandbox.aliexpress.order import Buyer, Line, Order
from makegood.sandbox.aliexpress.parcels import declare, deliver
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.trade import confirm, pay, place
from makegood.sandbox.stage.fields import Fields

# stage: days from placing to it, by way of the stages before
STAGES = {"placed": 0.0, "paid": 0.0, "to_ship": 1.0, "shipped": 2.0, "delivered": 14.0, "finished": 17.0}
BUYER = ("login", "first_name", "last_name", "country", "province", "city", "street", "zip", "phone_country", "phone")


def plant_order(state: State, asked: Fields) -> Order:
    """An order that reached `stage` `days_ago`: its past happens at its own instants."""
    stage = asked.text("stage", "shipped")
    if stage not in STAGES:
        raise ValueError(f"orders.stage: {stage!r}, expected one of {', '.join(STAGES)}")
    reached = state.at - timedelta(days=float(asked.text("days_ago", "0")))
    now, placed = state.at, reached - timedelta(days=STAGES[stage])
    state.at = placed
    order = place(
        state,
        asked.number("seller_id", next(iter(state.shops))),
        the_buyer(state, asked),
        the_lines(asked),
        prepare_days=asked.number("prepare_days", state.figures.prepare_days),
        arrival_days=asked.number("arrival_days", state.figures.arrival_days),
        biz_code=asked.text("biz_code", ""),
    )
    live_through(state, order, asked, list(STAGES)[: list(STAGES).index(stage) + 1])
    state.run_until(now)
    return order


def live_through(state: State, order: Order, asked: Fields, stages: list[str]) -> None:
    placed = state.at
    if "paid" in stages:
        pay(state, order)
    for stage in stages:
        state.run_until(placed + timedelta(days=STAGES[stage]))
        if stage == "shipped":
            by, number = asked.text("by", "seller"), asked.text("number", f"LP{state.number('parcel') + 10**13:014d}")
            declare(state, order, asked.text("service", "CAINIAO_STANDARD"), number, by=by)
        elif stage == "delivered":
            deliver(state, order, order.shipments[0])
            if "finished" in stages:
                state.run_until(
                    placed + timedelta(days=STAGES["finished"]) - timedelta(hours=state.figures.settle_hours)
                )
                confirm(state, order)


def the_buyer(state: State, asked: Fields) -> Buyer:
    random = Random(f"{state.seed}:planted:{len(state.orders)}")  # noqa: S311
    buyer, _, _ = a_buyer(random)
    given = asked.object("buyer") if asked.has("buyer") else Fields({})
    return Buyer(**{name: given.text(name, getattr(buyer, name)) for name in BUYER})


def the_lines(asked: Fields) -> list[dict[str, Any]]:
    """Lines as {usd, local?, name?, sku?, count?, product_id?}; the local amount follows from the usual rate where not told."""
    currency = asked.text("currency", "USD")
    rates = {code: thousandths for _, code, thousandths, *_ in COUNTRIES}
    lines = []
    for line in asked.objects("lines") if asked.has("lines") else [Fields({"usd": asked.text("usd", "25.90")})]:
        cents = minor_units(line.text("usd"), "USD")
        amount = (
            Pair(cents, minor_units(line.text("local"), currency), currency)
            if line.has("local")
            else priced(cents, currency, rates.get(currency, 1000))
        )
        lines.append(
            {
                "product_id": line.number("product_id", 1005001000000001),
                "name": line.text("name", "Linen shirt"),
                "sku": line.text("sku", "WHITE-M"),
                "count": line.number("count", 1),
                "amount": amount,
                "operator": line.text("operator", "SELLER_SEND_GOODS"),
            }
        )
    return lines


def plant_issue(state: State, asked: Fields) -> Issue:
    """A dispute over a line of an order, opened `days_ago`; the days in which that is allowed are not asked for unless told."""
    order = state.orders.get(asked.number("order"))
    if order is None:
        raise Refused("ORDER_NOT_FOUND", f"no order {asked.text('order')}")
    line = the_line(order, asked.number("line", 1))
    now = state.at
    state.at = now - timedelta(days=float(asked.text("days_ago", "0")))
    issue = open_issue(
        state,
        order,
        line,
        reason=asked.text("reason", "not_as_described"),
        amount=the_amount(asked, line.amount),
        type=asked.text("type", "refund"),
        content=asked.text("content", ""),
        fair_percent=asked.number("fair_percent", 100),
        bearer=asked.text("bearer", "seller"),
        temper=asked.text("temper", ""),
        force=not asked.has("strict"),
    )
    state.run_until(now)
    return issue


def the_line(order: Order, which: int) -> Line:
    """By its index from 1, or by its own number."""
    found = next((line for line in order.lines if which in (line.index, line.child_id)), None)
    if found is None:
        raise Refused("LINE_NOT_FOUND", f"order {order.id} has no line {which}")
    return found


def the_amount(asked: Fields, most: Pair) -> Pair:
    """`amount` in `currency` (the buyer's, where not told), or all of it."""
    return most.of(asked.text("amount"), asked.text("currency", most.currency)) if asked.has("amount") else most
