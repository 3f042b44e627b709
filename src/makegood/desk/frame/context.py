"""What every page's frame shows, in plain values: four short queries, none of them while a template runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from makegood.desk.asking import is_part
from makegood.desk.frame.bell import unheard_since
from makegood.desk.frame.health import Health, health_of
from makegood.desk.frame.places import Place, address_of, places
from makegood.desk.frame.scripted import scripted
from makegood.desk.frame.tastes import CHOICES, Tastes
from makegood.desk.help.pages import page_of
from makegood.store import state
from makegood.store.models import Action, Membership, Pause, Shop
from makegood.usecases.acting import State
from makegood.usecases.approving import APPROVERS, Role

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Frame:
    tastes: Tastes
    choices: dict[str, tuple[str, ...]]
    now: str
    scripted: dict[str, Any]
    rehearsal: bool = field(default_factory=lambda: settings.REHEARSAL)
    seat: Membership | None = None
    seats: bool = False
    shops: list[Shop] = field(default_factory=list)
    shop: Shop | None = None
    places: list[Place] = field(default_factory=list)
    health: Health | None = None
    pause: Pause | None = None
    phone: list[Place] = field(default_factory=list)
    me: str | None = None
    search: str | None = None
    inbox: str | None = None
    rings: int = 0
    bell: str | None = None
    state: str | None = None
    jobs: str | None = None
    help: str | None = None
    keys: list[tuple[tuple[str, ...], dict[str, str]]] = field(default_factory=list)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    tastes = getattr(request, "tastes", None) or Tastes("zh-hans")
    bare = Frame(tastes, CHOICES, timezone.now().isoformat(), scripted())
    seat = getattr(request, "membership", None)
    if seat is None or is_part(request):
        return {"frame": bare}
    here = request.resolver_match.url_name if request.resolver_match else None
    live = live_of(seat, request.COOKIES, here=here, now=timezone.now())
    shops, all_places, pause = live.shops, live.places, live.pause
    chosen, page = request.GET.get("shop"), page_of(here)
    whole = Frame(
        tastes,
        CHOICES,
        bare.now,
        bare.scripted,
        seat=seat,
        shops=shops,
        shop=next((one for one in shops if str(one.pk) == chosen), None),
        places=all_places,
        health=live.health,
        pause=pause,
        phone=[one for one in all_places if one.name in ("inbox", "approvals")],
        me=address_of("me"),
        search=reverse("desk:search"),
        inbox=reverse("desk:inbox"),
        rings=live.rings,
        bell=address_of("bell"),
        state=address_of("health"),
        jobs=address_of("jobs"),
        help=address_of("help_screen", page.id) if page is not None else address_of("help"),
        keys=[(one.keys, one.does.as_json()) for one in page.keys] if page is not None else [],
    )
    return {"frame": whole}


@dataclass(frozen=True, slots=True)
class Live:
    """What changes while a page is looked at: it is asked again now and then, and only its figures are put in place."""

    shops: list[Shop]
    places: list[Place]
    pause: Pause | None
    health: Health
    rings: int


def live_of(seat: Membership, cookies: Mapping[str, str], *, here: str | None, now: datetime) -> Live:
    shops = list(Shop.objects.order_by("platform", "name")[:500])
    pause = _pause(seat, shops)
    waiting = {"approvals": _waiting(seat)}
    beat = state.pulse(now, since=unheard_since(cookies, now))
    return Live(
        shops,
        places(here, waiting),
        pause,
        health_of(shops, pause, is_worked=beat.is_worked),
        beat.rings,
    )


def _pause(seat: Membership, shops: list[Shop]) -> Pause | None:
    """The pause that stands over the most: everything, then the organisation, then a shop."""
    rows = Pause.objects.filter(until__isnull=True).order_by("since")[:50]
    mine = {one.pk for one in shops}
    for one in sorted(rows, key=lambda row: (row.organisation_id is not None, row.shop is not None)):
        if one.organisation_id in (None, seat.organisation_id) and (one.shop is None or one.shop in mine):
            return one
    return None


def _waiting(seat: Membership) -> int:
    """Actions that wait for a yes, where this role may say it; counted no further than anyone would read."""
    if Role(seat.role) not in APPROVERS:
        return 0
    return len(Action.objects.filter(state=State.planned).values_list("pk")[:MOST_COUNTED])
