"""AliExpress's signatures: of the TOP gateway (two ways), of IOP's /sync and of IOP's /rest (sheet §1.4)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping


def told(params: Mapping[str, str | None]) -> dict[str, str]:
    """The parameters that are sent and signed: blank ones are neither. Files are no part of these."""
    return {name: value for name, value in params.items() if name != "sign" and value is not None and value.strip()}


def top_md5(secret: str, params: Mapping[str, str | None]) -> str:
    """`sign_method=md5`: the secret on both sides. Refused on /sync."""
    base = (secret + _pairs(params) + secret).encode()
    return hashlib.md5(base, usedforsecurity=False).hexdigest().upper()


def top_hmac(secret: str, params: Mapping[str, str | None]) -> str:
    """`sign_method=hmac`."""
    return _hmac(secret, _pairs(params), "md5")


def sync(secret: str, params: Mapping[str, str | None]) -> str:
    """`sign_method=sha256` on IOP /sync: the method is one of the parameters, no path."""
    return _hmac(secret, _pairs(params), "sha256")


def rest(secret: str, path: str, params: Mapping[str, str | None]) -> str:
    """`sign_method=sha256` on IOP /rest: the API's path in front."""
    return _hmac(secret, path + _pairs(params), "sha256")


def _pairs(params: Mapping[str, str | None]) -> str:
    """Name and value, name and value, in the byte order of the names, nothing between."""
    kept = told(params)
    return "".join(name + kept[name] for name in sorted(kept, key=str.encode))


def _hmac(secret: str, base: str, algorithm: str) -> str:
    return hmac.new(secret.encode(), base.encode(), algorithm).hexdigest().upper()
