"""Makegood: what to do when an order goes wrong. The public API: `assess` and the few names it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from makegood.core.case import Case
from makegood.core.instants import NotAnInstant, parse
from makegood.core.reading import NotACase

__all__ = ["Case", "NotACase", "NotAnInstant", "assess"]
__version__ = "0.1.0"


def assess(case: Case | Mapping[str, Any] | str | bytes, at: datetime | str | None = None) -> dict[str, Any]:
    """The assessment of one case file, as the contract's JSON document.

    `case` is a case file as a parsed JSON object, as JSON text, or as a `Case` already read. `at` is the moment
    assessed, an aware datetime or RFC 3339 text; without it the file's own `at` serves, and without that, now.
    Raises `NotACase` with every fault of the file, or `NotAnInstant` for a moment without an offset.
    """
    from makegood import assessing
    from makegood.core import reading

    if isinstance(case, (str, bytes)):
        case = reading.read_text(case)
    elif not isinstance(case, Case):
        case = reading.read(case)
    if isinstance(at, str):
        at = parse(at)
    moment = at or case.at or datetime.now(UTC)  # noqa: TID251 - the one place of the API that may need "now"
    if moment.tzinfo is None:
        raise NotAnInstant("a moment with an offset; this datetime has no time zone")
    return assessing.assess(case, moment.astimezone(UTC))
