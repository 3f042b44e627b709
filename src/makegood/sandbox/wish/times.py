"""The platform's one form of a time: ISO 8601 with milliseconds and an offset."""

from __future__ import annotations

from datetime import UTC, datetime


def shown(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(text: str) -> datetime:
    """A time as callers send it; milliseconds may be left out, the offset may not. Raises `ValueError`."""
    at = datetime.fromisoformat(text.replace(" ", "+"))  # a plus that was not escaped arrives as a blank
    if at.tzinfo is None:
        raise ValueError(f"{text!r} has no offset; expected YYYY-MM-DDTHH:mm:ss.sssZ")
    return at.astimezone(UTC)


def to_the_millisecond(at: datetime) -> datetime:
    """As far as callers ever see it: bounds are compared as they were told."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
