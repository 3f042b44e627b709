"""Instants as a sandbox's own doors take and show them."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(text: str) -> datetime:
    """ISO 8601 with a zone. Raises `ValueError`."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text!r} has no zone; write it as 2026-10-01T00:00:00Z")
    return at.astimezone(UTC)
