"""Faults, switched on by method, count and odds: what goes wrong before the effect, after it, and in what is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from random import Random
from typing import Any


class Kind(StrEnum):
    """`_before` had no effect; `_after` did its work first."""

    timeout_before = "timeout_before"
    timeout_after = "timeout_after"
    error_before = "error_before"
    error_after = "error_after"
    reset_before = "reset_before"
    reset_after = "reset_after"
    lie_before = "lie_before"
    """The gateway says OK and `result.success` is false; nothing was done."""
    lie_after = "lie_after"
    """The same, and it was done."""
    limit = "limit"
    isp = "isp"
    token = "token"  # noqa: S105 (a fault's name)
    """IllegalAccessToken, whatever the token."""
    malformed = "malformed"
    truncated = "truncated"
    duplicate_page = "duplicate_page"
    missing_page = "missing_page"
    lag = "lag"
    skew = "skew"
    """The platform's clock, as it judges timestamps, is `seconds` ahead."""
    wrong_currency = "wrong_currency"


@dataclass(slots=True)
class Fault:
    """`method` is a pattern such as `aliexpress.issue.*`; `count` None goes on until taken away."""

    id: int
    kind: Kind
    method: str = "*"
    count: int | None = None
    probability: float = 1.0
    seed: int = 1
    seconds: float = 0.0
    """Of `lag` and `skew`: how much. Of `limit`: the wait it asks for. Of time-outs: how long the connection is held."""
    hits: int = 0
    random: Random = field(default_factory=Random)

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise ValueError(f"faults.probability: {self.probability!r}, expected a share from 0 to 1")
        if self.count is not None and self.count < 1:
            raise ValueError(f"faults.count: {self.count!r}, expected 1 or more, or none for no end")
        self.random = Random(self.seed)  # noqa: S311

    def strikes(self, method: str) -> bool:
        if not fnmatchcase(method, self.method) or (self.count is not None and self.hits >= self.count):
            return False
        if self.random.random() >= self.probability:
            return False
        self.hits += 1
        return True

    def document(self) -> dict[str, Any]:
        names = ("id", "kind", "method", "count", "probability", "seed", "seconds", "hits")
        return {name: getattr(self, name) for name in names}


class Struck:
    """The faults that strike one call."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults

    def first(self, *kinds: Kind) -> Fault | None:
        return next((fault for fault in self._faults if fault.kind in kinds), None)

    def seconds(self, kind: Kind) -> float | None:
        fault = self.first(kind)
        return None if fault is None else fault.seconds

    @property
    def kinds(self) -> list[str]:
        return [fault.kind.value for fault in self._faults]


class Faults:
    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._next = 1

    def add(self, settings: dict[str, Any]) -> Fault:
        """A fault from its JSON: {kind, method?, count?, probability?, seed?, seconds?}."""
        known = {"kind": str, "method": str, "count": int, "probability": float, "seed": int, "seconds": float}
        if unknown := set(settings) - set(known):
            raise ValueError(f"faults: unknown {', '.join(sorted(unknown))}; expected {', '.join(known)}")
        kind = settings.get("kind")
        if kind not in set(Kind):
            raise ValueError(f"faults.kind: {kind!r}, expected one of {', '.join(Kind)}")
        plain: dict[str, Any] = {
            name: known[name](value) for name, value in settings.items() if name != "kind" and value is not None
        }
        fault = Fault(self._next, Kind(kind), **plain)
        self._faults[fault.id] = fault
        self._next += 1
        return fault

    def remove(self, id: int) -> bool:
        return self._faults.pop(id, None) is not None

    def clear(self) -> None:
        self._faults.clear()

    def all(self) -> list[Fault]:
        return list(self._faults.values())

    def strike(self, method: str) -> Struck:
        return Struck([fault for fault in self._faults.values() if fault.strikes(method)])
