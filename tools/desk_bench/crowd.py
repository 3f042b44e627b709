"""A crowd of open cases: a few real ones, taken in as a platform tells them, multiplied where they lie by the database itself."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from makegood.store.embedded import Server

SEEDED = 60
DAYS = 20
"""The clocks of the crowd run out within so many days; one in four hundred already has."""
EVENTS = 2
"""What a copied case has of its model's timeline."""
BUSY_EVENTS = 500
"""The timeline of one case, for the bar of screens.md §4."""


@dataclass(frozen=True, slots=True)
class Crowd:
    organisation: UUID
    people: dict[str, UUID]


def founded() -> Crowd:
    """The organisation, its people, and the cases the crowd is made of."""
    from tools.seeded import seed

    made = seed(datetime.now(UTC), cases=SEEDED)
    return Crowd(made.organisation, dict(made.people))


def grown(server: Server, crowd: Crowd, until: int) -> tuple[int, float]:
    """Multiplies the first cases until there are so many open ones; how many were made, and in how many seconds."""
    begun = time.perf_counter()
    with psycopg.connect(server.url("makegood_admin"), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")  # rows as they are: no trigger, no key looked up again
        there = _value(admin, "SELECT count(*) FROM store_case WHERE is_open")
        if there < until:
            _multiply(admin, crowd, until - there)
        for table in ("store_case", "store_order", "store_deadline", "store_event"):
            admin.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
    return max(0, until - there), time.perf_counter() - begun


def _multiply(admin: psycopg.Connection[Any], crowd: Crowd, count: int) -> None:
    admin.execute("DROP TABLE IF EXISTS copies")
    admin.execute(
        """
        CREATE UNLOGGED TABLE copies AS
        SELECT uuidv7() AS case_id, uuidv7() AS order_id, model.id AS model, model.order_id AS model_order, n,
               now() + (random() * %s - 0.05) * interval '1 day' AS due_at
        FROM generate_series(1, %s) AS n
        JOIN (SELECT id, order_id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS of
              FROM store_case WHERE is_open AND order_id IS NOT NULL AND number ~ '^[a-z0-9]+:[0-9]+$') AS model
          ON model.place = n %% model.of
        """,
        [DAYS, count],
    )
    admin.execute("CREATE INDEX ON copies (model)")
    mark = _value(admin, "SELECT count(*) FROM store_case")
    clerks = list(crowd.people.values())[:2]
    _copied(admin, "store_order", "copies.model_order", {
        "id": "copies.order_id", "number": f"model.number || '-{mark}-' || copies.n", "content_id": "NULL",
    })  # fmt: skip
    _copied(admin, "store_case", "copies.model", {
        "id": "copies.case_id", "order_id": "copies.order_id", "number": f"model.number || '-{mark}-' || copies.n",
        "content_id": "NULL", "due_at": "CASE WHEN copies.n % 50 = 0 THEN NULL ELSE date_trunc('minute', copies.due_at) END",
        "at_risk": "(100 + copies.n * 7919 % 90000)::bigint", "snoozed_until": "CASE WHEN copies.n % 60 = 1 THEN copies.due_at END",
        "owner_id": f"CASE WHEN copies.n % 20 = 0 THEN '{clerks[0]}'::uuid WHEN copies.n % 30 = 1 THEN '{clerks[1]}'::uuid END",
    })  # fmt: skip
    _copied(
        admin,
        "store_deadline",
        "copies.model",
        {"id": "uuidv7()", "case_id": "copies.case_id", "due_at": "copies.due_at"},
        by="case_id",
    )
    _copied(admin, "store_event", "copies.model", {
        "id": "uuidv7()", "case_id": "copies.case_id", "order_id": "copies.order_id", "content_id": "NULL", "number": "NULL",
        "seal_id": "NULL", "key": f"model.key || '-{mark}-' || copies.n",
    }, by="case_id", most=EVENTS)  # fmt: skip
    admin.execute("DROP TABLE copies")


def _copied(
    admin: psycopg.Connection[Any],
    table: str,
    key: str,
    instead: dict[str, str],
    *,
    by: str = "id",
    most: int | None = None,
) -> None:
    """Every copy gets its model's rows, some columns changed."""
    columns = [
        name
        for (name,) in admin.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
            [table],
        )
    ]
    told = ", ".join(instead.get(name, f'model."{name}"') for name in columns)
    few = f"(SELECT *, row_number() OVER (PARTITION BY {by} ORDER BY id) AS place FROM {table})" if most else table
    only = f" AND model.place <= {most}" if most else ""
    listed = ", ".join(f'"{name}"' for name in columns)
    admin.execute(
        f"INSERT INTO {table} ({listed}) SELECT {told} FROM copies JOIN {few} AS model ON model.{by} = {key}{only}"
    )  # type: ignore[arg-type]


def one_busy(server: Server) -> UUID:
    """A case with five hundred events."""
    with psycopg.connect(server.url("makegood_admin"), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        (busy,) = admin.execute(
            "SELECT id FROM store_case WHERE is_open AND order_id IS NOT NULL ORDER BY id LIMIT 1"
        ).fetchone() or (None,)
        there = _value(admin, f"SELECT count(*) FROM store_event WHERE case_id = '{busy}'")
        admin.execute("DROP TABLE IF EXISTS copies")
        admin.execute(
            "CREATE UNLOGGED TABLE copies AS SELECT id AS model, n FROM generate_series(1, %s) n, "
            "(SELECT id FROM store_event WHERE case_id = %s AND type = 'message' LIMIT 1) one",
            [max(0, BUSY_EVENTS - there), busy],
        )
        _copied(admin, "store_event", "copies.model", {
            "id": "uuidv7()", "number": "NULL", "seal_id": "NULL", "at": "model.at + copies.n * interval '1 minute'",
            "key": "model.key || '-busy-' || copies.n",
        })  # fmt: skip
        admin.execute("DROP TABLE copies")
        return UUID(str(busy))


def _value(admin: psycopg.Connection[Any], query: str) -> int:
    row = admin.execute(query).fetchone()  # type: ignore[arg-type]
    return int(row[0]) if row else 0
