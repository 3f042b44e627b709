"""Which trouble is it? Inferred from claim, order and events where the file does not say."""

from __future__ import annotations

from makegood.core.case import Case
from makegood.core.situation import Situation
from makegood.core.words import ASSURED_PURCHASE, EventType, EvidenceKind, Kind, Want

_CAUSES = {
    "cancel": Kind.cancel_request,
    "policy_change": Kind.unfulfilled_order,
    "quality": Kind.unfulfilled_order,
    "out_of_stock": Kind.unfulfilled_order,
    "logistics_delay": Kind.unfulfilled_order,
}
_LABELS = (EvidenceKind.outer_label_photo, EvidenceKind.inner_label_photo)


def infer(situation: Situation, reasons: dict[str, str]) -> Kind:
    """The file's own kind; else what the claim says; else what happened; else what the order shows.

    `reasons` maps the platform's words to ours. An order with nothing wrong is an order to be audited: `unpaid_order`.
    """
    case = situation.case
    if case.kind is not None:
        return case.kind
    if case.order is None:
        return _shop_kind(case, situation)
    reason = situation.claim.reason
    if reason is None or reason == "other":
        reason = reasons.get(situation.claim.platform_reason or "", reason)
    if reason is not None and reason != "other":
        return _CAUSES[reason] if reason in _CAUSES else Kind(reason)
    return _by_events(situation) or _by_claim(situation) or _by_order(situation)


def _shop_kind(case: Case, situation: Situation) -> Kind:
    closing = [event.service for event in situation.all(EventType.service_close_requested)]
    names = [service.name for service in case.services or ()]
    if ASSURED_PURCHASE in closing or (names and set(names) == {ASSURED_PURCHASE}):
        return Kind.service_exit
    return Kind.deposit_release if case.services is not None or case.complaints is None else Kind.sku_alert


def _by_events(situation: Situation) -> Kind | None:
    judged = situation.last(EventType.judged)
    if situation.has(EventType.penalty_executed) or (judged is not None and judged.verdict == "penalty"):
        return Kind.penalty
    if situation.has(EventType.cancel_requested):
        return Kind.cancel_request
    returns = (
        EventType.return_terms_proposed, EventType.return_approved, EventType.return_shipped, EventType.return_notice,
    )  # fmt: skip
    if any(situation.has(type_) for type_ in returns):
        return Kind.return_
    return Kind.unpaid_order if situation.has(EventType.bad_faith_confirmed) else None


def _by_claim(situation: Situation) -> Kind | None:
    claim, ours = situation.claim, situation.sku_units
    if claim.ground is not None:
        return Kind.penalty
    if claim.received:
        arrived = {item.sku.strip().upper() for item in claim.received if item.sku is not None}
        fewer = ours is not None and arrived <= set(ours)
        return Kind.short_shipment if fewer else Kind.wrong_item
    if any(situation.holds(label) for label in _LABELS):
        return Kind.wrong_item
    if Want.cancel in claim.wants:
        return Kind.cancel_request
    return Kind.return_ if Want.return_ in claim.wants else None


def _by_order(situation: Situation) -> Kind:
    complained = situation.is_dispute or situation.opened_at is not None
    if not complained:
        return Kind.unpaid_order
    if situation.order.delivered_at is not None or situation.has(EventType.delivered):
        return Kind.not_as_described
    if situation.order.shipped_at is not None or situation.has(EventType.shipped):
        return Kind.not_received
    return Kind.unfulfilled_order if situation.paid_at is not None else Kind.unpaid_order
