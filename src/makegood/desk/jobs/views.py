"""Work in the background: every shop's reading, what waits, what failed; and a person's hand to set it going again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.desk.asking import Asked, by, is_part, needs
from makegood.desk.frame.places import address_of
from makegood.desk.health import saying
from makegood.store import nudging, state
from makegood.store.actions import NotPossible
from makegood.store.models import Shop
from makegood.usecases.approving import Role
from makegood.usecases.rights import HOLDERS, Right


@require_GET
@needs(Right.read)
def jobs(request: Asked) -> HttpResponse:
    """Asked again by itself while something runs; what stands under the pointer stays where it is."""
    now = timezone.now()
    readings, queues = state.readings(now), state.queues(now)
    shown = {
        "now": now,
        "readings": [(one, saying.STATES[one.state]) for one in readings],
        "queues": [(saying.kind(one.kind), one, one.is_late(now)) for one in queues],
        "stuck": [(saying.kind(one.kind), one) for one in state.stuck()],
        "is_running": any(one.state == "reading" for one in readings) or any(one.held for one in queues),
        "may_connect": Role(request.membership.role) in HOLDERS[Right.connect],
        "import": address_of("import"),
        "record": address_of("record"),
    }
    return render(request, "jobs/list.html" if is_part(request) else "jobs/jobs.html", shown)


@require_POST
@needs(Right.connect)
def read_now(request: Asked) -> HttpResponse:
    """`shop`: read as soon as a worker is free."""
    try:
        shop = nudging.read_now(_uuid(request, "shop"), by=by(request), at=timezone.now())
        messages.info(request, gettext("%(shop)s will be read by the next free worker.") % {"shop": shop.name})
    except Shop.DoesNotExist:
        raise Http404 from None
    except NotPossible as reason:
        messages.warning(request, _said(request, reason))
    return redirect("desk:jobs")


@require_POST
@needs(Right.connect)
def again(request: Asked) -> HttpResponse:
    """`kind`, `subject`: due again."""
    try:
        nudging.try_again(request.POST.get("kind", ""), _uuid(request, "subject"), by=by(request), at=timezone.now())
        messages.info(request, gettext("It will be tried again by the next free worker."))
    except NotPossible as reason:
        messages.warning(request, _said(request, reason))
    return redirect("desk:jobs")


def _uuid(request: Asked, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


def _said(request: Asked, reason: NotPossible) -> str:
    return reason.text.zh if request.tastes.language == "zh-hans" else reason.text.en
