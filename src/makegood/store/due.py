"""Rows with a time: claimed by one worker at a time, under a lease; a dead worker's rows come due again by themselves.

Claiming moves a row's `due_at` to the end of the lease, so "what is due" is one indexed comparison, and costs what is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 12
"""House: failures before a row is parked and a person must look."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=30)


CLAIM = """
UPDATE store_due SET claim = uuidv7(), holder = %(holder)s, due_at = %(until)s, attempts = attempts + 1
WHERE ctid = ANY (ARRAY (
  SELECT ctid FROM store_due WHERE kind = %(kind)s AND due_at <= %(at)s ORDER BY due_at LIMIT %(most)s FOR UPDATE SKIP LOCKED
))
RETURNING id, kind, subject, organisation_id, claim, attempts
"""
"""Rows are written where they were locked (`ctid`), without being looked up again. One that came to be while this waited is left for the next."""


class LeaseLost(RuntimeError):
    """Another worker has taken this row since; whatever was done under the lease is rolled back."""


@dataclass(frozen=True, slots=True)
class Work:
    """A row claimed: what is to be done about which subject, and the claim that proves it is ours."""

    id: UUID
    kind: str
    subject: UUID
    organisation: UUID
    claim: UUID
    attempts: int


def ensure(kind: str, subject: UUID, organisation: UUID, at: datetime) -> None:
    """The subject is due at `at`, whatever was said before."""
    ensure_many(kind, [(subject, at)], organisation)


def ensure_many(kind: str, subjects: Sequence[tuple[UUID, datetime]], organisation: UUID) -> None:
    if not subjects:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem)
            SELECT %s, s, %s, t, 0, '' FROM unnest(%s::uuid[], %s::timestamptz[]) AS given (s, t)
            ON CONFLICT (kind, subject) DO UPDATE SET due_at = EXCLUDED.due_at, claim = NULL, holder = NULL, attempts = 0, problem = ''
            """,
            [kind, organisation, [subject for subject, _ in subjects], [at for _, at in subjects]],
        )


def sooner(kind: str, subject: UUID, organisation: UUID, at: datetime) -> None:
    """The subject is due at `at`, unless it is so before, or somebody is at it right now."""
    _run(
        """
        INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem) VALUES (%s, %s, %s, %s, 0, '')
        ON CONFLICT (kind, subject) DO UPDATE SET due_at = least(store_due.due_at, EXCLUDED.due_at) WHERE store_due.claim IS NULL
        """,
        [kind, subject, organisation, at],
    )


def forget(kind: str, subjects: Iterable[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_due WHERE kind = %s AND subject = ANY(%s)", [kind, list(subjects)])


def claim(kind: str, *, at: datetime, holder: str, most: int = 1, lease: timedelta = LEASE) -> list[Work]:
    """The longest due rows of this kind that nobody holds, now ours until the lease ends.

    One kind, so that the index gives them in order: asked for several, PostgreSQL reads and sorts all that is due, each time.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"holder": holder, "until": at + lease, "kind": kind, "at": at, "most": most})
        return [Work(*row) for row in cursor.fetchall()]


def take(kind: str, subject: UUID, organisation: UUID, *, at: datetime, holder: str, lease: timedelta = LEASE) -> Work:
    """This subject's row, due or not, ours now; whoever held it finds its lease lost."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO store_due (kind, subject, organisation_id, claim, holder, due_at, attempts, problem)
            VALUES (%s, %s, %s, uuidv7(), %s, %s, 1, '')
            ON CONFLICT (kind, subject) DO UPDATE
              SET claim = EXCLUDED.claim, holder = EXCLUDED.holder, due_at = EXCLUDED.due_at, attempts = store_due.attempts + 1
            RETURNING id, kind, subject, organisation_id, claim, attempts
            """,
            [kind, subject, organisation, holder, at + lease],
        )
        return Work(*cursor.fetchone())


def renew(work: Work, *, at: datetime, lease: timedelta = LEASE) -> None:
    """Holds it longer. Raises `LeaseLost`."""
    _insist(_run("UPDATE store_due SET due_at = %s WHERE id = %s AND claim = %s", [at + lease, work.id, work.claim]))


def finish(work: Work, *, again_at: datetime | None = None) -> None:
    """Done, in the transaction that holds the effect; due again at `again_at` where it is given. Raises `LeaseLost`."""
    if again_at is None:
        done = _run("DELETE FROM store_due WHERE id = %s AND claim = %s", [work.id, work.claim])
    else:
        done = _run(
            "UPDATE store_due SET due_at = %s, claim = NULL, holder = NULL, attempts = 0, problem = '' WHERE id = %s AND claim = %s",
            [again_at, work.id, work.claim],
        )
    _insist(done)


def failed(work: Work, problem: str, *, at: datetime) -> None:
    """It raised: due again after a growing wait, parked after too many. Others are never held up by it."""
    wait = min(FIRST_WAIT * 2 ** min(work.attempts - 1, 12), LONGEST_WAIT)
    due_at = at + wait if work.attempts < MOST_ATTEMPTS else None
    _run(
        "UPDATE store_due SET due_at = %s, claim = NULL, holder = NULL, problem = %s WHERE id = %s AND claim = %s",
        [due_at, problem[:2000], work.id, work.claim],
    )


def _run(statement: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _insist(count: int) -> None:
    if not count:
        raise LeaseLost("another worker has taken this row since")
