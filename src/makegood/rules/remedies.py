"""Which remedies are allowed, and why the others are not; which one is recommended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from makegood.core.findings import Forbids, Names
from makegood.core.money import Money
from makegood.core.situation import REFUNDS, Situation
from makegood.core.words import How, Kind, Party, Platform, Remedy, Severity, Want
from makegood.policies.policy import Policy

REMEDIES = tuple(Remedy)
NO_REMEDY_KINDS = frozenset({Kind.deposit_release, Kind.service_exit, Kind.sku_alert, Kind.penalty})


def forbidden(situation: Situation, policy: Policy, party: Party) -> Iterator[Forbids]:
    """The first reason against each remedy that these facts or the platform rule out."""
    for remedy in REMEDIES:
        why = _against(remedy, situation, policy, party)
        if why is not None:
            yield Forbids(remedy, _clause(remedy, why, situation), why)


def _against(remedy: Remedy, situation: Situation, policy: Policy, party: Party) -> str | None:
    if policy.remedy(remedy).how is How.unavailable:
        return "forbidden.platform"
    if remedy in REFUNDS and not situation.is_paid:
        return "forbidden.unpaid"
    if remedy is Remedy.coupon and situation.claim.severity is Severity.major:
        return "forbidden.major"
    if remedy in (Remedy.reschedule, Remedy.cancel_and_refund) and situation.is_shipped:
        return "forbidden.shipped"
    if remedy is Remedy.return_and_refund and not situation.is_delivered:
        return "forbidden.not_delivered"
    if remedy is Remedy.explain and party is Party.seller:
        return "forbidden.ours"
    return None


def _clause(remedy: Remedy, why: str, situation: Situation) -> str:
    if why == "forbidden.major" and situation.platform is Platform.aliexpress:
        return "AE-NEGO-3"
    if why == "forbidden.ours" and situation.platform is Platform.wish:
        return "WISH-WRONG-2"
    if why == "forbidden.ours" and situation.platform is Platform.shopee:
        return "SHP-WRONG-1"
    return "ALL-3" if why == "forbidden.unpaid" else "ALL-1"


def meets(remedy: Remedy, situation: Situation) -> bool:
    """Does the remedy give the buyer what is wanted?"""
    wants = situation.claim.wants
    if Want.return_ in wants and Want.refund in wants:
        return remedy in (Remedy.return_and_refund, Remedy.full_refund)
    return any(remedy in _MEETS[want] for want in wants) and (
        remedy is not Remedy.partial_refund or _asks_for_part(situation)
    )


_MEETS = {
    Want.refund: (Remedy.full_refund, Remedy.partial_refund, Remedy.cancel_and_refund),
    Want.return_: (Remedy.return_and_refund,),
    Want.reship: (Remedy.reship,),
    Want.coupon: (Remedy.coupon,),
    Want.cancel: (Remedy.cancel_and_refund,),
    Want.explanation: (Remedy.explain,),
}


def _asks_for_part(situation: Situation) -> bool:
    asked, total = situation.claim.amount, situation.order.total
    return asked is not None and total is not None and asked.amount < total.amount


def recommend(
    situation: Situation,
    allowed: Sequence[Remedy],
    named: Sequence[Names],
    costs: dict[Remedy, tuple[Money | None, bool]],
    decisive_missing: bool,
    is_clear: bool,
) -> tuple[Remedy, str, str] | None:
    """At most one remedy, with clause and sentence: the one a clause names, else the cheapest that meets the wish.

    `costs` gives each remedy's known cost and whether a part of it is unknown: what is wholly known goes first.
    """
    for name in sorted(named, key=lambda one: one.order):
        if name.remedy in allowed and name.remedy not in situation.refused:
            return name.remedy, name.clause, name.why
    if decisive_missing or is_clear:
        return None
    fitting = [remedy for remedy in allowed if remedy not in situation.refused and meets(remedy, situation)]
    if not fitting:
        return None

    def price(remedy: Remedy) -> tuple[bool, bool, object]:
        cost, has_unknown = costs[remedy]
        return cost is None, has_unknown, cost.amount if cost is not None else 0

    return min(fitting, key=price), "ALL-1", "recommended.cheapest"
