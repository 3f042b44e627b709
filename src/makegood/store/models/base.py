"""What every table has: a key that sorts by time; and what every tenant table has: its organisation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from makegood.store.keys import uuid7
from makegood.store.tenancy import organisation_id


class UuidV7(models.Func):
    """A key made by the database, in the order of time."""

    function = "uuidv7"
    template = "%(function)s()"
    output_field = models.UUIDField()


class Entered(models.Func):
    """The organisation entered (tenancy.py): a new row is of it without being told."""

    function = "current_setting"
    template = "nullif(%(function)s('app.organisation', true), '')::uuid"
    output_field = models.UUIDField()


class Keyed(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, db_default=UuidV7(), editable=False)

    class Meta:
        abstract = True


class WithinOrganisation(models.Manager[Any]):
    """Rows of the organisation entered; refuses where none is."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(organisation_id=organisation_id())


class Tenant(Keyed):
    """A row that belongs to one organisation. References between tenant rows never leave it: composite keys hold that (walls.py)."""

    # No index of its own: every table has one that begins with it.
    organisation = models.ForeignKey(
        "store.Organisation", models.PROTECT, db_default=Entered(), editable=False, db_index=False
    )

    objects: ClassVar[WithinOrganisation] = WithinOrganisation()

    class Meta:
        abstract = True
        base_manager_name = "objects"
