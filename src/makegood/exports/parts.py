"""What one export tells: its orders and returns, each as it will stand in a case file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from makegood.core.words import Platform

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OrderPart:
    """An order, with what the export tells of it that is no field of an order."""

    platform: Platform
    id: str
    order: Mapping[str, Any]
    events: tuple[Document, ...] = ()
    shop: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnPart:
    """A return: a claim about an order, with the facts of that order that the row tells as well."""

    platform: Platform
    id: str
    of: OrderPart
    claim: Mapping[str, Any]
    events: tuple[Document, ...] = ()


Part = OrderPart | ReturnPart
