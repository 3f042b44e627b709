"""What the screen of a new date shows: the cause, the date beside the ship-by clock, the message, and where the plan stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Action, EventType, Kind, Parameter, Platform, Remedy
from makegood.desk.reschedule.typed import Plan
from makegood.desk.working.line import cited, clock_of
from makegood.desk.working.looking import Seen
from makegood.desk.working.underway import underway
from makegood.store.models import Action as Kept
from makegood.usecases import answers, rescheduling
from makegood.usecases.answers import Answer

CLAUSES = ("WISH-UNFUL-1", "WISH-UNFUL-3")
SOON = timedelta(days=7)
"""House: the date that stands in an empty form."""


def is_for(seen: Seen) -> bool:
    return seen.platform is Platform.wish and seen.situation.kind is Kind.unfulfilled_order


def shown(seen: Seen, typed: Mapping[str, str] | None = None, plan: Plan | None = None) -> dict[str, Any]:
    """Plain values for the template. `typed` and `plan`: a form refused, and how it was read."""
    cause, promised = seen.situation.claim.reason, _promised(seen)
    remark = rescheduling.cause_remark(cause)
    return {
        "line": seen.line,
        "clauses": cited(seen.policy.book, *CLAUSES),
        "ship": clock_of(seen.answer, "ship", now=seen.now),
        "way": seen.policy.book.own.actions[Action.reschedule].text.as_json(),
        "causes": [{"value": name, "label": text.as_json()} for name, text in rescheduling.CAUSES.items()],
        "cause": cause if cause in rescheduling.CAUSES else "",
        "cause_remark": _remark(remark) if remark is not None else None,
        "cancels": remark is not None and remark.clause == "WISH-UNFUL-4",
        "forbidden": forbidden(seen),
        "form": dict(typed) if typed is not None else _empty(seen),
        "remarks": [_remark(one) for one in plan.remarks] if plan is not None else [],
        "currency": seen.case.order.currency if seen.case.order is not None else "",
        "underway": underway(seen, STEPS, _copies(seen)),
        "waits": answers.waits(seen.situation, Answer.offer_accepted) is None,
        "offered": str(seen.situation.offered or ""),
        "refused": Remedy.reschedule in seen.situation.refused,
        "accepted": seen.situation.last(EventType.offer_accepted) is not None,
        "promised": promised,
        "coupon_due": coupon_due(seen),
        "next": seen.answer["next"],
        "most": rescheduling.LONGEST,
    }


STEPS = (Action.offer, Action.reschedule, Action.send_coupon)


def forbidden(seen: Seen) -> dict[str, Any] | None:
    """Why no new date can be offered now, as the assessment says it; None where it can."""
    option = next((one for one in seen.answer["options"] if one["remedy"] == Remedy.reschedule), None)
    if option is None:
        return {"clause": seen.answer["next"]["clause"], "why": seen.answer["next"]["why"]}
    return None if option["allowed"] else dict(option["because"][0])


def ship_by(seen: Seen) -> Any:
    found = next((one for one in seen.answer["deadlines"] if one["kind"] == "ship" and one["due_at"]), None)
    return parse(found["due_at"]) if found is not None else None


def most_coupon(seen: Seen) -> Money | None:
    """What the shop gives by coupon at most: its share of the order's total."""
    share, total = seen.policy.number(Parameter.coupon_cap_share), seen.situation.order.total
    return Money(total.amount * share, total.currency).rounded() if share is not None and total is not None else None


def coupon_due(seen: Seen) -> str:
    """The coupon promised beside the date, once the plan is accepted and it is not sent."""
    sent = seen.situation.did(Action.send_coupon, seen.situation.opened_at)
    accepted = seen.situation.last(EventType.offer_accepted) is not None
    return str(_promised(seen).get("coupon") or "") if accepted and not sent else ""


def promised_day(seen: Seen) -> str:
    return str(_promised(seen).get("day") or "")


def _promised(seen: Seen) -> dict[str, Any]:
    """What the newest offer of a new date said."""
    rows = Kept.objects.filter(case=seen.case, kind=Action.offer).exclude(state__in=("refused", "dropped", "rejected"))
    for one in rows.order_by("-created_at"):
        if one.details.get("remedy") == Remedy.reschedule:
            return {name: one.details.get(name) for name in ("day", "coupon", "text")}
    return {}


def _empty(seen: Seen) -> dict[str, str]:
    day = timezone.localdate(seen.now) + SOON
    return {"day": day.isoformat(), "coupon": "", **message(seen, day, "")}


def message(seen: Seen, day: date, coupon: str) -> dict[str, str]:
    """The text in the buyer's language, with its Chinese beside it."""
    buyer = seen.situation.order.buyer
    wanted = (buyer.language if buyer is not None else None) or seen.situation.claim.language
    told = {"cause": seen.situation.claim.reason, "day": day, "order": seen.situation.order.id or "", "coupon": coupon}
    text, language = rescheduling.message(wanted, **told)  # type: ignore[arg-type]
    meaning, _ = rescheduling.message("zh", **told)  # type: ignore[arg-type]
    return {"text": text, "language": language, "wanted": wanted or "", "meaning": meaning}


def _copies(seen: Seen) -> list[tuple[Text, Text]]:
    live = next((seen.live[one] for one in STEPS if one in seen.live), None)
    if live is None:
        return []
    names = {
        "text": Text("Message to the buyer", "发给买家的消息"),
        "day": Text("New date", "新的发货日期"),
        "coupon": Text("Coupon", "优惠券"),
    }
    return [(name, Text(str(value), str(value))) for key, name in names.items() if (value := live.details.get(key))]


def _remark(one: rescheduling.Remark) -> dict[str, Any]:
    return {"text": one.text.as_json(), "blocks": one.blocks, "clause": one.clause}
