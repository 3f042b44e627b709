"""What the address asks the record for: which kind of entry, by whom, about what, between which days, from where on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID


class Family(StrEnum):
    """Kinds of entry, as one looks for them (screens.md §15)."""

    case = "case"
    action = "action"
    money = "money"
    unmasking = "unmasking"
    sign_in = "sign_in"
    settings = "settings"
    platform = "platform"
    record = "record"


@dataclass(frozen=True, slots=True)
class Query:
    family: Family | None = None
    by: str | None = None
    """`person:ID`, `rule`, `worker`, a platform's name."""
    object: str | None = None
    """The number of a case or an order."""
    since: date | None = None
    until: date | None = None
    after: UUID | None = None
    """The entry after which the page begins; the newest come first."""

    @property
    def narrowing(self) -> list[str]:
        """The names of the filters that are set."""
        return [one.name for one in fields(self) if one.name != "after" and getattr(self, one.name) is not None]

    def without(self, name: str) -> Query:
        return replace(self, **{name: None})

    def address(self, **instead: Any) -> str:
        told = {one.name: getattr(self, one.name) for one in fields(self)} | {"after": None} | instead
        return urlencode([(name, str(value)) for name, value in told.items() if value is not None])


def query(given: Mapping[str, str]) -> Query:
    """The query that an address says; what is not understood is left out."""
    family = given.get("family")
    return Query(
        family=Family(family) if family in set(Family) else None,
        by=_word(given.get("by")),
        object=_word(given.get("object")),
        since=_day(given.get("since")),
        until=_day(given.get("until")),
        after=_uuid(given.get("after")),
    )


def bounds(query: Query, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """From the first instant of `since` to the first after `until`, where the viewer is."""
    start = datetime.combine(query.since, datetime.min.time(), zone) if query.since else None
    end = datetime.combine(query.until + timedelta(days=1), datetime.min.time(), zone) if query.until else None
    return start, end


def _word(text: str | None) -> str | None:
    return (text or "").replace("\x00", "").strip()[:80] or None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day is not None and 1970 <= day.year < 9999 else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
