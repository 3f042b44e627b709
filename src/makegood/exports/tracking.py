"""Divides a cell of tracking numbers, with or without the carrier of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BETWEEN = re.compile(r"[\s,，;；、]+")
_PIECES = re.compile(r"[\n,，;；]+")
_SERVICE = re.compile(r"([^:：]+)[:：]\s*([A-Za-z0-9-]{5,40})")


@dataclass(frozen=True, slots=True)
class Parcel:
    """The carrier where it is told, and every number, the first of which is the tracking number."""

    carrier: str | None
    numbers: tuple[str, ...]


def numbers(cell: str) -> Parcel:
    """No tracking number holds a space or a comma, so these divide."""
    return Parcel(None, tuple(dict.fromkeys(part for part in _BETWEEN.split(cell) if part)))


def service_numbers(cell: str) -> Parcel | None:
    """`service:number`, one or several (platforms/aliexpress.md §5: their separator is uncertain, so each must be whole)."""
    pieces = [piece.strip() for piece in _PIECES.split(cell) if piece.strip()]
    matches = [_SERVICE.fullmatch(piece) for piece in pieces]
    if not matches or not all(matches):
        return None
    found = [(match[1].strip(), match[2]) for match in matches if match]
    carriers = {carrier for carrier, _ in found}
    return Parcel(carriers.pop() if len(carriers) == 1 else None, tuple(dict.fromkeys(number for _, number in found)))
