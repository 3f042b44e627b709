"""One person's yes or no, said in the store: done whole or not at all, and what to tell where somebody else was quicker."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext

from makegood.core.text import Text
from makegood.desk.asking import Asked
from makegood.desk.templatetags.desk import instant
from makegood.desk.words import STATES
from makegood.store import actions
from makegood.store.actions import NotPossible
from makegood.store.models import Action, Approval
from makegood.store.wiring import connections
from makegood.store.workers import Connect, database_clock
from makegood.usecases.approving import MayNot

NotSaid = (NotPossible, MayNot)
"""Why a yes or no was not taken, each with its text."""


@cache
def _connect() -> Connect:
    return connections(database_clock)


def found(action: UUID) -> Action:
    """Raises `Http404` where the organisation entered has no such action."""
    one: Action | None = Action.objects.filter(pk=action).first()
    if one is None:
        raise Http404
    return one


def yes(request: Asked, action: Action) -> Action:
    """Raises `NotPossible` or `MayNot`; then nothing of it stands."""
    connection = _connect()(request.membership.organisation_id, action.shop_id)
    with transaction.atomic():
        return actions.approve(action.pk, request.user.pk, connection=connection, at=database_clock())


def no(request: Asked, action: Action, reason: str) -> Action:
    """Raises `NotPossible` or `MayNot`; then nothing of it stands. Who said yes cannot say no as well: one word a person."""
    if Approval.objects.filter(action=action, person=request.user, yes=True).exists():
        raise NotPossible(
            Text(
                "you have said yes to it already; somebody else can still refuse it",
                "您已审批过；如需否决，请另一位审批人拒绝",
            )
        )
    with transaction.atomic():
        return actions.refuse(action.pk, request.user.pk, reason=reason, at=database_clock())


def reason_of(trouble: NotPossible | MayNot, request: Asked, action: UUID) -> str:
    """In the viewer's language; where somebody else decided it meanwhile, who, when and what."""
    last = Approval.objects.filter(action=action).exclude(person=request.user).select_related("person", "action").last()
    if isinstance(trouble, NotPossible) and last is not None and last.action.state != "planned":
        said = gettext("{who} approved it at {time}") if last.yes else gettext("{who} refused it at {time}")
        decided = said.replace("{who}", last.person.username).replace("{time}", instant(last.at))
        return f"{decided} · {STATES.get(last.action.state, last.action.state)}"
    return trouble.text.zh if request.tastes.language == "zh-hans" else trouble.text.en
