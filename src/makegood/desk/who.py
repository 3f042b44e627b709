"""Who said or did something, as the record has it, in words: a person's name, a rule, an assistant, a worker, a platform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from makegood.desk.words import PLATFORMS
from makegood.store.models import Person

PERSON = "person:"


@dataclass(frozen=True, slots=True)
class Who:
    """`kind`: person, rule, assistant, worker or platform."""

    kind: str
    name: str

    @property
    def is_person(self) -> bool:
        return self.kind == "person"


def names(said: Iterable[str]) -> dict[str, str]:
    """The names of the people among them, in one query; by `person:ID`."""
    keys = {key for one in said if (key := _key(one)) is not None}
    if not keys:
        return {}
    return {f"{PERSON}{key}": name for key, name in Person.objects.filter(pk__in=keys).values_list("pk", "username")}


def who(said: str, known: Mapping[str, str]) -> Who:
    """`known`: what `names` found."""
    if said.startswith(PERSON):
        return Who("person", known.get(said) or gettext("somebody who is gone"))
    if said in PLATFORMS:
        return Who("platform", PLATFORMS[said])
    kind, _, rest = said.partition(":")
    label = {"rule": gettext("Rule"), "assistant": gettext("Assistant"), "worker": gettext("Worker")}.get(kind, kind)
    return Who(kind, f"{label} {rest}".strip())


def _key(said: str) -> UUID | None:
    try:
        return UUID(said.removeprefix(PERSON)) if said.startswith(PERSON) else None
    except ValueError:
        return None
