"""A merchant's appeal in the dashboard: no call of the API raises or answers one (platforms/wish.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Dispute:
    """`about`: `refund`, `penalty` or `tracking`, of the order or penalty `about_id`."""

    id: str
    merchant_id: str
    about: str
    about_id: str
    opened_at: datetime
    state: str = "OPEN"
    rejections: int = 0
    text: str = ""
