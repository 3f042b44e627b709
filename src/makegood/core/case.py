"""A case file as values: what is known of one trouble, exactly as it was told. `None` means unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from makegood.core.money import Money
from makegood.core.words import (
    Action,
    Channel,
    DeadlineKind,
    Direction,
    EventType,
    EvidenceKind,
    FreightBearer,
    FreightForm,
    Ground,
    Kind,
    OnLapse,
    OrderFinding,
    Origin,
    Parameter,
    Platform,
    Progress,
    Remedy,
    Severity,
    ShippedBy,
    Want,
)


@dataclass(frozen=True, slots=True)
class Shop:
    id: str | None = None
    region: str | None = None
    settings: Mapping[Parameter, Decimal | Money] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    sku: str | None = None
    title: str | None = None
    quantity: int | None = None
    unit_price: Money | None = None
    unit_cost: Money | None = None


@dataclass(frozen=True, slots=True)
class History:
    """How the buyer's orders with this shop went, this one not counted."""

    orders: int | None = None
    unpaid: int | None = None
    cancelled: int | None = None
    disputes: int | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    id: str | None = None
    name: str | None = None
    language: str | None = None
    phone: str | None = None
    email: str | None = None
    history: History | None = None


@dataclass(frozen=True, slots=True)
class ShipTo:
    name: str | None = None
    country: str | None = None
    state: str | None = None
    city: str | None = None
    line1: str | None = None
    postcode: str | None = None
    phone: str | None = None


_SIGNS = re.compile(r"[\W_]+")


def plain_number(number: str) -> str:
    """A tracking number as it is compared: without regard to case, spaces and hyphens (AE-LABEL-2)."""
    return _SIGNS.sub("", number).upper()


@dataclass(frozen=True, slots=True)
class Shipment:
    by: ShippedBy | None = None
    carrier: str | None = None
    tracking: str | None = None
    cost: Money | None = None
    numbers: tuple[str, ...] = ()

    def knows(self, number: str) -> bool:
        """Is it one of this parcel's own numbers?"""
        return plain_number(number) in self.known

    @property
    def known(self) -> frozenset[str]:
        every = (*self.numbers, self.tracking) if self.tracking else self.numbers
        return frozenset(plain_number(number) for number in every)


@dataclass(frozen=True, slots=True)
class Order:
    id: str | None = None
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    finished_at: datetime | None = None
    status: str | None = None
    total: Money | None = None
    lines: tuple[Line, ...] = ()
    buyer: Buyer | None = None
    ship_to: ShipTo | None = None
    shipment: Shipment | None = None


@dataclass(frozen=True, slots=True)
class Received:
    sku: str | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    by: str | None = None
    opened_at: datetime | None = None
    reason: str | None = None
    platform_reason: str | None = None
    lines: tuple[str, ...] = ()
    wants: tuple[Want, ...] = ()
    amount: Money | None = None
    received: tuple[Received, ...] = ()
    severity: Severity | None = None
    ground: Ground | None = None
    text: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a piece of evidence."""

    tracking: str | None = None
    skus: tuple[str, ...] = ()
    stamped: bool | None = None
    carrier: str | None = None
    channel: Channel | None = None
    grams: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    id: str | None = None
    kind: EvidenceKind | None = None
    by: str | None = None
    at: datetime | None = None
    file: str | None = None
    origin: Origin | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    address: str | None = None
    recipient: str | None = None
    phone: str | None = None
    freight_bearer: FreightBearer | None = None
    freight_form: FreightForm | None = None
    carrier_demand: str | None = None
    days: int | None = None
    goods_condition: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    type: EventType | None = None
    at: datetime | None = None
    direction: Direction | None = None
    channel: Channel | None = None
    text: str | None = None
    remedy: Remedy | None = None
    amount: Money | None = None
    terms: Terms | None = None
    tracking: str | None = None
    due_at: datetime | None = None
    error: str | None = None
    verdict: str | None = None
    ground: Ground | None = None
    service: str | None = None
    finding: OrderFinding | None = None
    by: str | None = None
    action: Action | None = None
    receipt: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PlatformDeadline:
    kind: DeadlineKind | None = None
    due_at: datetime | None = None
    on_lapse: OnLapse | None = None
    field: str | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShopService:
    name: str | None = None
    open: bool | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trade:
    """One of the shop's other orders, as far as a deposit, an exit or an alert needs it."""

    id: str | None = None
    status: Progress | None = None
    finished_at: datetime | None = None
    under_service: bool | None = None
    sku: str | None = None
    buyer: str | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    id: str | None = None
    status: Progress | None = None
    order: str | None = None
    sku: str | None = None
    buyer: str | None = None
    reason: str | None = None
    at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `base` in `quote`, as the shop took it from `source` on a day."""

    base: str | None = None
    quote: str | None = None
    rate: Decimal | None = None
    as_of: datetime | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    schema: str
    id: str
    platform: Platform
    at: datetime | None = None
    kind: Kind | None = None
    shop: Shop | None = None
    order: Order | None = None
    claim: Claim | None = None
    evidence: tuple[Evidence, ...] = ()
    events: tuple[Event, ...] = ()
    platform_deadlines: tuple[PlatformDeadline, ...] = ()
    services: tuple[ShopService, ...] | None = None
    orders: tuple[Trade, ...] | None = None
    complaints: tuple[Complaint, ...] | None = None
    rates: tuple[Rate, ...] = ()
    ignored: Mapping[str, Any] | None = None
