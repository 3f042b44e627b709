"""All that changed at a shop, as case files: which orders, returns, payouts and points did, and what the platform tells of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from makegood.connectors.exact import words as text
from makegood.connectors.joining import join
from makegood.connectors.parts import At, NotUnderstood, OrderPart, Part, TroublePart, known
from makegood.connectors.shopee import escrow, listing, messages
from makegood.connectors.shopee.asking import detail_call, return_call
from makegood.connectors.shopee.calls import Call, Calls
from makegood.connectors.shopee.fields import instant, money, whole
from makegood.connectors.shopee.paging import SIZE
from makegood.core.reading import NotACase
from makegood.usecases.ports import Pulled, Refused, SignInNeeded, Unreadable

OVERLAP = timedelta(minutes=30)
"""House: pulls overlap by this, for what the lists showed late and for clocks that differ."""
NUMBERED = frozenset({"PROCESSED", "SHIPPED"})
ARRIVED = frozenset({"TO_CONFIRM_RECEIVE", "TO_RETURN", "COMPLETED"})
"""In the first an order's tracking number is asked for, in the second when it was delivered."""
DETAIL = "order.get_order_detail"


@dataclass(slots=True)
class Told:
    """What the platform told of one order."""

    row: At | None = None
    returns: dict[str, At] = field(default_factory=dict)
    more: list[At] = field(default_factory=list)
    escrow: At | None = None


def pull(calls: Calls, since: datetime | None, now: datetime, *, urgent: bool) -> Iterator[Pulled | Unreadable]:
    """Case by case, an order's together. What the port raises ends it; whoever repeats it from the same `since` loses nothing."""
    start = now - listing.REACH if since is None else since - OVERLAP
    told: dict[str, Told] = {}
    for row in listing.returns(
        calls, start, now, urgent=urgent
    ).values():  # before the orders: one of now is in the next pull
        order, serial = text(row / "order_sn"), text(row / "return_sn")
        if order is None or serial is None:
            yield Unreadable(row.method, f"{row.path}: a return without its serial numbers", row.value)
        else:
            told.setdefault(order, Told()).returns[serial] = row
    for order in listing.orders(calls, start, now, urgent=urgent):
        told.setdefault(order, Told())
    for order in listing.moved(calls, start, now, urgent=urgent):
        told.setdefault(order, Told())
    serials = list(told)
    for place in range(0, len(serials), SIZE):
        yield from _described(calls, serials[place : place + SIZE], told, urgent=urgent)
    yield from _health(calls, urgent=urgent)


def _described(
    calls: Calls, serials: list[str], told: dict[str, Told], *, urgent: bool
) -> Iterator[Pulled | Unreadable]:
    """The cases of these orders; a detail that is refused for all is asked for one by one, and holds up no other order."""
    rows, refused = _details(calls, serials, urgent=urgent)
    yield from refused
    for serial in serials:
        one = told[serial]
        one.row = rows.get(serial)
        heard, refused = _asked(partial(_around, calls, serial, one, urgent=urgent), serial)
        yield from refused
        yield from _joined(serial, one, heard)


def _details(calls: Calls, serials: list[str], *, urgent: bool) -> tuple[dict[str, At], list[Unreadable]]:
    def ask(asked: list[str]) -> list[At]:
        return list((calls.read(detail_call(asked), urgent=urgent) / "order_list").each())

    found: list[At] = []
    refused: list[Unreadable] = []
    try:
        found = ask(serials)
    except SignInNeeded:
        raise
    except Refused:
        for one in serials:
            rows, trouble = _asked(partial(ask, [one]), one)
            found += rows
            refused += trouble
    return {serial: row for row in found if (serial := text(row / "order_sn")) is not None}, refused


def _asked(ask: Callable[[], list[At]], order: str) -> tuple[list[At], list[Unreadable]]:
    """What was answered; a read refused is asked once more, and refused again it is reported, and holds up no other order."""
    for _ in range(2):
        try:
            return ask(), []
        except SignInNeeded:
            raise
        except Refused as why:
            refused = Unreadable(DETAIL, f"order {order}: {why}")
    return [], [refused]


