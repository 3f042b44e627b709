"""The canary: a string in every text column of everything an organisation has, so that any row that leaks shows."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

from django.db import connections, models

from makegood.store.walls import tenant_models

WORDS: dict[str, set[str]] = {
    "Order": {"currency", "audit_level"},
    "Case": {"kind", "stage", "next_action", "on_lapse", "currency"},
    "Evidence": {"kind", "by", "origin", "digest"},
    "Deadline": {"kind", "on_lapse", "clause", "source", "state"},
    "Action": {"kind", "state", "currency", "asked_by", "code"},
    "Entry": {"account", "currency", "what"},
    "Event": {"type", "by"},
    "Import": {"by", "currency", "state", "zone", "outcomes", "fingerprint", "digest"},
    "Notice": {"digest"},
    "Shop": {"platform", "region", "address", "account"},
}
"""Columns that hold a word of ours or a machine's, and so nothing that is anybody's."""
_PLAIN = re.compile(r"[\w.:+@|/-]*", re.ASCII)
"""A word, a number, an instant, a key: what the desk looks up, and what would break it were it another."""


def text_columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that may say something of somebody."""
    known = WORDS.get(model.__name__, set())
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, (models.CharField, models.TextField, models.JSONField)) and field.name not in known
    ]


def plant(organisation: UUID, canary: str) -> None:
    """Into every row of the organisation, past triggers that keep the record as it is."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE store_event DISABLE TRIGGER USER")
        for model in tenant_models():
            for field in text_columns(model):
                _planted(cursor, model._meta.db_table, field, organisation, canary)
        cursor.execute("ALTER TABLE store_event ENABLE TRIGGER USER")


def _planted(cursor: Any, table: str, field: models.Field[Any, Any], organisation: UUID, canary: str) -> None:
    column = field.column
    if not isinstance(field, models.JSONField):
        cursor.execute(
            f'UPDATE "{table}" SET "{column}" = coalesce("{column}", %s) || %s WHERE organisation_id = %s',
            ["", f"-{canary}", organisation],
        )
        return
    cursor.execute(
        f'SELECT id, "{column}" FROM "{table}" WHERE organisation_id = %s AND "{column}" IS NOT NULL', [organisation]
    )
    for key, held in cursor.fetchall():
        told = with_canary(json.loads(held) if isinstance(held, str) else held, canary)
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s', [json.dumps(told), key])


def with_canary(told: Any, canary: str) -> Any:
    """Every sentence in it ends with the canary; words, numbers and instants stay, and so the shape."""
    if isinstance(told, dict):
        return {name: with_canary(value, canary) for name, value in told.items()}
    if isinstance(told, list):
        return [with_canary(value, canary) for value in told]
    return f"{told} {canary}" if isinstance(told, str) and not _PLAIN.fullmatch(told) else told
