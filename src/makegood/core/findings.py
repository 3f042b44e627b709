"""Findings: what rules yield. Each names the clause it rests on and the sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from makegood.core.words import (
    Action,
    DeadlineKind,
    EvidenceKind,
    OnLapse,
    Party,
    Remedy,
    Side,
    Source,
)


class Proof(IntEnum):
    """How strongly a finding moves liability; the strongest decides."""

    cause = 1  # what the case records as its cause
    received = 2  # what the buyer says arrived, where a clause starts from our own finding
    scan_like = 3  # the right item left us
    labels = 4  # a second label pasted over ours
    verified = 5  # we looked, and it is ours
    scan_unlike = 6  # the wrong item left us
    confirmed = 7  # a person confirmed it


@dataclass(frozen=True, slots=True)
class Blames:
    """Shows who is liable."""

    clause: str
    party: Party
    proof: Proof
    why: str
    fills: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Leaves:
    """Looked, and leaves liability undetermined; says why."""

    clause: str
    why: str
    fills: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asks:
    """Evidence that is missing. `since` is the fact that called for it; `by_request` false where another step gets it."""

    clause: str
    evidence: EvidenceKind
    of: Side
    since: datetime | None = None
    for_appeal: bool = False
    by_request: bool = True


@dataclass(frozen=True, slots=True)
class Rejects:
    """Evidence of the right kind that fails its clause."""

    clause: str
    evidence: str
    why: str
    fills: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock some event started. `due_at` None: it runs, and nobody has said how long. `ended_at`: what ended it."""

    kind: DeadlineKind
    due_at: datetime | None
    on_lapse: OnLapse
    clause: str
    source: Source
    ended_at: datetime | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Blocks:
    """An action that cannot be done yet, and what is missing for it."""

    action: str
    missing: tuple[str, ...]
    clause: str
    why: str
    fills: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The remedy a clause names for these facts; the smaller `order` is named first."""

    remedy: Remedy
    clause: str
    why: str
    order: int = 0


@dataclass(frozen=True, slots=True)
class Forbids:
    """A remedy that is not allowed, and why."""

    remedy: Remedy
    clause: str
    why: str


class Turn(IntEnum):
    """Whose turn it is in the contract's order of next steps: the first that applies is the next step."""

    safe = 1
    demanded = 2
    verify = 3
    contact = 4
    evidence = 5
    settle = 6
    carry_out = 7
    follow_up = 8
    lesson = 9
    rest = 10


@dataclass(frozen=True, slots=True)
class Step:
    """A step that could be the next one. Of one turn, the smaller `order` goes first."""

    turn: Turn
    action: Action
    clause: str
    why: str
    what: tuple[str, ...] = ()
    fills: Mapping[str, Any] | None = None
    order: int = 5
    for_appeal: bool = False


@dataclass(frozen=True, slots=True)
class Also:
    """Worth doing beside the one next step."""

    action: Action
    clause: str
    why: str
    fills: Mapping[str, Any] | None = None
    source: Source | None = None


Finding = Blames | Leaves | Asks | Rejects | Clock | Blocks | Names | Forbids | Step | Also
