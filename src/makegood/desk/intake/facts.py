"""Facts added to a case by hand, one at a time: something that happened, a clock, a piece of evidence, the claim, the order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from makegood.core.reading import SCHEMA
from makegood.desk.intake import labels, shapes
from makegood.desk.intake.fields import Field, Part, choices
from makegood.desk.intake.opening import clock_of, told
from makegood.desk.intake.typed import Typed
from makegood.desk.words import EVIDENCE, REMEDIES

TEXT = Field("text", _("Word for word"), "area")
TRACKING = Field("tracking", _("Tracking number"))
AMOUNT = shapes.money("amount", _("Amount"))
OF_EVENT: dict[str, tuple[Field, ...]] = {
    "message": (
        Field("direction", _("Who wrote"), "choice", choices=choices(labels.DIRECTIONS), needed=True),
        shapes.chosen("channel", _("Where"), labels.CHANNELS, needed=True),
        TEXT,
    ),
    "offer_accepted": (shapes.chosen("remedy", _("Which offer"), REMEDIES), AMOUNT),
    "offer_refused": (shapes.chosen("remedy", _("Which offer"), REMEDIES),),
    "return_notice": (shapes.moment("due_at", _("It ends on"), _("As the platform's page shows it")),),
    "return_shipped": (TRACKING,),
    "reshipped": (TRACKING,),
    "refund_paid": (AMOUNT,),
    "platform_notice": (TEXT,),
    "ticket_answered": (shapes.chosen("verdict", _("The answer"), labels.VERDICTS["ticket_answered"], needed=True), TEXT),
    "judged": (shapes.chosen("verdict", _("The verdict"), labels.VERDICTS["judged"], needed=True), TEXT),
    "service_reopened": (shapes.chosen("service", _("Which service"), labels.SERVICES, needed=True),),
}  # fmt: skip
"""What an event tells beyond its time; the others tell nothing more."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of fact: its label, its form, and the part of a case file that what was typed makes."""

    name: str
    label: str | Promise
    parts: Callable[[str, str], list[Part]]
    """Of what is told (an event's type), in the viewer's zone."""
    document: Callable[[Typed, str], dict[str, Any]]


def _event_parts(what: str, zone: str) -> list[Part]:
    extra = OF_EVENT.get(what, ())
    fields = (shapes.moment("at", _("When it happened")), shapes.zone(zone), *extra)
    return [Part(labels.EVENTS.get(what, ""), fields)]


def _event(typed: Typed, what: str) -> dict[str, Any]:
    known = {field.name for field in OF_EVENT.get(what, ())}
    event = told(
        at=typed.moment("at", needed=True),
        type=what,
        direction=typed.word("direction", labels.DIRECTIONS, needed=True) if "direction" in known else None,
        channel=typed.word("channel", labels.CHANNELS, needed=True) if "channel" in known else None,
        text=typed.text("text", needed=what in ("message", "platform_notice")) if "text" in known else None,
        remedy=typed.word("remedy", REMEDIES) if "remedy" in known else None,
        amount=typed.money("amount", "amount_currency") if "amount" in known else None,
        tracking=typed.text("tracking", most=100) if "tracking" in known else None,
        due_at=typed.moment("due_at", needed=True, past=False) if "due_at" in known else None,
        verdict=typed.word("verdict", labels.VERDICTS.get(what, {}), needed=True) if "verdict" in known else None,
        service=typed.word("service", labels.SERVICES, needed=True) if "service" in known else None,
    )
    return {"events": [event]}


def _clock_parts(what: str, zone: str) -> list[Part]:  # noqa: ARG001 - every sort is asked alike
    return [Part(_("A clock on the platform's page"), (*shapes.clock(), shapes.zone(zone)))]


def _clock(typed: Typed, what: str) -> dict[str, Any]:  # noqa: ARG001
    clock = clock_of(typed, needed=True)
    return {"platform_deadlines": [clock]} if clock else {}


def _evidence_parts(what: str, zone: str) -> list[Part]:  # noqa: ARG001
    piece = Part(
        _("A piece of evidence"),
        (
            shapes.chosen("evidence", _("What it is"), EVIDENCE, needed=True),
            Field("from_whom", _("Who gave it"), "choice", choices=choices(labels.SIDES)),
            shapes.moment("at", _("When it was given")),
            shapes.zone(zone),
            Field("file", _("Name of the file"), help=_("The file itself stays with you for now")),
            shapes.chosen("origin", _("Where it comes from"), labels.ORIGINS, _("An appeal takes originals only")),
        ),
    )
    reading = Part(
        _("What can be read on it"),
        (
            Field("tracking", _("Tracking number"), help=_("On a label, a tracking record, a proof of delivery")),
            Field("skus", _("SKUs scanned"), help=_("Of a pack scan, a blank apart")),
            shapes.chosen("stamped", _("Bears the courier's stamp"), labels.YES_NO),
            Field("carrier", _("Carrier")),
            shapes.chosen("channel", _("Confirmed on"), labels.CHANNELS, _("Where return terms were confirmed")),
        ),
    )
    return [piece, reading]


