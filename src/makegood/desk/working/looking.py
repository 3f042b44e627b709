"""A case as a working screen sees it: its file, the situation now, the assessment of this moment, and what is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from makegood.assessing import folding
from makegood.core.reading import read
from makegood.core.situation import Situation
from makegood.core.words import Platform
from makegood.desk.working.line import Line, line_of
from makegood.policies.policy import Policy
from makegood.store import cases, hearing
from makegood.store.models import Action, Case
from makegood.usecases.acting import LIVE


@dataclass(frozen=True, slots=True)
class Seen:
    """`answer`: the assessment of this very moment, as the case page would show it. `live`: what is under way, by action."""

    case: Case
    line: Line
    situation: Situation
    policy: Policy
    answer: dict[str, Any]
    live: dict[str, Action]
    now: datetime

    @property
    def platform(self) -> Platform:
        return self.situation.platform

    @property
    def next_action(self) -> str:
        return str(self.answer["next"]["action"])

    def missing_for(self, action: str) -> list[str]:
        """What is missing for an action, over every clause that blocks it."""
        return [name for one in self.answer["blocked"] if one["action"] == action for name in one["missing"]]

    def block_of(self, action: str) -> dict[str, Any] | None:
        return next((one for one in self.answer["blocked"] if one["action"] == action), None)


def look(case_id: UUID, *, now: datetime, lock: bool = False) -> Seen:
    """Raises `Http404` where the organisation entered has no such case. `lock`: a deed follows, and who asks at once waits."""
    try:
        case = hearing.locked(case_id) if lock else _case(case_id)
    except Case.DoesNotExist:
        raise Http404 from None
    file = read(cases.file_of(case))
    situation, policy = folding.look(file, now)
    answer = folding.assess(file, now)
    live = {one.kind: one for one in Action.objects.filter(case=case, state__in=sorted(LIVE)).order_by("id")}
    return Seen(case, line_of(case, answer, now=now), situation, policy, answer, live, now)


def _case(case_id: UUID) -> Case:
    found: Case = Case.objects.select_related("shop", "order", "content", "order__content").get(pk=case_id)
    return found
