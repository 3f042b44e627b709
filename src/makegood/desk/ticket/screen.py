"""What the ticket's screen shows: each part, present or missing; the fields to copy; where the ticket stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from makegood.core.situation import when
from makegood.core.text import Text
from makegood.core.words import Action, EventType, EvidenceKind, Kind, Platform, Side
from makegood.desk.frame.places import address_of
from makegood.desk.working.line import cited
from makegood.desk.working.looking import Seen
from makegood.desk.working.sides import SIDES
from makegood.desk.working.underway import Copy, copied, underway
from makegood.store import hearing
from makegood.store.models import Action as Kept
from makegood.usecases import answers, parcel_numbers, ticketing
from makegood.usecases.answers import Answer

CLAUSES = ("SHP-WRONG-5", "SHP-WRONG-6")
EVIDENCE = {"evidence:conversation": EvidenceKind.conversation, "evidence:goods_photo": EvidenceKind.goods_photo}
GIVERS = {EvidenceKind.conversation: Side.seller, EvidenceKind.goods_photo: Side.buyer}


def is_for(seen: Seen) -> bool:
    """Tickets of the kind the guide describes: Shopee, a wrong item (SHP-WRONG-5)."""
    return seen.platform is Platform.shopee and seen.situation.kind is Kind.wrong_item


def shown(seen: Seen, *, refused: bool = False, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Plain values for the template. `refused`: it was to be filed with a part missing. `typed`: a reshipment refused."""
    parts = [_part(one) for one in ticketing.parts(seen.situation)]
    sent = seen.situation.last(EventType.ticket_submitted)
    heard = seen.situation.last(EventType.ticket_answered)
    given = typed or {}
    return {
        "line": seen.line,
        "clauses": cited(seen.policy.book, *CLAUSES),
        "parts": parts,
        "missing": [one for one in parts if one["is_missing"]],
        "refused": refused,
        "wants": [{"value": str(one), "label": text.as_json()} for one, text in ticketing.WANTS.items()],
        "wanted": [str(one) for one in seen.situation.claim.wants],
        "underway": underway(seen, [Action.submit_ticket]) or underway(seen, [Action.reship], _parcel(seen)),
        "copies": _copies(seen),
        "is_filing": Action.submit_ticket in seen.live,
        "sent_at": when(sent) if sent is not None else None,
        "ticket_number": _ticket_number(seen),
        "waits": answers.waits(seen.situation, Answer.ticket_approved) is None,
        "verdict": heard.verdict if heard is not None else None,
        "heard_at": when(heard) if heard is not None else None,
        "verdicts": [str(one) for one in (Answer.ticket_approved, Answer.ticket_more_needed, Answer.ticket_rejected)],
        "may_file": seen.next_action == Action.submit_ticket,
        "is_decided": heard is not None and heard.verdict != "more_needed" and not _is_waiting(seen),
        "next": seen.answer["next"],
        "number": given.get("tracking", ""),
        "carrier": given.get("carrier", ""),
        "remarks": reship_remarks(seen, given) if typed is not None else [],
        "number_of_evidence": hearing.next_number(seen.case),
        "sides": [{"value": str(one), "label": SIDES[one]} for one in Side],
        "capture": address_of("capture", seen.case.pk),
    }


def reship_remarks(seen: Seen, typed: Mapping[str, str]) -> list[dict[str, Any]]:
    found = parcel_numbers.remarks(
        typed.get("tracking", ""),
        platform=seen.platform,
        carrier=typed.get("carrier", ""),
        shipment=seen.situation.order.shipment,
        region=seen.case.shop.region,
    )
    return [
        {"level": str(one.level), "text": one.text.as_json(), "source": one.source, "never": one.never} for one in found
    ]


def _is_waiting(seen: Seen) -> bool:
    return answers.waits(seen.situation, Answer.ticket_approved) is None


def _part(one: ticketing.Part) -> dict[str, Any]:
    kind = EVIDENCE.get(one.path)
    return {
        "path": one.path,
        "name": one.name.as_json(),
        "value": one.value.as_json() if one.value is not None else None,
        "is_missing": one.value is None,
        "is_personal": one.path == "order.buyer",
        "kind": str(kind) if kind is not None else None,
        "giver": str(GIVERS[kind]) if kind is not None else None,
    }


def _copies(seen: Seen) -> list[Copy]:
    """Only once the ticket is being filed: what names the buyer is shown to whoever files it, and that is on record."""
    if Action.submit_ticket not in seen.live:
        return []
    return copied([(one.name, one.value) for one in ticketing.fields(seen.situation) if one.value is not None])


def _parcel(seen: Seen) -> list[tuple[Text, Text]]:
    live = seen.live.get(Action.reship)
    number = str(live.details.get("tracking") or "") if live is not None else ""
    return [(Text("New parcel's number", "补发运单号"), Text(number, number))] if number else []


def _ticket_number(seen: Seen) -> str:
    """The number that the platform gave the ticket last filed."""
    rows = Kept.objects.filter(case=seen.case, kind=Action.submit_ticket, state="confirmed")
    found = rows.order_by("-ended_at").values_list("reference", flat=True).first()
    return str(found or "")
