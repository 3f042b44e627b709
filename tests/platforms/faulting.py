"""What the fault tables of all connectors share: faults, and what each makes of a write. A platform's own table adds its own to these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from makegood.usecases.ports import Receipt, Refused, Sight, Unanswered, Unavailable

QUARTER = timedelta(minutes=15)
DONE, NOT, OPEN = Sight.done, Sight.not_done, Sight.cannot_tell
Switch = Callable[[Any, str], None]
"""(town, method of the write): from now on it goes wrong."""


@dataclass(frozen=True, slots=True)
class Column:
    """A fault, and what it makes of a write: the port's outcome, how often it was done, and what looking then shows."""

    outcome: type
    effects: int
    sight: Sight
    switch_on: Switch
    skew: timedelta = timedelta()


def at_write(kind: str, **more: Any) -> Switch:
    return lambda town, method: town.fault(kind, method, count=1, **more)


def silence(kind: str) -> Switch:
    def switch_on(town: Any, method: str) -> None:
        town.impatient()
        town.fault(kind, method, count=1, seconds=5)

    return switch_on


def everywhere(kind: str, **more: Any) -> Switch:
    return lambda town, _: town.fault(kind, **more)


def nothing(town: Any, method: str) -> None:
    pass


def common(lag: float) -> dict[str, Column]:
    """`lag`: seconds that lists may be behind, as the connector believes."""
    return {
        "time-out before effect": Column(Unanswered, 0, NOT, silence("timeout_before")),
        "time-out after effect": Column(Unanswered, 1, DONE, silence("timeout_after")),
        "500 before effect": Column(Unanswered, 0, NOT, at_write("error_before")),
        "500 after effect": Column(Unanswered, 1, DONE, at_write("error_after")),
        "reset before effect": Column(Unanswered, 0, NOT, at_write("reset_before")),
        "reset after effect": Column(Unanswered, 1, DONE, at_write("reset_after")),
        "back end in trouble": Column(Unanswered, 0, NOT, at_write("isp")),
        "token stale mid-run": Column(Receipt, 1, DONE, at_write("token")),
        "malformed": Column(Unanswered, 1, DONE, at_write("malformed")),
        "truncated": Column(Unanswered, 1, DONE, at_write("truncated")),
        "duplicate page": Column(Receipt, 1, DONE, everywhere("duplicate_page")),
        "missing page": Column(Receipt, 1, DONE, everywhere("missing_page")),
        "lagging read": Column(Receipt, 1, DONE, everywhere("lag", seconds=lag)),
        "clock 15 minutes behind": Column(Receipt, 1, DONE, nothing, -QUARTER),
        "clock 15 minutes ahead": Column(Receipt, 1, DONE, nothing, QUARTER),
        "platform's clock 15 minutes off": Column(Receipt, 1, DONE, everywhere("skew", seconds=900)),
        "wrong currency": Column(Receipt, 1, DONE, everywhere("wrong_currency")),
    }


def outcome(does: Callable[[], object]) -> object:
    """What it gave, or what the port says of why not."""
    try:
        return does()
    except (Unavailable, Unanswered, Refused) as met:
        return met
