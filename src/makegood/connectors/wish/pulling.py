"""All that changed at a shop, as case files: orders, tickets and penalties, each trouble with its order."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from makegood.connectors.exact import words as text
from makegood.connectors.joining import join
from makegood.connectors.parts import At, NotUnderstood, Part
from makegood.connectors.wish import listing, messages
from makegood.connectors.wish.asking import moment, order_call
from makegood.connectors.wish.calls import Calls
from makegood.connectors.wish.listing import Listed, every
from makegood.core.reading import NotACase
from makegood.usecases.ports import Pulled, Refused, SignInNeeded, Unreadable

OVERLAP = timedelta(minutes=30)
"""House: pulls overlap by this, for what the lists showed late and for clocks that differ."""

NO_ORDER = "about no order"
"""What such a trouble is reported under."""


@dataclass(slots=True)
class Group:
    """Orders that hang together by a ticket, with their tickets and penalties; or one order; or a trouble about none."""

    orders: dict[str, At | None] = field(default_factory=dict)
    """By id; None: told of by a trouble, and not yet read."""
    troubles: list[At] = field(default_factory=list)


def pull(calls: Calls, since: datetime | None, *, urgent: bool) -> Iterator[Pulled | Unreadable]:
    """What the port raises ends it; whoever repeats it from the same `since` loses nothing."""
    start = since - OVERLAP if since is not None else None
    # Troubles before orders: an order that changes meanwhile is in this pull or in the next.
    tickets = yield from _latest(calls, listing.TICKET_LIST, start, urgent=urgent)
    penalties = yield from _latest(calls, listing.PENALTY_LIST, start, urgent=urgent)
    penalties |= yield from _latest(calls, listing.REVERSALS, start, urgent=urgent)
    orders = yield from _latest(calls, listing.ORDER_LIST, start, urgent=urgent)
    for group in _grouped(orders, [*tickets.values(), *penalties.values()]):
        yield from _cases(calls, group, urgent=urgent)


def _latest(
    calls: Calls, listed: Listed, start: datetime | None, *, urgent: bool
) -> Generator[Unreadable, None, dict[str, At]]:
    """Rows by id, as last seen; what cannot be listed is passed on."""
    found: dict[str, At] = {}
    for row in every(calls, listed, start, urgent=urgent):
        if isinstance(row, Unreadable):
            yield row
        elif (id_ := text(row / "id")) is None:
            yield Unreadable(row.method, f"{row.path}: a row without id", row.value)
        else:
            found[id_] = row
    return found


def _grouped(orders: dict[str, At], troubles: list[At]) -> list[Group]:
    by_order = {id_: Group({id_: row}) for id_, row in orders.items()}
    alone: list[Group] = []
    for trouble in troubles:
        about = _about(trouble)
        if not about:
            alone.append(Group(troubles=[trouble]))
            continue
        whole = Group(troubles=[trouble])
        for id_ in about:
            other = by_order.get(id_) or Group({id_: None})
            whole.orders |= other.orders
            whole.troubles += [one for one in other.troubles if one not in whole.troubles]
        by_order |= dict.fromkeys(whole.orders, whole)
    return list({id(group): group for group in [*by_order.values(), *alone]}.values())


def _about(trouble: At) -> list[str]:
    """The orders of a ticket, or the one of a penalty."""
    if (trouble / "related_entity_type").value is not None:
        related = text(trouble / "related_entity_id")
        return [related] if text(trouble / "related_entity_type") == "ORDER" and related else []
    return list(dict.fromkeys(id_ for each in (trouble / "orders").each() if (id_ := text(each / "id"))))


def _cases(calls: Calls, group: Group, *, urgent: bool) -> Iterator[Pulled | Unreadable]:
    rows: list[At] = []
    for id_, row in group.orders.items():
        found = row
        if found is None:
            try:
                found = calls.read(order_call(id_), urgent=urgent)
            except SignInNeeded:
                raise
            except Refused as why:
                if why.code.startswith("makegood."):  # the platform itself is the trouble
                    raise
                yield Unreadable("orders.get", f"order {id_}: {why}")
                continue
        rows.append(found)
    yield from understood([*rows, *group.troubles])


def understood(heard: list[At]) -> Iterator[Pulled | Unreadable]:
    """Their case files, each with the last change among what it was made of."""
    parts: list[Part] = []
    for one in heard:
        try:
            parts += messages.understand(one.value, one.method)
        except (NotUnderstood, NotACase) as why:
            yield Unreadable(one.method, str(why), one.value)
    try:
        cases = list(join("wish", parts))
    except (NotUnderstood, NotACase) as why:
        yield Unreadable("case file", str(why), [one.value for one in heard])
        return
    changed = [at for one in heard if (at := changed_at(one)) is not None]
    for case in cases:
        if "id" in (case.get("order") or {}):
            yield Pulled(case, max(changed, default=None))
        else:  # a question before any purchase, a fine of the store: no case file holds it, and it waits for somebody all the same
            yield Unreadable(
                NO_ORDER, f"{case['id']} is about no order, so it is no case; see it in the merchant dashboard"
            )


def changed_at(row: At) -> datetime | None:
    """When the platform last changed it; a penalty has no such time, and changes once, when it is reversed."""
    try:
        return moment(row.first("updated_at", "reversed_at", "created_at"))
    except NotUnderstood:
        return None
