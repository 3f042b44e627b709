"""The platform's books against ours, once a trial has ended: every refund paid once, and recorded as what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from makegood.usecases.acting import LIVE, MOST_ATTEMPTS, State


class Fault(StrEnum):
    double = "double"
    """Paid more than once."""
    unpaid = "unpaid"
    """Ended, and the buyer has nothing."""
    unbooked = "unbooked"
    """Paid, and recorded as not paid, under another receipt, or with other sums on the order."""
    stuck = "stuck"
    """Neither ended nor with a person."""
    asked_in_vain = "asked_in_vain"
    """With a person, though the platform could have told."""


MONEY = (Fault.double, Fault.unpaid, Fault.unbooked)
"""What a planted bug is found by."""


@dataclass(frozen=True, slots=True)
class Ended:
    """One action as our record has it."""

    id: str
    order: str
    line: str
    cents: int
    state: State
    attempts: int
    reference: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What an order's row says of its actions' money."""

    order: str
    in_flight: int
    released: int


def compared(
    actions: Sequence[Ended], sums: Iterable[Sums], paid: Sequence[Mapping[str, Any]]
) -> Iterable[tuple[Fault, str]]:
    by_line: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for refund in paid:
        by_line.setdefault((refund["order"], refund["line"]), []).append(refund)
    for action in actions:
        yield from _one(action, by_line.pop((action.order, action.line), []))
    for (order, line), refunds in by_line.items():
        yield Fault.double, f"{order} {line}: {refunds} that nobody asked for"
    yield from _sums(actions, sums)


def _one(action: Ended, paid: Sequence[Mapping[str, Any]]) -> Iterable[tuple[Fault, str]]:
    told = f"{action} paid {[(one['id'], one['amount'], one['seconds']) for one in paid]}"
    if len(paid) > 1:
        yield Fault.double, told
    if action.state is State.needs_person:
        if action.attempts < MOST_ATTEMPTS:
            yield Fault.asked_in_vain, told
    elif action.state in LIVE:
        yield Fault.stuck, told
    elif not paid:
        yield Fault.unpaid, told
    elif action.state is not State.confirmed or (paid[0]["id"], paid[0]["amount"]) != (action.reference, action.cents):
        yield Fault.unbooked, told


def _sums(actions: Sequence[Ended], sums: Iterable[Sums]) -> Iterable[tuple[Fault, str]]:
    released, flying = Counter[str](), Counter[str]()
    for action in actions:
        released[action.order] += action.cents * (action.state is State.confirmed)
        flying[action.order] += action.cents * (action.state in LIVE)
    for one in sums:
        if (one.in_flight, one.released) != (flying[one.order], released[one.order]):
            yield Fault.unbooked, f"{one}; its actions add up to {flying[one.order]} and {released[one.order]}"
