"""What changed in policy between two days, and what one file would change against the pack that ships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from makegood.core.money import Money
from makegood.policies.pack import Dated, Number, Pack


@dataclass(frozen=True, slots=True)
class Change:
    """One clause or number that reads otherwise: before and after, with the source of what came after."""

    pack: str
    clause: str
    what: str
    before: Any
    after: Any
    since: date | None = None
    source: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "pack": self.pack,
            "clause": self.clause,
            "what": self.what,
            "before": self.before,
            "after": self.after,
            "from": self.since.isoformat() if self.since is not None else None,
            "source": self.source,
        }


def plain(dated: Dated | None) -> Any:
    if dated is None:
        return None
    value = dated.value
    if isinstance(value, Money):
        return value.as_json()
    return int(value) if value == value.to_integral_value() else str(value)


def on_day(number: Number, day: date) -> Dated | None:
    """The value in force when that day ends in the platform's zone."""
    standing: Dated | None = None
    for dated in number.values:
        if dated.since_day is None or dated.since_day <= day:
            standing = dated
    return standing


def _numbers(pack: Pack) -> Iterator[tuple[str, Number]]:
    for clause in (*pack.clauses.values(), *pack.supplements.values()):
        for number in clause.numbers:
            yield clause.id, number


def between(pack: Pack, start: date, end: date) -> list[Change]:
    """The numbers that hold otherwise on `end` than on `start`."""
    changes = []
    for clause, number in _numbers(pack):
        before, later = on_day(number, start), on_day(number, end)
        if plain(before) != plain(later):
            source = later.cite.where if later is not None else None
            since = later.since_day if later is not None else None
            changes.append(Change(pack.file, clause, str(number.name), plain(before), plain(later), since, source))
    return changes


def against(shipped: Pack, other: Pack) -> list[Change]:
    """What `other` says otherwise than the pack that ships: clauses, texts and every dated value."""
    changes = []
    for name in sorted(shipped.clauses.keys() | other.clauses.keys()):
        one, two = shipped.clauses.get(name), other.clauses.get(name)
        if one is None or two is None:
            changes.append(Change(other.file, name, "clause", one and one.text.en, two and two.text.en))
        elif one.text != two.text:
            changes.append(Change(other.file, name, "text", one.text.as_json(), two.text.as_json()))
    ours = {(clause, number.name): number for clause, number in _numbers(shipped)}
    theirs = {(clause, number.name): number for clause, number in _numbers(other)}
    for key in sorted(ours.keys() | theirs.keys()):
        before, after = _timeline(ours.get(key)), _timeline(theirs.get(key))
        if before != after:
            changes.append(Change(other.file, key[0], str(key[1]), before, after))
    return changes


def _timeline(number: Number | None) -> Any:
    if number is None:
        return None
    return [{"is": plain(one), "from": one.since_day.isoformat() if one.since_day else None} for one in number.values]
