"""The record: what was said and done, in order, unalterably (ALL-4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.store.models.base import Tenant
from makegood.store.models.cases import Case, Content, Order
from makegood.store.models.shops import Shop


class Seal(Tenant):
    """A run of events, numbered, hashed into one Merkle root, chained to the seal before and signed."""

    number = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    root = models.BinaryField()
    before = models.BinaryField()
    """The hash of the seal before; 32 zero bytes for the first."""
    at = models.DateTimeField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="seal_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "number"], name="one_seal_of_that_number"),
        ]


class Event(Tenant):
    """One fact: something that happened, or that was done here. Never altered; `number` and `seal` are set once, by the sealer."""

    shop = models.ForeignKey(Shop, models.PROTECT, null=True, db_constraint=False)
    order = models.ForeignKey(Order, models.PROTECT, null=True, db_constraint=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, db_constraint=False, related_name="events")
    at = models.DateTimeField()
    """When it happened; `recorded_at` is when we came to know."""
    recorded_at = models.DateTimeField()
    type = models.TextField()
    in_file = models.BooleanField(default=False)
    """Whether it is an event of the case file; the others are of the record only."""
    by = models.TextField()
    """Who says so: a platform's name, `person:ID`, `rule`, `worker`."""
    body = models.JSONField(default=dict)
    content = models.ForeignKey(Content, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    content_hash = models.BinaryField(null=True)
    key = models.TextField()
    """The same fact told twice has the same key, and stands once."""
    hash = models.BinaryField()
    number = models.BigIntegerField(null=True)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, db_constraint=False, related_name="events")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="event_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "key"], name="one_event_of_that_key"),
            models.UniqueConstraint(
                fields=["organisation", "number"], condition=Q(number__isnull=False), name="one_event_of_that_place"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "at"], name="event_of_case"),
            models.Index(fields=["organisation", "id"], condition=Q(number__isnull=True), name="event_to_seal"),
        ]
