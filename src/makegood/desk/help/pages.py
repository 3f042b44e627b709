"""The help as data (`pages.toml`): what each screen is for, its keys, its tour, what to know."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from makegood.core.text import Text


@dataclass(frozen=True, slots=True)
class Key:
    keys: tuple[str, ...]
    does: Text


@dataclass(frozen=True, slots=True)
class Page:
    """One screen's help. `names`: the addresses (`desk:NAME`) that it is the help of."""

    id: str
    title: Text
    says: Text
    names: tuple[str, ...]
    keys: tuple[Key, ...]
    tour: tuple[Text, ...]
    know: tuple[Text, ...]


@cache
def pages() -> Mapping[str, Page]:
    table = tomllib.loads(files("makegood.desk.help").joinpath("pages.toml").read_text("utf-8"))
    return {one["id"]: _page(one) for one in table["page"]}


def page_of(name: str | None) -> Page | None:
    """The help of the screen at the address of that name."""
    return _by_name().get(name or "")


@cache
def _by_name() -> Mapping[str, Page]:
    return {name: page for page in pages().values() for name in page.names}


def _page(told: Mapping[str, Any]) -> Page:
    return Page(
        id=told["id"],
        title=_text(told["title"]),
        says=_text(told["says"]),
        names=tuple(told["names"]),
        keys=tuple(Key(tuple(one["keys"]), _text(one)) for one in told.get("keys", ())),
        tour=tuple(_text(one) for one in told["tour"]),
        know=tuple(_text(one) for one in told.get("know", ())),
    )


def _text(told: Mapping[str, str]) -> Text:
    return Text(told["en"], told["zh"])
