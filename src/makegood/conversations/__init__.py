"""Pasted conversations as messages: text copied from a messenger or a mail, with time, side and channel."""

from __future__ import annotations

from makegood.conversations.conversation import Conversation, Doubt, Events, Message, Unread, event, events
from makegood.conversations.deciding import UnknownZone
from makegood.conversations.reading import read_conversation

__all__ = [
    "Conversation",
    "Doubt",
    "Events",
    "Message",
    "UnknownZone",
    "Unread",
    "event",
    "events",
    "read_conversation",
]
