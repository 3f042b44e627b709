"""A situation: a case as it was known at one moment. What is dated later has not happened yet and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from makegood.core.case import Case, Claim, Complaint, Event, Evidence, Order, ShopService, Trade
from makegood.core.kept import kept
from makegood.core.words import (
    Action,
    Direction,
    EventType,
    EvidenceKind,
    Kind,
    Platform,
    Progress,
    Remedy,
)

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
"""Stands for an instant nobody gave, where events are put in order."""

_ORDER = {kind: place for place, kind in enumerate(EventType)}

IN_HAND = frozenset({Kind.wrong_item, Kind.short_shipment, Kind.damaged, Kind.not_as_described, Kind.return_})
"""Kinds in which the buyer holds what we sent."""

REFUNDS = frozenset(
    {
        Remedy.full_refund,
        Remedy.partial_refund,
        Remedy.return_and_refund,
        Remedy.partial_refund_and_reship,
        Remedy.cancel_and_refund,
    }
)


def when(event: Event) -> datetime:
    return event.at or BEFORE_ALL


def _event_key(event: Event) -> tuple[datetime, int]:
    return when(event), _ORDER[event.type] if event.type is not None else -1


def _known_events(events: Iterable[Event], at: datetime) -> tuple[Event, ...]:
    """Those that had happened, once each, in an order that the file's own order does not change."""
    known = [event for event in events if event.type is not None and (event.at is None or event.at <= at)]
    if len(known) < 2:  # noqa: PLR2004 - one event is in order
        return tuple(known)
    known.sort(key=_event_key)
    for one, two in zip(known, known[1:], strict=False):
        if one.at == two.at and one.type is two.type:  # ties and doubles are rare: only they pay for a full key
            known.sort(key=lambda event: (*_event_key(event), repr(event)))
            return tuple(dict.fromkeys(known))
    return tuple(known)


def _past(instant: datetime | None, at: datetime) -> datetime | None:
    return instant if instant is not None and instant <= at else None


def _known_order(order: Order, at: datetime) -> Order:
    later = {
        name: None
        for name in ("placed_at", "paid_at", "shipped_at", "delivered_at", "finished_at")
        if (instant := getattr(order, name)) is not None and instant > at
    }
    return replace(order, **later) if later else order  # type: ignore[arg-type]


def _known_service(service: ShopService, at: datetime) -> ShopService:
    """A service that closes later is still open."""
    if service.closed_at is not None and service.closed_at > at:
        return replace(service, open=True, closed_at=None)
    return service


def _known_trade(trade: Trade, at: datetime) -> Trade:
    if trade.finished_at is not None and trade.finished_at > at:
        return replace(trade, status=Progress.open, finished_at=None)
    return trade


def _known_complaint(complaint: Complaint, at: datetime) -> Complaint:
    if complaint.closed_at is not None and complaint.closed_at > at:
        return replace(complaint, status=Progress.open, closed_at=None)
    return complaint


