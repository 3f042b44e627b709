"""Accounts: organisations, people, and who is what where. Global tables; nothing of a buyer stands in them."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Now

from makegood.store.keys import uuid7
from makegood.store.models.base import Keyed, UuidV7
from makegood.usecases.approving import Role


class Organisation(Keyed):
    name = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    alone = models.JSONField(default=dict)
    """Limits for money: what one approver may release alone, `{"USD": "50"}`. No limit for a currency: nothing."""
    role_most = models.JSONField(default=dict)
    """The most a role may approve at all, `{"clerk": {"USD": "20"}}`."""
    automatic = models.JSONField(default=list)
    """Actions that are sent without a person's yes, each with its limit: `[{"action": "ask_withdrawal"}]` (ALL-5)."""
    seal_key = models.BinaryField(null=True)
    """The organisation's secret, itself sealed: its record is signed, and its buyers are found, by keys drawn from it."""
    seal_public = models.BinaryField(null=True)
    """The Ed25519 key that its seals are checked with."""
    seal_head = models.JSONField(null=True)
    """The last seal, `{"seal", "events", "hash"}`: a record whose end was cut off no longer reaches it."""

    def __str__(self) -> str:
        return self.name


class Person(AbstractUser):
    """Someone who signs in. What they may do stands in their memberships."""

    id = models.UUIDField(primary_key=True, default=uuid7, db_default=UuidV7(), editable=False)


class Membership(Keyed):
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.TextField(choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="one_membership")]
