"""Clauses as a page shows them: what they say on a day, their numbers through time, and whether their sources were read of late."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from makegood.core.words import Platform
from makegood.desk.policies import labels
from makegood.policies import compare
from makegood.policies.pack import Cite, Clause, Dated, Number, Pack
from makegood.policies.reader import COMMON, shipped

FRESH = timedelta(days=30)
"""House: a source read longer ago is to be read again (screens.md §13)."""


class Status(StrEnum):
    """verified: its source was read of late; to_verify: not of late; over: a later value holds; ahead: not yet; house: ours."""

    verified = "verified"
    to_verify = "to_verify"
    over = "over"
    ahead = "ahead"
    house = "house"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a number: from when until when, and who says so."""

    text: str
    since: date | None
    until: date | None
    cite: Cite
    status: Status
    was: str | None
    """What it was before; None: it is the first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number of policy. `where`: the platform whose own it is. No values: nobody states it."""

    name: str
    label: str
    where: dict[str, str]
    now: str
    values: list[Value]


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause in the pack that has it."""

    id: str
    pack: Pack
    clause: Clause
    numbers: list[Shown]
    supplements: list[tuple[dict[str, str], dict[str, str]]]
    status: Status
    fingerprint: str

    @property
    def stated(self) -> list[Shown]:
        """The numbers that somebody states."""
        return [one for one in self.numbers if one.values]

    @property
    def text(self) -> dict[str, str]:
        return self.clause.text.as_json()


def packs() -> tuple[Pack, ...]:
    """The platforms' own first, then what holds on all."""
    return tuple(shipped(name) for name in (*Platform, *reversed(COMMON)))


def entries(given: Sequence[Pack], day: date, today: date) -> Iterator[Entry]:
    """Every clause, in the packs' order, as it reads on `day`."""
    for pack in given:
        for clause in pack.clauses.values():
            yield _entry(given, pack, clause, day, today)


def entry(given: Sequence[Pack], name: str, day: date, today: date) -> Entry | None:
    for pack in given:
        if (clause := pack.clauses.get(name)) is not None:
            return _entry(given, pack, clause, day, today)
    return None


def _entry(given: Sequence[Pack], pack: Pack, clause: Clause, day: date, today: date) -> Entry:
    extra = [(one, one.supplements[clause.id]) for one in given if clause.id in one.supplements]
    numbers = [_shown(number, pack, day, today) for number in clause.numbers]
    numbers += [_shown(number, one, day, today) for one, more in extra for number in more.numbers]
    words = [(one.name.as_json(), text.as_json()) for one, more in extra for text in more.supplements]
    return Entry(clause.id, pack, clause, numbers, words, status(clause.cite, today), _fingerprint(clause, extra))


def _shown(number: Number, pack: Pack, day: date, today: date) -> Shown:
    standing = compare.on_day(number, day)
    values = list(_values(number, standing, day, today))
    now = labels.value(standing.value if standing is not None else None, number.unit)
    return Shown(
        str(number.name), str(labels.NUMBERS.get(number.name, number.name)), pack.name.as_json(), now, values[::-1]
    )


def _values(number: Number, standing: Dated | None, day: date, today: date) -> Iterator[Value]:
    before: str | None = None
    for place, dated in enumerate(number.values):
        following = number.values[place + 1] if place + 1 < len(number.values) else None
        text = labels.value(dated.value, number.unit)
        if dated is standing:
            state = status(dated.cite, today)
        else:
            state = Status.ahead if dated.since_day is not None and dated.since_day > day else Status.over
        yield Value(text, dated.since_day, following.since_day if following else None, dated.cite, state, before)
        before = text


def status(cite: Cite, today: date) -> Status:
    if cite.source == "house":
        return Status.house
    return Status.verified if cite.read_on is not None and today - cite.read_on <= FRESH else Status.to_verify


def _fingerprint(clause: Clause, extra: Sequence[tuple[Pack, Clause]]) -> str:
    """What two people compare to know that they read the same words and numbers."""
    told: dict[str, Any] = {
        "id": clause.id,
        "text": clause.text.as_json(),
        "cite": _cited(clause.cite),
        "numbers": [_number(one) for one in clause.numbers],
        "supplements": [
            [pack.file, [text.as_json() for text in more.supplements], [_number(one) for one in more.numbers]]
            for pack, more in extra
        ],
    }
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _number(number: Number) -> list[Any]:
    return [str(number.name), [[compare.plain(one), str(one.since_day), _cited(one.cite)] for one in number.values]]


def _cited(cite: Cite) -> list[str]:
    return [str(cite.source), cite.where, str(cite.read_on)]