def _evidence(typed: Typed, what: str) -> dict[str, Any]:  # noqa: ARG001
    stamped = typed.word("stamped", labels.YES_NO)
    reading = told(
        tracking=typed.text("tracking", most=100),
        skus=typed.lines("skus"),
        carrier=typed.text("carrier", most=100),
        channel=typed.word("channel", labels.CHANNELS),
    )
    if stamped:
        reading["stamped"] = stamped == "yes"
    piece = told(
        kind=typed.word("evidence", EVIDENCE, needed=True),
        by=typed.word("from_whom", labels.SIDES, needed=True),
        at=typed.moment("at"),
        file=typed.text("file", most=255),
        origin=typed.word("origin", labels.ORIGINS),
        reading=reading,
    )
    return {"evidence": [piece]}


def _claim_parts(what: str, zone: str) -> list[Part]:  # noqa: ARG001
    return [
        Part(
            _("What the buyer says and wants"),
            (
                Field("wants", _("What the buyer wants"), "choices", choices=choices(labels.WANTS)),
                shapes.money("claimed", _("Amount claimed")),
                shapes.chosen("severity", _("How bad it is"), labels.SEVERITIES),
                Field("received", _("Items that came instead"), help=_("Their SKUs, a blank apart")),
                shapes.chosen("cause", _("Cause of not fulfilling"), labels.CAUSES),
                shapes.chosen("ground", _("Ground of an appeal"), labels.GROUNDS),
                Field("said", _("What the buyer said"), "area", _("In the buyer's own words")),
                Field("language", _("The buyer's language"), help=_("Such as es, pt-BR or zh")),
            ),
            _("What is left blank stays as it is."),
        )
    ]


def _claim(typed: Typed, what: str) -> dict[str, Any]:  # noqa: ARG001
    return told(
        claim=told(
            wants=typed.words("wants", labels.WANTS),
            amount=typed.money("claimed", "claimed_currency"),
            severity=typed.word("severity", labels.SEVERITIES),
            received=[{"sku": sku} for sku in typed.lines("received")],
            reason=typed.word("cause", labels.CAUSES),
            ground=typed.word("ground", labels.GROUNDS),
            text=typed.text("said"),
            language=typed.text("language", most=20),
        )
    )


def _order_parts(what: str, zone: str) -> list[Part]:  # noqa: ARG001
    return [
        Part(
            _("What is known of the order"),
            (
                shapes.zone(zone),
                shapes.moment("placed_at", _("Placed on")),
                shapes.moment("paid_at", _("Paid on")),
                shapes.moment("shipped_at", _("Shipped on")),
                shapes.moment("delivered_at", _("Arrived on")),
                shapes.moment("finished_at", _("Finished on")),
                shapes.money("total", _("Total paid")),
                shapes.chosen("by_whom", _("Shipped by"), labels.SHIPPERS),
                Field("carrier", _("Carrier")),
                Field("tracking", _("Tracking number")),
                Field("numbers", _("Other numbers of this parcel"), help=_("A blank apart")),
            ),
            _("What is left blank stays as it is."),
        )
    ]


def _order(typed: Typed, what: str) -> dict[str, Any]:  # noqa: ARG001
    parcel = told(
        by=typed.word("by_whom", labels.SHIPPERS),
        carrier=typed.text("carrier", most=100),
        tracking=typed.text("tracking", most=100),
        numbers=typed.lines("numbers"),
    )
    moments = {
        name: typed.moment(name) for name in ("placed_at", "paid_at", "shipped_at", "delivered_at", "finished_at")
    }
    return told(order=told(**moments, total=typed.money("total", "total_currency"), shipment=parcel))


SORTS = {
    one.name: one
    for one in (
        Sort("event", _("Something happened"), _event_parts, _event),
        Sort("clock", _("A clock"), _clock_parts, _clock),
        Sort("evidence", _("Evidence"), _evidence_parts, _evidence),
        Sort("claim", _("The claim"), _claim_parts, _claim),
        Sort("order", _("The order"), _order_parts, _order),
    )
}


def whole(number: str, platform: str, order: str | None, kind: str | None, part: dict[str, Any]) -> dict[str, Any]:
    """The part told, as a case file of that case: what is not in it stays as it was."""
    known = {"order": {"id": order, **part.get("order", {})}} if order else {}
    return {"schema": SCHEMA, "id": number, "platform": platform, **({"kind": kind} if kind else {}), **part, **known}
