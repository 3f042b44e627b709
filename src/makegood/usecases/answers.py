"""What the other side answers outside any connection: which answers a case waits for now, and the event each one is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from makegood.core.instants import show
from makegood.core.situation import Situation, when
from makegood.core.text import Text
from makegood.core.words import CHANNEL_OF_RECORD, Action, Direction, EventType, TicketVerdict

E = EventType


class Answer(StrEnum):
    """An answer that a person reads off the platform's page or hears from the buyer."""

    ticket_approved = "ticket_approved"
    ticket_rejected = "ticket_rejected"
    ticket_more_needed = "ticket_more_needed"
    offer_accepted = "offer_accepted"
    offer_refused = "offer_refused"
    still_refuses = "still_refuses"


_VERDICTS = {
    Answer.ticket_approved: TicketVerdict.approved,
    Answer.ticket_rejected: TicketVerdict.rejected,
    Answer.ticket_more_needed: TicketVerdict.more_needed,
}
_OFFERS = {Answer.offer_accepted: E.offer_accepted, Answer.offer_refused: E.offer_refused}
NO_TICKET = Text("no ticket waits for an answer", "没有等待答复的工单")
NO_OFFER = Text("no offer waits for the buyer", "没有等待买家答复的方案")
NOT_SHOWN = Text("no proof was shown that the buyer could answer", "尚未向买家出示证明")


def waits(situation: Situation, answer: Answer) -> Text | None:
    """Why the case waits for no such answer; None where it does."""
    if answer in _VERDICTS:
        sent, heard = situation.last(E.ticket_submitted), situation.last(E.ticket_answered)
        waiting = sent is not None and (heard is None or when(heard) < when(sent))
        return None if waiting else NO_TICKET
    if answer in _OFFERS:
        return None if situation.has_open_offer else NO_OFFER
    return None if _shown_and_silent(situation) else NOT_SHOWN


def _shown_and_silent(situation: Situation) -> bool:
    shown = situation.done_at.get(Action.show_proof)
    if shown is None:
        return False
    wrote = [one for one in situation.since(shown, E.message) if one.direction is Direction.in_ and when(one) > shown]
    return not wrote


def event_of(situation: Situation, answer: Answer, *, at: datetime, text: str = "") -> Mapping[str, Any]:
    """The case file's event that says so."""
    stamp = show(at)
    if answer in _VERDICTS:
        return {"at": stamp, "type": str(E.ticket_answered), "verdict": str(_VERDICTS[answer])} | _note(text)
    if answer in _OFFERS:
        remedy = situation.offered
        told = {"remedy": str(remedy)} if remedy is not None else {}
        return {"at": stamp, "type": str(_OFFERS[answer]), **told} | _note(text)
    channel = str(CHANNEL_OF_RECORD[situation.platform])
    return {"at": stamp, "type": str(E.message), "direction": str(Direction.in_), "channel": channel, "text": text}


def _note(text: str) -> dict[str, str]:
    return {"note": text} if text else {}
