"""A ticket: what a buyer asks, who has the next move, what was said with which pictures."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

OPEN = ("AWAITING_MERCHANT", "AWAITING_USER", "AWAITING_WISH")


@dataclass(frozen=True, slots=True)
class Reply:
    at: datetime
    sender: str
    message: str
    files: tuple[str, ...] = ()


@dataclass(slots=True)
class Ticket:
    id: str
    merchant_id: str
    type: str
    state: str
    subject: str
    sub_label: str
    buyer_name: str
    locale: str
    opened_at: datetime
    updated_at: datetime
    orders: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    refund_reason: str = ""
    replies: list[Reply] = field(default_factory=list)
    closed_at: datetime | None = None
    closed_by: str = ""
    answer_by: datetime | None = None
    """When the merchant's 48 hours end; None while somebody else has the move."""
    wish_refunds: bool = True
    """What Wish's support will decide."""
    temper: str = ""
    """How its buyer answers by itself; empty: a person plays the buyer."""
    moves: int = 0
    script: dict[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def as_it_is(self) -> Self:
        frozen = copy.copy(self)
        frozen.replies = list(self.replies)
        return frozen
