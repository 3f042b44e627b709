"""A token together with its shop: neither is of use without the other, so they are kept as one text, `220000001:token`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packed:
    """`shop` None: a token kept without its shop, which must be found out another way."""

    shop: str | None
    token: str

    def __repr__(self) -> str:  # never in a log
        return f"Packed({self.shop})"


def packed(shop: str, token: str) -> str:
    return f"{shop}:{token}"


def unpacked(text: str) -> Packed:
    shop, colon, token = text.partition(":")
    return Packed(shop, token) if colon and shop.isascii() and shop.isdigit() else Packed(None, text)
