"""One stream of all that happened in a case, newest at the bottom, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext

from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.core.words import CHANNEL_OF_RECORD, Platform
from makegood.desk.case import filters, told
from makegood.desk.case.rows import Entry, Strand
from makegood.desk.words import PLATFORMS
from makegood.policies.policy import book
from makegood.store import cases
from makegood.store.models import Case, Event

SIZE = 40


def strand(
    case: Case, *, wanted: str = "all", before: str = "", names: Mapping[str, str], me: str = "", size: int = SIZE
) -> Strand:
    """The newest page, or the one before a place. Two queries, whatever the length of the case."""
    rows = Event.objects.filter(filters.chosen(wanted), case=case)
    if (place := _place(before)) is not None:
        at, key = place
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=key))
    found = list(rows.order_by("-at", "-id")[: size + 1])
    shown = list(reversed(found[:size]))
    zone = ZoneInfo(book(Platform(case.shop.platform)).own.zone)
    entries = [
        _entry(event, body, case=case, names=names, me=me, zone=zone)
        for event, body in zip(shown, cases.bodies(shown), strict=True)
    ]
    earlier = f"{shown[0].at.isoformat()}~{shown[0].pk}" if len(found) > size else None
    return Strand(entries, earlier, wanted)


def entry_of(case: Case, event: Event, *, names: Mapping[str, str]) -> Entry:
    (body,) = cases.bodies([event])
    zone = ZoneInfo(book(Platform(case.shop.platform)).own.zone)
    return _entry(event, body, case=case, names=names, me="", zone=zone)


def _place(text: str) -> tuple[datetime, UUID] | None:
    at, _, key = text.partition("~")
    try:
        return (parse(at), UUID(key)) if key else None
    except ValueError:
        return None


def _entry(
    event: Event, body: Mapping[str, Any], *, case: Case, names: Mapping[str, str], me: str, zone: ZoneInfo
) -> Entry:
    is_message = event.type == "message"
    channel = str(body.get("channel") or "") if is_message else ""
    record = CHANNEL_OF_RECORD[Platform(case.shop.platform)]
    return Entry(
        id=event.pk,
        type=event.type,
        what=told.what(event.type, body),
        icon=told.drawn(event.type),
        who=who(event, body, names),
        at=event.at,
        there=f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S} {zone.key}",
        recorded_at=event.recorded_at,
        side=str(body.get("direction") or "") if is_message else "note" if event.type == "note_added" else "",
        said=_said(event.type, body),
        translation=str(body.get("translation") or ""),
        language=str(body.get("language") or ""),
        channel=channel,
        counts=channel == record if channel else None,
        money=_money(body),
        is_ours=event.by == f"person:{me}",
    )


def who(event: Event, body: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who did it, else who told it."""
    if event.type == "message" and body.get("direction") == "in":
        return gettext("Buyer")
    if event.by.startswith("person:"):
        return names.get(event.by.removeprefix("person:"), gettext("a former member"))
    return PLATFORMS.get(event.by, "Makegood")


def _said(type_: str, body: Mapping[str, Any]) -> str:
    details = body.get("details") if isinstance(body.get("details"), Mapping) else {}
    found = [body.get(name) for name in ("text", "note", "why", "error", "measure", "receipt") if body.get(name)]
    if type_ == "action_planned" and details and details.get("text"):
        found.append(details["text"])
    return "\n".join(
        str(one) if not isinstance(one, Mapping) else str(one.get("reference") or "") for one in found
    ).strip()


def _money(body: Mapping[str, Any]) -> Money | None:
    found = body.get("amount") or body.get("money")
    if not isinstance(found, Mapping) or "amount" not in found:
        return None
    return Money(Decimal(found["amount"]), found["currency"])
