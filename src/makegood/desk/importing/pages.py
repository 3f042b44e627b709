"""One import as its page shows it: where it stands, its first rows with their problems in place, and what a run came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext, pgettext

from makegood.desk.importing import columns
from makegood.desk.importing.columns import Column
from makegood.desk.templatetags.desk import masked
from makegood.store import importing
from makegood.store.models import Import

MOST = 50
PROBLEMS = 100
PERSONAL = frozenset({"buyer_name", "receiver", "phone", "email", "line1", "address"})
"""Masked in the preview: to see whether columns are right, nobody needs to read who it is."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: list[Cell]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    header: str
    found: str
    why: str


@dataclass(frozen=True, slots=True)
class Brought:
    """One file."""

    id: UUID
    name: str
    size: int
    shop: str
    platform: str
    at: datetime
    state: str
    total: int
    done: int
    counts: list[tuple[str, int]]
    kind: str
    is_held: bool
    why: str

    @property
    def is_ready(self) -> bool:
        return self.is_held and self.state in (importing.READ, importing.TRIED, importing.STOPPED)

    @property
    def is_refused(self) -> bool:
        return self.state == importing.REFUSED

    @property
    def is_busy(self) -> bool:
        return self.state in importing.BUSY

    @property
    def was_tried(self) -> bool:
        return self.state == importing.TRIED

    @property
    def is_done(self) -> bool:
        return self.state == importing.DONE


def state_word(state: str) -> str:
    return {
        importing.READ: pgettext("import", "Looked at, nothing taken in"),
        importing.REFUSED: pgettext("import", "Cannot be read yet"),
        importing.TRYING: pgettext("import", "Being tried"),
        importing.TRIED: pgettext("import", "Tried, nothing taken in"),
        importing.RUNNING: pgettext("import", "Being taken in"),
        importing.DONE: pgettext("import", "Taken in"),
        importing.STOPPED: pgettext("import", "Stopped"),
    }.get(state, state)


def outcome_words() -> dict[str, str]:
    """What became of an order, as the result file and the page say it."""
    return {
        "new": pgettext("outcome", "New"),
        "changed": pgettext("outcome", "Changed"),
        "same": pgettext("outcome", "Unchanged"),
        "failed": pgettext("outcome", "Not taken"),
    }


def import_of(key: UUID, *, lock: bool = False) -> Import:
    """Of the organisation entered; anything else is not found."""
    rows = Import.objects.select_related("shop")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found: Import | None = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def brought(one: Import) -> Brought:
    words = outcome_words()
    return Brought(
        id=one.pk,
        name=one.name,
        size=one.size,
        shop=one.shop.name,
        platform=one.shop.platform,
        at=one.created_at,
        state=one.state,
        total=one.total,
        done=one.done,
        counts=[(words[name], one.counts[name]) for name in words if one.counts.get(name)],
        kind=str(one.seen.get("kind") or ""),
        is_held=one.content is not None,
        why=columns.in_words(one.why) if one.why else "",
    )


def recent() -> list[Brought]:
    """The newest first; neither their content nor their rows are fetched."""
    rows = Import.objects.select_related("shop").defer("content", "seen", "outcomes").order_by("-id")[:MOST]
    words = outcome_words()
    return [
        Brought(
            one.pk, one.name, one.size, one.shop.name, one.shop.platform, one.created_at, one.state, one.total, one.done,
            [(words[name], one.counts[name]) for name in words if one.counts.get(name)], "", True, "",
        )
        for one in rows
    ]  # fmt: skip


def shown(one: Import) -> dict[str, Any]:
    seen = one.seen
    headers = seen.get("headers") or []
    read = {header: columns.LABELS.get(name, name) for name, header in (seen.get("columns") or {}).items()}
    problems = [_problem(bad, seen) for bad in (seen.get("refused_rows") or [])[:PROBLEMS]]
    count = int(seen.get("refused_count") or 0)
    return {
        "one": brought(one),
        "state": state_word(one.state),
        "refusal": columns.refusal(seen) if one.state == importing.REFUSED else "",
        "headers": [(header, read.get(header, "")) for header in headers],
        "rows": _rows(seen),
        "problems": problems,
        "problem_count": count,
        "problems_left": max(0, count - len(problems)),
        "notes": [columns.in_words(note) for note in seen.get("notes") or []],
        "main": columns.columns(seen, one.mapping, columns.MAIN),
        "other": columns.columns(seen, one.mapping, columns.OTHER),
        "how": _how(),
        "zone": one.zone or "",
        "currency": one.currency or "",
    }


def _how() -> dict[str, str]:
    return {
        "known": gettext("recognised"),
        "named": gettext("named by you"),
        "remembered": gettext("remembered"),
        "suggested": gettext("suggested; choose it to use it"),
    }


def _problem(bad: Mapping[str, Any], seen: Mapping[str, Any]) -> Problem:
    header = (seen.get("columns") or {}).get(bad.get("column"), bad.get("column") or "")
    return Problem(bad["row"], header, bad["found"], columns.in_words(bad["why"]))


def _rows(seen: Mapping[str, Any]) -> list[Row]:
    places, found = seen.get("places") or {}, []
    personal = {place for column, place in places.items() if column in PERSONAL}
    wrong: dict[tuple[int, int], str] = {}
    whole: dict[int, str] = {}
    for bad in seen.get("refused_rows") or []:
        place = places.get(bad["column"])
        if place is None:
            whole.setdefault(bad["row"], columns.in_words(bad["why"]))
        else:
            wrong[(bad["row"], place)] = columns.in_words(bad["why"])
    for row in seen.get("rows") or []:
        number = row["row"]
        cells = [
            Cell(masked(cell) if place in personal else cell, wrong.get((number, place), ""))
            for place, cell in enumerate(row["cells"])
        ]
        found.append(Row(number, cells, whole.get(number, "")))
    return sorted(found, key=lambda one: one.number)


__all__ = ["Brought", "Column", "brought", "import_of", "outcome_words", "recent", "shown", "state_word"]
