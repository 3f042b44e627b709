"""Writes many rows of a model at once by COPY, as the tables' owner; a field that is not given has its default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db import connections, models


def copy_rows(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Each row by its columns' names; all of them name the same ones."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    connection = connections["owner"]
    fields = [field for field in model._meta.local_concrete_fields if field.column in first or field.has_default()]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy:
        for row in chain((first,), rows):
            copy.write_row(_values(fields, row, connection))


def _values(fields: list[Any], row: Mapping[str, Any], connection: Any) -> list[Any]:
    return [
        row[field.column] if field.column in row else field.get_db_prep_save(field.get_default(), connection)
        for field in fields
    ]
