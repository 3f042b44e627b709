"""Orders, cases, their evidence and their clocks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from makegood.core.words import Platform
from makegood.store.models.base import Tenant
from makegood.store.models.shops import Shop

PLATFORMS = [(one.value, one.value) for one in Platform]


class Content(Tenant):
    """Personal data and free text, apart from the facts: the record holds only its salted hash, so erasing it breaks nothing."""

    salt = models.BinaryField()
    value = models.JSONField()
    """Dotted paths of a case file, or of an event, to what stood there."""
    keep_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="content_in_organisation")]


class Order(Tenant):
    """An order as last told, and what money it can still give back. Amounts are whole minor units of its currency."""

    shop = models.ForeignKey(Shop, models.PROTECT, db_constraint=False)
    number = models.TextField()
    facts = models.JSONField(default=dict)
    content = models.ForeignKey(Content, models.SET_NULL, null=True, db_constraint=False, related_name="+")
    placed_at = models.DateTimeField(null=True)
    currency = models.CharField(max_length=3, null=True)
    paid = models.BigIntegerField(null=True)
    in_flight = models.BigIntegerField(default=0)
    """Money of actions that are being sent or may have been; kept by a trigger."""
    released = models.BigIntegerField(default=0)
    """Money of actions that are confirmed; kept by a trigger."""
    refunded = models.BigIntegerField(default=0)
    """What the platform's facts say went back, whoever caused it."""
    audit_level = models.TextField(null=True)
    audit = models.JSONField(null=True)
    buyer_key = models.BinaryField(null=True)
    """A keyed hash of platform and buyer id: finds a buyer's orders, and says nothing once the buyer is erased."""
    erased_at = models.DateTimeField(null=True)
    """When its personal data was erased; what the platform tells of it from then on is kept without any."""
    told_of = models.DateTimeField(null=True)
    """The moment, by the platform's own clock, that what is on file is of; older news only adds what was not known."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="order_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "shop", "number"], name="one_order_of_that_number"),
            models.CheckConstraint(
                condition=Q(paid__isnull=True) | Q(paid__gte=F("in_flight") + F("released")),
                name="no_more_goes_back_than_was_paid",
            ),
            models.CheckConstraint(condition=Q(in_flight__gte=0, released__gte=0, refunded__gte=0), name="no_debt"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "buyer_key"], condition=Q(buyer_key__isnull=False), name="order_of_buyer"
            )
        ]


class Case(Tenant):
    """One trouble. `facts` is its case file without events, evidence and personal data; the rest is what the desk sorts by."""

    shop = models.ForeignKey(Shop, models.PROTECT, db_constraint=False)
    order = models.ForeignKey(Order, models.PROTECT, null=True, db_constraint=False)
    number = models.TextField()
    """The case file's `id`."""
    facts = models.JSONField(default=dict)
    content = models.ForeignKey(Content, models.SET_NULL, null=True, db_constraint=False, related_name="+")
    kind = models.TextField(null=True)
    stage = models.TextField(null=True)
    opened_at = models.DateTimeField()
    assessed_at = models.DateTimeField(null=True)
    assessment = models.JSONField(null=True)
    next_action = models.TextField(null=True)
    due_at = models.DateTimeField(null=True)
    """The next lapse that costs something; the inbox is sorted by it."""
    on_lapse = models.TextField(null=True)
    at_risk = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, null=True)
    is_open = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    owner = models.ForeignKey("store.Person", models.SET_NULL, null=True)
    snoozed_until = models.DateTimeField(null=True)
    hold = models.TextField(default="")
    """Why its personal data must be kept, whoever asks for erasing: a court, an audit. Empty: nothing holds it."""
    erased_at = models.DateTimeField(null=True)
    told_of = models.DateTimeField(null=True)
    """As an order's."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="case_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "shop", "number"], name="one_case_of_that_number"),
        ]
        indexes = [
            # What is due today is summed up from this index alone: the sentence on top of the inbox reads no case.
            models.Index(
                fields=["organisation", "due_at", "at_risk", "id"],
                include=["on_lapse", "currency"],
                condition=Q(is_open=True),
                name="case_inbox",
            ),
            # The tabs of few: found where they are, however many cases are open beside them.
            models.Index(fields=["organisation", "stage", "due_at"], condition=Q(is_open=True), name="case_by_stage"),
            models.Index(
                fields=["organisation", "owner", "due_at"],
                condition=Q(is_open=True, owner__isnull=False),
                name="case_by_owner",
            ),
            models.Index(
                fields=["organisation", "due_at"],
                condition=Q(is_open=True, snoozed_until__isnull=False),
                name="case_put_off",
            ),
            models.Index(fields=["order"], name="case_of_order"),
        ]


class Evidence(Tenant):
    case = models.ForeignKey(Case, models.PROTECT, db_constraint=False, related_name="evidence")
    number = models.TextField()
    kind = models.TextField()
    by = models.TextField(null=True)
    at = models.DateTimeField(null=True)
    origin = models.TextField(null=True)
    reading = models.JSONField(null=True)
    name = models.TextField(null=True)
    digest = models.TextField(null=True)
    """SHA-256 of the sealed original, where one is held."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="evidence_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "case", "number"], name="one_evidence_of_that_number"),
        ]


class Deadline(Tenant):
    """A clock of a case as last assessed, and the rung of warnings it stands on."""

    case = models.ForeignKey(Case, models.CASCADE, db_constraint=False, related_name="deadlines")
    kind = models.TextField()
    due_at = models.DateTimeField(null=True)
    on_lapse = models.TextField()
    clause = models.TextField()
    source = models.TextField()
    state = models.TextField(default="running", choices=[(s, s) for s in ("running", "ended", "lapsed")])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="deadline_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "case", "kind"], name="one_clock_of_that_kind"),
        ]


class Warning(Tenant):
    """One rung announced, once. `hours`: the rung, ahead of `due_at`; 0: it lapsed."""

    deadline = models.ForeignKey(
        Deadline, models.CASCADE, db_constraint=False, db_index=False, related_name="warnings"
    )  # the second constraint below is its index
    due_at = models.DateTimeField()
    hours = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="warning_in_organisation"),
            models.UniqueConstraint(fields=["deadline", "due_at", "hours"], name="one_warning_of_that_rung"),
        ]
