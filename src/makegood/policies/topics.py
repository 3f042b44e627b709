"""AE-TOPICS: the seller's map of trouble, leaf by leaf. A page states only cited facts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from makegood.core.text import Text

NO_FACTS = Text(
    "No cited fact is held on this. The platform's service can be asked (AUDIT-10).",
    "目前没有可引用的事实。可咨询平台客服（AUDIT-10）。",
)


@dataclass(frozen=True, slots=True)
class Fact:
    text: Text
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A leaf of the guide's own index, and where it leads in the desk."""

    name: Text
    group: Text
    leads_to: dict[str, Any]
    facts: tuple[Fact, ...]


@cache
def topics() -> tuple[Topic, ...]:
    table = tomllib.loads(files("makegood.policies").joinpath("topics.toml").read_text("utf-8"))
    return tuple(
        Topic(
            Text(one["en"], one["zh"]),
            Text(one["group"]["en"], one["group"]["zh"]),
            one["leads_to"],
            tuple(
                Fact(Text(fact["en"], fact["zh"]), fact["source"], fact.get("file") or fact["page"])
                for fact in one["facts"]
            ),
        )
        for one in table["topic"]
    )
