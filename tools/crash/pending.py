"""What is due in a trial's database: when, how much, and what was left."""

from __future__ import annotations

import time
from uuid import UUID

from django.db import connection

from makegood.store.actions import SEND


def wait_until_due() -> bool:
    """Until a worker has something to do; false where nothing is left."""
    while (seconds := due_in()) is not None:
        if seconds <= 0:
            return True
        time.sleep(seconds)
    return False


def due_in() -> float | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 FROM store_due WHERE kind = %s", [SEND]
        )
        seconds: float | None = cursor.fetchone()[0]
        return seconds


def due_now() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM store_due WHERE kind = %s AND due_at <= clock_timestamp()", [SEND])
        return int(cursor.fetchone()[0])


def left() -> list[str]:
    """What is still due, for whoever looks into it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, due_at - clock_timestamp(), holder, attempts, problem FROM store_due WHERE kind = %s",
            [SEND],
        )
        return [str(row) for row in cursor.fetchall()]


def forget(organisation: UUID) -> None:
    """What is stuck is counted; the next trial starts with nothing due."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_due WHERE organisation_id = %s", [organisation])
