"""Parcels: services and their numbers' shapes, declaring and changing a number, the way's events, what a warehouse holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.order import Order, Shipment, Ticket, TrackingEvent
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.standing import expect, noted, stand
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.trade import UNSENT


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    display: str
    company: str
    pattern: str
    least_days: int
    most_days: int


S10 = "^[A-Za-z]{2}[0-9]{9}[A-Za-z]{2}$"
SERVICES = {
    service.name: service
    for service in (
        # The first shape is the reference's own sample, its `A-z` slip included; the others are open (§6).
        Service("CPAM", "China Post Registered Air Mail", "CPAM", "^[a-zA-z]{2}[A-Za-z0-9]{9}[a-zA-z]{2}$", 1, 5),
        Service("CAINIAO_STANDARD", "AliExpress Standard Shipping", "CAINIAO", "^(LP[0-9]{14}|[A-Za-z]{2}[0-9]{9}[A-Za-z]{2})$", 1, 7),
        Service("EMS", "EMS", "EMS", "^E[A-Za-z][0-9]{9}[A-Za-z]{2}$", 1, 5),
        Service("SGP", "Singapore Post", "SGP", S10, 1, 5),
        Service("SF", "SF Express", "SF", "^SF[0-9]{12,13}$", 1, 3),
        Service("YANWEN_AM", "Yanwen Air Mail", "YANWEN", "^(UG|YP|[A-Za-z]{2})[0-9]{9}(YP|[A-Za-z]{2})$", 1, 5),
        Service("Other", "Seller's shipping method", "Other", "^[A-Za-z0-9-]{4,32}$", 1, 7),
    )
}  # fmt: skip


def declare(
    state: State,
    order: Order,
    service: str,
    number: str,
    *,
    lines: tuple[int, ...] = (),
    all_sent: bool = True,
    website: str = "",
    description: str = "",
    by: str = "seller",
    more_follow: bool = False,
) -> Shipment:
    """The seller says a parcel left. Quirk (§7.14): the key must exist and the number have that service's shape."""
    fits(service, number, website, description)
    if order.status not in UNSENT:
        raise Refused("15-1002", f"validation failed: order is {order.status}, shipment cannot be declared")
    known = {line.index for line in order.lines}
    if unknown := set(lines) - known:
        raise Refused("15-1002", f"validation failed: no sub order {sorted(unknown)}, the order has {sorted(known)}")
    already = {index for shipment in order.shipments for index in shipment.lines}
    shipment = Shipment(service, number, lines or tuple(sorted(known - already)), state.at)
    if by == "platform":
        send_by_platform(state, shipment)
    order.shipments.append(shipment)
    add_event(state, shipment, "CONSIGN", "Shipment declared", "CN")
    every = not more_follow and (all_sent or already | set(shipment.lines) >= known)
    if every:
        order.sent_at, order.due_at = state.at, state.at + timedelta(days=order.arrival_days)
        state.agenda.enter(order.due_at, "accept_lapses", order.id)
    stand(order, "WAIT_BUYER_ACCEPT_GOODS" if every else "SELLER_PART_SEND_GOODS")
    noted(state, order, "front_seller_send_all_goods" if every else "front_seller_send_part_goods", "seller", number)
    state.announce(order, "OrderShipped")
    return shipment


def change_number(
    state: State, order: Order, old: tuple[str, str], new: tuple[str, str], *, website: str = "", description: str = ""
) -> Shipment:
    """*Modify shipment*: the order shows another number from now on, and remembers the one before."""
    fits(new[0], new[1], website, description)
    shipment = next((s for s in order.shipments if (s.service, s.number) == old), None)
    figures = state.figures
    if shipment is None:
        raise Refused("15-1002", f"validation failed: oldLogisticsNo {old[1]} ({old[0]}) cannot be modified")
    if order.status not in ("WAIT_BUYER_ACCEPT_GOODS", "SELLER_PART_SEND_GOODS", "IN_ISSUE"):
        raise Refused("15-1002", f"validation failed: order is {order.status}, oldLogisticsNo cannot be modified")
    if len(shipment.before) >= figures.number_changes_most:
        raise Refused("15-1002", f"validation failed: modified {len(shipment.before)} times already")
    if state.at > shipment.sent_at + timedelta(days=figures.number_change_days):
        raise Refused("15-1002", f"validation failed: declared more than {figures.number_change_days} days ago")
    shipment.before.append((state.at, shipment.service, shipment.number))
    shipment.service, shipment.number = new
    noted(state, order, "seller_modify_shipment", "seller", f"{old[1]} -> {new[1]}")
    return shipment


