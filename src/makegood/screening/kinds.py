"""The columns of the normalised table and of case files, and what kind of value each holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["text", "number", "time", "boolean"]

COLUMNS: Mapping[str, Kind] = {
    "order_id": "text",
    "shop": "text",
    "platform": "text",
    "buyer_id": "text",
    "buyer_name": "text",
    "placed_at": "time",
    "paid_at": "time",
    "cancelled_at": "time",
    "cancelled_by": "text",
    "status": "text",
    "amount": "number",
    "currency": "text",
    "country": "text",
    "state": "text",
    "city": "text",
    "line1": "text",
    "postcode": "text",
    "phone": "text",
    "email": "text",
    "sku": "text",
    "quantity": "number",
}

DETAILS: Mapping[str, Kind] = {
    "receiver": "text",
    "address": "text",  # the whole of it in one cell
    "extended_city": "text",
    "title": "text",
    "products": "text",  # several in one cell
    "unit_price": "number",
    "carrier": "text",
    "tracking": "text",
    "service_tracking": "text",  # carrier and number in one cell
    "shipped_at": "time",
    "delivered_at": "time",
    "finished_at": "time",
    "cancel_reason": "text",
    "return_id": "text",
    "return_opened_at": "time",
    "return_reason": "text",
    "return_status": "text",
    "return_quantity": "text",
    "return_tracking": "text",
    "return_amount": "number",
}
"""What a case file wants of an export and no audit rule reads."""

KINDS: Mapping[str, Kind] = {**COLUMNS, **DETAILS}
MONEY = ("amount", "unit_price", "return_amount")
