"""A form as data: each field with its label, what was typed, and what is wrong with it; one template shows them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise

from makegood.desk.intake.typed import Fault, Typed

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Words
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """`kind`: text, area, moment, choice, choices, number. `beside`: the field shown with it on one line, such as a currency."""

    name: str
    label: Words
    kind: str = "text"
    help: Words = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    needed: bool = False
    beside: Field | None = None
    fault: Fault | None = None
    listed: str = ""

    @property
    def id(self) -> str:
        return f"f-{self.name}"


@dataclass(frozen=True, slots=True)
class Part:
    """Fields under one heading; `folded`: shown once it is opened, or once something in it is filled or wrong."""

    title: Words
    fields: tuple[Field, ...]
    help: Words = ""
    folded: bool = False

    @property
    def is_open(self) -> bool:
        return not self.folded or any(one.value or one.fault or _chosen(one) for one in self.fields)


def _chosen(one: Field) -> bool:
    return any(choice.is_chosen for choice in one.choices if choice.value)


def choices(words: Mapping[str, Words], *, blank: Words | None = None) -> tuple[Choice, ...]:
    found = [Choice(value, label) for value, label in words.items()]
    return (*([Choice("", blank)] if blank is not None else []), *found)


def filled(parts: Iterable[Part], typed: Typed | None, given: Mapping[str, Any] | None = None) -> list[Part]:
    """The parts with what was typed, or what is given where nothing has been typed yet."""
    return [replace(part, fields=tuple(_filled(one, typed, given or {}) for one in part.fields)) for part in parts]


def _filled(one: Field, typed: Typed | None, given: Mapping[str, Any]) -> Field:
    beside = _filled(one.beside, typed, given) if one.beside is not None else None
    value = given.get(one.name, one.value)
    values = [str(each) for each in value] if isinstance(value, list | tuple) else [str(value or "")]
    if typed is not None and one.name in typed.texts:
        values = list(typed.texts[one.name])
    elif typed is not None and one.kind in ("choice", "choices"):
        values = []
    marked = tuple(replace(choice, is_chosen=choice.value in values) for choice in one.choices)
    fault = typed.faults.get(one.name) if typed is not None else None
    return replace(one, value=values[-1] if values else "", choices=marked, beside=beside, fault=fault)
