"""All that changed at a shop, as case files: which orders and refunds did, and what the platform tells of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from makegood.connectors.ali1688 import listing, messages
from makegood.connectors.ali1688.asking import order_call, refund_call
from makegood.connectors.ali1688.calls import Call, Calls
from makegood.connectors.ali1688.envelopes import DENIED
from makegood.connectors.ali1688.orders import order_id, refund_id
from makegood.connectors.ali1688.times import instant
from makegood.connectors.joining import join
from makegood.connectors.parts import At, NotUnderstood, Part
from makegood.core.instants import parse
from makegood.core.reading import NotACase
from makegood.usecases.ports import Pulled, Refused, SignInNeeded, Unreadable

OVERLAP = timedelta(minutes=30)
"""House: pulls overlap by this, for what the lists showed late and for clocks that differ."""


@dataclass(slots=True)
class Told:
    """What the lists told of one order: its row, and the rows of its refunds."""

    row: At | None = None
    refunds: dict[str, At] = field(default_factory=dict)


@dataclass(slots=True)
class Granted:
    """Whether this app may read details of refunds; found out by asking once a pull."""

    details: bool = True


def pull(calls: Calls, since: datetime | None, now: datetime, *, urgent: bool) -> Iterator[Pulled | Unreadable]:
    """Order by order. What the port raises ends it; whoever repeats it from the same `since` loses nothing."""
    start = now - listing.REACH if since is None else since - OVERLAP
    refunds = list(
        listing.refunds(calls, start, now, urgent=urgent)
    )  # before the orders: one of now is in the next pull
    orders = list(listing.orders(calls, start, now, urgent=urgent))
    told: dict[str, Told] = {}
    for row in orders:
        yield from _noted(told, row, None)
    for row in refunds:
        yield from _noted(told, row, refund_id(row / "refundId"))
    granted = Granted()
    for order, one in told.items():
        yield from _cases(calls, order, one, granted, urgent=urgent)


def _noted(told: dict[str, Told], row: At, refund: str | None) -> Iterator[Unreadable]:
    """A row under its order; one that does not say whose it is, is reported."""
    try:
        order = order_id(row / "baseInfo") if (row / "baseInfo").value is not None else (row / "orderId").need()
    except NotUnderstood as why:
        yield Unreadable(row.method, str(why), row.value)
        return
    one = told.setdefault(order, Told())
    if refund is None:
        one.row = row
    else:
        one.refunds[refund] = row


def _cases(calls: Calls, order: str, told: Told, granted: Granted, *, urgent: bool) -> Iterator[Pulled | Unreadable]:
    """The case files of one order, from its detail and its refunds' details; from the lists' rows where a detail cannot be had."""
    whole, missed = _asked(calls, order_call(order), order, urgent=urgent)
    yield from missed
    heard = [whole] if whole is not None else [told.row] if told.row is not None else []
    for refund in _refunds(told, whole):
        detail = None
        if granted.details:
            detail, missed = _asked(calls, refund_call(refund), order, urgent=urgent)
            granted.details = not any(DENIED in one.why for one in missed)
            yield from missed
        if detail is not None:
            heard.append(detail)
        elif refund in told.refunds:
            heard.append(told.refunds[refund])
    yield from _joined(order, heard)


def _refunds(told: Told, whole: At | None) -> list[str]:
    """Those listed, and those that the order names: one that changed brings its refunds along."""
    named = [] if whole is None else list(_named(whole / "result"))
    return list(dict.fromkeys([*told.refunds, *named]))


def _named(order: At) -> Iterator[str]:
    if not isinstance(order.value, Mapping):
        return
    for place in (order / "baseInfo", *(order / "productItems").each()):
        for name in ("refundId", "refundIdForAs"):
            id_ = refund_id(place / name) if isinstance(place.value, Mapping) else None
            if id_ is not None:
                yield id_


def _asked(calls: Calls, call: Call, order: str, *, urgent: bool) -> tuple[At | None, list[Unreadable]]:
    """What was answered; a read refused is asked once more, and refused again it is reported, and holds up no other order."""
    why: Refused | None = None
    for _ in range(2):
        try:
            return calls.read(call, urgent=urgent), []
        except SignInNeeded:
            raise
        except Refused as reason:
            why = reason
            if reason.code == DENIED:
                return None, [Unreadable(call.name, f"{reason}; the clocks of refunds cannot be read by this app")]
    return None, [Unreadable(call.name, f"order {order}: {why}")]


def _joined(order: str, heard: Sequence[At]) -> Iterator[Pulled | Unreadable]:
    parts: list[Part] = []
    for one in heard:
        try:
            parts += messages.understand(one.value, one.method)
        except (NotUnderstood, NotACase) as why:
            yield Unreadable(one.method, str(why), one.value)
    try:
        cases = list(join("ali1688", parts))
    except (NotUnderstood, NotACase) as why:
        yield Unreadable(listing.ORDER_LIST, f"order {order}: {why}", [one.value for one in heard])
        return
    for case in cases:
        yield Pulled(case, _changed(heard))


def _changed(heard: Sequence[At]) -> datetime | None:
    """When anything of it last changed, by what was read itself: a list's row may be older. None: not all of it says."""
    found = [_modified(one) for one in heard]
    sure = [at for at in found if at is not None]
    return max(sure) if sure and len(sure) == len(found) else None


def _modified(told: At) -> datetime | None:
    """Of an order or a refund, by its detail or its row."""
    for names in (
        ("result", "baseInfo", "modifyTime"),
        ("result", "opOrderRefundModelDetail", "gmtModified"),
        ("gmtModified",),
        ("baseInfo", "modifyTime"),
    ):
        here = told
        for name in names:
            here = here / name if isinstance(here.value, Mapping) else At(None, here.method, here.path)
        try:
            at = instant(here)
        except NotUnderstood:
            return None
        if at is not None:
            return parse(at)
    return None
