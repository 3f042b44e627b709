"""After a correction by hand the order carries the new number, and still knows the old one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from makegood.core.words import Action as Verb
from makegood.rules.b2b_track import CORRECTIONS
from makegood.store import cases, hearing
from makegood.store.models import Action

REVOKES = frozenset({Verb.revoke_waybill})


def keep(action: Action, *, by: str, at: datetime) -> None:
    """Where the step put a number in: the order's parcel is known by it from now on, and by every earlier one."""
    number = action.details.get("tracking")
    if not number or action.order is None or action.kind not in set(CORRECTIONS) - REVOKES:
        return
    hearing.tell(action.case, {"order": {"shipment": _after(action, str(number))}}, by=by, at=at)


def _after(action: Action, number: str) -> dict[str, Any]:
    assert action.order is not None
    shipment = cases.whole_order(action.order).get("shipment") or {}
    earlier = [*(shipment.get("numbers") or ()), shipment.get("tracking")]
    known = [one for one in dict.fromkeys(earlier) if one and one != number]
    told = {"tracking": number, "numbers": known}
    return told | ({"carrier": action.details["carrier"]} if action.details.get("carrier") else {})
