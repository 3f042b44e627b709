"""Looks clauses up: by words, platform, topic and source; where nothing fits, what comes nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from makegood.desk.policies.asked import Query
from makegood.desk.policies.clauses import Entry
from makegood.desk.policies.labels import FAMILIES

NEAREST = 5
TIMES = ("days", "hours", "minutes")


def chosen(entries: Iterable[Entry], query: Query) -> list[Entry]:
    return [one for one in entries if _fits(one, query)]


def nearest(entries: Sequence[Entry], words: str) -> list[Entry]:
    """The clauses that share the most with what was searched for; none that share nothing."""
    wanted = _pairs(words)
    scored = [(len(wanted & _pairs(_text(one))) / len(wanted), one) for one in entries] if wanted else []
    best = sorted(scored, key=lambda one: (-one[0], one[1].id))[:NEAREST]
    return [one for score, one in best if score >= 0.25]


def _fits(one: Entry, query: Query) -> bool:
    if query.platform and one.pack.platform not in (query.platform, "all"):
        return False
    if query.source and one.clause.cite.source != query.source and not _has_value_of(one, query.source):
        return False
    if query.topic and not _is_about(one, query.topic):
        return False
    text = _text(one)
    return all(word in text for word in query.words.casefold().split())


def _has_value_of(one: Entry, source: str) -> bool:
    return any(value.cite.source == source for number in one.numbers for value in number.values)


def _is_about(one: Entry, topic: str) -> bool:
    if topic == "clocks":
        return any(number.name.endswith(TIMES) or "_hours_" in number.name for number in one.numbers)
    return any(one.id == family or one.id.startswith(f"{family}-") for family in FAMILIES[topic])


def _text(one: Entry) -> str:
    said = [one.id, one.clause.text.en, one.clause.text.zh, one.pack.name.en, one.pack.name.zh]
    said += [part for _, text in one.supplements for part in text.values()]
    said += [part for number in one.numbers for part in (number.name, number.label)]
    return " ".join(said).casefold()


def _pairs(text: str) -> set[str]:
    """Its pairs of neighbouring signs: enough to find a word that is spelled a little otherwise, in any script."""
    plain = "".join(text.casefold().split())
    return {plain[place : place + 2] for place in range(len(plain) - 1)} or {plain} - {""}
