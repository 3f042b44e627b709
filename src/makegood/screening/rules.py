"""The order-audit rules as data: read, checked, and folded into one verdict an order."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from makegood.screening.expressions import VOCABULARY, Expression, RuleRefused, confine

LEVELS = ("pass", "watch", "hold", "block")
MOST = 100

_KEYS = {"id", "clause", "level", "score", "when", "why", "suggested"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it fires, on which clause it rests, and what it then says."""

    id: str
    clause: str
    level: str
    score: int
    when: Expression
    why: Mapping[str, str]
    suggested: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """The columns that its sentences quote."""
        return frozenset(name for text in self.why.values() for _, name, _, _ in Formatter().parse(text) if name)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is never suggested on a platform, and the highest level given there."""

    at_most: str = LEVELS[-1]
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RuleSet:
    rules: tuple[Rule, ...]
    limits: Mapping[str, Limits] = field(default_factory=dict)
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    """The rules' own numbers by name; a number of policy of the same name stands in for one."""
    others: frozenset[str] = frozenset()
    """Words, in lower case, for those who cancel an order and are not its buyer."""

    @property
    def read(self) -> frozenset[str]:
        """What the rules read or quote."""
        return frozenset[str]().union(*(rule.when.columns | rule.names for rule in self.rules))

    @property
    def quoted(self) -> tuple[str, ...]:
        """What their sentences quote."""
        return tuple(sorted(frozenset[str]().union(*(rule.names for rule in self.rules))))

    def verdict(self, fired: Sequence[Rule], platform: str | None, values: Mapping[str, object]) -> dict[str, Any]:
        """Level, score, reasons and suggestions of one order."""
        if not fired:
            return {"level": LEVELS[0], "score": 0, "reasons": [], "suggested": []}
        limits = self.limits.get(platform or "", Limits())
        level = max((rule.level for rule in fired), key=LEVELS.index)
        actions = dict.fromkeys(action for rule in fired for action in rule.suggested if action not in limits.never)
        return {
            "level": min(level, limits.at_most, key=LEVELS.index),
            "score": min(MOST, sum(rule.score for rule in fired)),
            "reasons": [
                {
                    "clause": rule.clause,
                    "rule": rule.id,
                    "why": {language: text.format_map(values) for language, text in rule.why.items()},
                }
                for rule in fired
            ],
            "suggested": list(actions),
        }


@cache
def house_rules() -> RuleSet:
    """The rules that come with Makegood."""
    return read_rules(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))


def read_rules(text: str) -> RuleSet:
    """Reads and confines rules; refuses an unknown key, level or name, and an id that comes twice."""
    data = tomllib.loads(text)
    rules = tuple(_rule(entry) for entry in data["rule"])
    ids = [rule.id for rule in rules]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise RuleRefused(f"rules {', '.join(twice)}: each id may stand once; rename or remove one")
    limits = {
        platform: Limits(entry.get("at_most", LEVELS[-1]), frozenset(entry.get("never", [])))
        for platform, entry in data.get("platform", {}).items()
    }
    numbers = {name: _number(name, entry) for name, entry in data.get("number", {}).items()}
    others = frozenset(word.lower() for word in data.get("cancelled_by", {}).get("others", ()))
    return RuleSet(rules, limits, numbers, others)


def _number(name: str, entry: Mapping[str, Any]) -> Decimal:
    if set(entry) != {"is", "source", "note"} or set(entry["note"]) != {"en", "zh"}:
        raise RuleRefused(
            f"number {name}: found {', '.join(sorted(entry))}; it has is, source, and a note in en and zh"
        )
    if not isinstance(entry["is"], int | str) or isinstance(entry["is"], bool):
        raise RuleRefused(f"number {name}: found {entry['is']!r}; expected a whole number, or a decimal in quotes")
    return Decimal(entry["is"])


def _rule(entry: Mapping[str, Any]) -> Rule:
    name = entry.get("id", "without id")
    if set(entry) != _KEYS:
        odd = ", ".join(sorted(set(entry) ^ _KEYS))
        raise RuleRefused(f"rule {name}: {odd} missing or unknown; a rule has {', '.join(sorted(_KEYS))}")
    if entry["level"] not in LEVELS[1:]:
        raise RuleRefused(f"rule {name}: level {entry['level']!r}; expected one of {', '.join(LEVELS[1:])}")
    if set(entry["why"]) != {"en", "zh"}:
        raise RuleRefused(f"rule {name}: why has {', '.join(sorted(entry['why']))}; expected en and zh")
    rule = Rule(
        id=name,
        clause=entry["clause"],
        level=entry["level"],
        score=entry["score"],
        when=confine(name, entry["when"]),
        why=entry["why"],
        suggested=tuple(entry["suggested"]),
    )
    if unknown := sorted(rule.names - set(VOCABULARY)):
        raise RuleRefused(f"rule {name}: why quotes {', '.join(unknown)}; there are {', '.join(VOCABULARY)}")
    return rule
