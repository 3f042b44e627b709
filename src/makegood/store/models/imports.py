"""Exports that people bring: each file with what was read of it, how far taking it in has come, and what became of each order."""

from __future__ import annotations

from django.db import models

from makegood.store.models.base import Tenant
from makegood.store.models.shops import Shop


class Import(Tenant):
    """One file. Its content, and the rows shown of it, are gone a week after it came; what was done stays."""

    shop = models.ForeignKey(Shop, models.PROTECT, db_constraint=False)
    name = models.TextField()
    digest = models.TextField()
    """SHA-256 of the file."""
    size = models.BigIntegerField()
    content = models.BinaryField(null=True)
    by = models.TextField()
    created_at = models.DateTimeField()
    mapping = models.JSONField(default=dict)
    """Column to header, as a person named them."""
    zone = models.TextField(null=True)
    currency = models.CharField(max_length=3, null=True)
    fingerprint = models.TextField(null=True)
    """Of its header row: a mapping once given is remembered for the next file with the same."""
    seen = models.JSONField(default=dict)
    """What reading it showed: columns, first rows, rows not taken and why."""
    state = models.TextField(default="read")
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    outcomes = models.TextField(default="")
    """What became of each order or return, a letter each (store/importing.py)."""
    why = models.JSONField(null=True)
    """Why it stopped, in both languages."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="import_in_organisation")]
        indexes = [models.Index(fields=["organisation", "fingerprint"], name="import_by_headers")]
