"""Writing to the buyer: a reply to their ticket, text only, at most 2,000 characters (sheet §2)."""

from __future__ import annotations

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.wish.addresses import part
from makegood.connectors.wish.asking import CLOSED, TICKETS, Shop, moment, state, ticket
from makegood.connectors.wish.calls import Call
from makegood.connectors.wish.planning import Plan, since
from makegood.connectors.wish.refusing import no
from makegood.usecases.ports import Act, Look, Receipt, Sight

REPLY = "tickets.reply"
MOST = 2000


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    """What a person wrote, as it stands; nothing is written in their name."""
    said = _said(act)
    found = ticket(shop, act, urgent=urgent)
    if state(found) in CLOSED:
        raise no("ticket_state", state(found))
    id_ = (found / "id").need()
    call = Call(REPLY, "POST", f"/tickets/{part(id_)}/replies", TICKETS, body={"message": said})
    return Plan(call, lambda answer: Receipt(_reference(id_, answer), {"ticket": id_}))


def seen(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    """Our reply of that text, made since the act was first sent. Replies have no id: a ticket and an instant name one."""
    found = ticket(shop, act, urgent=False)
    id_, said = (found / "id").need(), _said(act)
    doubtful = False
    for one in (found / "replies").each():
        if text(one / "sender") != "MERCHANT" or _plain(text(one / "message")) != _plain(said):
            continue
        reference = _reference(id_, one)
        after = since(act, moment(one / "replied_at"))
        if after and reference not in taken:
            return Look(Sight.done, Receipt(reference, {"ticket": id_}))
        doubtful |= after is None and reference not in taken
    if doubtful:
        return Look(Sight.cannot_tell, why="a reply of this text stands, made at about the time this one was sent")
    return Look(Sight.not_done)


def is_sayable(act: Act) -> bool:
    told = act.details.get("text")
    return isinstance(told, str) and bool(told.strip()) and len(told) <= MOST


def _said(act: Act) -> str:
    told = act.details.get("text")
    if not isinstance(told, str) or not told.strip():
        raise no("missing", "text")
    if len(told) > MOST:
        raise no("too_long", len(told))
    return told


def _plain(said: str | None) -> str:
    """Texts are compared without what lies around their words: markdown is stored as it likes."""
    return " ".join((said or "").split())


def _reference(ticket: str, reply: At) -> str | None:
    at = text(reply / "replied_at")
    return f"{ticket}@{at}" if at is not None else None
