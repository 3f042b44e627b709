"""Shopee's signatures: of calls, and of pushes (sheet §1)."""

from __future__ import annotations

import hashlib
import hmac

PATH = "/api/v2/"
"""What every signed path begins with; host and query are not signed."""


def call(secret: str, partner: str, path: str, timestamp: str, *named: str) -> str:
    """Of a public API; with `named`, the access token and the shop's (or merchant's) id, of one about a shop."""
    return _hex(secret, "".join((partner, path, timestamp, *named)).encode())


def push(secret: str, url: str, body: bytes) -> str:
    """The callback's address exactly as it is registered, a bar, the raw body."""
    return _hex(secret, url.encode() + b"|" + body)


def push_body(secret: str, body: bytes) -> str:
    """The body alone, as some receivers have it (sheet §1, dissent: unverified which is right for every console's age)."""
    return _hex(secret, body)


def _hex(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
