"""A verb: what it would send, worked out from what the platform says now, and how its doing shows in the platform's lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from makegood.connectors.shopee.asking import Shop
from makegood.connectors.shopee.calls import Call
from makegood.core.words import Action
from makegood.usecases.ports import Act, Look, Receipt


@dataclass(frozen=True, slots=True)
class Plan:
    """The one call that does the act. Without one, the platform's lists show that it is done."""

    call: Call | None = None
    receipt: Receipt = Receipt(None)


Prepare = Callable[[Shop, Act, bool], Plan]
"""Reads, and decides what to send; the flag says whether it is urgent."""
Seen = Callable[[Shop, Act, frozenset[str]], Look]


@dataclass(frozen=True, slots=True)
class Way:
    """How an action is done: the calls it makes, where the sheet tells of them, and its two halves."""

    action: Action
    methods: tuple[str, ...]
    cite: str
    prepare: Prepare
    seen: Seen
