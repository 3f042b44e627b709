"""Announces clocks: at each rung once, in batches; at the first and at the lapse the case is due to be assessed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from makegood.store import cases, due
from makegood.store.clocks import RUNGS, WARN
from makegood.store.due import Work
from makegood.store.models import Case
from makegood.store.tenancy import organisation_id, within
from makegood.store.workers import Handler, Now

ASSESS = "assess"


class Announced(NamedTuple):
    """A warning newly on record: its key, its clock's, and the rung."""

    id: UUID
    deadline_id: UUID
    hours: int


Announce = Callable[[Sequence[Announced]], None]
"""Told of new warnings inside the transaction that puts them on record: what it writes stands or falls with them, and it makes no call.

Where that transaction is rolled back it is told again.
"""


def _nobody(warnings: Sequence[Announced]) -> None:
    """What is on record is shown by the desk; nobody else is told."""


def warner(now: Now, announce: Announce = _nobody, *, most: int = 500) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        by_organisation: dict[UUID, list[Work]] = defaultdict(list)
        for work in claimed:
            by_organisation[work.organisation].append(work)
        for organisation, works in by_organisation.items():
            with within(organisation):
                if made := _warn(works, at=now()):
                    announce(made)

    return Handler(run, most)


def assessor(now: Now) -> Handler:
    """At the first rung the safe step stands prepared, and what a lapse changed is seen. No warning waits for it, and no other case."""

    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            with within(work.organisation):
                for case in Case.objects.filter(pk=work.subject).select_related("shop", "order", "content"):
                    cases.assess(case, at=now())
                due.finish(work)

    return Handler(run)


_WARN = """
WITH stands AS MATERIALIZED (
  SELECT held.id, held.claim, clock.id AS clock, clock.case_id, clock.due_at, rung.hours, rung.following
  FROM unnest(%(rows)s::uuid[], %(claims)s::uuid[]) AS held (id, claim)
  JOIN store_due row ON row.id = held.id
  LEFT JOIN store_deadline clock ON clock.id = row.subject AND clock.state <> 'ended' AND clock.due_at IS NOT NULL
  CROSS JOIN LATERAL (
    SELECT min(ahead) FILTER (WHERE clock.due_at - ahead * interval '1 hour' <= %(at)s) AS hours,
      min(clock.due_at - ahead * interval '1 hour') FILTER (WHERE clock.due_at - ahead * interval '1 hour' > %(at)s) AS following
    FROM unnest(%(rungs)s::int[]) AS ahead
  ) rung
), over AS (
  DELETE FROM store_due row USING stands
  WHERE row.id = stands.id AND row.claim = stands.claim AND stands.following IS NULL RETURNING row.id
), again AS (
  UPDATE store_due row SET due_at = stands.following, claim = NULL, holder = NULL, attempts = 0, problem = '' FROM stands
  WHERE row.id = stands.id AND row.claim = stands.claim AND stands.following IS NOT NULL RETURNING row.id
), ours AS (
  SELECT stands.* FROM (SELECT id FROM over UNION ALL SELECT id FROM again) done JOIN stands ON stands.id = done.id WHERE hours IS NOT NULL
), warned AS (
  INSERT INTO store_warning (id, organisation_id, deadline_id, due_at, hours, at)
  SELECT uuidv7(), %(organisation)s, clock, due_at, hours, %(at)s FROM ours
  ON CONFLICT (deadline_id, due_at, hours) DO NOTHING RETURNING id, deadline_id, hours
), assessed AS (
  INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem)
  SELECT DISTINCT %(assess)s, case_id, %(organisation)s::uuid, %(at)s::timestamptz, 0, ''
  FROM warned JOIN ours ON ours.clock = warned.deadline_id WHERE warned.hours IN (%(first)s, 0) ORDER BY case_id
  ON CONFLICT (kind, subject) DO UPDATE SET due_at = EXCLUDED.due_at, claim = NULL, holder = NULL, attempts = 0, problem = ''
)
SELECT id, deadline_id, hours FROM warned
"""
"""The rung that stands is the least of those reached; the row is due at the next one, or over.

Whoever ends or moves a clock takes its row in the same transaction: where that came since this statement began, the row's claim is
another when it is to be written, and nothing is said of it.
"""


def _warn(works: Sequence[Work], *, at: datetime) -> list[Announced]:
    """The rungs reached are on record, and each row is due at its next rung, or over: one statement, whoever else is at work."""
    with connection.cursor() as cursor:
        cursor.execute(
            _WARN,
            {
                "rows": [work.id for work in works],
                "claims": [work.claim for work in works],
                "organisation": organisation_id(),
                "rungs": list(RUNGS),
                "first": RUNGS[0],
                "assess": ASSESS,
                "at": at,
            },
        )
        return [Announced(*row) for row in cursor.fetchall()]


__all__ = ["ASSESS", "WARN", "Announce", "Announced", "assessor", "warner"]
