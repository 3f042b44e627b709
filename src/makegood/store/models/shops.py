"""Shops on platforms, and their sealed tokens."""

from __future__ import annotations

from django.db import models

from makegood.core.words import Platform
from makegood.store.models.base import Tenant


class Shop(Tenant):
    """One shop on one platform. Without a token it is worked by hand (ALL-8)."""

    name = models.TextField()
    platform = models.TextField(choices=[(one.value, one.value) for one in Platform])
    region = models.CharField(max_length=2, null=True)
    account = models.TextField(null=True)
    """The platform's own id of the shop, once it is connected: its notices name it."""
    settings = models.JSONField(default=dict)
    """Overrides of policy, by parameter name; they stand in every answer that used them."""
    address = models.TextField(null=True)
    """Where its API is called, where that is not the platform's own host: a sandbox on loopback."""
    options = models.JSONField(default=dict)
    """What its connector is told: the id of the address that returns go to, and the like."""
    rehearsal = models.BooleanField(default=True)
    """Reads everything, writes nothing, shows what it would have sent."""
    pulled_until = models.DateTimeField(null=True)
    """What changed before then has been pulled."""
    trouble = models.TextField(null=True)
    """Why it cannot be read now, in the platform's own words."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="shop_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "platform", "name"], name="one_shop_of_that_name"),
        ]


class Token(Tenant):
    """A shop's tokens, sealed. `renewing_until`: somebody is renewing them, nobody else does until then."""

    shop = models.OneToOneField(Shop, models.CASCADE, db_constraint=False)
    app_key = models.TextField()
    sealed = models.BinaryField()
    """App secret, access and refresh token, sealed as one (secrets.py)."""
    access_until = models.DateTimeField()
    refresh_until = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    renewing_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="token_in_organisation")]
