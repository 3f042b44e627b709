"""Who the buyer is: masked, until somebody asks with a reason; how their other orders and cases went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from makegood.core.instants import parse, show
from makegood.desk.case.rows import Buyer
from makegood.desk.templatetags.desk import masked
from makegood.store.models import Case

SHOWN_FOR = timedelta(minutes=10)
"""House: how long who asked may look, at this desk; then it is masked again."""
MOST = 5


def buyer_of(case: Case, order: Mapping[str, Any], *, is_shown: bool) -> Buyer:
    """One query: the buyer's other cases, by the keyed hash of who they are."""
    buyer, place = order.get("buyer") or {}, order.get("ship_to") or {}
    told = [
        (gettext("Name"), buyer.get("name") or place.get("name")),
        (gettext("Phone"), buyer.get("phone") or place.get("phone")),
        (gettext("E-mail"), buyer.get("email")),
        (gettext("Address"), ", ".join(str(place[name]) for name in ("line1", "city", "postcode") if place.get(name))),
        (gettext("Name on the platform"), buyer.get("id")),
    ]
    names = [(label, str(value) if is_shown else _masked(str(value))) for label, value in told if value]
    return Buyer(
        names=names,
        is_shown=is_shown,
        language=buyer.get("language") or "",
        country=place.get("country") or "",
        history=_history(buyer.get("history") or {}),
        others=_others(case),
        is_erased=case.erased_at is not None or (case.order is not None and case.order.erased_at is not None),
    )


def _masked(value: str) -> str:
    return " ".join(masked(part) for part in value.split(", ")[:1])


def _history(told: Mapping[str, Any]) -> list[tuple[str, int]]:
    labels = {
        "orders": gettext("orders"),
        "unpaid": gettext("unpaid"),
        "cancelled": gettext("cancelled"),
        "disputes": gettext("disputes"),
    }
    return [(label, told[name]) for name, label in labels.items() if told.get(name) is not None]


def _others(case: Case) -> list[tuple[str, str, str | None]]:
    if case.order is None or case.order.buyer_key is None:
        return []
    rows = Case.objects.filter(order__buyer_key=bytes(case.order.buyer_key)).exclude(pk=case.pk).order_by("-id")
    found = rows.values_list("pk", "order__number", "number", "kind")[:MOST]
    return [(reverse("desk:case", args=[pk]), order or number, kind) for pk, order, number, kind in found]


# --- asked for, a while ---------------------------------------------------------------------------------------


def show_for_a_while(session: Any, case: Case, *, at: datetime) -> None:
    still = {key: until for key, until in session.get("shown", {}).items() if parse(until) > at}
    session["shown"] = {**still, str(case.pk): show(at + SHOWN_FOR)}


def is_shown(session: Any, case: Case, *, now: datetime) -> bool:
    until = session.get("shown", {}).get(str(case.pk))
    return until is not None and parse(until) > now
