"""Double-entry money: each movement's entries add up to nothing, in each currency; the database holds it."""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from makegood.store.models.actions import Action
from makegood.store.models.base import Tenant
from makegood.store.models.cases import Case, Order
from makegood.store.models.shops import Shop


class Account(StrEnum):
    """Where money is. What we own is positive; `buyer`, `carrier`, `insurer`, `platform` are the world outside."""

    escrow = "escrow"
    """Held by the platform for us until the order completes."""
    balance = "balance"
    deposit = "deposit"
    frozen_deposit = "frozen_deposit"
    goods = "goods"
    freight = "freight"
    penalties = "penalties"
    coupons = "coupons"
    buyer = "buyer"
    carrier = "carrier"
    insurer = "insurer"
    platform = "platform"


class Entry(Tenant):
    """One side of a movement, in minor units: positive into the account, negative out of it."""

    movement = models.UUIDField()
    key = models.TextField()
    """The fact that moved it; the same fact moves nothing twice."""
    account = models.TextField(choices=[(one.value, one.value) for one in Account])
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    what = models.TextField()
    """refund, paid, coupon, freight, penalty, insurance, recovery, deposit_frozen, deposit_freed, released."""
    at = models.DateTimeField()
    shop = models.ForeignKey(Shop, models.PROTECT, db_constraint=False)
    order = models.ForeignKey(Order, models.PROTECT, null=True, db_constraint=False, related_name="entries")
    case = models.ForeignKey(Case, models.PROTECT, null=True, db_constraint=False, related_name="entries")
    action = models.ForeignKey(Action, models.PROTECT, null=True, db_constraint=False, related_name="entries")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="entry_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "key", "account"], name="moved_once"),
        ]
        indexes = [models.Index(fields=["movement"], name="entry_of_movement")]
