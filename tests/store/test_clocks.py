"""ALL-2: a clock is announced at each rung once, never after its end, and nothing that goes wrong with one holds up another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from makegood.store import clocks, due
from makegood.store.intake import take_in
from makegood.store.models import Case, Deadline, Due, Shop, Warning
from makegood.store.tenancy import within
from makegood.store.warning import ASSESS, WARN, assessor, warner
from makegood.store.workers import Handler, Worker
from tests.store.making import T0, Clock, dispute, scene

pytestmark = pytest.mark.usefixtures("store")
LAPSE = T0 + timedelta(hours=100)
HOUR = timedelta(hours=1)


class Watch:
    """A case with clocks, a worker that announces them, and what it announced."""

    def __init__(self) -> None:
        self.clock, self.scene, self.heard = Clock(), scene(), list[Any]()
        self.worker = Worker({WARN: warner(self.clock, self.hear)}, now=self.clock)
        self.assessor = Worker({ASSESS: assessor(self.clock)}, now=self.clock)
        self.case = self._case()

    def _case(self) -> Any:
        with within(self.scene.organisation):
            shop = Shop.objects.get(pk=self.scene.shop)
            return Case.objects.create(shop=shop, number="aliexpress:1", opened_at=T0)

    def hear(self, warnings: Sequence[Any]) -> None:
        self.heard.extend(warnings)

    def tell(self, *lapses: datetime, kinds: Sequence[str] = ("respond", "refund", "appeal")) -> None:
        told = [
            {"kind": kind, "due_at": at.isoformat(), "on_lapse": "auto_refund", "clause": "ALL-2", "source": "platform"}
            for kind, at in zip(kinds, lapses, strict=False)
        ]
        with within(self.scene.organisation):
            clocks.keep(self.case, told)

    def wind_to(self, at: datetime) -> list[int]:
        """The rungs announced by a sweep at that time."""
        self.clock.now, known = at, len(self.heard)
        self.worker.until_idle()
        return [one.hours for one in self.heard[known:]]

    def on_record(self) -> list[int]:
        with within(self.scene.organisation):
            return sorted(Warning.objects.values_list("hours", flat=True), reverse=True)

    def rows(self) -> list[tuple[str, int]]:
        return sorted(Due.objects.values_list("kind", "attempts"))


@pytest.mark.parametrize(("at", "rung", "following"), [
    pytest.param(LAPSE - 72 * HOUR - timedelta(microseconds=1), None, LAPSE - 72 * HOUR, id="just-before-the-first"),
    pytest.param(LAPSE - 72 * HOUR, 72, LAPSE - 24 * HOUR, id="the-instant-of-the-first"),
    pytest.param(LAPSE - 3 * HOUR, 8, LAPSE - 2 * HOUR, id="between-two"),
    pytest.param(LAPSE - timedelta(microseconds=1), 2, LAPSE, id="just-before-the-lapse"),
    pytest.param(LAPSE, 0, None, id="the-instant-of-the-lapse"),
])  # fmt: skip
def test_it_stands_on_the_least_rung_reached(at: datetime, rung: int | None, following: datetime | None) -> None:
    watch = Watch()
    watch.tell(LAPSE)
    row = due.take(WARN, _deadline(watch, "respond"), watch.scene.organisation, at=at, holder="one")
    watch.clock.now = at
    warner(watch.clock, watch.hear).run([row])

    assert [one.hours for one in watch.heard] == ([] if rung is None else [rung])
    assert Due.objects.filter(kind=WARN).values_list("due_at", flat=True).first() == following


def test_it_takes_a_lapse_at_the_beginning_of_time() -> None:
    first = datetime.min.replace(tzinfo=UTC)
    watch = Watch()
    watch.tell(first + HOUR)

    assert clocks.first_rung(first + HOUR) == first and watch.wind_to(T0) == [0]


def test_it_announces_each_rung_once_when_it_comes() -> None:
    watch = Watch()
    watch.tell(LAPSE)

    told = [
        watch.wind_to(LAPSE - hours * HOUR + minutes * HOUR / 60)
        for hours in (73, 72, 24, 8, 2, 0)
        for minutes in (0, 1)
    ]

    assert [rungs for rungs in told if rungs] == [[72], [24], [8], [2], [0]] and watch.on_record() == [72, 24, 8, 2, 0]


def test_it_announces_after_an_outage_only_where_the_clock_now_stands() -> None:
    watch = Watch()
    watch.tell(LAPSE)

    assert watch.wind_to(LAPSE - 5 * HOUR) == [8]


@pytest.mark.parametrize("behind", [0, -10, -600], ids=["right", "ten-minutes-slow", "ten-hours-slow"])
def test_it_announces_a_short_clock_at_once_by_any_workers_clock(behind: int) -> None:
    watch = Watch()
    watch.tell(T0 + HOUR)

    assert watch.wind_to(T0 + timedelta(minutes=behind)) == [2 if behind > -60 else 24]


def test_it_says_nothing_of_a_clock_that_has_ended() -> None:
    watch = Watch()
    watch.tell(LAPSE)
    watch.wind_to(LAPSE - 72 * HOUR)
    watch.tell()

    assert watch.wind_to(LAPSE) == [] and "warn" not in dict(watch.rows())


def test_it_starts_the_ladder_anew_for_a_clock_that_was_moved() -> None:
    watch = Watch()
    watch.tell(LAPSE)
    watch.wind_to(LAPSE - 24 * HOUR)
    watch.tell(LAPSE + 48 * HOUR)

    assert [watch.wind_to(LAPSE - 23 * HOUR), watch.wind_to(LAPSE + 24 * HOUR)] == [[72], [24]]


def test_it_repeats_no_rung_of_a_clock_that_ended_and_was_given_again() -> None:
    watch = Watch()
    watch.tell(LAPSE)
    watch.wind_to(LAPSE - 24 * HOUR)
    watch.tell()
    watch.tell(LAPSE)

    assert [watch.wind_to(LAPSE - 23 * HOUR), watch.wind_to(LAPSE - 8 * HOUR)] == [[], [8]]


def test_it_leaves_out_a_clock_that_ends_between_claim_and_warning() -> None:
    watch = Watch()
    watch.tell(LAPSE, LAPSE)
    claimed = due.claim(WARN, at=LAPSE, holder="one", most=10)
    watch.tell(LAPSE)
    watch.clock.now = LAPSE - HOUR
    warner(watch.clock, watch.hear).run(claimed)

    assert [(one.deadline_id, one.hours) for one in watch.heard] == [(_deadline(watch, "respond"), 2)]


def test_it_tells_the_warning_that_is_on_record() -> None:
    watch = Watch()
    watch.tell(LAPSE)
    watch.wind_to(LAPSE - 24 * HOUR)

    with within(watch.scene.organisation):
        kept = Warning.objects.get()
    assert watch.heard == [(kept.pk, kept.deadline_id, kept.hours)]
    assert (kept.due_at, kept.at) == (LAPSE, LAPSE - 24 * HOUR)


def test_it_leaves_what_stays_of_a_case_told_anew_and_changes_the_rest() -> None:
    watch = Watch()
    watch.tell(LAPSE, LAPSE, LAPSE)
    watch.tell(LAPSE, LAPSE + HOUR)

    with within(watch.scene.organisation):
        kept = {kind: (at, state) for kind, at, state in Deadline.objects.values_list("kind", "due_at", "state")}
    assert kept == {"respond": (LAPSE, "running"), "refund": (LAPSE + HOUR, "running"), "appeal": (LAPSE, "ended")}


def test_it_warns_once_when_two_workers_hold_one_row() -> None:
    watch = Watch()
    watch.tell(LAPSE)
    slow = due.claim(WARN, at=LAPSE, holder="slow")
    quick = due.claim(WARN, at=LAPSE + due.LEASE, holder="quick")
    watch.clock.now = LAPSE
    for claimed in (quick, slow):
        warner(watch.clock, watch.hear).run(claimed)

    assert len(quick) == len(watch.heard) == 1 and watch.on_record() == [0]


class Gone(BaseException):
    """The worker dies."""


def test_it_warns_again_what_a_dead_worker_had_not_committed() -> None:
    def die(warnings: Sequence[Any]) -> None:
        raise Gone

    watch = Watch()
    watch.tell(LAPSE)
    watch.clock.now = LAPSE - 72 * HOUR
    with pytest.raises(Gone):
        Worker({WARN: warner(watch.clock, die)}, now=watch.clock).once()

    assert watch.on_record() == [] and watch.wind_to(LAPSE - 72 * HOUR + timedelta(seconds=59)) == []
    assert watch.wind_to(LAPSE - 72 * HOUR + timedelta(seconds=60)) == [72]


def test_it_is_held_up_by_no_row_that_always_fails() -> None:
    watch = Watch()
    watch.tell(LAPSE, LAPSE, LAPSE)
    good = warner(watch.clock, watch.hear)

    def run(claimed: Sequence[Any]) -> None:
        if poison in {work.subject for work in claimed}:
            raise ValueError("of no clock")
        good.run(claimed)

    poison = _deadline(watch, "refund")
    watch.clock.now = LAPSE
    Worker({WARN: Handler(run, 500)}, now=watch.clock).until_idle()

    assert sorted(one.hours for one in watch.heard) == [0, 0] and ("warn", 1) in watch.rows()


def _deadline(watch: Watch, kind: str) -> Any:
    with within(watch.scene.organisation):
        return Deadline.objects.get(kind=kind).pk


@pytest.mark.parametrize(("hours", "anew"), [(72, True), (24, False), (2, False), (0, True)])
def test_it_has_the_case_assessed_anew_at_the_first_rung_and_at_the_lapse(hours: int, anew: bool) -> None:
    watch = Watch()
    watch.tell(LAPSE)
    watch.wind_to(LAPSE - hours * HOUR)

    assert (("assess", 0) in watch.rows()) is anew


def test_it_has_the_safe_step_ready_when_the_first_rung_comes() -> None:
    watch = Watch()
    with within(watch.scene.organisation):
        case = take_in(watch.scene.shop, dispute(), by="aliexpress", at=T0)
    assert case is not None
    before = case.next_action
    watch.wind_to(T0 + 48 * HOUR)
    watch.assessor.until_idle()

    with within(watch.scene.organisation):
        assessed = Case.objects.get(pk=case.pk)
    assert assessed.assessed_at == T0 + 48 * HOUR and assessed.next_action != before


def test_it_claims_by_the_index_and_so_costs_what_is_due() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_organisation (name, alone, role_most, automatic) VALUES ('O', '{}', '{}', '[]') RETURNING id"
        )
        organisation = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem) "
            "SELECT 'warn', uuidv7(), %s, %s::timestamptz + n * interval '1 minute', 0, '' FROM generate_series(1, 20000) n",
            [organisation, T0],
        )
        cursor.execute("ANALYZE store_due")
        wanted = {"holder": "one", "until": T0, "kind": WARN, "at": T0 + 100 * HOUR, "most": 500}
        cursor.execute(f"EXPLAIN {due.CLAIM}", wanted)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Scan using due_now" in plan and "Sort" not in plan and "Seq Scan" not in plan
