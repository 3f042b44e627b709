"""What may be remarked on a message before it goes: sentence, clause, and whose rule it is; and the words that betray it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from makegood.core.text import Text
from makegood.core.words import Source


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of remark. `public`: where the platform's own published rules say it; elsewhere it is ours."""

    name: str
    blocks: bool
    clause: str
    text: Text
    platforms: frozenset[str] = frozenset()
    public: Mapping[str, str] | None = None
    clauses: Mapping[str, str] | None = None

    def holds_on(self, platform: str) -> bool:
        return not self.platforms or platform in self.platforms

    def source(self, platform: str) -> tuple[Source, str | None]:
        """Who says so on that platform, and where."""
        place = (self.public or {}).get(platform)
        return (Source.public, place) if place else (Source.house, None)

    def clause_on(self, platform: str) -> str:
        return (self.clauses or {}).get(platform, self.clause)


@dataclass(frozen=True, slots=True)
class Limit:
    """The most characters that a channel takes, and who says so."""

    most: int
    source: Source
    sheet: str


@cache
def sorts() -> Mapping[str, Sort]:
    return {
        name: Sort(
            name=name,
            blocks=told["level"] == "red",
            clause=told["clause"],
            text=Text(told["en"], told["zh"]),
            platforms=frozenset(told.get("platforms", ())),
            public=told.get("public"),
            clauses=told.get("clauses"),
        )
        for name, told in _table().items()
        if name not in ("limits", "words")
    }


@cache
def limits() -> Mapping[str, Limit]:
    """By channel; a channel that is not there has no published limit."""
    return {
        name: Limit(told["most"], Source(told["source"]), told["sheet"]) for name, told in _table()["limits"].items()
    }


@cache
def words(family: str) -> re.Pattern[str]:
    """The words of that family, in every language, as one pattern."""
    return re.compile("|".join(f"(?:{one})" for one in _table()["words"][family]), re.IGNORECASE)


@cache
def months() -> tuple[str, ...]:
    """The twelve months' names in every language, as patterns."""
    return tuple(_table()["words"]["months"])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("makegood.policies").joinpath("messages", "remarks.toml").read_text("utf-8"))
