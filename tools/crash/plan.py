"""What one trial does, drawn by its seed: how many refunds, how many workers, when each of them is struck, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Blow(StrEnum):
    kill = "kill"
    """SIGKILL."""
    stop = "stop"
    """SIGSTOP, and SIGCONT once others have ended everything."""
    stop_before_call = "stop_before_call"
    """The same, at the worst of all instants: the last check is made, the first byte not sent."""


AIMS = ("calling", "answered", "looking", "looked")
"""The short moments that matter most; named as in `worker.AT`."""


@dataclass(frozen=True, slots=True)
class Refund:
    order: int
    line: str
    cents: int


@dataclass(frozen=True, slots=True)
class Strike:
    """`after`: a share of the time that the due refunds will keep the worker busy; so a plan is the same on any machine.

    `aim`: what the worker is to be at; then `after` is a share of the next few milliseconds.
    """

    blow: Blow
    after: float
    aim: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`rounds`: one strike for each worker that runs at the same time; after the last round workers run unharmed."""

    seed: int
    refunds: tuple[Refund, ...]
    rounds: tuple[tuple[Strike, ...], ...]

    @property
    def orders(self) -> dict[int, list[Refund]]:
        by_order: dict[int, list[Refund]] = {}
        for refund in self.refunds:
            by_order.setdefault(refund.order, []).append(refund)
        return by_order


def drawn(seed: int, *, small: bool = False) -> Plan:
    """`small`: one or two refunds and strikes, for a suite that has a minute."""
    chance = Random(seed)
    refunds = tuple(
        Refund(order, f"L{line}", chance.randint(1, 2_000))
        for order in range(1, 2 if small else chance.choice((2, 2, 3)))
        for line in range(1, chance.randint(1, 2 if small else 4) + 1)
    )
    first = chance.choices((Blow.kill, Blow.stop, Blow.stop_before_call), (0.86, 0.08, 0.06))[0]
    workers = chance.choice((1, 1, 2))
    rounds = tuple(
        tuple(_strike(chance, first if (number, worker) == (0, 0) else Blow.kill) for worker in range(workers))
        for number in range(chance.randint(1, 2) if small else chance.randint(2, 9))
    )
    return Plan(seed, refunds, rounds)


def _strike(chance: Random, blow: Blow) -> Strike:
    """Three in five fall anywhere in the busy time."""
    return Strike(blow, chance.random(), chance.choice(AIMS) if chance.random() < 0.4 else None)