def _around(calls: Calls, order: str, told: Told, *, urgent: bool) -> list[At]:
    """Its parcel, its escrow where goods were or are asked back, its returns in full, and their goods' way."""
    heard = list(_parcel(calls, order, told.row, urgent=urgent)) if told.row is not None else []
    if told.returns or _is_returned(told.row):
        told.escrow = calls.read(Call("GET", "payment/get_escrow_detail", {"order_sn": order}), urgent=urgent)
        names = [*told.returns, *(name for one in (told.escrow / "return_order_sn_list").each() if (name := text(one)))]
        told.returns = {name: calls.read(return_call(name), urgent=urgent) for name in dict.fromkeys(names)}
    for serial, claim in told.returns.items():
        if text(claim / "tracking_number"):
            call = Call("GET", "returns/get_reverse_tracking_info", {"return_sn": serial})
            heard.append(calls.read(call, urgent=urgent))
    return heard


def _parcel(calls: Calls, order: str, row: At, *, urgent: bool) -> Iterator[At]:
    status = text(row / "order_status")
    if status in NUMBERED:
        found = calls.read(Call("GET", "logistics/get_tracking_number", {"order_sn": order}), urgent=urgent)
        if number := text(found / "tracking_number"):  # empty for some minutes (sheet §2, Shipping)
            yield At({"order_sn": order, "tracking_number": number}, found.method)
    elif status in ARRIVED:
        yield calls.read(Call("GET", "logistics/get_tracking_info", {"order_sn": order}), urgent=urgent)


def _is_returned(row: At | None) -> bool:
    if row is None:
        return False
    counts = ("return_requested_qty", "returned_qty")
    return any(whole(item / name) for item in (row / "item_list").each() for name in counts)


def _joined(order: str, told: Told, heard: Iterable[At]) -> Iterator[Pulled | Unreadable]:
    parts: list[Part] = []
    rows = [one for one in (told.row, *told.returns.values()) if one is not None]
    for one in (*rows, *heard):
        try:
            parts += messages.understand(one.value, one.method)
        except (NotUnderstood, NotACase) as why:
            yield Unreadable(one.method, str(why), one.value)
    try:
        parts += _money(order, told)
        if not any(isinstance(part, OrderPart) for part in parts) and not parts:
            return
        cases = list(join("shopee", parts))
    except (NotUnderstood, NotACase) as why:
        yield Unreadable(DETAIL, f"order {order}: {why}", [one.value for one in rows])
        return
    for case in cases:
        yield Pulled(case, _last(rows))


def _money(order: str, told: Told) -> Iterator[Part]:
    if told.escrow is not None and told.returns:
        yield from escrow.refunds(told.escrow, told.returns.values())
        yield from escrow.adjustments(told.escrow, order, min(told.returns))
    if told.row is not None:
        yield from _cancelled(order, told.row)


def _cancelled(order: str, row: At) -> Iterator[TroublePart]:
    """A paid order that is cancelled: it is over, and its money goes back (sheet §4). Not where a return took it back already."""
    at, paid = instant(row / "update_time"), instant(row / "pay_time")
    if text(row / "order_status") != "CANCELLED" or at is None or paid is None or _is_returned(row):
        return
    amount = money(row / "total_amount", row / "currency")
    note = text(row / "cancel_reason")
    events = ({"at": at, "type": "cancelled"}, known(at=at, type="refund_paid", amount=amount, note=note))
    yield TroublePart(order, order, events=events, method=row.method)


def _health(calls: Calls, *, urgent: bool) -> Iterator[Pulled | Unreadable]:
    """Points and punishments, each a case about no order. Those of no row are no message of ours."""
    for one in listing.health(calls, urgent=urgent):
        if not any((one / name).value for name in ("penalty_point_list", "punishment_list")):
            continue
        try:
            for case in join("shopee", messages.understand(one.value, one.method)):
                yield Pulled(case)
        except (NotUnderstood, NotACase) as why:
            yield Unreadable(one.method, str(why), one.value)


def _last(rows: Iterable[At]) -> datetime | None:
    """When anything of it last changed."""
    times = [whole(row / "update_time") for row in rows]
    known_ = [seconds for seconds in times if seconds]
    return datetime.fromtimestamp(max(known_), UTC) if known_ and len(known_) == len(times) else None
