"""All that changed at a shop, as case files: which orders and issues did, and what the platform tells of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from makegood.connectors.aliexpress import listing, messages
from makegood.connectors.aliexpress.asking import issue_call, order_call
from makegood.connectors.aliexpress.calls import Calls
from makegood.connectors.aliexpress.fields import take
from makegood.connectors.aliexpress.orders import is_disputed
from makegood.connectors.exact import words as text
from makegood.connectors.joining import join
from makegood.connectors.parts import At, NotUnderstood, OrderPart, Part
from makegood.core.reading import NotACase
from makegood.usecases.ports import Pulled, Refused, SignInNeeded, Unreadable

OVERLAP = timedelta(minutes=30)
"""House: pulls overlap by this, for what the lists showed late and for clocks that differ."""


@dataclass(slots=True)
class Told:
    """What the lists told of one order: its row, and the rows of its issues."""

    row: At | None = None
    issues: dict[str, At] = field(default_factory=dict)


def pull(calls: Calls, since: datetime | None, now: datetime, *, urgent: bool) -> Iterator[Pulled | Unreadable]:
    """Case by case, an order's together. What the port raises ends it; whoever repeats it from the same `since` loses nothing."""
    start = now - listing.REACH if since is None else since - OVERLAP
    issues = list(listing.issues(calls, start, urgent=urgent))  # before the orders: an issue of now is in the next pull
    orders = list(listing.orders(calls, start, now, urgent=urgent))
    told: dict[str, Told] = {}
    for row in orders:
        id_ = text(take(row, "order_id"))
        if id_ is None:
            yield Unreadable(row.method, f"{row.path}: an order without order_id", row.value)
        else:
            told.setdefault(id_, Told()).row = row
    for row in issues:
        order, id_ = text(take(row, "parent_order_id")) or text(take(row, "order_id")), text(take(row, "issue_id"))
        if order is None or id_ is None:
            yield Unreadable(row.method, f"{row.path}: an issue without its ids", row.value)
        elif order in told or _has_changed(row, start):
            told.setdefault(order, Told()).issues[id_] = row
    for order, one in told.items():
        yield from _cases(calls, order, one, urgent=urgent)


def _has_changed(row: At, start: datetime) -> bool:
    when = listing.modified(row)
    return when is None or when.last >= start


def _cases(calls: Calls, order: str, told: Told, *, urgent: bool) -> Iterator[Pulled | Unreadable]:
    """The case files of one order, from its row, its detail and its issues' details."""
    heard = [told.row] if told.row is not None else []
    details, refused = _asked(lambda: [calls.read(order_call(order), urgent=urgent)], order)
    yield from refused
    issues, refused = _asked(lambda: _details(calls, order, told, [*heard, *details], urgent=urgent), order)
    yield from refused
    yield from _joined(order, [*heard, *details, *issues])


def _asked(ask: Callable[[], list[At]], order: str) -> tuple[list[At], list[Unreadable]]:
    """What was answered; a read refused is asked once more, and refused again it is reported, and holds up no other order."""
    for _ in range(2):
        try:
            return ask(), []
        except SignInNeeded:
            raise
        except Refused as why:
            refused = Unreadable(order_call(order).method, f"order {order}: {why}")
    return [], [refused]


def _details(calls: Calls, order: str, told: Told, heard: list[At], *, urgent: bool) -> list[At]:
    issues = dict(told.issues)
    if not issues and any(
        is_disputed(here) for one in heard for here in _layers(one)
    ):  # one that neither is open nor changed lately
        issues = {str(take(one, "issue_id", "id").value): one for one in listing.issues_of(calls, order, urgent=urgent)}
    found: list[At] = []
    for id_, row in issues.items():
        buyer = text(take(row, "buyer_login_id")) or next((b for one in heard if (b := _buyer(one))), None)
        found.append(row)
        if buyer is not None:
            found.append(calls.read(issue_call(id_, buyer), urgent=urgent))
    return found


def _layers(at: At) -> Iterator[At]:
    """An answer and the objects its layers hold."""
    here = at
    for _ in range(4):
        yield here
        here = take(here, *messages.WRAPPERS)
        if not isinstance(here.value, dict):
            return


def _buyer(at: At) -> str | None:
    return next((b for here in _layers(at) if (b := text(take(here, "buyer_login_id", "buyerloginid")))), None)


def _joined(order: str, heard: Iterable[At]) -> Iterator[Pulled | Unreadable]:
    parts: list[Part] = []
    changed: list[datetime | None] = []
    for one in heard:
        try:
            parts += messages.understand(one.value, one.method)
            changed += [when.first if when.is_sure else None for row in (one,) if (when := listing.modified(row))]
        except (NotUnderstood, NotACase) as why:
            yield Unreadable(one.method, str(why), one.value)
    if not any(isinstance(part, OrderPart) for part in parts) and not parts:
        return
    try:
        cases = list(join("aliexpress", parts))
    except (NotUnderstood, NotACase) as why:
        yield Unreadable(order_call(order).method, f"order {order}: {why}", [one.value for one in heard])
        return
    for case in cases:
        yield Pulled(case, _last(changed))


def _last(changed: list[datetime | None]) -> datetime | None:
    """When anything of it last changed. In the hour that comes twice in autumn that is not known, and so not said."""
    sure: list[Any] = [when for when in changed if when is not None]
    return max(sure) if sure and len(sure) == len(changed) else None
