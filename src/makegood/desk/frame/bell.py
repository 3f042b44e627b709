"""The bell: how many clocks were announced since this device last looked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from makegood.store.models import Warning

COOKIE = "bell"
LATELY = timedelta(hours=24)
"""House: what was announced longer ago is in the inbox by its clock."""
MOST_COUNTED = 100


def rings(cookies: Mapping[str, str], now: datetime) -> int:
    """New announcements of open cases, counted no further than anyone would read."""
    since = max(seen_until(cookies) or now - LATELY, now - LATELY)
    rows = Warning.objects.filter(at__gt=since, deadline__case__is_open=True, deadline__state="running")
    return len(rows.values_list("pk")[:MOST_COUNTED])


def seen_until(cookies: Mapping[str, str]) -> datetime | None:
    try:
        seen = datetime.fromisoformat(cookies.get(COOKIE, ""))
    except ValueError:
        return None
    return seen if seen.tzinfo is not None else None
