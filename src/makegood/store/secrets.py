"""Seals secrets at rest: AES-256-GCM, bound to what they are for, so that a sealed value moved to another row does not open."""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VARIABLE = "MAKEGOOD_KEYS"
"""`2:BASE64,1:BASE64`: keys by number, the newest first; it seals, the older ones still open. Without it, a file of the data folder."""


class NotOpened(RuntimeError):
    """A sealed value does not open: wrong key, altered, or moved from another row."""


def seal(plain: bytes, *, purpose: str) -> bytes:
    number, key = next(iter(_keys().items()))
    nonce = os.urandom(12)
    return number.to_bytes(2, "big") + nonce + AESGCM(key).encrypt(nonce, plain, f"{number}|{purpose}".encode())


def unseal(sealed: bytes, *, purpose: str) -> bytes:
    """Raises `NotOpened`."""
    number = int.from_bytes(sealed[:2], "big")
    key = _keys().get(number)
    if key is None:
        raise NotOpened(
            f"sealed with key {number}, which {VARIABLE} does not hold; give that key too until all is sealed anew"
        )
    try:
        return AESGCM(key).decrypt(sealed[2:14], sealed[14:], f"{number}|{purpose}".encode())
    except InvalidTag:
        raise NotOpened(f"{purpose}: it was altered, or sealed for something else") from None


def is_newest(sealed: bytes) -> bool:
    return int.from_bytes(sealed[:2], "big") == next(iter(_keys()))


def drawn(purpose: str) -> list[bytes]:
    """Of each key, newest first, one of its own for that purpose alone."""
    return [hmac.digest(key, f"makegood|{purpose}".encode(), "sha256") for key in _keys().values()]


def _keys() -> Mapping[int, bytes]:
    given = os.environ.get(VARIABLE)
    return _parsed(given) if given else _from_file()


@cache
def _parsed(text: str) -> Mapping[int, bytes]:
    keys = {}
    for one in text.split(","):
        number, _, encoded = one.partition(":")
        key = base64.b64decode(encoded) if encoded else b""
        if not number.isdigit() or len(key) != 32:
            raise ValueError(
                f"{VARIABLE}: expected NUMBER:BASE64 of 32 bytes, separated by commas; found {len(key)} bytes for {number!r}"
            )
        keys[int(number)] = key
    return keys


@cache
def _from_file() -> Mapping[int, bytes]:
    from makegood.store.embedded import home

    path = home() / "keys"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(f"{path}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(f"1:{base64.b64encode(os.urandom(32)).decode()}")
        try:
            os.link(fresh, path)  # the first to write wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return _parsed(path.read_text().strip())
