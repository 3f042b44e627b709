"""Work in the background: every shop's reading, what waits, what failed; and a person's hand to set it going again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from makegood.desk.asking import Asked, by, is_part, needs
from makegood.desk.frame.places import address_of
from makegood.desk.health import saying
from makegood.store import importing, nudging, state
from makegood.store.actions import NotPossible
from makegood.store.models import Shop
from makegood.usecases.approving import Role
from makegood.usecases.rights import HOLDERS, Right

FILES: dict[str, str | Promise] = {
    importing.READ: pgettext_lazy("import", "looked at"),
    importing.REFUSED: pgettext_lazy("import", "not readable"),
    importing.TRYING: pgettext_lazy("import", "being tried"),
    importing.TRIED: pgettext_lazy("import", "tried"),
    importing.RUNNING: pgettext_lazy("import", "running"),
    importing.DONE: pgettext_lazy("import", "done"),
    importing.STOPPED: pgettext_lazy("import", "stopped"),
}


@dataclass(frozen=True, slots=True)
class File:
    """One file that was brought. `share`: of its orders done, in hundredths."""

    id: UUID
    name: str
    shop: str
    at: datetime
    label: str
    is_busy: bool
    done: int
    total: int
    share: int
    why: dict[str, str] | None


@require_GET
@needs(Right.read)
def jobs(request: Asked) -> HttpResponse:
    """Asked again by itself while something runs; what stands under the pointer stays where it is."""
    now = timezone.now()
    readings, queues = state.readings(now), state.queues(now)
    role = Role(request.membership.role)
    files = _files() if role in HOLDERS[Right.work] else []
    shown = {
        "now": now,
        "readings": [(one, saying.STATES[one.state]) for one in readings],
        "queues": [(saying.kind(one.kind), one, one.is_late(now)) for one in queues],
        "stuck": [(saying.kind(one.kind), one) for one in state.stuck()],
        "files": files,
        "may_connect": role in HOLDERS[Right.connect],
        "import": address_of("import"),
        "record": address_of("record"),
    }
    return render(request, "jobs/list.html" if is_part(request) else "jobs/jobs.html", shown)


def _files() -> list[File]:
    return [
        File(
            id=one.pk,
            name=one.name,
            shop=one.shop.name,
            at=one.created_at,
            label=str(FILES.get(one.state, one.state)),
            is_busy=one.state in importing.BUSY,
            done=one.done,
            total=one.total,
            share=100 * one.done // one.total if one.total else 0,
            why=one.why,
        )
        for one in state.imports()
    ]


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
