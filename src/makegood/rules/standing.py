"""Where a case stands once the first rules have spoken: what the rules that propose steps go by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from makegood.core.findings import Asks, Blocks, Clock, Leaves, Names, Rejects
from makegood.core.findings import Blames as Blame
from makegood.core.words import DeadlineKind, Party, Remedy, Stage

CLEAR = frozenset({Party.buyer, Party.logistics})
"""Parties whose liability means that we did our part."""


@dataclass(slots=True)
class Standing:
    stage: Stage
    party: Party
    because: list[Blame | Leaves]
    clocks: list[Clock]
    missing: list[Asks]
    rejected: list[Rejects]
    blocked: list[Blocks]
    settled: bool
    agreed: Remedy | None
    done: bool
    paid_by_platform: bool
    """We said yes on the platform, and it moves the money itself."""
    decided_by_lapse: bool
    ahead: datetime
    """How far ahead the safe step of a clock is taken: `at` + `escalate_ahead_hours`."""
    counts: bool
    """Counts towards the platform's dispute rate, as things stand."""
    allowed: list[Remedy] = field(default_factory=list)
    named: list[Names] = field(default_factory=list)
    recommended: Remedy | None = None
    recommended_clause: str = "ALL-1"

    @property
    def is_clear(self) -> bool:
        return self.party in CLEAR

    @property
    def is_escalated(self) -> bool:
        return self.stage is Stage.escalated

    def clock(self, kind: DeadlineKind) -> Clock | None:
        for clock in self.clocks:
            if clock.kind is kind:
                return clock
        return None

    def blocks(self, action: str) -> bool:
        return any(block.action == action for block in self.blocked)
