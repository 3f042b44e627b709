"""An order as the sandbox knows it: one product line, its parcel's numbers, its milestones, its refunds."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Buyer:
    id: str
    name: str
    locale: str
    country: str
    country_name: str
    state: str
    city: str
    street: str
    zip: str
    phone: str
    phone_country: str


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    variation_id: str
    sku: str
    name: str
    color: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class Tracking:
    number: str
    provider: str
    origin_country: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refund:
    """`merchant_cents`: the part of it that the merchant bears."""

    reason: str
    note: str
    source: str
    cents: int
    merchant_cents: int
    at: datetime


@dataclass(slots=True)
class Order:
    """Amounts are cents a piece, in `currency`."""

    id: str
    merchant_id: str
    transaction_id: str
    state: str
    buyer: Buyer
    product: Product
    quantity: int
    price: int
    shipping: int
    currency: str
    created_at: datetime
    updated_at: datetime
    types: tuple[str, ...] = ()
    released_at: datetime | None = None
    ship_by: datetime | None = None
    deliver_by: datetime | None = None
    tracking: list[Tracking] = field(default_factory=list)
    records: list[tuple[str, datetime]] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    penalties: list[str] = field(default_factory=list)
    processing_source: str = ""
    processing_status: str = ""
    proof: dict[str, str] = field(default_factory=dict)
    paid_out_at: datetime | None = None
    script: dict[str, Any] = field(default_factory=dict)
    """What the people around this order will do, where a seeded world wrote it."""

    @property
    def total(self) -> int:
        return self.quantity * (self.price + self.shipping)

    @property
    def shipped_at(self) -> datetime | None:
        """Marked shipped, and not taken back since."""
        return self._since_released("MARK_SHIPPED")

    @property
    def scanned_at(self) -> datetime | None:
        return self._since_released("CONFIRM_FULFILLED")

    @property
    def delivered_at(self) -> datetime | None:
        return self._since_released("CONFIRMED_DELIVERED")

    @property
    def is_in_progress(self) -> bool:
        return self.processing_status == "IN_PROGRESS"

    def _since_released(self, milestone: str) -> datetime | None:
        found: datetime | None = None
        for name, at in self.records:
            if name in ("ORDER_RELEASED", "ORDER_RE_RELEASED", "TRACKING_CANCELLED"):
                found = None
            elif name == milestone and found is None:
                found = at
        return found

    def as_it_is(self) -> Self:
        """A copy that later changes do not reach."""
        frozen = copy.copy(self)
        frozen.tracking, frozen.records = list(self.tracking), list(self.records)
        frozen.refunds, frozen.penalties = list(self.refunds), list(self.penalties)
        return frozen
