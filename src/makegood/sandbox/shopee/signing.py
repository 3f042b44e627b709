"""Signatures as the documents tell of them (platforms/shopee.md §1): of calls, and of pushes."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: str, *parts: str) -> str:
    """Lower-case hex over the parts with nothing between them."""
    return hmac.new(secret.encode(), "".join(parts).encode(), hashlib.sha256).hexdigest()


def push_signature(secret: str, url: str, body: bytes) -> str:
    """The callback's address exactly as registered, a bar, and the body as it is sent."""
    return hmac.new(secret.encode(), url.encode() + b"|" + body, hashlib.sha256).hexdigest()


def same(one: str, two: str) -> bool:
    return hmac.compare_digest(one.encode(), two.encode())
