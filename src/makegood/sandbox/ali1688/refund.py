"""A refund as the sandbox knows it: what was asked, its clock, what each side did, and what the platform's staff made of it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Self

Request = Literal["refund", "returnRefund", "exchange"]
OVER = frozenset({"refundsuccess", "refundclose"})
BUYER, SELLER, SYSTEM, STAFF = 1, 2, 3, 4
"""operatorRoleId (§2.3): 1 buyer, 2 seller; others are the system and staff. Open: which of them has which number."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A record of the refund's log (§2.3)."""

    id: int
    at: datetime
    kind: int
    role: int
    login: str
    remark: str
    description: str
    before: str
    after: str
    vouchers: tuple[str, ...] = ()
    freight_bill: str = ""
    address: str = ""
    reject_reason: str = ""
    message_type: int = 7


@dataclass(slots=True)
class Refund:
    """Sums are fen. `due_at` is `gmtTimeOut`, `due_act` what silence does then (`timeOutOperateType`)."""

    id: int
    order_id: int
    seller: str
    buyer: str
    lines: tuple[int, ...]
    type: int
    request: Request
    goods_status: int
    payment: int
    carriage: int
    most: int
    reason_id: int
    reason: str
    note: str
    status: str
    applied_at: datetime
    modified_at: datetime
    due_at: datetime | None = None
    due_act: str = ""
    frozen_at: datetime | None = None
    completed_at: datetime | None = None
    paid_back: int = 0
    carriage_back: int = 0
    rejected: int = 0
    reject_reason: str = ""
    address: dict[str, str] = field(default_factory=dict)
    freight_bill: str = ""
    courier: str = ""
    returned_at: datetime | None = None
    return_signed_at: datetime | None = None
    instant: str = ""
    complaint: int | None = None
    task: str = ""
    staff_edited: bool = False
    no_reason: bool = False
    vouchers: tuple[str, ...] = ()
    operations: list[Operation] = field(default_factory=list)
    temper: str = ""
    fair_percent: int = 100
    moves: int = 0

    @property
    def key(self) -> str:
        """Quirk (§2.3): the logical key is `TQ` and the number."""
        return f"TQ{self.id}"

    @property
    def asked(self) -> int:
        return self.payment + self.carriage

    @property
    def is_open(self) -> bool:
        return self.status not in OVER

    @property
    def returns(self) -> bool:
        return self.request != "refund"

    def as_it_is(self) -> Self:
        frozen = copy.copy(self)
        frozen.operations, frozen.address = list(self.operations), dict(self.address)
        return frozen
