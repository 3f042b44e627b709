"""Case files for tests, in few words: only what a test is about is written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from makegood import assess

OPENED = datetime(2026, 11, 20, 8, tzinfo=UTC)
"""When the trouble began, unless a test says otherwise."""


def at(days: float = 0, hours: float = 0) -> str:
    """An instant that long after the trouble began, as RFC 3339."""
    return (OPENED + timedelta(days=days, hours=hours)).isoformat().replace("+00:00", "Z")


def event(type_: str, days: float = 0, hours: float = 0, **more: Any) -> dict[str, Any]:
    return {"at": at(days, hours), "type": type_, **more}


def done(action: str, days: float = 0, hours: float = 0) -> dict[str, Any]:
    return event("action_done", days, hours, action=action)


def said(days: float = 0, hours: float = 0, channel: str = "other", direction: str = "out") -> dict[str, Any]:
    return event("message", days, hours, direction=direction, channel=channel, text="...")


def piece(kind: str, id_: str = "e1", **more: Any) -> dict[str, Any]:
    """A piece of evidence; its reading's fields may be given directly."""
    reading = {key: more.pop(key) for key in ("tracking", "skus", "stamped", "carrier", "channel") if key in more}
    return {"id": id_, "kind": kind, **({"reading": reading} if reading else {}), **more}


ORDER = {
    "id": "819000000001",
    "placed_at": at(days=-19),
    "paid_at": at(days=-19, hours=1),
    "shipped_at": at(days=-18),
    "delivered_at": at(days=-1),
    "total": {"amount": "25.90", "currency": "USD"},
    "lines": [
        {
            "sku": "RED-M",
            "quantity": 1,
            "unit_price": {"amount": "25.90", "currency": "USD"},
            "unit_cost": {"amount": "8.00", "currency": "USD"},
        }
    ],
    "buyer": {"id": "b1", "name": "Ana", "language": "es"},
    "shipment": {"by": "platform", "tracking": "LP00123456789012", "cost": {"amount": "3.20", "currency": "USD"}},
}


def case(
    platform: str,
    kind: str | None = None,
    *events: dict[str, Any],
    order: dict[str, Any] | None = None,
    claim: dict[str, Any] | None = None,
    evidence: list[dict[str, Any]] | None = None,
    settings: dict[str, Any] | None = None,
    dispute: bool = True,
    **more: Any,
) -> dict[str, Any]:
    """A case on a delivered, paid order with a dispute opened at `OPENED`; `order` and `claim` change their fields."""
    claims = {"by": "buyer", "opened_at": at(), **({"reason": kind} if kind else {}), **(claim or {})}
    opening = [event("dispute_opened")] if dispute else []
    document: dict[str, Any] = {
        "schema": "makegood.case/1",
        "id": "c-1",
        "platform": platform,
        "order": {**ORDER, **(order or {})},
        "claim": claims,
        "evidence": evidence or [],
        "events": [*opening, *events],
        **more,
    }
    if kind is not None:
        document["kind"] = kind
    if settings is not None:
        document["shop"] = {"id": "s1", "settings": settings}
    return document


def bare(platform: str, kind: str | None = None, *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A case file with nothing in it but what is given."""
    document: dict[str, Any] = {
        "schema": "makegood.case/1",
        "id": "c-1",
        "platform": platform,
        "events": list(events),
        **more,
    }
    if kind is not None:
        document["kind"] = kind
    return document


def assessed(document: dict[str, Any], days: float = 1, hours: float = 0) -> dict[str, Any]:
    """The assessment that long after the trouble began."""
    return assess(document, at(days, hours))


def missing(assessment: dict[str, Any]) -> list[str]:
    return [item["kind"] for item in assessment["evidence"]["missing"]]


def deadline(assessment: dict[str, Any], kind: str) -> dict[str, Any] | None:
    return next((one for one in assessment["deadlines"] if one["kind"] == kind), None)


def option(assessment: dict[str, Any], remedy: str) -> dict[str, Any]:
    return next(one for one in assessment["options"] if one["remedy"] == remedy)


def blocked(assessment: dict[str, Any], action: str) -> list[str]:
    """What is missing for an action, over every clause that blocks it."""
    return [name for one in assessment["blocked"] if one["action"] == action for name in one["missing"]]


def clauses(assessment: dict[str, Any]) -> set[str]:
    """Every clause an assessment rests on."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("clause"), str):
                found.add(value["clause"])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(assessment)
    return found


def next_action(document: dict[str, Any], days: float = 1, hours: float = 0) -> str:
    return str(assessed(document, days, hours)["next"]["action"])
