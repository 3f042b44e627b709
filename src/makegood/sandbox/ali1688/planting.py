"""Orders and refunds put into the world by hand, at whatever stage and as long ago as asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.ali1688.amounts import fen_of
from makegood.sandbox.ali1688.catalogue import a_buyer
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.parcels import scan, send
from makegood.sandbox.ali1688.reasons import REASONS
from makegood.sandbox.ali1688.refund import Refund, Request
from makegood.sandbox.ali1688.refunds import apply
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.trade import confirm, pay, place
from makegood.sandbox.stage.fields import Fields

STAGES = ("placed", "paid", "shipped", "delivered", "finished")
SINCE = {"placed": 0.0, "paid": 0.0, "shipped": 0.25, "delivered": 1.0, "finished": 1.5}
"""Days from placing to each stage, where a stage was reached `days_ago`."""


def plant_order(state: State, asked: Fields) -> Order:
    """{stage?, days_ago?, yuan?, quantity?, lines?: [{yuan, quantity?, name?, cargo?}], shipping_fee?, buyer?: {…}, plus?, by?, number?,
    cp_code?, promise_hours?, trade_type?, seller_id?}. What it takes on the way happens on the way."""
    stage = asked.text("stage", "paid")
    if stage not in STAGES:
        raise ValueError(f"stage: {stage!r}, expected one of {', '.join(STAGES)}")
    reached = state.at - timedelta(days=float(asked.text("days_ago", "0")))
    start = reached - timedelta(days=SINCE[stage])
    present = state.at
    state.at = start
    try:
        return _lived(state, asked, stage, start)
    finally:
        state.run_until(present)


def _lived(state: State, asked: Fields, stage: str, start: datetime) -> Order:
    order = place(
        state,
        asked.text("seller_id", next(iter(state.shops))),
        _buyer(state, asked),
        _lines(asked),
        shipping_fee=fen_of(asked.text("shipping_fee", "0")),
        promise_hours=asked.number("promise_hours", 48),
        trade_type=asked.text("trade_type", "1"),
    )
    steps = STAGES[1 : STAGES.index(stage) + 1]
    for step in steps:
        state.run_until(start + timedelta(days=SINCE[step]))
        if step == "paid":
            pay(state, order)
        elif step == "shipped":
            number = asked.text("number", f"YT{order.id % 10**13:013d}")
            send(state, order, [], cp_code=asked.text("cp_code", "YTO"), number=number, by=asked.text("by", "self"))
        elif step == "delivered":
            scan(state, order, order.parcels[0], "SIGN", "已签收")
        else:
            confirm(state, order, by="buyer")
    return order


def _buyer(state: State, asked: Fields) -> Any:
    buyer = a_buyer(Random(f"{state.seed}:{state.number('buyer')}"))  # noqa: S311
    if asked.has("plus"):
        buyer = replace(buyer, is_plus=asked.flag("plus"))
    if not asked.has("buyer"):
        return buyer
    told = asked.object("buyer")
    names = ("member_id", "login", "name", "mobile", "province", "city", "area", "town", "address", "zip", "level")
    given: dict[str, Any] = {name: told.text(name) for name in names if told.has(name)}
    return replace(buyer, **given)


def _lines(asked: Fields) -> list[dict[str, Any]]:
    wanted = asked.objects("lines") if asked.has("lines") else [asked]
    return [
        {
            "product_id": 610000000001 + place,
            "sku_id": 4100000000001 + place,
            "cargo": one.text("cargo", f"CUP-RED-{place}"),
            "name": one.text("name", "陶瓷杯 红"),
            "quantity": one.number("quantity", 1),
            "price": fen_of(one.text("yuan", "31.50")),
        }
        for place, one in enumerate(wanted, start=1)
    ]


def plant_refund(state: State, asked: Fields) -> Refund:
    """{order, lines?, request?, amount?, carriage?, reason?, note?, received?, days_ago?, temper?, fair_percent?, strict?}: a key of
    `reasons.py`, yuan; all of it where no amount is told."""
    order = state.orders.get(asked.number("order"))
    if order is None:
        raise ValueError(f"no order {asked.text('order')}")
    reason, request = asked.text("reason", "not_as_described"), asked.text("request", "refund")
    if reason not in REASONS or request not in ("refund", "returnRefund", "exchange"):
        raise ValueError(f"reason {reason!r} or request {request!r}; reasons are {', '.join(REASONS)}")
    sub_ids = tuple(int(one) for one in asked.texts("lines"))
    lines = [line for line in order.lines if not sub_ids or line.sub_id in sub_ids]
    every = sum(line.amount - line.refunded for line in lines)
    present = state.at
    state.at = present - timedelta(days=float(asked.text("days_ago", "0")))
    kind: Request = "refund" if request == "refund" else "returnRefund" if request == "returnRefund" else "exchange"
    vouchers = (voucher(state),) if REASONS[reason].voucher else ()
    try:
        return apply(
            state,
            order,
            sub_ids,
            request=kind,
            payment=fen_of(asked.text("amount")) if asked.has("amount") else every,
            carriage=fen_of(asked.text("carriage", "0")),
            reason=REASONS[reason],
            note=asked.text("note", "颜色不对"),
            received=asked.flag("received") if asked.has("received") else bool(order.received_at),
            vouchers=vouchers,
            strict=asked.flag("strict") if asked.has("strict") else False,
            temper=asked.text("temper", ""),
            fair_percent=asked.number("fair_percent", 100),
        )
    finally:
        state.run_until(present)


def voucher(state: State) -> str:
    """A picture that was uploaded."""
    place = f"img/ibank/sandbox/{state.number('voucher')}.jpg"
    state.vouchers[place] = 50_000
    return place
