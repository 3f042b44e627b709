"""What the tracking screen shows: what was shipped how, the five corrections, and what there is to say of the number typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from makegood.core.text import Text
from makegood.core.words import Action, How, Kind
from makegood.desk.working.line import cited
from makegood.desk.working.looking import Seen
from makegood.desk.working.underway import underway
from makegood.rules.b2b_track import CORRECTIONS
from makegood.store.models import Case
from makegood.usecases import correcting, parcel_numbers
from makegood.usecases.parcel_numbers import Remark

OFTEN = Text(
    "How often and how late a number may be changed is not confirmed; commonly said: twice, within 5 days of declaring.",
    "可修改的次数和期限未经证实；通常说法：填报后 5 天内可改两次。",
)
"""platforms/aliexpress.md §2.2, marked uncertain there."""


def is_for(seen: Seen) -> bool:
    return seen.situation.kind is Kind.tracking_correction


def shown(seen: Seen, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Plain values for the template. `typed`: what a refused form held."""
    every = correcting.corrections(seen.situation, seen.policy)
    right, facts = every[0], correcting.shipped(seen.situation)
    clause = correcting.clause(seen.situation)
    given = typed or {"tracking": facts.new_number, "carrier": _carrier(seen)}
    live = next((seen.live[one] for one in CORRECTIONS if one in seen.live), None)
    return {
        "line": seen.line,
        "clauses": cited(seen.policy.book, clause),
        "facts": facts,
        "by": str(facts.by) if facts.by is not None else "",
        "right": right,
        "why": right.why.as_json(),
        "way": right.way.text.as_json(),
        "is_api": right.way.how is How.api,
        "others": [{"action": str(one.action), "why": one.why.as_json()} for one in every[1:]],
        "number": given.get("tracking", ""),
        "carrier": given.get("carrier", ""),
        "remarks": told(remarks(seen.case, seen, given)) if given.get("tracking") or typed is not None else [],
        "typed": typed is not None,
        "often": OFTEN.as_json() if seen.platform == "aliexpress" else None,
        "underway": underway(seen, CORRECTIONS, _copies(seen, live)),
        "is_done": seen.next_action == Action.close,
        "next": seen.answer["next"],
    }


def remarks(case: Case, seen: Seen, typed: Mapping[str, str]) -> list[Remark]:
    return parcel_numbers.remarks(
        typed.get("tracking", ""),
        platform=seen.platform,
        carrier=typed.get("carrier", ""),
        shipment=seen.situation.order.shipment,
        region=case.shop.region,
    )


def told(found: list[Remark]) -> list[dict[str, Any]]:
    return [
        {"level": str(one.level), "text": one.text.as_json(), "source": one.source, "never": one.never} for one in found
    ]


def _carrier(seen: Seen) -> str:
    shipment = seen.situation.order.shipment
    return (shipment.carrier or "") if shipment is not None else ""


def _copies(seen: Seen, live: Any) -> list[tuple[Text, Text]]:
    if live is None:
        return []
    order, old = seen.situation.order.id or "", correcting.shipped(seen.situation).tracking
    new, carrier = str(live.details.get("tracking") or ""), str(live.details.get("carrier") or "")
    every = [
        (Text("Order", "订单号"), order),
        (Text("Number until now", "原运单号"), old),
        (Text("New number", "新运单号"), new),
        (Text("Carrier", "物流公司"), carrier),
    ]
    return [(name, Text(value, value)) for name, value in every if value]
