"""Texts for messages to buyers, in the buyer's language and ours, with the places that are filled from a case; and their tones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from makegood.core.text import Text
from makegood.core.words import Action, Kind, Platform, Stage

PLACE = re.compile(r"\{([a-z_]+)\}")
OURS = "zh"
"""The language of those who sit here."""
_FILES = ("contact.toml", "settle.toml")
_TOLD = frozenset({"id", "name", "verb", "kinds", "stages", "platforms", "clauses", "text"})


class Tone(StrEnum):
    """How a text is wrapped."""

    short = "short"
    normal = "normal"
    formal = "formal"


@dataclass(frozen=True, slots=True)
class Template:
    """A text in several languages. Empty `kinds`, `stages`, `platforms`: all of them. `verb`: what sending it does in the case."""

    id: str
    name: Text
    verb: Action
    text: Mapping[str, str]
    kinds: frozenset[Kind] = frozenset()
    stages: frozenset[Stage] = frozenset()
    platforms: frozenset[Platform] = frozenset()
    clauses: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """What must be filled, in the order of the English text."""
        return tuple(dict.fromkeys(PLACE.findall(self.text["en"])))

    def language(self, wanted: str) -> str:
        """The language of its texts that serves a buyer's; English where none does."""
        primary = wanted.lower().partition("-")[0]
        return primary if primary in self.text else "en"

    def fits(self, platform: str, kind: str | None, stage: str | None) -> bool:
        wanted = ((self.platforms, platform), (self.kinds, kind), (self.stages, stage))
        return all(not known or one is None or one in known for known, one in wanted)

    def clause(self, known: Mapping[str, Any]) -> str | None:
        """The clause of this platform that it serves. `known`: the platform's own."""
        return next((one for one in self.clauses if one in known), None)


@cache
def templates() -> Mapping[str, Template]:
    """Every template by its id. Raises `ValueError` where the shipped files are not as they must be."""
    found: dict[str, Template] = {}
    for name in _FILES:
        for told in tomllib.loads(_file(name))["template"]:
            one = _template(name, told)
            if one.id in found:
                raise ValueError(f"{name}: {one.id}: given twice; expected one template of that id")
            found[one.id] = one
    return found


def _template(name: str, told: Mapping[str, Any]) -> Template:
    if strange := set(told) - _TOLD:
        raise ValueError(f"{name}: {told.get('id')}: unknown {sorted(strange)}; expected {sorted(_TOLD)}")
    text: Mapping[str, str] = told["text"]
    wanted = set(PLACE.findall(text["en"]))
    for language, said in text.items():
        if set(PLACE.findall(said)) != wanted:
            raise ValueError(f"{name}: {told['id']}.{language}: fills {set(PLACE.findall(said))}; expected {wanted}")
    if OURS not in text:
        raise ValueError(f"{name}: {told['id']}: no text in {OURS}; who sends it must be able to read it")
    return Template(
        id=told["id"],
        name=Text(told["name"]["en"], told["name"]["zh"]),
        verb=Action(told["verb"]),
        text=text,
        kinds=frozenset(Kind(one) for one in told.get("kinds", ())),
        stages=frozenset(Stage(one) for one in told.get("stages", ())),
        platforms=frozenset(Platform(one) for one in told.get("platforms", ())),
        clauses=tuple(told.get("clauses", ())),
    )


def wrapped(text: str, tone: Tone, language: str, *, name: str | None, shop: str | None) -> str:
    """The text with its greeting and close, in that language; a greeting names the buyer only where the name is known."""
    kept = _tones()[tone]
    opening = kept["open" if name else "bare"] if "bare" in kept else kept["open"]
    opened, closed = (table.get(language, table["en"]) for table in (opening, kept["close"]))
    fills = {"name": name or "", "shop": shop or ""}
    parts = (opened.format_map(fills), text, closed.format_map(fills).strip())
    return "\n\n".join(part for part in parts if part)


@cache
def _tones() -> Mapping[str, Any]:
    return tomllib.loads(_file("tones.toml"))


def _file(name: str) -> str:
    return files("makegood.policies").joinpath("messages", name).read_text("utf-8")
