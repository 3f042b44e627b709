"""Signatures of the three gateways, written from the documents (platforms/aliexpress.md §1.4), shared with nobody."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping


def pairs(parameters: Mapping[str, str]) -> str:
    """Names and values glued in byte order of the names; `sign` and blank values are left out, files were never in."""
    kept = {name: value for name, value in parameters.items() if name != "sign" and value.strip()}
    return "".join(name + kept[name] for name in sorted(kept, key=str.encode))


def top_md5(parameters: Mapping[str, str], secret: str) -> str:
    return hashlib.md5((secret + pairs(parameters) + secret).encode(), usedforsecurity=False).hexdigest().upper()


def top_hmac(parameters: Mapping[str, str], secret: str) -> str:
    return hmac.new(secret.encode(), pairs(parameters).encode(), "md5").hexdigest().upper()


def iop_sha256(parameters: Mapping[str, str], secret: str, *, path: str = "") -> str:
    """`path` is empty on /sync and the API path, such as `/auth/token/create`, on /rest (§7.2)."""
    return hmac.new(secret.encode(), (path + pairs(parameters)).encode(), "sha256").hexdigest().upper()


def push_signature(app_key: str, secret: str, body: bytes) -> str:
    """Open (§2.5): the sister gateway's base, app key and raw body."""
    return hmac.new(secret.encode(), app_key.encode() + body, "sha256").hexdigest()


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
