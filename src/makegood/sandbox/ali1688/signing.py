"""What the platform makes of a signature (§1.3): written from its documents, apart from any client."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping

NOT_SIGNED = "_aop_signature"


def digest(secret: str, base: str) -> str:
    """HMAC-SHA1 in upper-case hex."""
    return hmac.new(secret.encode("utf-8"), base.encode("utf-8"), hashlib.sha1).hexdigest().upper()


def bases(path: str, parameters: Mapping[str, str]) -> Iterable[str]:
    """Quirk (§7.1): sorted by name, and sorted by name and value in one, are both taken; they differ only where a name begins another."""
    told = [(name, value) for name, value in parameters.items() if name != NOT_SIGNED]
    yield path + "".join(name + value for name, value in sorted(told))
    yield path + "".join(sorted(name + value for name, value in told))


def is_signed(path: str, parameters: Mapping[str, str], secret: str) -> bool:
    given = parameters.get(NOT_SIGNED, "")
    return any(hmac.compare_digest(digest(secret, base).encode(), given.encode()) for base in bases(path, parameters))


def message_signature(secret: str, message: str) -> str:
    """Of a push (§1.4): the word `message` and the text as it is sent, no path."""
    return digest(secret, "message" + message)
