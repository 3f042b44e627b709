"""Joins the Olist tables to one CSV of normalised names, in a temporary folder: the rows may be used in tests only."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "olist-orders"
HEADER = ("order_id", "buyer_id", "placed_at", "paid_at", "status", "city", "state", "country")
ZONE = "America/Sao_Paulo"


def joined(target: Path) -> Path:
    """Writes orders with their customers to `target` and returns it; without the postcodes, of which Olist gives the first half."""
    customers = {row["customer_id"]: row for row in _rows("customers.csv")}
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for order in _rows("orders.csv"):
            customer = customers[order["customer_id"]]
            writer.writerow(
                [
                    order["order_id"],
                    customer["customer_unique_id"],
                    order["order_purchase_timestamp"],
                    order["order_approved_at"],
                    order["order_status"],
                    customer["customer_city"],
                    customer["customer_state"],
                    "BR",
                ]
            )
    return target


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
