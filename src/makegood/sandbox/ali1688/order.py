"""An order as the sandbox knows it: buyer, lines, parcels with the numbers they had, what was changed of it and when."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Self


@dataclass(frozen=True, slots=True)
class Buyer:
    member_id: str
    login: str
    name: str
    mobile: str
    province: str
    city: str
    area: str
    town: str
    address: str
    zip: str
    level: str = "L3"
    is_plus: bool = False


@dataclass(slots=True)
class Line:
    """A sub-order. Sums are fen; `discount` is added (down is negative, §2.1)."""

    sub_id: int
    product_id: int
    sku_id: int
    cargo: str
    name: str
    quantity: int
    price: int
    discount: int = 0
    logistics_status: int = 1
    refunded: int = 0
    refund: int | None = None
    refund_status: str = ""
    refund_as: int | None = None
    refund_status_as: str = ""

    @property
    def amount(self) -> int:
        return self.price * self.quantity + self.discount


@dataclass(frozen=True, slots=True)
class Scan:
    at: datetime
    action: str
    words: str


@dataclass(slots=True)
class Parcel:
    """`condition` 1 to 5: sent without a courier (§2.2); then there is no number."""

    logistics_id: str
    cp_code: str
    company: str
    number: str
    lines: tuple[int, ...]
    sent_at: datetime
    by: Literal["self", "platform"] = "self"
    condition: str = ""
    status: str = "WAITACCEPT"
    signed_at: datetime | None = None
    before: list[tuple[datetime, str, str]] = field(default_factory=list)
    scans: list[Scan] = field(default_factory=list)


@dataclass(slots=True)
class Order:
    id: int
    seller: str
    buyer: Buyer
    status: str
    created_at: datetime
    modified_at: datetime
    lines: list[Line]
    shipping_fee: int
    promise_hours: int
    trade_type: str = "1"
    terms_at: datetime | None = None
    paid_at: datetime | None = None
    sent_at: datetime | None = None
    received_at: datetime | None = None
    ended_at: datetime | None = None
    confirm_at: datetime | None = None
    delayed: timedelta = timedelta()
    close_reason: str = ""
    closed_by: str = ""
    close_remark: str = ""
    memo: str = ""
    memo_icon: str = ""
    buyer_note: str = ""
    stars: int = 0
    carriage_refunded: int = 0
    parcels: list[Parcel] = field(default_factory=list)
    log: list[tuple[datetime, str, str]] = field(default_factory=list)
    script: dict[str, Any] = field(default_factory=dict)
    """What the people around this order will do, where a seeded world wrote it."""

    @property
    def amount(self) -> int:
        """Quirk (§2.1): the lines' amounts and the carriage; discounts are within the lines."""
        return sum(line.amount for line in self.lines) + self.shipping_fee

    @property
    def refunded(self) -> int:
        return sum(line.refunded for line in self.lines) + self.carriage_refunded

    @property
    def is_staged(self) -> bool:
        return self.trade_type in ("7", "50060")

    @property
    def is_shipped(self) -> bool:
        return bool(self.parcels)

    def line(self, sub_id: int) -> Line | None:
        return next((line for line in self.lines if line.sub_id == sub_id), None)

    def as_it_is(self) -> Self:
        """A copy that later changes do not reach."""
        frozen = copy.copy(self)
        frozen.lines = [copy.copy(line) for line in self.lines]
        frozen.parcels = [copy.copy(parcel) for parcel in self.parcels]
        frozen.log = list(self.log)
        return frozen
