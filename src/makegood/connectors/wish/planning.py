"""A verb: what it would send, worked out from what the platform says now, and how its doing shows in the platform's lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.connectors.parts import At
from makegood.connectors.wish.asking import Shop
from makegood.connectors.wish.calls import Call
from makegood.core.words import Action
from makegood.usecases.ports import Act, Look, Receipt

CLOCKS_APART = timedelta(minutes=20)
"""House: the platform's clock and ours may differ so much. What is listed from this long before a sending may be its doing."""

Answered = Callable[[At], Receipt]
"""What the platform's answer to the call makes of it. Raises `Unanswered` where it only took it on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The call that does the act. With none, the platform's lists show that it is done."""

    call: Call | None = None
    answered: Answered | None = None
    receipt: Receipt = Receipt(None)


Prepare = Callable[[Shop, Act, bool], Plan]
"""Reads, and decides what to send; the flag says whether it is urgent."""
Seen = Callable[[Shop, Act, frozenset[str]], Look]


@dataclass(frozen=True, slots=True)
class Way:
    """How an action is done: the operation it calls, where the sheet tells of it, and its two halves."""

    action: Action
    endpoint: str
    name: str
    cite: str
    prepare: Prepare
    seen: Seen


def since(act: Act, at: datetime | None) -> bool | None:
    """Was what happened then after the act was first sent? None: the clocks may be apart by more than lies between."""
    if act.first_sent_at is None:
        return True
    if at is None:
        return None
    first = act.first_sent_at.replace(microsecond=act.first_sent_at.microsecond // 1000 * 1000)
    if at >= first:  # the platform's times are whole milliseconds
        return True
    return None if at >= first - CLOCKS_APART else False
