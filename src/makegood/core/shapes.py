"""Shapes: what a JSON value must look like, said once, for the strict reader and for the JSON Schema alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol

from makegood.core import instants
from makegood.core.countries import COUNTRIES
from makegood.core.money import CURRENCIES, Money, digits

TWICE = object()
"""The key under which the JSON loader notes the names an object gives more than once."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: where, what was found, what was expected."""

    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}; expected {self.expected}"


@dataclass(slots=True)
class Notes:
    """What a reading gathers on its way: every fault, and the fields nobody knows."""

    faults: list[Fault] = field(default_factory=list)
    ignored: dict[str, Any] = field(default_factory=dict)

    def fault(self, path: str, value: object, expected: str) -> None:
        self.faults.append(Fault(path or "$", found(value), expected))


def found(value: object) -> str:
    """The value as a person would name it, cut short."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        shown = value if len(value) <= 60 else value[:57] + "..."
        return f'"{writable(shown)}"'
    if isinstance(value, Mapping):
        return "an object" if value else "an empty object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f"the number {str(value)[:40]}"


def writable(text: str) -> str:
    """The text with its half characters (lone surrogates) escaped: no file or terminal takes them."""
    return text.encode("utf-8", "backslashreplace").decode()


def shown_name(name: object) -> str:
    """A member's name as a path shows it; no name at all is still seen."""
    return writable(str(name)) or '""'


class Shape(Protocol):
    def read(self, value: Any, path: str, notes: Notes) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def _is_clean(value: str) -> bool:
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Text:
    """Text; where `pattern` or `known` is given, text of that form."""

    expected: str = "text"
    pattern: re.Pattern[str] | None = None
    known: frozenset[str] | None = None

    def read(self, value: Any, path: str, notes: Notes) -> str | None:
        if isinstance(value, str):
            if not _is_clean(value):
                notes.fault(path, value, "text without half characters (lone surrogates)")
                return None
            if (self.known is None or value in self.known) and (self.pattern is None or self.pattern.fullmatch(value)):
                return value
        notes.fault(path, value, self.expected)
        return None

    def schema(self) -> dict[str, Any]:
        fragment: dict[str, Any] = {"type": "string"}
        if self.pattern is not None:
            fragment["pattern"] = f"^(?:{self.pattern.pattern})$"
        if self.known is not None:
            fragment["enum"] = sorted(self.known)
        return fragment


class Word:
    """One of an enum's strings."""

    def __init__(self, words: type[StrEnum]) -> None:
        self.words = {str(word): word for word in words}
        self.expected = "one of " + ", ".join(self.words)

    def read(self, value: Any, path: str, notes: Notes) -> Any:
        word = self.words.get(value) if isinstance(value, str) else None
        if word is None:
            notes.fault(path, value, self.expected)
        return word

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


class Instant:
    """An RFC 3339 time with an offset."""

    def read(self, value: Any, path: str, notes: Notes) -> datetime | None:
        if not isinstance(value, str):
            notes.fault(path, value, "an RFC 3339 time with an offset, as text")
            return None
        try:
            return instants.parse(value)
        except instants.NotAnInstant as reason:
            notes.fault(path, value, str(reason))
            return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


class Truth:
    def read(self, value: Any, path: str, notes: Notes) -> bool | None:
        if isinstance(value, bool):
            return value
        notes.fault(path, value, "true or false")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, at least `least`."""

    least: int

    def read(self, value: Any, path: str, notes: Notes) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value < 10**15:
            return value
        notes.fault(path, value, f"a whole number of at least {self.least}")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least}


_DECIMAL = re.compile(r"\d{1,18}(?:\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a decimal in a string, from 0 to `most`."""

    most: int

    def read(self, value: Any, path: str, notes: Notes) -> Decimal | None:
        expected = f"a number from 0 to {self.most}, or the same as text"
        if isinstance(value, int) and not isinstance(value, bool):
            number = Decimal(value) if 0 <= value <= self.most else None
        elif isinstance(value, Decimal):
            number = value
        elif isinstance(value, float):
            number = Decimal(repr(value))
        else:
            number = Decimal(value) if isinstance(value, str) and _DECIMAL.fullmatch(value) else None
        if number is not None and number.is_finite() and 0 <= number <= self.most:
            return number
        notes.fault(path, value, expected)
        return None

    def schema(self) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": self.most},
                {"type": "string", "pattern": f"^{_DECIMAL.pattern}$"},
            ]
        }


