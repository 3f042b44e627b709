"""Tickets: the list, one, replying, closing, re-opening and appealing to Wish. None is opened here: buyers do that."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.wish.calls import Call, operation
from makegood.sandbox.wish.documents import Link, reply_document, ticket_document
from makegood.sandbox.wish.listing import page
from makegood.sandbox.wish.methods.orders import words
from makegood.sandbox.wish.pictures import link_to
from makegood.sandbox.wish.refusing import BAD_PARAMETER, Refused, not_found
from makegood.sandbox.wish.talking import TYPES, merchant_moves, merchant_replies

STATES = ("AWAITING_WISH", "AWAITING_USER", "AWAITING_MERCHANT", "CLOSED", "PERMANENTLY_CLOSED")
MAY_BECOME = ("CLOSED", "AWAITING_MERCHANT", "AWAITING_WISH")


def linked(call: Call) -> Link:
    """Quirk (bullet 14): a link dies after an hour; each answer gives a fresh one."""
    return lambda name: link_to(call.state, call.asked.base, name)


@operation("tickets.list", "GET", "/tickets", scope="tickets:read")
def tickets(call: Call) -> list[dict[str, Any]]:
    asked = call.asked.parameters()
    types, states = words(asked, "types", TYPES, most=3), words(asked, "states", STATES, most=5)
    seen = call.state.listed(call.state.tickets.values(), call.merchant.id, lag=call.list_lag)
    rows = [t for t in seen if (not types or t.type in types) and (not states or t.state in states)]
    keys = {"updated_at": lambda ticket: ticket.updated_at}
    most = call.state.figures.list_most
    found = page(rows, asked, keys, sort="updated_at.desc", limit=50, most=most)
    return call.paged([ticket_document(ticket, linked(call)) for ticket in found])


@operation("tickets.get", "GET", "/tickets/{id}", scope="tickets:read")
def ticket(call: Call) -> dict[str, Any]:
    seen = call.state.shown(call.ticket(), lag=call.detail_lag)
    if seen is None:
        raise not_found("Ticket", call.parts["id"])
    return ticket_document(seen, linked(call))


@operation("tickets.reply", "POST", "/tickets/{id}/replies", scope="tickets:write")
def reply(call: Call) -> dict[str, Any]:
    """Quirk (§2): text only, no file."""
    made = merchant_replies(call.state, call.ticket(), call.asked.json().text("message"))
    return reply_document(made, linked(call))


@operation("tickets.update", "PUT", "/tickets/{id}", scope="tickets:write")
def update(call: Call) -> dict[str, Any]:
    ticket, to = call.ticket(), call.asked.json().text("state")
    if to not in MAY_BECOME:
        raise Refused(BAD_PARAMETER, f"state is {to!r}, expected one of {', '.join(MAY_BECOME)}")
    merchant_moves(call.state, ticket, to)
    return ticket_document(ticket, linked(call))
