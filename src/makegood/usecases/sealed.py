"""The record's arithmetic: canonical content, hashes, Merkle trees (RFC 6962), seals that chain; no database and no clock.

An event's hash is over its canonical content. A seal covers a run of numbered events by the root of a Merkle tree, carries the hash
of the seal before it, and is signed (Ed25519). Whoever has the events and the organisation's public key can check all of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEAL = b"makegood.seal/1\n"
NOTHING_BEFORE = bytes(32)
"""What the first seal names as the seal before it."""
FIELDS = (
    "at",
    "body",
    "by",
    "case",
    "content",
    "in_file",
    "key",
    "order",
    "organisation",
    "recorded_at",
    "shop",
    "type",
)
"""An event's canonical content, no more and no less."""
ERASED = "erased"
"""The event that says whose content was erased: its body's `events` are the ids of the events whose content is gone."""

_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_sha256 = hashlib.sha256


def _speller() -> Callable[[Any], str]:
    """What `_encoder.encode` does, where it can be had without the machinery that is built anew for each call: a third of the time."""
    make: Any = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return _encoder.encode
    parts = make(None, _encoder.default, json.encoder.encode_basestring, None, ":", ",", True, False, False)
    return lambda value: "".join(parts(value, 0))


_spelled = _speller()


def canonical(value: Any) -> bytes:
    """One spelling for one value: keys sorted, no spaces, UTF-8."""
    return _spelled(value).encode()


def settled(value: Any) -> Any:
    """The value as PostgreSQL's jsonb gives it back, so that it hashes alike before and after: a whole float is an integer.

    jsonb keeps 1e22 as an integer and knows no negative zero; every other float comes back as it went in.
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {name: settled(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [settled(one) for one in value]
    return value


def content_hash(salt: bytes, value: Any) -> bytes:
    """What an event keeps of its personal content: nothing that can be read, and nothing that can be guessed without the salt."""
    return _sha256(salt + canonical(value)).digest()


def event_hash(content: Mapping[str, Any]) -> bytes:
    return spelled_hash(canonical(content))


def spelled_hash(spelled: bytes) -> bytes:
    """The hash of an event whose canonical content is spelled already."""
    return _sha256(spelled).digest()


# --- Merkle trees ---------------------------------------------------------------------------------------------


def leaf(key: bytes, event: bytes) -> bytes:
    """An event in the tree: its row's key and its hash. The place it stands at is its number."""
    return _sha256(b"\x00" + key + event).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 §2.1. Pairing level by level, an odd one out going up as it is, is the same tree as its recursive definition."""
    if not leaves:
        return _sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [_sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs


def proof(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """RFC 6962 §2.1.1: what must be known besides the leaf at `place` to compute the root."""
    level, found = list(leaves), []
    while len(level) > 1:
        beside = place ^ 1
        if beside < len(level):
            found.append(level[beside])
        level, place = _above(level), place // 2
    return found


def root_by_proof(one: bytes, place: int, size: int, beside: Sequence[bytes]) -> bytes | None:
    """The root that the leaf at `place` of `size` and its proof lead to; None where the proof is not of that length."""
    rest, last, now = list(beside), size - 1, one
    while last:
        if place % 2:
            if not rest:
                return None
            now = _sha256(b"\x01" + rest.pop(0) + now).digest()
        elif place < last:
            if not rest:
                return None
            now = _sha256(b"\x01" + now + rest.pop(0)).digest()
        place, last = place // 2, last // 2
    return None if rest else now


# --- seals ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seal:
    """A run of events, `first` to `last`, under one root. `key`: its row's, where it comes from a database."""

    organisation: str
    number: int
    first: int
    last: int
    root: bytes
    before: bytes
    at: str
    signature: bytes = b""
    key: str | None = None

    def signed(self) -> bytes:
        """What the signature is over."""
        return SEAL + canonical(
            {
                "organisation": self.organisation,
                "number": self.number,
                "first": self.first,
                "last": self.last,
                "root": self.root.hex(),
                "before": self.before.hex(),
                "at": self.at,
            }
        )

    def hash(self) -> bytes:
        """What the next seal carries of this one."""
        return _sha256(self.signed()).digest()


def sign(seed: bytes, message: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def public_of(seed: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # ValueError: no key at all
        return False
    return True
