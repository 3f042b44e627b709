"""What a person knows from outside any connection is put on record for a case: what the other side answered, evidence held, facts of the order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from makegood.core.reading import SCHEMA, read
from makegood.core.situation import Situation
from makegood.core.text import Text
from makegood.store import cases, intake
from makegood.store.actions import NotPossible
from makegood.store.models import Case, Evidence
from makegood.usecases import answers
from makegood.usecases.answers import Answer


def tell(case: Case, facts: Mapping[str, Any], *, by: str, at: datetime) -> None:
    """Facts beside those on file, in the case file's own form; told again they change nothing. Raises `NotACase`."""
    told: dict[str, Any] = {"schema": SCHEMA, "id": case.number, "platform": case.shop.platform, **facts}
    if case.order is not None:
        told["order"] = {"id": case.order.number, **(facts.get("order") or {})}
    intake.take_in(case.shop_id, told, by=by, at=at)
    case.refresh_from_db()


def hear(case_id: UUID, answer: Answer, *, by: str, at: datetime, heard_at: datetime, text: str = "") -> Case:
    """What the platform or the buyer answered. Raises `NotPossible` where nothing waits for such an answer: it was told already."""
    case = locked(case_id)
    if heard_at > at:
        raise NotPossible(Text("that time has not come yet", "该时间尚未到来"))
    situation = Situation(read(cases.file_of(case)), at)
    if (why := answers.waits(situation, answer)) is not None:
        raise NotPossible(Text(f"{why.en}; nothing was changed", f"{why.zh}，未作改动"))
    told = answers.event_of(situation, answer, at=heard_at, text=text)
    tell(case, {"events": [dict(told)]}, by=by, at=at)
    return case


def put_in(case: Case, piece: Mapping[str, Any], *, by: str, at: datetime) -> str | None:
    """A piece of evidence under the number its form was given; its number, or None where just this is on file already.

    Another piece that took the number meanwhile: the next free one.
    """
    taken = {one.number: one for one in Evidence.objects.filter(case=case)}
    held = taken.get(str(piece["id"]))
    if held is not None and (held.kind, held.name) == (piece.get("kind"), piece.get("file")):
        return None
    number = str(piece["id"]) if held is None else _next(taken)
    tell(case, {"evidence": [{**piece, "id": number}]}, by=by, at=at)
    return number


def next_number(case: Case) -> str:
    """The number the next piece of evidence gets: E-07."""
    return _next(dict.fromkeys(Evidence.objects.filter(case=case).values_list("number", flat=True)))


def _next(taken: Mapping[str, Any]) -> str:
    place = len(taken) + 1
    while f"E-{place:02}" in taken:
        place += 1
    return f"E-{place:02}"


def locked(case_id: UUID) -> Case:
    """The case, so that who asks at once waits. Raises `Case.DoesNotExist`: another organisation's, or nobody's."""
    rows = Case.objects.select_for_update(of=("self",))
    found: Case = rows.select_related("shop", "order", "content", "order__content").get(pk=case_id)
    return found
