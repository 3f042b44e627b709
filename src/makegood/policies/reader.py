"""Reads policy packs, and refuses what is not exactly one: unknown keys, missing sources, dates out of order."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NoReturn

from makegood.core.money import Money
from makegood.core.shapes import decimal_of
from makegood.core.text import Text
from makegood.core.words import REASONS, Action, How, Parameter, Platform, Remedy, Source
from makegood.policies.pack import Cite, Clause, Dated, Number, Pack, Way

COMMON = ("all", "audit")
"""Packs that hold on every platform."""
UNITS = frozenset({"days", "hours", "minutes", "share", "count", "money"})

_PACK_KEYS = frozenset(
    {"platform", "name", "version", "zone", "channel_of_record", "clause", "supplement", "remedies", "actions"}
) | {"reasons", "unpaid_status", "warning"}
_CLAUSE_KEYS = frozenset({"id", "en", "zh", "source", "file", "page", "note", "read_on", "no_rule", "parameters"})
_SUPPLEMENT_KEYS = frozenset({"clause", "en", "zh", "parameters"})
_VALUE_KEYS = frozenset({"is", "from", "source", "file", "page", "note", "read_on", "currency"})
_WAY_KEYS = frozenset({"how", "en", "zh", "page", "link"})


class NotAPack(ValueError):
    """A policy pack says something no pack may say; the message names file, clause and key."""


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, where: str, what: str) -> NoReturn:
        raise NotAPack(f"{self.file}: {where}: {what}")

    def keys(self, table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
        for key in table:
            if key not in known:
                self.refuse(where, f"unknown key {key!r}; known are {', '.join(sorted(known))}")

    def text(self, table: Any, where: str) -> Text:
        if not isinstance(table, Mapping):
            self.refuse(where, "expected en and zh")
        for language in ("en", "zh"):
            if not isinstance(table.get(language), str) or not table[language].strip():
                self.refuse(where, f"{language} is missing; both languages are required")
        return Text(table["en"].strip(), table["zh"].strip())

    def cite(self, table: Mapping[str, Any], where: str) -> Cite:
        source = table.get("source")
        if source not in ("seed", "public", "house"):
            self.refuse(where, f"source is {source!r}; expected seed, public or house")
        key = {"seed": "file", "public": "page", "house": "note"}[source]
        place = table.get(key)
        if source != "house" and (not isinstance(place, str) or not place):
            self.refuse(where, f"a {source} source needs its {key}")
        read_on = table.get("read_on")
        if source != "house" and not isinstance(read_on, date):
            self.refuse(where, "read_on is missing: the day the source was read")
        shown = place.get("en", "") if isinstance(place, Mapping) else place or "ours"
        return Cite(Source(source), shown, read_on if isinstance(read_on, date) else None)

    def numbers(self, table: Any, clause: str, zone: str) -> tuple[Number, ...]:
        if not isinstance(table, Mapping):
            self.refuse(clause, "parameters is a table of numbers by name")
        return tuple(self.number(name, one, clause, zone) for name, one in table.items())

    def number(self, name: str, table: Any, clause: str, zone: str) -> Number:
        where = f"{clause}.{name}"
        if name not in Parameter.__members__:
            self.refuse(where, f"unknown parameter; known are {', '.join(Parameter)}")
        self.keys(table, frozenset({"unit", "values"}), where)
        if table.get("unit") not in UNITS:
            self.refuse(where, f"unit is {table.get('unit')!r}; expected one of {', '.join(sorted(UNITS))}")
        if not isinstance(table.get("values"), list):
            self.refuse(where, "values is missing: a list, empty where nobody states the number")
        values = tuple(self.dated(one, table["unit"], f"{where}[{i}]", zone) for i, one in enumerate(table["values"]))
        for one, two in zip(values, values[1:], strict=False):
            if two.since is None or (one.since is not None and two.since <= one.since):
                self.refuse(where, "dates out of order: each later value needs a later `from`")
        return Number(Parameter(name), clause, table["unit"], values)

    def dated(self, table: Any, unit: str, where: str, zone: str) -> Dated:
        if not isinstance(table, Mapping):
            self.refuse(where, "a value is a table with `is` and a source")
        self.keys(table, _VALUE_KEYS, where)
        given = table.get("is")
        number = decimal_of(str(given)) if isinstance(given, (int, str)) and not isinstance(given, bool) else None
        if number is None or number < 0:
            self.refuse(where, f"`is` is {given!r}; expected a number, or a decimal as text")
        value: Decimal | Money = number
        if unit == "money":
            if not isinstance(table.get("currency"), str):
                self.refuse(where, "money needs its currency")
            value = Money(number, table["currency"])
        since = table.get("from")
        if since is not None and not isinstance(since, date):
            self.refuse(where, f"`from` is {since!r}; expected a day such as 2026-11-22")
        return Dated(value, self.cite(table, where), _midnight(since, zone), since)

    def clause(self, table: Mapping[str, Any], zone: str) -> Clause:
        name = table.get("id")
        if not isinstance(name, str) or not name:
            self.refuse("clause", "a clause without an id")
        self.keys(table, _CLAUSE_KEYS, name)
        no_rule = self.text(table["no_rule"], f"{name}.no_rule") if "no_rule" in table else None
        numbers = self.numbers(table.get("parameters", {}), name, zone)
        return Clause(name, self.text(table, name), self.cite(table, name), numbers, no_rule)

    def supplement(self, table: Mapping[str, Any], zone: str) -> Clause:
        name = table.get("clause")
        if not isinstance(name, str) or not name:
            self.refuse("supplement", "a supplement names its clause")
        self.keys(table, _SUPPLEMENT_KEYS, f"supplement {name}")
        words = (self.text(table, f"supplement {name}"),) if "en" in table or "zh" in table else ()
        numbers = self.numbers(table.get("parameters", {}), name, zone)
        return Clause(name, Text("", ""), Cite(Source.house, "ours"), numbers, None, words)

    def ways(self, table: Any, names: Iterable[str], what: str) -> dict[str, Way]:
        if not isinstance(table, Mapping):
            self.refuse(what, "expected a table by name")
        known = frozenset(names)
        self.keys(table, known, what)
        ways = {}
        for name, one in table.items():
            where = f"{what}.{name}"
            self.keys(one, _WAY_KEYS, where)
            if one.get("how") not in How.__members__:
                self.refuse(where, f"how is {one.get('how')!r}; expected api, assisted or unavailable")
            ways[name] = Way(How(one["how"]), self.text(one, where), one.get("page"), one.get("link"))
        for name in sorted(known - set(table)) if table else ():
            self.refuse(what, f"{name} is missing: say how it is done here, or that it cannot be")
        return ways

    def reasons(self, table: Mapping[str, Any]) -> dict[str, str]:
        words: dict[str, str] = {}
        for reason, ours in table.items():
            if reason not in REASONS:
                self.refuse(f"reasons.{reason}", "no reason of ours")
            for word in ours:
                if word in words:
                    self.refuse(f"reasons.{reason}", f"{word!r} stands twice")
                words[word] = reason
        return words

    def by_id(self, clauses: Iterable[Clause]) -> dict[str, Clause]:
        found: dict[str, Clause] = {}
        for clause in clauses:
            if clause.id in found:
                self.refuse(clause.id, "the clause stands twice")
            found[clause.id] = clause
        return found

    def pack(self, table: Mapping[str, Any]) -> Pack:
        self.keys(table, _PACK_KEYS, "pack")
        platform = table.get("platform")
        if platform != "all" and platform not in Platform.__members__:
            self.refuse("platform", f"{platform!r}; expected all or one of {', '.join(Platform)}")
        if not isinstance(table.get("version"), date):
            self.refuse("version", "expected the day the pack was last read against its sources")
        zone = str(table.get("zone", "UTC"))
        own = platform != "all"
        warning = self.text(table["warning"], "warning") if "warning" in table else None
        actions = [name for name in Action if name not in (Action.wait, Action.close)]
        return Pack(
            file=self.file,
            platform=str(platform),
            name=self.text(table.get("name"), "name"),
            version=table["version"],
            zone=zone,
            clauses=self.by_id(self.clause(one, zone) for one in table.get("clause", ())),
            supplements=self.by_id(self.supplement(one, zone) for one in table.get("supplement", ())),
            remedies=self.ways(table.get("remedies", {}), Remedy, "remedies") if own else {},
            actions=self.ways(table.get("actions", {}), actions, "actions") if own else {},
            reasons=self.reasons(table.get("reasons", {})),
            unpaid_words=frozenset(table.get("unpaid_status", {}).get("words", ())),
            warning=warning,
        )


def _midnight(day: date | None, zone: str) -> datetime | None:
    """The instant at which a day begins in the platform's zone."""
    if day is None:
        return None
    if isinstance(day, datetime):
        return day.astimezone(UTC)
    from zoneinfo import ZoneInfo  # only dated values need it

    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def read_pack(text: str, file: str) -> Pack:
    """A pack from TOML text. Raises `NotAPack` naming file, clause and key."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        raise NotAPack(f"{file}: {reason}") from None
    return _Reader(file).pack(table)


@cache
def shipped(name: str) -> Pack:
    """A pack that ships with the package: `all`, `audit` or a platform's."""
    text = files("makegood.policies").joinpath(f"{name}.toml").read_text("utf-8")
    return read_pack(text, f"{name}.toml")
