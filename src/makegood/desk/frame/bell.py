"""The bell: since when this device has not looked at what was announced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

COOKIE = "bell"
LATELY = timedelta(hours=24)
"""House: what was announced longer ago is in the inbox by its clock."""


def unheard_since(cookies: Mapping[str, str], now: datetime) -> datetime:
    """What was announced after it makes the bell ring."""
    return max(seen_until(cookies) or now - LATELY, now - LATELY)


def seen_until(cookies: Mapping[str, str]) -> datetime | None:
    try:
        seen = datetime.fromisoformat(cookies.get(COOKIE, ""))
    except ValueError:
        return None
    return seen if seen.tzinfo is not None else None
