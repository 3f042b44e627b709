"""An order of an export as the case file's order, and what the export tells of it beyond that, as events."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.exports.facts import Document, Facts, known_only
from makegood.exports.tracking import Parcel, numbers, service_numbers
from makegood.screening.contacts import country_code

_EXTENDED = frozenset({"DE", "IT", "PL", "MX"})
"""Where AliExpress's 扩展城市 is the city: its header says so itself (德/意/波/墨为真实的城市)."""

NOTED = ("cancel_reason", "return_status")


def order(facts: Facts) -> Document:
    """All that the rows tell of the order itself, but for its lines."""
    return {
        "id": facts.order,
        **known_only(
            placed_at=facts.instant("placed_at"),
            paid_at=facts.instant("paid_at"),
            shipped_at=facts.instant("shipped_at"),
            delivered_at=facts.instant("delivered_at"),
            finished_at=facts.instant("finished_at"),
            status=facts.text("status"),
            total=facts.money("amount"),
            buyer=known_only(id=facts.text("buyer_id"), name=facts.text("buyer_name"), email=facts.text("email")),
            ship_to=_ship_to(facts),
            shipment=_shipment(facts),
        ),
    }


def events(facts: Facts) -> list[Document]:
    """What has no field is the platform's notice, word for word."""
    notice = "; ".join(dict.fromkeys((*_noted(facts), *_returned(facts), *undivided(facts))))
    return [*cancelling(facts), *([{"type": "platform_notice", "text": notice}] if notice else [])]


def cancelling(facts: Facts) -> list[Document]:
    """That the order was cancelled, where the time is told."""
    at = facts.instant("cancelled_at")
    return [{"at": at, "type": "cancelled", **known_only(by=facts.text("cancelled_by"))}] if at else []


def _ship_to(facts: Facts) -> Document:
    country = _country(facts)
    city, extended = facts.text("city"), facts.text("extended_city")
    return known_only(
        name=facts.text("receiver"),
        country=country,
        state=facts.text("state"),
        city=(extended or city) if country in _EXTENDED else city,
        line1=facts.text("line1") or facts.text("address"),
        postcode=facts.text("postcode"),
        phone=facts.text("phone"),
    )


def _country(facts: Facts) -> str | None:
    written = facts.text("country")
    code = country_code(written) if written else None
    if written and code is None:
        facts.telling.countries[written] = None
    return code


def _shipment(facts: Facts) -> Document:
    """The first number is the tracking number, the others are known for the parcel too: rows may tell several."""
    parcels = [*_numbers(facts), *(parcel for parcel in _services(facts).values() if parcel is not None)]
    found = list(dict.fromkeys(number for parcel in parcels for number in parcel.numbers))
    carriers = {parcel.carrier for parcel in parcels if parcel.carrier}
    carrier = facts.text("carrier") or (carriers.pop() if len(carriers) == 1 else None)
    return known_only(carrier=carrier, tracking=found[0] if found else None, numbers=found[1:])


def _numbers(facts: Facts) -> list[Parcel]:
    return [numbers(cell) for row in facts.rows if (cell := facts.cell(row, "tracking"))]


def _services(facts: Facts) -> dict[str, Parcel | None]:
    return {cell: service_numbers(cell) for row in facts.rows if (cell := row.text("service_tracking"))}


def undivided(facts: Facts) -> Iterator[str]:
    """Carriers and numbers that could not be divided, as they stand."""
    for cell, parcel in _services(facts).items():
        if parcel is None:
            row = next(row for row in facts.rows if row.text("service_tracking") == cell)
            facts.telling.count("tracking", row)
            yield f"{facts.known.header('service_tracking')}: {cell}"


def _noted(facts: Facts) -> Iterator[str]:
    for column in NOTED:
        for row in facts.rows:
            if text := row.text(column):
                yield f"{facts.known.header(column)}: {text}"


def _returned(facts: Facts) -> Iterator[str]:
    """How many of which line came back, in an export of orders; none is no news."""
    for row in facts.rows:
        text = row.text("return_quantity")
        if text and text.strip("0."):
            of = row.text("sku") or row.text("title")
            yield f"{facts.known.header('return_quantity')}: {text}" + (f" ({of})" if of else "")
