"""B2B-PREVENT: one item reported by several buyers: raise it, contact them at once and settle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from makegood.core.case import Complaint
from makegood.core.findings import Also, Step, Turn
from makegood.core.instants import after
from makegood.core.situation import Situation, when
from makegood.core.words import Action, Direction, EventType, Parameter, Platform, Source
from makegood.policies.policy import Policy
from makegood.rules.b2b_deposit import is_over
from makegood.rules.registry import step
from makegood.rules.standing import Standing

KINDS = ("sku_alert",)


def alerts(situation: Situation, policy: Policy) -> dict[str, list[Complaint]]:
    """By SKU, the complaints of different buyers inside the days that count; an undated one counts."""
    days = policy.number(Parameter.sku_alert_days)
    least = policy.number(Parameter.sku_alert_buyers)
    by_sku: dict[str, list[Complaint]] = {}
    for one in situation.case.complaints or ():
        if one.sku is None or one.buyer is None:
            continue
        if one.at is not None and days is not None and after(one.at, days=float(days)) < situation.at:
            continue
        by_sku.setdefault(one.sku.strip().upper(), []).append(one)
    if least is None:
        return {}
    return {sku: found for sku, found in by_sku.items() if len({one.buyer for one in found}) >= least}


def _contacted_at(situation: Situation) -> datetime | None:
    """When the buyers were last written to; who reports the item after that is still to be contacted."""
    wrote = [when(event) for event in situation.all(EventType.message) if event.direction is not Direction.in_]
    done = situation.done_at.get(Action.contact_buyer)
    return max([*wrote, done] if done is not None else wrote, default=None)


@step("B2B-PREVENT-2", "ALL-1", kinds=KINDS)
def settle_them(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step | Also]:
    """Several buyers, one item: contact them; contacting the item's other buyers is a step of the house."""
    clause = "B2B-PREVENT-2" if situation.platform is Platform.ali1688 else "ALL-1"
    found = alerts(situation, policy)
    if not found:
        yield Step(Turn.rest, Action.close, clause, "rest.no_alert", order=0)
        return
    skus = ", ".join(sorted(found))
    told = _contacted_at(situation)
    reports = [one for complaints in found.values() for one in complaints]
    untold = [one for one in reports if told is None or (one.at is not None and one.at > told)]
    buyers = tuple(sorted({str(one.buyer) for one in untold}))
    if buyers:
        yield Step(Turn.contact, Action.contact_buyer, clause, "step.contact_complaining", buyers, {"skus": skus})
    elif any(not is_over(one.status, one.closed_at) for one in reports):
        yield Step(Turn.rest, Action.wait, clause, "rest.complaints", order=0)
    else:
        yield Step(Turn.rest, Action.close, clause, "rest.done", order=0)
    if not situation.did(Action.contact_other_buyers):
        yield Also(Action.contact_other_buyers, clause, "also.contact_other_buyers", {"skus": skus}, Source.house)
