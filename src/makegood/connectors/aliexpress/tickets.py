"""AliExpress warehouse tickets: a parcel that the platform's warehouse holds, with its numbers and its clock."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.connectors.aliexpress.fields import instant, take
from makegood.connectors.exact import needed
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document, Part, TroublePart, known

# Every number of the parcel (sheet §2.2, §6): international first, which the buyer's tracking shows.
NUMBERS = ("intl_tracking_no", "out_order_code", "domestic_logistic_tracking_no")


def ticket_parts(at: At) -> Iterator[Part]:
    """One abnormal parcel of `aliexpress.logistics.abnormalorder.query`; `over_time` is when a decision is due."""
    order = text(take(at, "trade_order_id"))
    yield TroublePart(
        id=text(take(at, "id")) or needed(take(at, "trade_order_id")),
        order=order,
        claim=known(
            by="platform",
            platform_reason=text(take(at, "abnormal_code")) or text(take(at, "abnormal_reason")),
            text=text(take(at, "abnormal_reason")),
        ),
        platform_deadlines=tuple(_clock(at)),
        order_facts=_parcel(at),
        method=at.method,
    )


def _clock(at: At) -> Iterator[Document]:
    due = instant(take(at, "over_time"))
    if due is not None:
        yield {"kind": "respond", "due_at": due, "on_lapse": "unknown", "field": "over_time"}


def _parcel(at: At) -> Document:
    numbers = [number for name in NUMBERS if (number := text(take(at, name)))]
    return known(shipment=known(by="platform", tracking=next(iter(numbers), None), numbers=numbers[1:]))