class Amount:
    """`{"amount": "12.90", "currency": "USD"}`; an empty object is an unknown amount."""

    def read(self, value: Any, path: str, notes: Notes) -> Money | None:
        if not isinstance(value, Mapping):
            notes.fault(path, value, 'money such as {"amount": "12.90", "currency": "USD"}')
            return None
        amount, currency = value.get("amount"), value.get("currency")
        known = 2
        if TWICE in value or len(value) != known:
            _object_notes(value, ("amount", "currency"), path, notes)
        if amount is None and currency is None:
            return None
        good = True
        if not isinstance(currency, str) or currency not in CURRENCIES:
            notes.fault(path + ".currency", currency, "an ISO 4217 currency in capitals, such as USD")
            good = False
        if not isinstance(amount, str) or not _DECIMAL.fullmatch(amount):
            notes.fault(path + ".amount", amount, 'a decimal in a string, not negative, such as "12.90"')
            good = False
        elif good and len(amount.partition(".")[2].rstrip("0")) > digits(str(currency)):
            step = digits(str(currency))
            notes.fault(path + ".amount", amount, f"no finer than {currency}'s minor unit ({step} digits)")
            good = False
        return Money(Decimal(amount), currency) if good else None  # type: ignore[arg-type]

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "amount": {"type": ["string", "null"], "pattern": f"^{_DECIMAL.pattern}$"},
                "currency": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"},
            },
            "dependentRequired": {"amount": ["currency"], "currency": ["amount"]},
        }


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; a null place in it says nothing and is a fault."""

    item: Shape

    def read(self, value: Any, path: str, notes: Notes) -> tuple[Any, ...]:
        if not isinstance(value, list):
            notes.fault(path, value, "a list")
            return ()
        read = self.item.read
        return tuple([read(one, f"{path}[{place}]", notes) for place, one in enumerate(value)])

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema()}


def _object_notes(value: Mapping[Any, Any], known: Iterable[str], path: str, notes: Notes) -> None:
    """The names given twice are faults, the names nobody knows are ignored."""
    prefix = path + "." if path else ""
    for name in value.get(TWICE, ()):
        notes.faults.append(Fault(prefix + shown_name(name), "the name twice in one object", "each name once"))
    for name, what in value.items():
        if name is not TWICE and name not in known:
            notes.ignored[prefix + shown_name(name)] = what


class Object:
    """An object of named fields, made into `build`; a field that is absent or null keeps its default."""

    def __init__(self, build: Callable[..., Any], required: tuple[str, ...] = (), **fields: Shape) -> None:
        self.build = build
        self.required = required
        # JSON's name → the attribute's: `return_` and the like lose the underscore Python needs
        self.fields = {name.rstrip("_"): (name, shape) for name, shape in fields.items()}

    def read(self, value: Any, path: str, notes: Notes) -> Any:
        if not isinstance(value, Mapping):
            notes.fault(path, value, "an object")
            return None
        prefix = path + "." if path else ""
        given: dict[str, Any] = {}
        fields, seen = self.fields, 0
        for name, what in value.items():
            known = fields.get(name)
            if known is None:
                continue
            seen += 1
            if what is not None:
                attribute, shape = known
                got = shape.read(what, prefix + name, notes)
                if got is not None:
                    given[attribute] = got
        if seen != len(value):
            _object_notes(value, fields, path, notes)
        return self._built(value, given, prefix, notes)

    def _built(self, value: Mapping[str, Any], given: dict[str, Any], prefix: str, notes: Notes) -> Any:
        whole = True
        for name in self.required:
            if value.get(name) is None:
                notes.fault(prefix + name, None, self.fields[name][1].schema().get("type", "a value"))
                whole = False
            elif self.fields[name][0] not in given:
                whole = False
        return self.build(**given) if whole else None

    def schema(self) -> dict[str, Any]:
        properties = {}
        for name, (_, shape) in self.fields.items():
            fragment = shape.schema()
            properties[name] = fragment if name in self.required else {"anyOf": [fragment, {"type": "null"}]}
        schema: dict[str, Any] = {"type": "object", "properties": properties}
        if self.required:
            schema["required"] = list(self.required)
        return schema


COUNTRY = Text("an ISO 3166-1 alpha-2 country in capitals, such as BR", known=COUNTRIES)
LANGUAGE = Text("a BCP 47 language, such as es or pt-BR", re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII))
NAME = Text("text that is not empty", re.compile(r"[\s\S]*\S[\s\S]*"))


def decimal_of(text: str) -> Decimal | None:
    """A decimal number from text, or None."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
