"""The composer as a page, and as a part that a case's page loads; and what is remarked on a message while it is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from makegood.core.words import CHANNEL_OF_RECORD, Channel
from makegood.core.words import Action as Verb
from makegood.desk.asking import Asked, is_part, needs
from makegood.desk.compose import connected, given, labels, looking
from makegood.desk.compose.given import VALUE, Given
from makegood.desk.compose.lines import lines
from makegood.desk.compose.looking import Seen, look
from makegood.desk.frame.places import address_of
from makegood.policies import remarks as sorts
from makegood.policies.templates import templates
from makegood.store import messaging
from makegood.store.models import Action
from makegood.usecases import drafting
from makegood.usecases.remarking import Remark, is_blocked, remarks_on
from makegood.usecases.rights import Right

SUGGESTED = 3


@require_GET
@needs(Right.work)
def compose(request: Asked, case: UUID) -> HttpResponse:
    """`template`: begin with it; `again`: with the text of a message of this case that did not go."""
    now = timezone.now()
    seen = look(case, now=now)
    before = _before(seen, request.GET.get("again"))
    one = given.new(seen.facts, of_record=seen.of_record, template=request.GET.get("template", ""), before=before)
    return shown(request, seen, one, now=now)


@require_POST
@needs(Right.work)
def remarks(request: Asked, case: UUID) -> HttpResponse:
    """What is remarked on the text as it stands; kept nowhere."""
    seen = look(case, now=timezone.now())
    one = given.given(request.POST, seen.facts, of_record=seen.of_record)
    return render(request, "compose/remarks.html", told(seen, one))


@require_GET
@needs(Right.work)
def sent(request: Asked, case: UUID) -> HttpResponse:
    """Where the case's messages stand now."""
    now = timezone.now()
    seen = look(case, now=now)
    shown_where = {"seen": seen, "embedded": request.GET.get("embedded") == "1"}
    return render(request, "compose/sent.html", shown_where | on_their_way(seen, now=now))


def shown(request: Asked, seen: Seen, one: Given, *, now: datetime, status: int = 200, **more: Any) -> HttpResponse:
    """The composer with that form in it."""
    api = _has_api(request, seen)
    there, day = looking.day_of(seen, now=now)
    fitting = drafting.suggested(seen.facts, seen.case.kind, seen.case.stage, next_action=seen.case.next_action)
    others = [two for two in templates().values() if two not in fitting]
    page = {
        "seen": seen,
        "given": one,
        "draft": one.draft,
        "api": api,
        "embedded": is_embedded(request),
        "there": there,
        "day": day,
        "suggested": fitting[:SUGGESTED],
        "fitting": fitting[SUGGESTED:],
        "others": others,
        "places": [_place(name, one) for name in drafting.unfilled(one.draft, seen.facts)],
        "languages": [(tag, labels.language(tag)) for tag in dict.fromkeys([*labels.LANGUAGES, one.draft.language])],
        "speaks": _speaks(one),
        "tones": labels.TONES.items(),
        "channels": [(name.value, labels.CHANNELS[name]) for name in _reachable(seen)],
        "channel": labels.channel(one.channel),
        "is_of_record": one.channel == seen.of_record,
        "case_address": address_of("case", seen.case.pk) or address_of("inbox"),
        "written_tag": drafting.written_in(one.draft, seen.facts),
        "written_in": labels.language(drafting.written_in(one.draft, seen.facts)),
        "as_given": drafting.is_as_given(one.draft, seen.facts),
    }
    page |= told(seen, one) | on_their_way(seen, now=now) | more
    template = "compose/composer.html" if is_part(request) else "compose/compose.html"
    return render(request, template, page, status=status)


def is_embedded(request: Asked) -> bool:
    """Whether it stands in the case's page, which has a filled button of its own: as a part it is first asked for there only."""
    return request.POST.get("embedded") == "1" if request.method == "POST" else is_part(request)


def _place(name: str, one: Given) -> tuple[str, str, str]:
    """A place that a person fills: its field, what it is called, what stands in it."""
    return f"{VALUE}{name}", str(labels.PLACES.get(name, name)), one.draft.values.get(name, "")


def _speaks(one: Given) -> bool:
    """Whether the template chosen is written in the buyer's language; English stands in where it is not."""
    chosen, wanted = one.draft.chosen, one.draft.language.lower().partition("-")[0]
    return chosen is None or chosen.language(wanted) == wanted


def _reachable(seen: Seen) -> list[Channel]:
    """The platform's own channel first; the other platforms' are none of this buyer's."""
    elsewhere = [name for name in Channel if name not in CHANNEL_OF_RECORD.values()]
    return [Channel(seen.of_record), *elsewhere]


def told(seen: Seen, one: Given) -> dict[str, Any]:
    """What is remarked, and how the buyer will read it."""
    made: list[Remark] = remarks_on(one.draft.text, seen.known(one, today=looking.today()))
    begun = bool(one.draft.text.strip() or one.draft.mine.strip())
    return {
        "seen": seen,
        "remarks": made if begun else [],
        "blocked": is_blocked(made) and begun,
        "pieces": drafting.pieces(one.draft, seen.facts) if begun else [],
        "count": len(one.draft.text),
        "limit": sorts.limits().get(one.channel),
    }


def on_their_way(seen: Seen, *, now: datetime) -> dict[str, Any]:
    rows = lines(messaging.of_case(seen.case), of_record=seen.of_record, now=now)
    return {
        "lines": rows,
        "is_moving": any(row.is_moving for row in rows),
        "is_waiting": any(row.is_waiting for row in rows),
    }


def _has_api(request: Asked, seen: Seen) -> bool:
    connection = connected.connection_of(request, seen.case)
    return connection is not None and Verb.contact_buyer in connection.verbs and not seen.case.shop.rehearsal


def _before(seen: Seen, text: str | None) -> dict[str, str] | None:
    try:
        key = UUID(text or "")
    except ValueError:
        return None
    action = Action.objects.filter(pk=key, case=seen.case).first()
    return dict(action.details) if action is not None else None
