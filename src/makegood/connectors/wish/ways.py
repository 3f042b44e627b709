"""Which actions have an API on Wish, by which operation, and where the sheet says so; every other action is assisted."""

from __future__ import annotations

from makegood.connectors.wish import escalating, refunding, replying, shipping
from makegood.connectors.wish.asking import ORDERS, TICKETS, named_ticket
from makegood.connectors.wish.planning import Way
from makegood.core.words import Action
from makegood.usecases.ports import Act

_TEXT = "sheet §2, tickets: reply; text only, so what shows a file is assisted"
_WHOLE = "sheet §2, orders: refund or cancel; always the whole order"
_NUMBER = "sheet §2, orders: ship or change tracking"

# fmt: off
WAYS = {way.action: way for way in (
    Way(Action.contact_buyer, TICKETS, replying.REPLY, _TEXT, replying.prepare, replying.seen),
    Way(Action.request_evidence, TICKETS, replying.REPLY, _TEXT, replying.prepare, replying.seen),
    Way(Action.remind_buyer, TICKETS, replying.REPLY, _TEXT, replying.prepare, replying.seen),
    Way(Action.offer, TICKETS, replying.REPLY, _TEXT, replying.prepare, replying.seen),
    Way(Action.escalate, TICKETS, escalating.UPDATE, "sheet §2, tickets: AWAITING_WISH appeals to Wish support",
        escalating.prepare, escalating.seen),
    Way(Action.refund, ORDERS, refunding.REFUND, _WHOLE, refunding.prepare, refunding.seen),
    Way(Action.cancel_order, ORDERS, refunding.REFUND, _WHOLE, refunding.prepare, refunding.seen),
    Way(Action.fill_tracking, ORDERS, shipping.TRACKING, _NUMBER, shipping.prepare, shipping.seen),
    Way(Action.correct_tracking, ORDERS, shipping.TRACKING, _NUMBER, shipping.prepare, shipping.seen),
    Way(Action.replace_tracking, ORDERS, shipping.TRACKING, _NUMBER, shipping.prepare, shipping.seen),
)}
# fmt: on


def takes(act: Act) -> bool:
    """Whether there is a call for all of this act; by the act alone, nothing is read. What there is none for is a person's to do."""
    way = WAYS.get(act.action)
    if way is None:
        return False
    if way.name == replying.REPLY:
        return named_ticket(act) is not None and replying.is_sayable(act)
    if way.name == escalating.UPDATE:
        return named_ticket(act) is not None
    if way.name == refunding.REFUND:
        return act.details.get("remedy") not in refunding.PARTLY
    return bool(act.details.get("tracking"))
