"""Case files for a rehearsal in few words: instants are hours before or after the moment it begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from makegood.core.instants import show

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A shop's worked cases, told at `now`."""

    platform: str
    currency: str
    now: datetime

    def at(self, hours: float) -> str:
        return show((self.now + timedelta(hours=hours)).replace(microsecond=0))

    def event(self, hours: float, type_: str, **more: Any) -> Document:
        return {"at": self.at(hours), "type": type_, **more}

    def said(self, hours: float, text: str, channel: str, *, direction: str = "in") -> Document:
        return self.event(hours, "message", direction=direction, channel=channel, text=text)

    def clock(self, hours: float, kind: str, on_lapse: str) -> Document:
        """A time as the platform's page shows it, typed by hand."""
        return {"kind": kind, "due_at": self.at(hours), "on_lapse": on_lapse, "read_at": self.at(-1)}

    def order(
        self,
        number: str,
        amount: str,
        sku: str,
        title: str,
        *,
        buyer: tuple[str, str, str],
        placed: float = -480,
        shipped: float | None = -430,
        delivered: float | None = -60,
        shipment: Document | None = None,
    ) -> Document:
        """`buyer`: name, language, country."""
        name, language, country = buyer
        money = {"amount": amount, "currency": self.currency}
        return {
            "id": number,
            "placed_at": self.at(placed),
            "paid_at": self.at(placed + 0.5),
            "shipped_at": self.at(shipped) if shipped is not None else None,
            "delivered_at": self.at(delivered) if delivered is not None else None,
            "total": money,
            "lines": [{"sku": sku, "title": title, "quantity": 1, "unit_price": money}],
            "buyer": {"id": f"b-{number[-6:]}", "name": name, "language": language},
            "ship_to": {"name": name, "country": country},
            "shipment": shipment or {},
        }

    def claim(self, hours: float, reason: str, wants: list[str], text: str, **more: Any) -> Document:
        return {"by": "buyer", "opened_at": self.at(hours), "reason": reason, "wants": wants, "text": text, **more}

    def piece(self, number: str, kind: str, hours: float, **reading: Any) -> Document:
        whole = {"id": number, "kind": kind, "by": "seller", "at": self.at(hours), "origin": "original"}
        return whole | ({"reading": reading} if reading else {})

    def case(self, number: str, kind: str, *events: Document, **more: Any) -> Document:
        told = {
            "schema": "makegood.case/1",
            "id": number,
            "platform": self.platform,
            "kind": kind,
            "events": list(events),
        }
        return told | {name: value for name, value in more.items() if value is not None}
