"""An order as the sandbox knows it: buyer, items, its one package, a request to cancel, what escrow tells of it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Buyer:
    user_id: int
    username: str
    name: str
    phone: str
    region: str
    state: str
    city: str
    full_address: str
    zipcode: str
    email: str


@dataclass(slots=True)
class Item:
    """`price` is one piece's, in minor units; 0 of a bundle deal is shown, `paid` is what the line costs (§2, Orders)."""

    item_id: int
    model_id: int
    name: str
    item_sku: str
    model_sku: str
    quantity: int
    price: int
    cancelled: int = 0
    returned: int = 0
    return_requested: int = 0
    is_bundle: bool = False

    @property
    def paid(self) -> int:
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    at: datetime
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A late change of what the seller gets (§2, Money)."""

    at: datetime
    amount: int
    reason: str


@dataclass(slots=True)
class Order:
    sn: str
    shop_id: int
    region: str
    currency: str
    buyer: Buyer
    items: list[Item]
    status: str
    created_at: datetime
    updated_at: datetime
    package: str
    days_to_ship: int
    shipping_fee: int = 0
    cod: bool = False
    carrier: str = "Standard Express"
    paid_at: datetime | None = None
    ship_by: datetime | None = None
    arranged_at: datetime | None = None
    tracking: str = ""
    number_due: datetime | None = None
    """When the tracking number can be read."""
    picked_up_at: datetime | None = None
    delivered_at: datetime | None = None
    completed_at: datetime | None = None
    return_until: datetime | None = None
    logistics: str = "LOGISTICS_NOT_START"
    events: list[TrackingEvent] = field(default_factory=list)
    cancel_by: str = ""
    cancel_reason: str = ""
    buyer_cancel_reason: str = ""
    cancel_due: datetime | None = None
    before_cancel: str = ""
    pending: tuple[str, ...] = ()
    note: str = ""
    message: str = ""
    refunded: int = 0
    reverse_fee: int = 0
    lost_compensation: int = 0
    drc_refund: int = 0
    adjustments: list[Adjustment] = field(default_factory=list)
    released_at: datetime | None = None
    script: dict[str, Any] = field(default_factory=dict)
    """What the people around this order will do, where a seeded world wrote it."""

    @property
    def total(self) -> int:
        return sum(item.paid for item in self.items) + self.shipping_fee

    @property
    def left(self) -> int:
        """What may still go back to the buyer."""
        return self.total - self.refunded

    def as_it_is(self) -> Self:
        """A copy that later changes do not reach."""
        frozen = copy.copy(self)
        frozen.items = [copy.copy(item) for item in self.items]
        frozen.events, frozen.adjustments = list(self.events), list(self.adjustments)
        return frozen