def fits(service: str, number: str, website: str, description: str) -> None:
    if service not in SERVICES:
        raise Refused("15-1001", f"wrong carrier key {service!r}; listlogisticsservice tells the keys")
    if not re.search(SERVICES[service].pattern, number):
        raise Refused("15-1002", f"validation failed: logisticsNo {number!r} is no number of {service}")
    if service == "Other" and not website:
        raise Refused("15-1002", "validation failed: trackingWebsite is required with Other")
    if len(description) > 512 or not description.isascii():
        raise Refused("15-1002", "validation failed: description must be English, up to 512 characters")


def send_by_platform(state: State, shipment: Shipment) -> None:
    """Platform logistics: one parcel carries a domestic number, an LP number and an international one (§6)."""
    shipment.by = "platform"
    shipment.lp_number = f"LP{state.number('lp') % 10**14 + 61234567890000:014d}"
    shipment.domestic_number = f"SF{state.number('domestic') + 1400000000000:013d}"
    shipment.original_number = shipment.latest_number = shipment.number


def add_event(state: State, shipment: Shipment, code: str, words: str, place: str) -> None:
    shipment.events.append(TrackingEvent(state.at, code, words, place))


def relabel(state: State, order: Order, shipment: Shipment, number: str) -> None:
    """Quirk (§6, §7.18): a new label is stuck over ours. The order shows the old number until the seller changes it."""
    shipment.latest_number = number
    shipment.original_number = shipment.original_number or shipment.number
    add_event(state, shipment, "GTMS_RELABEL", f"Renumbered: {number}", "CN")
    state.changed(order)


def deliver(state: State, order: Order, shipment: Shipment) -> None:
    shipment.received_at, shipment.receive_status = state.at, "received"
    add_event(state, shipment, "GTMS_SIGNED", "Delivered", order.buyer.country)
    if order.status == "WAIT_BUYER_ACCEPT_GOODS" and all(s.received_at for s in order.shipments):
        soon = state.at + timedelta(days=state.figures.auto_confirm_days)
        order.due_at = min(order.due_at or soon, soon)
        state.agenda.enter(order.due_at, "accept_lapses", order.id)
    state.changed(order)


def hold(state: State, order: Order, shipment: Shipment, code: str, reason: str, hours: int) -> Ticket:
    """The warehouse keeps the parcel and asks what to do, for so many hours."""
    expect(order, "WAIT_BUYER_ACCEPT_GOODS", "SELLER_PART_SEND_GOODS", "IN_ISSUE")
    ticket = Ticket(
        id=state.number("ticket"),
        order_id=order.id,
        seller_id=order.seller_id,
        code=code,
        reason=reason,
        opened_at=state.at,
        over_time=state.at + timedelta(hours=hours),
        lp_number=shipment.lp_number,
        international_number=shipment.latest_number or shipment.number,
        domestic_number=shipment.domestic_number,
    )
    state.tickets[ticket.id] = ticket
    add_event(state, shipment, "SC_INBOUND_FAILURE", f"Held at the warehouse: {reason}", "CN")
    state.agenda.enter(ticket.over_time, "ticket_lapses", ticket.id)
    return ticket


def decide(state: State, ticket: Ticket, decision: str) -> None:
    """The seller's word on a held parcel, given on the seller centre's page."""
    words = {"continue": "WAREHOUSE_RELEASED", "return": "RETURNED", "destroy": "DESTROYED"}
    if ticket.status != "WAREHOUSE_ABNORMAL":
        raise Refused("TICKET_CLOSED", f"ticket {ticket.id} is {ticket.status}")
    if decision not in words:
        raise Refused("TICKET_DECISION", f"decision {decision!r}, expected one of {', '.join(words)}")
    ticket.status = words[decision]
    if decision == "return":
        ticket.return_number = f"SF{state.number('return') + 1500000000000:013d}"


@happening("ticket_lapses")
def ticket_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Open: a held parcel nobody decides on goes back (undeliverable_decision 0, §2.2)."""
    ticket = state.tickets[subject[0]]
    if ticket.status == "WAREHOUSE_ABNORMAL":
        decide(state, ticket, "return")
