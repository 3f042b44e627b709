"""Made-up cases to look at first: three troubles in hand-kept shops named as samples, with clocks that run from now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from makegood.core.instants import show
from makegood.core.reading import SCHEMA
from makegood.core.words import Platform
from makegood.store import hand_kept, intake
from makegood.usecases.typing_in import read_at_page

SHOP = "示例 Sample"
"""The same name on every platform; nobody takes these shops for their own."""


def put_in(*, by: str, at: datetime) -> int:
    """Puts the sample cases on record; told again it changes nothing. How many shops there are of it."""
    told = (_wish(at), _ali1688(at), _shopee(at))
    for document in told:
        shop = hand_kept.shop(Platform(document["platform"]), SHOP, region=None, by=by, at=at)
        intake.take_in(shop.pk, document, by=by, at=at)
    return len(told)


def _when(at: datetime, **ago: float) -> str:
    return show((at - timedelta(**ago)).replace(minute=0, second=0, microsecond=0))


def _clock(at: datetime, kind: str, lapse: str, **ahead: float) -> dict[str, Any]:
    due = show((at + timedelta(**ahead)).replace(second=0, microsecond=0))
    return {"kind": kind, "due_at": due, "on_lapse": lapse, "field": read_at_page("sample")}


def _order(number: str, at: datetime, money: dict[str, str], title: str, sku: str) -> dict[str, Any]:
    return {
        "id": number,
        "placed_at": _when(at, days=21),
        "paid_at": _when(at, days=21),
        "shipped_at": _when(at, days=19),
        "delivered_at": _when(at, days=3),
        "total": money,
        "lines": [{"sku": sku, "title": title, "quantity": 1, "unit_price": money}],
    }


def _wish(at: datetime) -> dict[str, Any]:
    money, said = {"amount": "31.40", "currency": "USD"}, "I ordered the red shirt. This one is blue."
    return {
        "schema": SCHEMA,
        "id": "sample-wish",
        "platform": "wish",
        "kind": "wrong_item",
        "order": _order("SAMPLE-61F0A9", at, money, "Linen shirt, red, L", "RED-L"),
        "claim": {"by": "buyer", "opened_at": _when(at, hours=40), "wants": ["refund"], "amount": money, "text": said},
        "events": [
            {"at": _when(at, hours=40), "type": "message", "direction": "in", "channel": "wish_ticket", "text": said}
        ],
        "platform_deadlines": [_clock(at, "respond", "auto_refund", hours=5)],
    }


def _ali1688(at: datetime) -> dict[str, Any]:
    money, said = {"amount": "1280.00", "currency": "CNY"}, "吊牌少了，要求退货。"
    return {
        "schema": SCHEMA,
        "id": "sample-1688",
        "platform": "ali1688",
        "kind": "return",
        "order": _order("SAMPLE-2026112401", at, money, "亚麻衬衫 红色", "LIN-R"),
        "claim": {"by": "buyer", "opened_at": _when(at, hours=30), "wants": ["return", "refund"], "amount": money, "text": said},
        "events": [{"at": _when(at, hours=30), "type": "dispute_opened"}],
        "platform_deadlines": [_clock(at, "respond", "auto_agree", hours=20)],
    }  # fmt: skip


def _shopee(at: datetime) -> dict[str, Any]:
    money = {"amount": "86.90", "currency": "MYR"}
    return {
        "schema": SCHEMA,
        "id": "sample-shopee",
        "platform": "shopee",
        "kind": "wrong_item",
        "order": _order("SAMPLE-241124KX", at, money, "Steel kettle, 1.8 l", "KET-18"),
        "claim": {"by": "buyer", "opened_at": _when(at, hours=10), "wants": ["reship"], "amount": money,
                  "received": [{"sku": "KET-12", "quantity": 1}], "text": "Kettle salah saiz."},
        "events": [{"at": _when(at, hours=10), "type": "dispute_opened"}],
        "platform_deadlines": [_clock(at, "refund", "auto_refund", hours=44)],
    }  # fmt: skip
