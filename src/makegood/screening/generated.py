"""Writes tables of orders made up by a seeded generator, a few buyers of bad faith among them; every row says it is generated."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

FIELDS = (
    "order_id", "shop", "platform", "buyer_id", "buyer_name", "placed_at", "paid_at", "cancelled_at", "cancelled_by",
    "status", "amount", "currency", "country", "state", "city", "line1", "postcode", "sku", "quantity",
)  # fmt: skip

SHOP = "generated-shop"
NAME = "Generated buyer"
START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
ORDERS_A_BUYER = 3
ONE_IN = 200  # buyers: one who never pays and one who always cancels
BLANK_ONE_IN = 150  # orders whose street was left blank

_PLACES = (
    ("BR", "SP", "Campinas", "13010-111"),
    ("ES", "Madrid", "Madrid", "28013"),
    ("US", "OH", "Dayton", "45402"),
    ("ID", "Jawa Barat", "Bandung", "40111"),
    ("SG", "", "", "018956"),
    ("CN", "浙江", "义乌", "322000"),
)
_PLATFORMS = ("aliexpress", "shopee", "ali1688", "wish")


def generated_orders(count: int, seed: int, path: str | Path) -> Path:
    """Writes `count` generated orders as CSV to `path`; the same seed gives the same bytes."""
    target = Path(path)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(_orders(count, random.Random(seed)))  # noqa: S311 (nothing secret: the same seed must give the same table)
    return target


def _orders(count: int, chance: random.Random) -> Iterator[tuple[object, ...]]:
    buyers = max(1, count // ORDERS_A_BUYER)
    for number in range(count):
        buyer = chance.randrange(buyers)
        placed = START + timedelta(seconds=chance.randrange(int(YEAR.total_seconds())))
        paid, cancelled, by = _fate(buyer, placed, chance)
        country, state, city, postcode = _PLACES[buyer % len(_PLACES)]
        line1 = "" if chance.randrange(BLANK_ONE_IN) == 0 else f"{chance.randint(1, 999)} Generated Street"
        yield (
            f"GEN{number:09d}", SHOP, _PLATFORMS[buyer % len(_PLATFORMS)], f"generated-{buyer}", f"{NAME} {buyer}",
            _written(placed), _written(paid), _written(cancelled), by, _status(paid, cancelled),
            f"{chance.randint(100, 20_000) / 100:.2f}", "USD", country, state, city, line1, postcode,
            f"GEN-SKU-{chance.randrange(500)}", chance.randint(1, 4),
        )  # fmt: skip


def _fate(buyer: int, placed: datetime, chance: random.Random) -> tuple[datetime | None, datetime | None, str]:
    """When the order was paid and cancelled, and by whom: by the buyer's kind, then by chance."""
    if buyer % ONE_IN == 0:
        return None, placed + timedelta(days=20), "platform"
    soon = placed + timedelta(minutes=chance.randint(1, 600))
    if buyer % ONE_IN == 1 or chance.random() < 0.02:
        return soon, soon + timedelta(hours=chance.randint(1, 48)), "buyer"
    return (None, None, "") if chance.random() < 0.03 else (soon, None, "")


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _status(paid: datetime | None, cancelled: datetime | None) -> str:
    if cancelled:
        return "cancelled"
    return "finished" if paid else "unpaid"
