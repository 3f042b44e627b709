"""Links to buyers' pictures, good for an hour of the sandbox's time (platforms/wish.md §2)."""

from __future__ import annotations

import hmac
from base64 import b64decode
from datetime import timedelta
from urllib.parse import quote

from makegood.sandbox.wish.state import State

DOOR = "/files"
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
"""What every picture shows here."""


def link_to(state: State, base: str, name: str) -> str:
    until = int((state.at + timedelta(minutes=state.figures.picture_minutes)).timestamp())
    return f"{base}{DOOR}/{quote(name)}?until={until}&key={_key(state, name, until)}"


def picture(state: State, name: str, until: str, key: str) -> bytes | None:
    """The picture, or nothing where the link is dead."""
    if not until.isdecimal() or not hmac.compare_digest(key, _key(state, name, int(until))):
        return None
    return PIXEL if state.at.timestamp() < int(until) else None


def _key(state: State, name: str, until: int) -> str:
    return hmac.new(str(state.seed).encode(), f"{name} {until}".encode(), "sha256").hexdigest()[:16]
