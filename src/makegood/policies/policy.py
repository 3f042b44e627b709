"""Policy as rules see it: the number in force at an instant, a shop's override of it, and who says so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Parameter, Platform, Remedy, Source
from makegood.policies.pack import Clause, Dated, Number, Pack, Way
from makegood.policies.reader import COMMON, shipped


@dataclass(frozen=True, slots=True)
class Value:
    """A number as it holds here: None where nobody states it and the shop has not set it."""

    number: Decimal | Money | None
    source: Source
    clause: str


class Book:
    """All that holds on one platform: its own pack laid over the common ones."""

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.own = packs[-1]
        self.packs = packs
        self.clauses: dict[str, Clause] = {}
        self.numbers: dict[Parameter, Number] = {}
        self.reasons: dict[str, str] = {}
        for pack in packs:
            self.clauses |= pack.clauses
            self.reasons |= pack.reasons
            for clause in (*pack.clauses.values(), *pack.supplements.values()):
                for number in clause.numbers:
                    self.numbers[number.name] = number
        self.unpaid_words = frozenset().union(*(pack.unpaid_words for pack in packs))
        self.dates = sorted(
            (dated.since, dated.since_day)
            for number in self.numbers.values()
            for dated in number.values
            if dated.since is not None and dated.since_day is not None
        )

    def version(self, at: datetime) -> date:
        """The day of the newest change in force: the pack's own day, or that of a dated value since."""
        changes = [day for since, day in self.dates if since <= at]
        return max([self.own.version, *changes])


@cache
def book(platform: Platform) -> Book:
    return Book(tuple(shipped(name) for name in (*COMMON, platform.value)))


class Policy:
    """One shop's policy for one case. `opened` is the instant whose version governs all but the clocks."""

    def __init__(
        self, book: Book, settings: Mapping[Parameter, Decimal | Money] | None, opened: datetime | None
    ) -> None:
        self.book = book
        self.settings = settings or {}
        self.opened = opened
        self.used: dict[Parameter, Dated | None] = {}
        """Overrides that some answer rested on, with the value each put aside."""

    def value(self, name: Parameter, since: datetime | None = None) -> Value:
        """The number in force at `since`, the instant that starts a clock, or else for the case."""
        number = self.book.numbers.get(name)
        dated = number.at(since or self.opened) if number is not None else None
        clause = number.clause if number is not None else "ALL-2"
        override = self.settings.get(name)
        if override is not None:
            self.used[name] = dated
            return Value(override, Source.shop, clause)
        if dated is None:
            return Value(None, Source.unknown, clause)
        return Value(dated.value, dated.cite.source, clause)

    def number(self, name: Parameter, since: datetime | None = None) -> Decimal | None:
        number = self.value(name, since).number
        return number if isinstance(number, Decimal) else None

    def remedy(self, remedy: Remedy) -> Way:
        return self.book.own.remedies[remedy]

    def overrides(self) -> list[dict[str, Any]]:
        """Every override that was used, beside the value it put aside and its clause."""
        listed = []
        for name in sorted(self.used):
            number = self.book.numbers.get(name)
            default = self.used[name]
            listed.append(
                {
                    "parameter": str(name),
                    "value": _plain(self.settings[name]),
                    "default": _plain(default.value) if default is not None else None,
                    "clause": number.clause if number is not None else "ALL-2",
                }
            )
        return listed


def _plain(value: Decimal | Money) -> Any:
    if isinstance(value, Money):
        return value.as_json()
    return int(value) if value == value.to_integral_value() else str(value)


# --- sentences ------------------------------------------------------------------------------------------------


@cache
def sentences() -> dict[str, Text]:
    """Why a thing is so, by key, in both languages; `{name}` is filled by the finding."""
    table = tomllib.loads(files("makegood.policies").joinpath("sentences.toml").read_text("utf-8"))
    return {f"{group}.{key}": Text(one["en"], one["zh"]) for group, keys in table.items() for key, one in keys.items()}


def say(key: str, fills: Mapping[str, Any]) -> Text:
    return sentences()[key].filled(dict(fills))


# --- requests for evidence ------------------------------------------------------------------------------------

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def requests_language(language: str | None) -> str:
    """The language file that serves a buyer's BCP 47 language; English where none does."""
    if not language:
        return "en"
    tag = language.lower()
    if tag.startswith(_TRADITIONAL):
        return "zh-Hant"
    primary = {"in": "id", "iw": "he", "cmn": "zh"}.get(tag.partition("-")[0], tag.partition("-")[0])
    return primary if primary in languages() else "en"


@cache
def languages() -> frozenset[str]:
    folder = files("makegood.policies").joinpath("requests")
    return frozenset(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml"))


@cache
def requests(language: str) -> dict[str, dict[str, str]]:
    """The texts that ask for evidence: `request` to the buyer, and in en and zh `ask` to anyone else."""
    text = files("makegood.policies").joinpath("requests", f"{language}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {"request": table.get("request", {}), "ask": table.get("ask", {})}
