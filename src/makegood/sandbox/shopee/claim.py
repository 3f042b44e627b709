"""A return or refund request as the sandbox knows it: what is asked, its clocks, its negotiation, proofs, the goods' way back."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

RETURN_REFUND, REFUND = 0, 1
"""`return_solution` in list and detail (platforms/shopee.md §3, Solution)."""
SOLUTIONS = {"RETURN_REFUND": RETURN_REFUND, "REFUND": REFUND}
OPEN = frozenset({"REQUESTED", "PROCESSING", "JUDGING", "SELLER_DISPUTE"})


@dataclass(slots=True)
class Negotiation:
    status: str = "PENDING_RESPOND"
    solution: str = ""
    amount: int = 0
    creator: str = ""
    rounds: int = 0
    due: datetime | None = None


@dataclass(slots=True)
class Proof:
    status: str = "NOT_NEEDED"
    deadline: datetime | None = None
    images: list[dict[str, str]] = field(default_factory=list)
    words: str = ""


@dataclass(slots=True)
class Compensation:
    status: str = "COMPENSATION_NOT_APPLICABLE"
    due: datetime | None = None
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Dispute:
    at: datetime
    reason: int
    email: str
    words: str
    images: tuple[str, ...]


@dataclass(slots=True)
class Way:
    """The goods' way back: to us, or to a warehouse and from there to us (§2, reverse tracking)."""

    tracking: str = ""
    status: str = ""
    at: datetime | None = None
    warehouse: int = 0
    """1 pending, 2 rejected, 3 inbound, 4 cancelled; 0 where no warehouse checks."""
    second: str = ""
    second_at: datetime | None = None
    second_tracking: str = ""


@dataclass(slots=True)
class Return:
    sn: str
    order_sn: str
    shop_id: int
    currency: str
    username: str
    email: str
    lines: tuple[tuple[int, int], ...]
    """(place of the item in the order, pieces)."""
    reason: str
    amount: int
    solution: int
    created_at: datetime
    updated_at: datetime
    status: str = "REQUESTED"
    words: str = ""
    reassessed: str = "NONE"
    images: tuple[str, ...] = ()
    videos: tuple[str, ...] = ()
    due: datetime | None = None
    ship_due: datetime | None = None
    seller_due: datetime | None = None
    kind: str = "RRBOC"
    request_type: int = 0
    validation: str = "seller_validation"
    negotiation: Negotiation = field(default_factory=Negotiation)
    proof: Proof = field(default_factory=Proof)
    compensation: Compensation = field(default_factory=Compensation)
    dispute: Dispute | None = None
    way: Way = field(default_factory=Way)
    judged: bool = False
    """Shopee decides this one by itself (§4, who decides)."""
    refunded_at: datetime | None = None
    fair_percent: int = 100
    temper: str = ""
    moves: int = 0
    log: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def as_it_is(self) -> Self:
        frozen: Any = copy.copy(self)
        for part in ("negotiation", "proof", "compensation", "way"):
            setattr(frozen, part, copy.copy(getattr(self, part)))
        frozen.proof.images, frozen.log = list(self.proof.images), list(self.log)
        return frozen  # type: ignore[no-any-return]
