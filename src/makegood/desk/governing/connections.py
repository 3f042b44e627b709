"""Each shop's connection as a card shows it: its state in words, how old what we know is, what to do where it is not well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from makegood.core.words import How, Platform
from makegood.policies.policy import book
from makegood.store.models import Action, Bucket, Event, Pause, Shop, Token
from makegood.store.pulling import BEAT
from makegood.store.tenancy import organisation_id
from makegood.usecases.acting import State as Acting

SOON = timedelta(days=7)
LATELY = timedelta(hours=24)
LAGS = 3 * BEAT
"""House: what is older than three beats is late."""
TROUBLED = (Acting.rejected, Acting.unknown, Acting.looking, Acting.needs_person)


class State(StrEnum):
    """The worst that is true of it."""

    paused = "paused"
    unauthorised = "unauthorised"
    trouble = "trouble"
    expires = "expires"
    rehearsal = "rehearsal"
    by_hand = "by_hand"
    well = "well"


@dataclass(frozen=True, slots=True)
class Card:
    id: UUID
    name: str
    platform: str
    region: str | None
    state: State
    pause: Pause | None
    is_connected: bool
    is_live: bool
    read_at: datetime | None
    lag: timedelta | None
    is_late: bool
    trouble: str | None
    expires_at: datetime | None
    api: int
    """How many kinds of action the platform lets be done through its interface."""
    by_hand: int
    budget: int | None
    """Per cent of the request budget that is free, of the fullest class of calls; None: nothing was asked yet."""
    closed_until: datetime | None
    refused: int
    unreadable: int
    overrides: int


def cards(now: datetime) -> list[Card]:
    """All shops of the organisation entered, in seven queries however many they are."""
    shops = list(Shop.objects.order_by("platform", "name"))
    tokens = {one.shop_id: one for one in Token.objects.all()}
    pauses = list(Pause.objects.filter(organisation_id=organisation_id(), until__isnull=True).order_by("since"))
    budgets = _budgets(tokens.values(), now)
    refused = _counted(Action.objects.filter(state__in=TROUBLED, created_at__gte=now - LATELY))
    unreadable = _counted(Event.objects.filter(shop__isnull=False, type="unreadable", recorded_at__gte=now - LATELY))
    return [_card(one, tokens.get(one.pk), pauses, budgets, refused, unreadable, now) for one in shops]


def _card(
    shop: Shop,
    token: Token | None,
    pauses: Iterable[Pause],
    budgets: Mapping[UUID, tuple[int, datetime | None]],
    refused: Mapping[UUID, int],
    unreadable: Mapping[UUID, int],
    now: datetime,
) -> Card:
    held = next((one for one in pauses if one.shop in (None, shop.pk)), None)
    expires_at = (token.refresh_until or token.access_until) if token is not None else None
    lag = now - shop.pulled_until if shop.pulled_until is not None else None
    ways = book(Platform(shop.platform)).own.actions.values()
    budget, closed_until = budgets.get(shop.pk, (None, None))
    return Card(
        id=shop.pk,
        name=shop.name,
        platform=shop.platform,
        region=shop.region,
        state=_state(shop, token, held, expires_at, now),
        pause=held,
        is_connected=token is not None,
        is_live=not shop.rehearsal,
        read_at=shop.pulled_until,
        lag=lag,
        is_late=token is not None and (lag is None or lag > LAGS),
        trouble=shop.trouble,
        expires_at=expires_at,
        api=sum(way.how is How.api for way in ways),
        by_hand=sum(way.how is How.assisted for way in ways),
        budget=budget,
        closed_until=closed_until,
        refused=refused.get(shop.pk, 0),
        unreadable=unreadable.get(shop.pk, 0),
        overrides=len(shop.settings),
    )


def _state(shop: Shop, token: Token | None, held: Pause | None, expires_at: datetime | None, now: datetime) -> State:
    if held is not None:
        return State.paused
    if expires_at is not None and expires_at <= now:
        return State.unauthorised
    if shop.trouble:
        return State.trouble
    if expires_at is not None and token is not None and token.refresh_until is not None and expires_at - now < SOON:
        return State.expires
    if token is None:
        return State.by_hand
    return State.rehearsal if shop.rehearsal else State.well


def _budgets(tokens: Iterable[Token], now: datetime) -> dict[UUID, tuple[int, datetime | None]]:
    """Of each shop, its emptiest bucket; buckets are global rows, so only those of our own apps and shops are asked for."""
    heads = {f"{one.app_key}|{one.shop_id}": one.shop_id for one in tokens}
    if not heads:
        return {}
    found: dict[UUID, tuple[int, datetime | None]] = {}
    ours = Q()
    for head in heads:
        ours |= Q(key__startswith=f"{head}|")
    for one in Bucket.objects.filter(ours):
        shop = heads[one.key.rpartition("|")[0]]
        held = min(one.size, one.tokens + max(0.0, (now - one.counted_at).total_seconds()) * one.rate)
        share = max(0, min(100, int(100 * held / one.size))) if one.size else 0
        closed = one.closed_until if one.closed_until is not None and one.closed_until > now else None
        before = found.get(shop, (100, None))
        found[shop] = (min(share, before[0]), closed or before[1])
    return found


def _counted(rows: Any) -> dict[UUID, int]:
    return {one["shop"]: one["n"] for one in rows.values("shop").annotate(n=Count("id"))}
