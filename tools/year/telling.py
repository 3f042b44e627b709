"""Tells the store what the plan says: bulk cases as rows with their clocks started, real ones through intake, by AliExpress's wall time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connections
from tests.store.making import dispute, scene

from makegood.connectors.aliexpress.fields import instant
from makegood.connectors.parts import At
from makegood.core.instants import parse, show
from makegood.store import clocks, due
from makegood.store.clocks import WARN
from makegood.store.intake import take_in
from makegood.store.models import Case, Deadline
from makegood.store.tenancy import within
from tools.rows import copy_rows
from tools.year.chance import DAY, HOUR, KINDS, MINUTE
from tools.year.plan import Life, Plan, Telling, lives_of

PACIFIC = ZoneInfo("America/Los_Angeles")
_CASE, _CLOCK = 0xC << 124, 0xD << 124
FIVE_DAYS = 5 * DAY
"""AE-NEGO-1: `negotiation` and `respond`, of five days of 24 h, which a real case has without being told (spec.md, AliExpress)."""
OPENED = 15 * MINUTE
"""A dispute is found in the platform's list that long after it was opened."""


def clock_id(case: int, kind: str) -> UUID:
    return UUID(int=_CLOCK | case << 4 | KINDS.index(kind))


def clock_of(id_: UUID) -> tuple[int, str]:
    """The case and kind that `clock_id` made it from."""
    return (id_.int & ~_CLOCK) >> 4, KINDS[id_.int & 15]


def case_id(case: int) -> UUID:
    return UUID(int=_CASE | case)


def utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def as_read(seconds: int) -> int:
    """A lapse as it is read from Pacific wall time: of the hour that comes twice, in the earlier (one that warns in time for both)."""
    return seconds - HOUR * datetime.fromtimestamp(seconds, PACIFIC).fold


def lives(plan: Plan) -> Iterator[tuple[int, dict[str, list[Life]]]]:
    """Each case with its clocks' lives: a real one's as it is read, with the clock that it has without being told."""
    tellings: dict[int, list[Telling]] = defaultdict(list)
    for one in (*plan.first, *plan.later):
        tellings[one.case].append(one)
    for case in sorted(tellings):
        told = tellings[case]
        if plan.is_real(case):
            own = dict.fromkeys(("negotiation", "respond"), told[0].at - OPENED + FIVE_DAYS)
            read = [
                {
                    kind: as_read(due_at) for kind, due_at in one.clocks.items() if kind != "ship"
                }  # these orders are shipped
                for one in told
            ]
            told = [Telling(one.at, case, {**own, **clocks}) for one, clocks in zip(told, read, strict=True)]
        yield case, lives_of(told)


@dataclass(slots=True)
class Teller:
    plan: Plan
    scenes: list[Any] = field(default_factory=list)
    real: set[UUID] = field(default_factory=set)
    """The keys of the cases that went through intake."""
    opened: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scenes = [scene(name) for name in ("Most", "Few")]

    def scene_of(self, case: int) -> Any:
        return self.scenes[case % 10 == 0]

    def load(self) -> None:
        """The bulk cases and their clocks as rows, before the trial; nothing of them is due before they are told."""
        bulk = [one for one in self.plan.first if not self.plan.is_real(one.case)]
        copy_rows(Case, (self._case_row(one) for one in bulk))
        copy_rows(Deadline, (row for one in bulk for row in self._clock_rows(one)))
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE store_case, store_deadline")

    def _case_row(self, one: Telling) -> dict[str, Any]:
        where = self.scene_of(one.case)
        return {
            "id": case_id(one.case), "organisation_id": where.organisation, "shop_id": where.shop,
            "number": f"aliexpress:{one.case}", "opened_at": utc(one.at),
        }  # fmt: skip

    def _clock_rows(self, one: Telling) -> Iterator[dict[str, Any]]:
        for kind, due_at in one.clocks.items():
            yield {
                "id": clock_id(one.case, kind), "organisation_id": self.scene_of(one.case).organisation,
                "case_id": case_id(one.case), "kind": kind, "due_at": utc(due_at), "on_lapse": "auto_refund",
                "clause": "ALL-2", "source": "platform",
            }  # fmt: skip

    def start(self, bulk: Sequence[Telling]) -> None:
        """Starts the ladders of bulk cases that are told first, as `clocks.keep` does."""
        started: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
        for one in bulk:
            rows = started[self.scene_of(one.case).organisation]
            rows.extend((clock_id(one.case, kind), clocks.first_rung(utc(lapse))) for kind, lapse in one.clocks.items())
        for organisation, rows in started.items():
            with within(organisation):
                due.ensure_many(WARN, rows, organisation)

    def tell(self, one: Telling, *, at: datetime) -> None:
        with within(self.scene_of(one.case).organisation):
            if self.plan.is_real(one.case):
                self._take_in(one, at=at)
            else:
                clocks.keep(Case(pk=case_id(one.case)), list(_as_told(one, now=at)))

    def _take_in(self, one: Telling, *, at: datetime) -> None:
        more: dict[str, Any] = {}
        if one.clocks:
            more["platform_deadlines"] = [
                {"kind": kind, "due_at": _read(due_at), "on_lapse": "auto_refund"}
                for kind, due_at in one.clocks.items()
            ]
        opened = utc(self.opened.setdefault(one.case, one.at - OPENED))
        case = take_in(self.scene_of(one.case).shop, dispute(one.case, opened=opened, **more), by="aliexpress", at=at)
        if case is not None:
            self.real.add(case.pk)


def _as_told(one: Telling, *, now: datetime) -> Iterator[dict[str, Any]]:
    for kind, due_at in one.clocks.items():
        yield {
            "kind": kind, "due_at": show(utc(due_at)), "on_lapse": "auto_refund", "clause": "ALL-2", "source": "platform",
            "lapsed": utc(due_at) <= now,
        }  # fmt: skip


def _read(seconds: int) -> str:
    """The lapse as AliExpress writes it, read as the connector reads it."""
    wall = datetime.fromtimestamp(seconds, PACIFIC).strftime("%Y-%m-%d %H:%M:%S")
    read = instant(At(wall, "the trial", "due"))
    assert read is not None
    return show(parse(read))