class Situation:
    """What rules read: the facts known `at` that moment, and the few questions every rule asks of them."""

    def __init__(self, case: Case, at: datetime, kind: Kind | None = None) -> None:
        self.case = case
        self.at = at
        self.platform: Platform = case.platform
        self.events = _known_events(case.events, at)
        self.by_type: dict[EventType, list[Event]] = {}
        for event in self.events:
            self.by_type.setdefault(event.type, []).append(event)  # type: ignore[arg-type]
        self.order = _known_order(case.order, at) if case.order is not None else Order()
        self.evidence = tuple([e for e in case.evidence if e.at is None or e.at <= at]) if case.evidence else ()
        self.opened_at, self.withdrawn_at, self.is_dispute = self._round()
        claim = case.claim
        if claim is not None and claim.opened_at is not None and claim.opened_at > at and not self.is_dispute:
            claim = None
        self.claim = claim if claim is not None else Claim()
        if self.opened_at is None:
            self.opened_at = _past(self.claim.opened_at, at)
        self.kind: Kind = kind or case.kind or Kind.unpaid_order

    def _round(self) -> tuple[datetime | None, datetime | None, bool]:
        """When the dispute now open was opened, when it was withdrawn; one opened again starts anew."""
        opened: datetime | None = None
        withdrawn: datetime | None = None
        is_dispute = False
        opens, takes_back = self.by_type.get(EventType.dispute_opened), self.by_type.get(EventType.dispute_withdrawn)
        if not takes_back:
            return (opens[0].at, None, True) if opens else (None, None, False)
        for event in self.events:
            if event.type is EventType.dispute_opened and (not is_dispute or withdrawn is not None):
                opened, withdrawn, is_dispute = event.at, None, True
            elif event.type is EventType.dispute_withdrawn and withdrawn is None:
                withdrawn = when(event)
        return opened, withdrawn, is_dispute

    # --- events ---------------------------------------------------------------------------------------------

    def all(self, *types: EventType) -> list[Event]:
        if len(types) == 1:
            return self.by_type.get(types[0], [])
        return [event for event in self.events if event.type in types]

    def last(self, *types: EventType) -> Event | None:
        found = self.all(*types)
        return found[-1] if found else None

    def has(self, type_: EventType) -> bool:
        return type_ in self.by_type

    def since(self, start: datetime | None, *types: EventType) -> list[Event]:
        """The events of these types not before `start`; None is the beginning of all."""
        found = self.all(*types)
        return found if start is None or not found else [event for event in found if when(event) >= start]

    @kept
    def done_at(self) -> dict[Action, datetime]:
        """When each action without an event of its own was last recorded as done."""
        done: dict[Action, datetime] = {}
        for event in self.by_type.get(EventType.action_done, ()):
            if event.action is not None:
                done[event.action] = when(event)
        return done

    def did(self, action: Action, since: datetime | None = None) -> bool:
        done = self.done_at.get(action)
        return done is not None and (since is None or done >= since)

    @kept
    def spoken_to_buyer(self) -> bool:
        """Has anything been said or proposed to the buyer since this trouble began?"""
        start = self.opened_at
        told = (Action.contact_buyer, Action.request_evidence, Action.show_proof, Action.offer)
        return (
            any(e.direction is not Direction.in_ for e in self.since(start, EventType.message))
            or bool(self.since(start, EventType.offer_made))
            or bool(self.since(start, EventType.return_terms_proposed))
            or any(self.did(action, start) for action in told)
        )

    # --- evidence -------------------------------------------------------------------------------------------

    @kept
    def _by_kind(self) -> dict[EvidenceKind, list[Evidence]]:
        kinds: dict[EvidenceKind, list[Evidence]] = {}
        for piece in self.evidence:
            if piece.kind is not None:
                kinds.setdefault(piece.kind, []).append(piece)
        return kinds

    def holds(self, kind: EvidenceKind) -> list[Evidence]:
        return self._by_kind.get(kind, [])

    # --- the order ------------------------------------------------------------------------------------------

    @kept
    def paid_at(self) -> datetime | None:
        return self.order.paid_at or self._first_at(EventType.paid)

    @kept
    def placed_at(self) -> datetime | None:
        return self.order.placed_at or self._first_at(EventType.order_placed)

    def _first_at(self, type_: EventType) -> datetime | None:
        events = self.by_type.get(type_)
        return events[0].at if events else None

    @kept
    def is_delivered(self) -> bool:
        """Only a fact says so: a delivery, what the buyer says arrived, or goods on their way back."""
        return (
            self.order.delivered_at is not None
            or bool(self.claim.received)
            or any(
                self.has(type_) for type_ in (EventType.delivered, EventType.return_shipped, EventType.return_received)
            )
        )

    @kept
    def is_shipped(self) -> bool:
        return (
            self.order.shipped_at is not None
            or self.has(EventType.shipped)
            or self.has(EventType.reshipped)
            or self.is_delivered
            or self.kind in IN_HAND
            or self.kind is Kind.not_received
        )

    @kept
    def is_paid(self) -> bool:
        """Nothing was paid only where the trouble itself leaves that open: elsewhere goods and claims show payment."""
        if self.paid_at is not None or self.has(EventType.paid) or self.has(EventType.refund_paid):
            return True
        if self.kind not in (Kind.unpaid_order, Kind.cancel_request):
            return True
        return self.order.shipped_at is not None or self.has(EventType.shipped) or self.is_delivered

    # --- what was settled -----------------------------------------------------------------------------------

    @kept
    def offers(self) -> list[Event]:
        return self.since(self.opened_at, EventType.offer_made, EventType.offer_accepted, EventType.offer_refused)

    @kept
    def offered(self) -> Remedy | None:
        """What was last put forward."""
        for event in reversed(self.offers):
            if event.type is EventType.offer_made and event.remedy is not None:
                return event.remedy
        return None

    @kept
    def refused(self) -> frozenset[Remedy]:
        refused: set[Remedy] = set()
        standing: Remedy | None = None
        for event in self.offers:
            if event.type is EventType.offer_made:
                standing = event.remedy
            elif event.type is EventType.offer_refused and (event.remedy or standing):
                refused.add(event.remedy or standing)  # type: ignore[arg-type]
        return frozenset(refused)

    @kept
    def has_open_offer(self) -> bool:
        return bool(self.offers) and self.offers[-1].type is EventType.offer_made

    @kept
    def sku_units(self) -> dict[str, int] | None:
        """The order's own units by SKU, or None where a line does not say which item it is."""
        units: dict[str, int] = {}
        for line in self.order.lines:
            if line.sku is None:
                return None
            sku = line.sku.strip().upper()
            units[sku] = units.get(sku, 0) + (line.quantity or 1)
        return units or None


def as_known(case: Case, at: datetime) -> Case:
    """The shop's lists as they stood at that moment; events and evidence are filtered where they are read."""
    if case.services is None and case.orders is None and case.complaints is None:
        return case
    return replace(
        case,
        services=tuple(_known_service(one, at) for one in case.services) if case.services is not None else None,
        orders=tuple(_known_trade(one, at) for one in case.orders) if case.orders is not None else None,
        complaints=(
            tuple(_known_complaint(one, at) for one in case.complaints if one.at is None or one.at <= at)
            if case.complaints is not None
            else None
        ),
    )
