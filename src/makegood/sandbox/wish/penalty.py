"""A penalty: what Wish takes of a merchant, about what, and whether it gave it back."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Self


@dataclass(slots=True)
class Penalty:
    id: str
    merchant_id: str
    reason: str
    cents: int
    currency: str
    about: str
    about_id: str
    created_at: datetime
    updated_at: datetime
    reversed_at: datetime | None = None

    def as_it_is(self) -> Self:
        return copy.copy(self)
