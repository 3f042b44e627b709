"""Shopee's pushes: `{data, shop_id, code, timestamp}`, one by one or from the queue of lost ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from makegood.connectors.exact import needed, refuse_twins
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document, NotUnderstood, OrderPart, Part, TroublePart, known
from makegood.connectors.shopee.fields import instant, number_as_id, rows
from makegood.connectors.shopee.orders import (
    BUYER_ASKS_TO_CANCEL,
    ON_THE_WAY,
    SERIALS,
    cancellation,
    read_order,
    ship_by,
)
from makegood.connectors.shopee.penalties import penalty
from makegood.connectors.shopee.returns import RETURN_SERIALS, WANTS, status_event
from makegood.core.reading import NotACase, loads

STATUS_TIMES = {
    "SHIPPED": "shipped_at",
    "TO_CONFIRM_RECEIVE": "delivered_at",
    "COMPLETED": "finished_at",
    "CANCELLED": "finished_at",
}
"""What an order's coming into a status dates (platforms/shopee.md §3, Order status); `update_time` is the event's clock."""

POINTS_ISSUED = "1"


def is_push(value: object) -> bool:
    return isinstance(value, dict) and "code" in value and "data" in value


def read_push(message: At) -> list[Part]:
    """One push. Refused where its code tells of no order, return or penalty."""
    message = _unwrapped(message)
    code = needed(message / "code")
    told = PUSHES.get(code)
    if told is None:
        raise (message / "code").refuse("a push about an order, return or penalty: " + ", ".join(PUSHES))
    method, read = told
    data = At((message / "data").value, method, f"{message.path}.data")
    if not isinstance(data.value, dict):
        raise data.refuse("the push's object")
    return list(read(data, replace(message, method=method)))


def read_lost(messages: At) -> Iterator[Part]:
    """`push.get_lost_push_message`, in the order in which things happened. The queue holds every kind of push; those that tell
    of no order are passed by, and a queue of nothing else is refused."""
    queue = [_unwrapped(message) for message in rows(messages, "push_message")]
    ours = [message for message in queue if text(message / "code") in PUSHES]
    if queue and not ours:
        raise NotUnderstood(messages.method, messages.path, "pushes of other codes", "a push about an order or return")
    told = [(_clock(message), read_push(message)) for message in ours]
    for _, parts in sorted(told, key=lambda one: one[0]):
        yield from parts


def _unwrapped(message: At) -> At:
    """The push itself: a lost one lies whole inside `data`, as an object or as JSON text."""
    data = message / "data"
    if isinstance(data.value, str):
        try:
            inside = loads(data.value)
        except (NotACase, ArithmeticError):
            raise data.refuse("a push as JSON") from None
        refuse_twins(At(inside, message.method))
        data = replace(data, value=inside)
        message = replace(message, value=message.value | {"data": inside})
    return data if is_push(data.value) else message


def _clock(message: At) -> str:
    data = message / "data"
    at = data / "update_time" if isinstance(data.value, dict) else data
    return (instant(at) if isinstance(data.value, dict) else None) or instant(message / "timestamp") or ""


def _shop(message: At) -> Document:
    return known(id=number_as_id(message / "shop_id"))


def _order_status(data: At, message: At) -> Iterator[Part]:
    """Code 3: an order came into a status."""
    serial, status, at = needed(data.first(*SERIALS)), needed(data / "status"), instant(data / "update_time")
    dated = {STATUS_TIMES[status]: at} if at is not None and status in STATUS_TIMES else {}
    yield OrderPart(serial, {"id": serial, "status": status, **dated}, (), data.method)
    if status == BUYER_ASKS_TO_CANCEL:
        events = (known(at=at, type="cancel_requested"),)
        claim = cancellation(None) | known(opened_at=at)
        yield TroublePart(serial, serial, claim, "cancel_request", events, shop=_shop(message), method=data.method)


def _tracking_number(data: At, _: At) -> Iterator[Part]:
    """Code 4: a package got its tracking number."""
    needed(data.first("tracking_no", "tracking_number"))
    yield from read_order(data)


def _parcel_status(data: At, _: At) -> Iterator[Part]:
    """Code 30: a package moved."""
    serial, status = needed(data.first(*SERIALS)), needed(data / "fulfillment_status")
    at, number = instant(data / "update_time"), text(data / "package_number")
    dated = {ON_THE_WAY[status]: at} if at is not None and status in ON_THE_WAY else {}
    shipment = known(numbers=[number] if number is not None else [])
    yield OrderPart(serial, {"id": serial, **dated, **known(shipment=shipment)}, (), data.method)


def _parcel_changed(data: At, message: At) -> Iterator[Part]:
    """Code 47: Shopee moved the ship-by date or the channel."""
    serial = needed(data.first(*SERIALS))
    new = data / "new"
    read_at = instant(data / "update_time") or instant(message / "timestamp")
    deadlines = ship_by(new / "ship_by_date", read_at) if new.value is not None else ()
    yield OrderPart(serial, {"id": serial}, (), data.method)
    if deadlines:
        yield TroublePart(serial, serial, platform_deadlines=deadlines, shop=_shop(message), method=data.method)


def _return_updates(data: At, message: At) -> Iterator[Part]:
    """Code 29."""
    yield replace(read_update(data), shop=_shop(message))


def read_update(data: At) -> TroublePart:
    """What changed in a return, each with its own time."""
    serial, order = needed(data.first(*RETURN_SERIALS)), needed(data.first(*SERIALS))
    wants: list[str] = []
    events: list[Document] = []
    for change in rows(data / "updated_values", "updated_value"):
        field, at = needed(change / "update_field"), instant(change / "update_time")
        old, new = text(change / "old_value"), text(change / "new_value")
        events.append(known(at=at, type="platform_notice", text=f"{field} {old or '-'} → {new or '-'}"))
        if field == "return_solution":
            wants = WANTS.get(new or "", wants)
        if field == "return_status" and new is not None and at is not None:
            events += status_event(new, at, "0" if "return" in wants else None)
    claim = known(by="buyer", wants=wants)
    return TroublePart(serial, order, claim, events=tuple(events), method=data.method)


def _shop_penalty(data: At, message: At) -> Iterator[Part]:
    """Code 28: points were issued. Their removal, and a move of tier, open no case."""
    if needed(data / "action_type") != POINTS_ISSUED:
        raise (data / "action_type").refuse("1, points issued; a removal or a change of tier opens no case")
    issued, at = data / "points_issued_data", instant(data / "update_time")
    if at is None:
        raise (data / "update_time").refuse("a time in whole Unix seconds")
    word, shop = needed(issued / "violation_type"), _shop(message)
    serial = ":".join((shop.get("id", ""), word, at))
    yield penalty(issued, serial, word, at, ("issued_points",), shop)


PUSHES: dict[str, tuple[str, Callable[[At, At], Iterator[Part]]]] = {
    "3": ("order_status_push", _order_status),
    "4": ("order_trackingno_push", _tracking_number),
    "28": ("shop_penalty_update_push", _shop_penalty),
    "29": ("return_updates_push", _return_updates),
    "30": ("package_fulfillment_status_push", _parcel_status),
    "47": ("package_info_push", _parcel_changed),
}
"""By code, which is not the number of its page (platforms/shopee.md §2, Push)."""
