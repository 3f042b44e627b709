"""A dispute as the sandbox knows it: the three sides' solutions, the steps so far, its clocks, its evidence."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Self

from makegood.sandbox.aliexpress.amounts import Pair

Owner = Literal["buyer", "seller", "platform"]


@dataclass(slots=True)
class Solution:
    id: int
    owner: Owner
    type: str
    status: str
    amount: Pair
    content: str
    created_at: datetime
    modified_at: datetime
    version: int = 1
    is_default: bool = False
    buyer_accepted_at: datetime | None = None
    seller_accepted_at: datetime | None = None
    reached_at: datetime | None = None
    reached_type: str = ""
    return_address: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A record of the dispute's process."""

    id: int
    at: datetime
    action: str
    by: str
    content: str = ""
    received: bool = False
    pictures: tuple[str, ...] = ()


@dataclass(slots=True)
class Issue:
    id: int
    order_id: int
    child_id: int
    seller_id: int
    buyer_login: str
    reason: str
    most: Pair
    created_at: datetime
    modified_at: datetime
    status: str = "processing"
    detail_status: str = "wait_for_seller_response"
    timeout_type: str = ""
    timeout_at: datetime | None = None
    answer_by: datetime | None = None
    enters_at: datetime | None = None
    is_answered: bool = False
    platform_in: bool = False
    solutions: list[Solution] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    return_number: str = ""
    return_company: str = ""
    return_lp: str = ""
    fair_percent: int = 100
    bearer: Literal["seller", "platform"] = "seller"
    """Who pays what the platform rules: the seller, or the platform where a logistics line of its own is to blame."""
    temper: str = ""
    moves: int = 0

    @property
    def is_open(self) -> bool:
        return self.status == "processing"

    @property
    def reached(self) -> Solution | None:
        return next((s for s in self.solutions if s.status in ("reached", "perform")), None)

    def solution(self, id: int) -> Solution | None:
        return next((s for s in self.solutions if s.id == id), None)

    def of(self, owner: Owner) -> list[Solution]:
        return [s for s in self.solutions if s.owner == owner]

    def as_it_is(self) -> Self:
        frozen = copy.copy(self)
        frozen.solutions = [copy.copy(solution) for solution in self.solutions]
        frozen.steps = list(self.steps)
        return frozen


@dataclass(frozen=True, slots=True)
class Evidence:
    issue_id: int
    by: str
    extension: str
    bytes: int
    sha256: str
    at: datetime
    step: int
