"""Handing a ticket to Wish's support, who decide: its state becomes AWAITING_WISH (sheet §2)."""

from __future__ import annotations

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.wish.addresses import part
from makegood.connectors.wish.asking import CLOSED, TICKETS, Shop, moment, state, ticket
from makegood.connectors.wish.calls import Call
from makegood.connectors.wish.orders import member
from makegood.connectors.wish.planning import Plan, since
from makegood.connectors.wish.refusing import no
from makegood.usecases.ports import Act, Look, Receipt, Sight, Unanswered

UPDATE = "tickets.update"
WITH_WISH = "AWAITING_WISH"


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    found = ticket(shop, act, urgent=urgent)
    id_, now = (found / "id").need(), state(found)
    if now == WITH_WISH:
        return Plan(receipt=Receipt(id_, {"state": now, "found": "already there"}))
    if now in CLOSED:
        raise no("ticket_state", now)
    call = Call(UPDATE, "PUT", f"/tickets/{part(id_)}", TICKETS, body={"state": WITH_WISH})
    return Plan(call, lambda answer: _taken(id_, answer))


def _taken(ticket: str, answer: At) -> Receipt:
    now = state(answer)
    if now != WITH_WISH:
        raise Unanswered(f"tickets.update: the ticket came back as {now}")
    return Receipt(ticket, {"state": now})


def seen(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """With Wish it is done, by whichever attempt. Closed since, nobody can tell whether it went by Wish's hands on our word."""
    found = ticket(shop, act, urgent=False)
    id_, now = (found / "id").need(), state(found)
    if now == WITH_WISH:
        return Look(Sight.done, Receipt(id_, {"state": now}))
    closed = moment(member(found, "resolution_info", "closed_at"))
    if now in CLOSED and since(act, closed) is not False:
        by = text(member(found, "resolution_info", "closed_by")) or "somebody"
        return Look(Sight.cannot_tell, why=f"the ticket was closed by {by}; whether it went to Wish before is not told")
    return Look(Sight.not_done, why=f"the ticket is {now}")
