"""What the verbs ask the platform before they act and when they look: an order, a ticket, the carriers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.wish.addresses import part
from makegood.connectors.wish.calls import Call, Calls
from makegood.connectors.wish.orders import member
from makegood.connectors.wish.refusing import no
from makegood.connectors.wish.times import instant
from makegood.core.instants import parse
from makegood.usecases.ports import Act, Unavailable

ORDERS, TICKETS, PENALTIES = "orders", "tickets", "penalties"
"""Classes of calls for the pace. No limit is published (sheet §2)."""
CLOSED = frozenset({"CLOSED", "PERMANENTLY_CLOSED"})
LATER = timedelta(seconds=30)
"""House: when an order is looked at again on which Wish is still working."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What a verb works with: the interface, and what the shop has set."""

    calls: Calls
    origin_country: str | None = None
    """Where its parcels are sent from; the tracking call needs it."""


def order_call(order: str) -> Call:
    return Call("orders.get", "GET", f"/orders/{part(order)}", ORDERS)


def ticket_call(ticket: str) -> Call:
    return Call("tickets.get", "GET", f"/tickets/{part(ticket)}", TICKETS)


def order(shop: Shop, act: Act, *, urgent: bool) -> At:
    if act.order is None:
        raise no("missing", "order")
    return shop.calls.read(order_call(act.order), urgent=urgent)


def state(at: At) -> str:
    return text(at / "state") or "in no state"


def moment(at: At) -> datetime | None:
    told = instant(at)
    return parse(told) if told is not None else None


def at_work(found: At, source: str) -> bool:
    """Whether Wish is working on such a write to this order (sheet §2, "Asynchronous means")."""
    return text(found / "processing_source") == source and text(found / "processing_status") == "IN_PROGRESS"


def has_failed(found: At, source: str) -> bool:
    return text(found / "processing_source") == source and text(found / "processing_status") == "FAILED"


def not_at_work(found: At) -> None:
    """Raises `Unavailable` while Wish is working on any write to this order."""
    if text(found / "processing_status") == "IN_PROGRESS":
        source = text(found / "processing_source")
        raise Unavailable(f"Wish is still working on this order ({source}); nothing was sent", wait=LATER)


def named_ticket(act: Act) -> str | None:
    """The ticket that a case is about, by its id; one on several orders has the order's behind it (see `tickets.py`).

    A case about a refund or a penalty is about none: its id says so, or its claim, which is Wish's own.
    """
    name, _, rest = (act.dispute or "").partition(":")
    claim = act.details.get("claim") or {}
    return name if name and name != act.order and rest != "refund" and claim.get("by") != "platform" else None


def ticket(shop: Shop, act: Act, *, urgent: bool) -> At:
    """The ticket that the case is; a seller opens none by API (sheet §2). Raises `Refused`."""
    named = named_ticket(act)
    if named is None:
        raise no("no_ticket", act.order or "no order")
    return shop.calls.read(ticket_call(named), urgent=urgent)


def refund_reasons(shop: Shop, order: str, *, urgent: bool) -> list[str]:
    """Those that hold for this order now: asked just before refunding (sheet §2)."""
    call = Call("orders.refund_reasons", "GET", f"/orders/{part(order)}/refund_reasons", ORDERS)
    return [one.need() for one in shop.calls.read(call, urgent=urgent).each()]


def carriers(shop: Shop, *, urgent: bool) -> list[str]:
    call = Call("orders.carriers", "GET", "/orders/shipping_carriers", ORDERS, {"order_type": "GENERAL"})
    return [name for one in shop.calls.read(call, urgent=urgent).each() if (name := text(member(one, "name")))]
