"""The platform's spellings of time: Pacific wall clocks in orders and disputes, GMT+8 text and epoch milliseconds in calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

# Quirk (platforms/aliexpress.md §2.1): every time of an order or issue is a wall clock of Los Angeles, DST included.
PACIFIC = ZoneInfo("America/Los_Angeles")
CHINA = timezone(timedelta(hours=8))
TEXT = "%Y-%m-%d %H:%M:%S"
LOAN_TEXT = "%m/%d/%Y %H:%M:%S"
"""Quirk (§2.1): the loan list alone asks for dates month first."""


def pacific(at: datetime | None) -> str:
    """The instant as the platform prints it; an instant that is not there is an empty text."""
    return "" if at is None else at.astimezone(PACIFIC).strftime(TEXT)


def from_pacific(text: str, spelling: str = TEXT) -> datetime:
    """The instant of a Pacific wall clock. An hour that DST repeats is read as its first run."""
    return datetime.strptime(text, spelling).replace(tzinfo=PACIFIC).astimezone(UTC)


def from_china(text: str) -> datetime:
    return datetime.strptime(text, TEXT).replace(tzinfo=CHINA).astimezone(UTC)


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
