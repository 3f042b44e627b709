"""The shop's connection as a deed needs it: which acts have an API there. No call is made by the desk."""

from __future__ import annotations

from django.utils import timezone

from makegood.desk.asking import Asked
from makegood.store.models import Case
from makegood.store.wiring import connections
from makegood.usecases.ports import Connection


def connection_of(request: Asked, case: Case) -> Connection | None:
    return connections(timezone.now)(request.membership.organisation_id, case.shop_id)
