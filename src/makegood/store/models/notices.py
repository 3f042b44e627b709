"""What platforms push to our door, kept before anything is made of it."""

from __future__ import annotations

from django.db import models

from makegood.store.models.base import Tenant
from makegood.store.models.shops import Shop


class Notice(Tenant):
    """One genuine message of a platform, once. What it holds is gone when it was read; that it came stays."""

    shop = models.ForeignKey(Shop, models.PROTECT, db_constraint=False, db_index=False)
    digest = models.TextField()
    """SHA-256 of the body: the same message again is the same notice."""
    headers = models.JSONField(default=dict)
    body = models.BinaryField(null=True)
    heard_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    told = models.IntegerField(default=0)
    """How many case files it told."""
    problem = models.TextField(default="")
    """Why it could not be read; no buyer's data."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="notice_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "shop", "digest"], name="one_notice_of_that_content"),
        ]
