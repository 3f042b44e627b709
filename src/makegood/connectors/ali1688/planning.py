"""A verb: what it would send, worked out from what the platform says now, and how its doing shows in what the platform tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from makegood.connectors.ali1688.asking import Shop
from makegood.connectors.ali1688.calls import Call
from makegood.core.words import Action
from makegood.usecases.ports import Act, Look, Receipt


@dataclass(frozen=True, slots=True)
class Plan:
    """The one call that does the act; None: the platform already shows that it is done."""

    call: Call | None
    receipt: Receipt


Prepare = Callable[[Shop, Act, bool], Plan]
"""Reads, and decides what to send; the flag says whether it is urgent."""
Seen = Callable[[Shop, Act], Look]
Takes = Callable[[Shop, Act], bool]
"""Whether this very act has a call: of some actions the platform's interface does a part only. Asks nobody."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an action is done: the API it calls, where the sheet tells of it, and its parts."""

    action: Action
    endpoint: str
    api: str
    cite: str
    takes: Takes
    prepare: Prepare
    seen: Seen
