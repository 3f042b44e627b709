"""What the address asks the policies for: words, platform, topic, source, and as of which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from makegood.desk.policies.labels import SOURCES, TOPICS
from makegood.desk.words import PLATFORMS


@dataclass(frozen=True, slots=True)
class Query:
    words: str = ""
    platform: str | None = None
    """A platform's name; what holds on all platforms is always with it."""
    topic: str | None = None
    source: str | None = None
    as_of: date | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.platform or self.topic or self.source)

    def address(self, **instead: Any) -> str:
        told = {one.name: getattr(self, one.name) for one in fields(self)} | instead
        return urlencode([("q" if name == "words" else name, str(value)) for name, value in told.items() if value])


def query(given: Mapping[str, str]) -> Query:
    """The query that an address says; what is not understood is left out."""
    return Query(
        words=given.get("q", "").replace("\x00", "").strip()[:80],
        platform=_known(given.get("platform"), PLATFORMS),
        topic=_known(given.get("topic"), TOPICS),
        source=_known(given.get("source"), SOURCES),
        as_of=day(given.get("as_of")),
    )


def day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found is not None and 1990 <= found.year <= 2100 else None


def _known(text: str | None, known: Mapping[str, Any]) -> str | None:
    return text if text in known else None
