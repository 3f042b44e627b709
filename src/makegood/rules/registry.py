"""Which rules hold where: a rule names its clauses, and the platforms and kinds it is about."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from makegood.core.findings import Finding
from makegood.core.words import Kind, Platform

Function = Callable[..., Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A question and the clauses it rests on. `reads_standing`: it goes by what the first rules found."""

    question: str
    clauses: tuple[str, ...]
    function: Function
    platforms: frozenset[Platform]
    kinds: frozenset[Kind]
    reads_standing: bool


_RULES: list[Rule] = []


def _register(
    clauses: Iterable[str], platform: Any, kinds: Any, reads_standing: bool
) -> Callable[[Function], Function]:
    def keep(function: Function) -> Function:
        platforms = frozenset(Platform) if platform is None else frozenset({Platform(platform)})
        about = frozenset(Kind) if kinds is None else frozenset(Kind(kind) for kind in kinds)
        _RULES.append(Rule(function.__name__, tuple(clauses), function, platforms, about, reads_standing))
        return function

    return keep


def rule(
    *clauses: str, platform: str | None = None, kinds: Iterable[str] | None = None
) -> Callable[[Function], Function]:
    """A rule over facts and policy: `(situation, policy) -> findings`."""
    return _register(clauses, platform, kinds, reads_standing=False)


def step(
    *clauses: str, platform: str | None = None, kinds: Iterable[str] | None = None
) -> Callable[[Function], Function]:
    """A rule that proposes steps: `(situation, policy, standing) -> steps`."""
    return _register(clauses, platform, kinds, reads_standing=True)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule there is; a new file in this folder is found by itself."""
    package = import_module("makegood.rules")
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        import_module(f"makegood.rules.{module.name}")
    return tuple(_RULES)


@cache
def rules_for(platform: Platform, kind: Kind, reads_standing: bool) -> tuple[Function, ...]:
    return tuple(
        rule.function
        for rule in rules()
        if platform in rule.platforms and kind in rule.kinds and rule.reads_standing is reads_standing
    )
