"""Wish's forms of a time, as RFC 3339 in UTC."""

from __future__ import annotations

import re

from makegood.connectors.exact import words
from makegood.connectors.parts import At
from makegood.core import instants

_NO_OFFSET = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def instant(at: At) -> str | None:
    """v3: ISO 8601 with an offset (sheet §2)."""
    text = words(at)
    return _shown(at, text) if text is not None else None


def utc(at: At) -> str | None:
    """v1 and v2: a time without offset is UTC (README of the samples). A bare day is no instant, and stays unknown."""
    text = words(at)
    if text is None or _DAY.fullmatch(text):
        return None
    match = _NO_OFFSET.fullmatch(text)
    return _shown(at, f"{match[1]}T{match[2]}Z" if match else text)


def _shown(at: At, text: str) -> str:
    try:
        return instants.show(instants.parse(text))
    except instants.NotAnInstant as reason:
        raise at.refuse(str(reason)) from None
