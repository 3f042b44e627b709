"""A verb: what it would send, worked out from what the platform says now, and how its doing shows in the platform's lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.connectors.aliexpress.asking import Shop
from makegood.connectors.aliexpress.calls import Call
from makegood.core.words import Action
from makegood.usecases.ports import Act, Look, Receipt

CLOCKS_APART = timedelta(minutes=20)
"""House: the platform's clock and ours may differ so much. What is listed from this long before a sending may be its doing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The calls that do the act, in order; nearly always one. With none, the platform's lists show that it is done."""

    calls: tuple[Call, ...] = ()
    receipt: Receipt = Receipt(None)


Prepare = Callable[[Shop, Act, bool], Plan]
"""Reads, and decides what to send; the flag says whether it is urgent."""
Seen = Callable[[Shop, Act, frozenset[str]], Look]


@dataclass(frozen=True, slots=True)
class Way:
    """How an action is done: the methods it calls, where the sheet tells of them, and its two halves."""

    action: Action
    endpoint: str
    methods: tuple[str, ...]
    cite: str
    prepare: Prepare
    seen: Seen


def since(act: Act, at: datetime | None) -> bool | None:
    """Was what happened then after the act was first sent? None: the clocks may be apart by more than lies between."""
    if act.first_sent_at is None:
        return True
    if at is None:
        return None
    if at >= act.first_sent_at.replace(microsecond=0):  # the platform's times are whole seconds
        return True
    return None if at >= act.first_sent_at - CLOCKS_APART else False
