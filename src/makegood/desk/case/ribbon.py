"""The stages a case goes through, each with its date: what lies behind, where it stands, what may still come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from makegood.core.words import EventType, Stage

E = EventType
STEPS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    (
        "negotiation",
        frozenset({E.dispute_opened, E.offer_made, E.return_terms_proposed, E.cancel_requested}),
        frozenset({Stage.detected, Stage.contacting, Stage.negotiating, Stage.agreed, Stage.fulfilling, Stage.lapsed}),
    ),
    ("platform", frozenset({E.escalated, E.ticket_submitted}), frozenset({Stage.escalated})),
    ("verdict", frozenset({E.judged, E.penalty_executed}), frozenset({Stage.judged})),
    ("appeal", frozenset({E.appealed}), frozenset({Stage.appealed})),
    ("end", frozenset({E.cancelled, E.dispute_withdrawn}), frozenset({Stage.closed, Stage.withdrawn})),
)
"""Each step of the ribbon, the events that begin it, and the stages in which a case stands there (screens.md §4)."""
BEGINNINGS = frozenset[str]().union(*(begins for _, begins, _ in STEPS))


@dataclass(frozen=True, slots=True)
class Mark:
    """One step: `now` where the case stands, `past` where it has been."""

    name: str
    state: str
    at: datetime | None = None


def ribbon(stage: str | None, begun: Iterable[tuple[str, datetime]], opened_at: datetime) -> list[Mark]:
    """`begun`: the events of `BEGINNINGS` on file, each with its time."""
    told = sorted(begun, key=lambda one: one[1])
    here = next((place for place, (_, _, stages) in enumerate(STEPS) if stage in stages), 0)
    marks = []
    for place, (name, begins, _) in enumerate(STEPS):
        at = _first(told, begins) or (opened_at if place == 0 else None)
        state = "now" if place == here else "past" if at is not None and place < here else "ahead"
        marks.append(Mark(name, state, at if state != "ahead" else None))
    return marks


def _first(told: Sequence[tuple[str, datetime]], begins: frozenset[str]) -> datetime | None:
    return next((at for type_, at in told if type_ in begins), None)
