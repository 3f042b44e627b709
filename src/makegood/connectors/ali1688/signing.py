"""1688's signatures: of a call, over its path and parameters, and of a pushed message (sheet §1.3, §1.4)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping


def path(namespace: str, name: str, app_key: str, *, version: str = "1") -> str:
    """What is called and signed, no slash in front."""
    return f"param2/{version}/{namespace}/{name}/{app_key}"


def call(secret: str, path: str, params: Mapping[str, str]) -> str:
    """The path, then names and values, glued and sorted as the platform's own kit does it.

    Sorting by name alone gives the same, save where one name begins another (sheet §1.3): no call here has such names.
    """
    return _hmac(secret, path + "".join(sorted(name + value for name, value in params.items())))


def message(secret: str, text: str) -> str:
    """Of a push: the word `message` and the text as it came."""
    return _hmac(secret, "message" + text)


def _hmac(secret: str, base: str) -> str:
    return hmac.new(secret.encode(), base.encode(), hashlib.sha1).hexdigest().upper()
