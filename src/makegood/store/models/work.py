"""What must happen later, and how fast we may ask: global rows that any worker takes; ids and times only, nothing of a buyer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.store.models.base import Keyed
from makegood.store.models.people import Organisation


class Due(Keyed):
    """A row with a time. Claiming it moves `due_at` to the lease's end: a worker that dies leaves it due again."""

    kind = models.TextField()
    subject = models.UUIDField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, db_index=False)
    due_at = models.DateTimeField(null=True)
    """None: parked; it failed too often, and a person must look."""
    claim = models.UUIDField(null=True)
    holder = models.TextField(null=True)
    attempts = models.IntegerField(default=0)
    problem = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="one_due_row")]
        indexes = [models.Index(fields=["kind", "due_at"], condition=Q(due_at__isnull=False), name="due_now")]


class Bucket(Keyed):
    """The pace of one class of calls of one app and shop, shared by every worker; and the circuit breaker of it."""

    key = models.TextField(unique=True)
    tokens = models.FloatField()
    counted_at = models.DateTimeField()
    rate = models.FloatField()
    """Calls a second."""
    size = models.FloatField()
    closed_until = models.DateTimeField(null=True)
    """Nobody calls before then: the platform asked us to wait, or the circuit is open."""
    failures = models.IntegerField(default=0)


class Pause(Keyed):
    """Writes are paused: for everything (`organisation` None), an organisation, or one of its shops."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True)
    shop = models.UUIDField(null=True)
    by = models.TextField()
    why = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    """When it was lifted; None: it holds."""

    class Meta:
        indexes = [models.Index(fields=["until"], condition=Q(until__isnull=True), name="pause_in_force")]
