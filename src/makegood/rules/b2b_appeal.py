"""B2B-APPEAL: what a penalty can be appealed on, and with which evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from makegood.core.case import Evidence
from makegood.core.findings import Asks, Blocks, Leaves, Rejects, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import Action, DeadlineKind, EventType, EvidenceKind, Ground, Origin, Side
from makegood.policies.policy import Policy
from makegood.rules.clocks import has_lapsed
from makegood.rules.registry import rule, step
from makegood.rules.staging import is_appealed
from makegood.rules.standing import Standing

E = EventType
KINDS = ("penalty",)
STATEMENT = EvidenceKind.carrier_statement

INADMISSIBLE = frozenset(
    {
        Ground.settled_after_penalty,
        Ground.price_too_low,
        Ground.clerk_error,
        Ground.discontinued,
        Ground.out_of_stock,
        Ground.custom_listing_wrong_guarantee,
    }
)
"""Grounds that count against no dispatch penalty, whatever else is held (B2B-APPEAL-2)."""


def ground_of(situation: Situation) -> Ground | None:
    """The ground given; where none is, an undoing agreed after the penalty is the one."""
    given = situation.claim.ground
    return Ground.settled_after_penalty if given is None and situation.has(E.settled_after_penalty) else given


def _judged_after(situation: Situation, appealed: datetime) -> datetime | None:
    judged = situation.last(E.judged)
    return when(judged) if judged is not None and when(judged) > appealed else None


def _carried_until(situation: Situation) -> datetime | None:
    """Evidence on file when the last answered appeal went in was carried by it; one still open carries its own."""
    answered = [when(event) for event in situation.all(E.appealed) if _judged_after(situation, when(event)) is not None]
    return max(answered, default=None)


def fault_of(piece: Evidence, carried_until: datetime | None) -> tuple[str, str] | None:
    """Why a piece cannot carry an appeal: the clause and the sentence; None where it can."""
    if piece.origin is not Origin.original:
        return "B2B-APPEAL-3", "rejected.origin"
    if piece.kind is STATEMENT and (piece.reading is None or piece.reading.stamped is not True):
        return "B2B-APPEAL-3", "rejected.not_stamped"
    if carried_until is not None and (piece.at is None or piece.at <= carried_until):
        return "B2B-APPEAL-1", "rejected.not_new"
    return None


def supports(situation: Situation) -> list[Evidence]:
    """The evidence that can carry an appeal now."""
    until = _carried_until(situation)
    kinds = (STATEMENT,) if ground_of(situation) is not Ground.other else tuple(EvidenceKind)
    return [piece for piece in situation.evidence if piece.kind in kinds and fault_of(piece, until) is None]


@rule("B2B-APPEAL-1", "B2B-APPEAL-3", platform="ali1688", kinds=KINDS)
def statement(situation: Situation, policy: Policy) -> Iterator[Asks | Rejects | Leaves]:
    """The courier's own stamped statement, traceable and not carried by an earlier appeal."""
    yield Leaves("B2B-APPEAL-1", "penalty.open")
    until = _carried_until(situation)
    for place, piece in enumerate(situation.evidence):
        if piece.kind is STATEMENT or (piece.kind is not None and piece.origin in (Origin.forwarded, Origin.unknown)):
            fault = fault_of(piece, until)
            if fault is not None and piece.reading is None and piece.origin is Origin.original:
                continue  # unread: received, and proves nothing
            if fault is not None:
                yield Rejects(fault[0], piece.id or f"evidence[{place}]", fault[1])
    if ground_of(situation) in INADMISSIBLE or is_appealed(situation):
        return
    unread = any(piece.reading is None and piece.origin is Origin.original for piece in situation.holds(STATEMENT))
    if not supports(situation) and not unread:
        since = _judged_after(situation, until) if until is not None else None
        yield Asks("B2B-APPEAL-3", STATEMENT, Side.carrier, since=since, for_appeal=True)


@rule("B2B-APPEAL-2", "B2B-APPEAL-3", platform="ali1688", kinds=KINDS)
def admissible(situation: Situation, policy: Policy) -> Iterator[Blocks]:
    """Which grounds count at all, and what the others still need."""
    ground = ground_of(situation)
    if ground in INADMISSIBLE:
        yield Blocks(Action.appeal, ("ground",), "B2B-APPEAL-2", f"ground.{ground}")
    elif not supports(situation):
        clause = "B2B-APPEAL-1" if _carried_until(situation) is not None else "B2B-APPEAL-3"
        yield Blocks(Action.appeal, (f"evidence:{STATEMENT}",), clause, "blocked.statement")


@step("B2B-APPEAL-1", platform="ali1688", kinds=KINDS)
def appeal(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The parts are there: appeal. An inadmissible ground: advice once, and no appeal."""
    if situation.withdrawn_at is not None or is_appealed(situation):
        return
    clock = standing.clock(DeadlineKind.appeal)
    if clock is not None and has_lapsed(clock, situation.at):
        yield Step(Turn.rest, Action.close, "B2B-APPEAL-1", "rest.no_appeal", order=0)
    elif not standing.blocks(Action.appeal):
        what = tuple(dict.fromkeys(str(piece.kind) for piece in supports(situation)))
        yield Step(Turn.settle, Action.appeal, "B2B-APPEAL-1", "step.appeal_1688", what, order=1, for_appeal=True)
    elif ground_of(situation) in INADMISSIBLE and not situation.did(Action.ask_platform_service):
        yield Step(Turn.settle, Action.ask_platform_service, "AUDIT-10", "step.ground_inadmissible", for_appeal=True)
    elif ground_of(situation) in INADMISSIBLE:
        yield Step(Turn.rest, Action.close, "B2B-APPEAL-2", "rest.no_appeal", order=0)
    else:
        yield Step(Turn.rest, Action.wait, "B2B-APPEAL-3", "rest.statement", order=0)
