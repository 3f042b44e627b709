"""An order as the sandbox knows it: buyer, lines, parcels with all their numbers, a request to cancel, a held parcel."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Self

from makegood.sandbox.aliexpress.amounts import Pair


@dataclass(slots=True)
class Buyer:
    login: str
    first_name: str
    last_name: str
    country: str
    province: str
    city: str
    street: str
    zip: str
    phone_country: str
    phone: str


@dataclass(slots=True)
class Line:
    """A sub-order."""

    child_id: int
    index: int
    product_id: int
    name: str
    sku: str
    count: int
    amount: Pair
    status: str
    issue_status: str = "NO_ISSUE"
    refunded: Pair | None = None
    operator: str = "SELLER_SEND_GOODS"
    end_reason: str = ""

    @property
    def is_ended(self) -> bool:
        return self.status == "FINISH"


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    at: datetime
    code: str
    words: str
    place: str


@dataclass(slots=True)
class Shipment:
    """One parcel. `number` is the one the order shows; `before` the ones it showed earlier; the rest are its other numbers."""

    service: str
    number: str
    lines: tuple[int, ...]
    sent_at: datetime
    by: Literal["seller", "platform"] = "seller"
    before: list[tuple[datetime, str, str]] = field(default_factory=list)
    lp_number: str = ""
    domestic_number: str = ""
    original_number: str = ""
    latest_number: str = ""
    received_at: datetime | None = None
    receive_status: str = "default"
    events: list[TrackingEvent] = field(default_factory=list)

    def numbers(self) -> set[str]:
        known = {self.number, self.lp_number, self.domestic_number, self.original_number, self.latest_number}
        return (known | {number for _, _, number in self.before}) - {""}


@dataclass(slots=True)
class Cancel:
    reason: str
    asked_at: datetime
    answer_by: datetime
    memo: str = ""
    answer: str = ""


@dataclass(slots=True)
class Order:
    id: int
    seller_id: int
    buyer: Buyer
    status: str
    created_at: datetime
    modified_at: datetime
    lines: list[Line]
    due_at: datetime | None
    prepare_days: int
    arrival_days: int
    oaid: str
    paid_at: datetime | None = None
    ship_by: datetime | None = None
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str = ""
    shipments: list[Shipment] = field(default_factory=list)
    cancel: Cancel | None = None
    loan_status: str = "loan_none"
    loaned_at: datetime | None = None
    refund: dict[str, Any] = field(default_factory=dict)
    extended_days: int = 0
    memo: str = ""
    biz_code: str = ""
    log: list[tuple[datetime, str, str, str]] = field(default_factory=list)
    before_cancel: str = ""
    script: dict[str, Any] = field(default_factory=dict)
    """What the people around this order will do, where a seeded world wrote it."""

    @property
    def amount(self) -> Pair:
        total = self.lines[0].amount
        for line in self.lines[1:]:
            total = total + line.amount
        return total

    @property
    def refunded(self) -> Pair:
        total = Pair(0, 0, self.currency)
        for line in self.lines:
            total = total + (line.refunded or Pair(0, 0, self.currency))
        return total

    @property
    def currency(self) -> str:
        return self.lines[0].amount.currency

    @property
    def issue_status(self) -> str:
        states = {line.issue_status for line in self.lines}
        return next((state for state in ("IN_ISSUE", "END_ISSUE") if state in states), "NO_ISSUE")

    def line(self, child_id: int) -> Line | None:
        return next((line for line in self.lines if line.child_id == child_id), None)

    def as_it_is(self) -> Self:
        """A copy that later changes do not reach."""
        frozen = copy.copy(self)
        frozen.lines = [copy.copy(line) for line in self.lines]
        frozen.shipments = [copy.copy(shipment) for shipment in self.shipments]
        frozen.log, frozen.refund, frozen.cancel = list(self.log), dict(self.refund), copy.copy(self.cancel)
        return frozen


@dataclass(slots=True)
class Ticket:
    """A parcel the warehouse holds; undecided by `over_time`, the warehouse decides."""

    id: int
    order_id: int
    seller_id: int
    code: str
    reason: str
    opened_at: datetime
    over_time: datetime
    lp_number: str
    international_number: str
    domestic_number: str
    return_number: str = ""
    status: str = "WAREHOUSE_ABNORMAL"
