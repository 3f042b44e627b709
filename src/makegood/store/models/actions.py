"""Actions: the one door through which anything out there is changed; and the yeses they needed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.store.models.base import Tenant
from makegood.store.models.cases import Case, Order
from makegood.store.models.shops import Shop
from makegood.usecases.acting import LIVE, State


class Action(Tenant):
    shop = models.ForeignKey(Shop, models.PROTECT, db_constraint=False)
    order = models.ForeignKey(Order, models.PROTECT, null=True, db_constraint=False, related_name="actions")
    case = models.ForeignKey(Case, models.PROTECT, db_constraint=False, related_name="actions")
    kind = models.TextField()
    """The contract's action."""
    line = models.TextField(default="")
    """Which line of the order, or which dispute, it is about; empty: the order as a whole."""
    details = models.JSONField(default=dict)
    state = models.TextField(choices=[(state.value, state.value) for state in State])
    money = models.BigIntegerField(null=True)
    """Minor units that it gives the buyer, or offers; None: none."""
    currency = models.CharField(max_length=3, null=True)
    moves = models.BooleanField(default=False)
    """Whether doing it moves that money; an offer only names it."""
    asked_by = models.TextField()
    approved_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    first_sent_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    """When the worker takes it up next, as people see it; the due row is the truth."""
    receipt = models.JSONField(null=True)
    reference = models.TextField(null=True)
    why = models.TextField(default="")
    code = models.TextField(default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="action_in_organisation"),
            models.UniqueConstraint(
                fields=["organisation", "case", "kind", "line"],
                condition=Q(state__in=sorted(LIVE)),
                name="one_live_action",
            ),
            models.UniqueConstraint(
                fields=["organisation", "order", "line"],
                condition=Q(state__in=sorted(LIVE), moves=True),
                name="one_live_payment",
            ),
            models.CheckConstraint(
                condition=Q(money__isnull=True) | Q(money__gte=0, currency__isnull=False), name="money_has_a_currency"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "id"], name="action_by_state")]


class Approval(Tenant):
    """One person's yes or no."""

    action = models.ForeignKey(Action, models.PROTECT, db_constraint=False, related_name="approvals")
    person = models.ForeignKey("store.Person", models.PROTECT)
    yes = models.BooleanField()
    reason = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="approval_in_organisation"),
            models.UniqueConstraint(fields=["action", "person"], name="one_word_a_person"),
        ]
