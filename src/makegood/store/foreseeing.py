"""What doing something would change: the case assessed as if it were done, beside the case as it is. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from makegood import assess
from makegood.core.words import Platform
from makegood.store import cases
from makegood.store.models import Case
from makegood.store.stepping import Step
from makegood.usecases.telling import events_of


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Clocks that end, clocks that run (on, or newly), and what would be next."""

    ended: list[dict[str, Any]]
    running: list[dict[str, Any]]
    stage: str
    next: dict[str, Any]


def foreseen(case: Case, step: Step, *, at: datetime) -> Foreseen:
    document = cases.file_of(case)
    told = events_of(
        step.verb, step.details, platform=Platform(case.shop.platform), money=step.money, receipt=None, at=at
    )
    before, after = assess(document, at), assess({**document, "events": [*document["events"], *told]}, at)
    running = [one for one in after["deadlines"] if not one["lapsed"]]
    kinds = {one["kind"] for one in running}
    ended = [one for one in before["deadlines"] if not one["lapsed"] and one["kind"] not in kinds]
    return Foreseen(ended, running, after["stage"], after["next"])
