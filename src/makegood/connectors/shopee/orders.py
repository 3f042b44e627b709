"""Shopee's orders as case files' orders: detail, lists, packages and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from makegood.connectors.exact import needed
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document, OrderPart, Part, TroublePart, known
from makegood.connectors.shopee.fields import country, instant, money, number_as_id, reason, rows, whole

SERIALS = ("order_sn", "ordersn")
"""Calls write an underscore, pushes none (platforms/shopee.md §2, Push)."""

AWAITS_SHIPPING = frozenset({"READY_TO_SHIP", "PROCESSED", "RETRY_SHIP", "PENDING", "IN_CANCEL"})
"""Statuses in which the ship-by date still runs (platforms/shopee.md §3, Order status)."""

BUYER_ASKS_TO_CANCEL = "IN_CANCEL"
"""The buyer's cancellation awaits the seller (platforms/shopee.md §3, Order status)."""


ON_THE_WAY = {
    "LOGISTICS_PICKUP_DONE": "shipped_at",
    "PICKED_UP": "shipped_at",
    "LOGISTICS_DELIVERY_DONE": "delivered_at",
    "DELIVERED": "delivered_at",
}
"""What a parcel's status dates: the general words (platforms/shopee.md §3, Logistics status), and those that the reference
shows in `logistics.get_tracking_info`."""


def read_orders(orders: At) -> Iterator[Part]:
    for row in rows(orders, "order"):
        yield from read_order(row)


def read_order(row: At) -> Iterator[Part]:
    """One order, however much of it the call tells; and what troubles it, under the order's own number."""
    serial = needed(row.first(*SERIALS))
    status = text(row.first("order_status", "status"))
    order = known(
        id=serial,
        placed_at=instant(row / "create_time"),
        paid_at=instant(row / "pay_time"),
        status=status,
        total=money(row / "total_amount", row / "currency"),
        lines=[_line(item, row / "currency") for item in rows(row / "item_list", "item")],
        buyer=known(id=number_as_id(row / "buyer_user_id"), name=text(row / "buyer_username")),
        ship_to=_ship_to(row / "recipient_address"),
        shipment=_shipment(row),
    )
    order |= _moved(row) | known(shipped_at=instant(row / "pickup_done_time"))
    booking = text(row / "booking_sn")
    yield OrderPart(serial, order, (booking,) if booking else (), row.method)
    yield from _trouble(row, serial, status, order)


def _trouble(row: At, serial: str, status: str | None, order: Document) -> Iterator[TroublePart]:
    """The buyer's wish to cancel, and the time by which to ship: both are facts of the case, not of the order."""
    awaits = status in AWAITS_SHIPPING and "shipped_at" not in order
    deadlines = ship_by(row / "ship_by_date") if awaits else ()
    asks = status == BUYER_ASKS_TO_CANCEL
    claim = cancellation(text(row.first("buyer_cancel_reason", "cancel_reason"))) if asks else {}
    if claim or deadlines:
        kind = "cancel_request" if asks else None
        yield TroublePart(serial, serial, claim, kind, platform_deadlines=deadlines, method=row.method)


def cancellation(word: str | None) -> Document:
    return known(by="buyer", reason=reason(word), platform_reason=word, wants=["cancel"])


def ship_by(at: At, read_at: str | None = None) -> tuple[Document, ...]:
    """The order's own ship-by date. What follows is late shipment, and a cancellation only after a grace that is not told."""
    due = instant(at)
    if due is None:
        return ()
    field = at.path.rpartition(".")[2]
    return (known(kind="ship", due_at=due, on_lapse="unknown", field=field, read_at=read_at),)


def read_late(orders: At) -> Iterator[Part]:
    """`account_health.get_late_orders`: orders past their shipping deadline."""
    for row in rows(orders, "late_order"):
        serial = needed(row.first(*SERIALS))
        yield OrderPart(serial, {"id": serial}, (), row.method)
        yield TroublePart(serial, serial, platform_deadlines=ship_by(row / "shipping_deadline"), method=row.method)


def _moved(row: At) -> Document:
    """When the parcel was first picked up, and first delivered, by its tracking events."""
    times: list[tuple[str, str]] = []
    for event in rows(row / "tracking_info", "tracking_info"):
        what, at = ON_THE_WAY.get(text(event / "logistics_status") or ""), instant(event / "update_time")
        if what is not None and at is not None:
            times.append((what, at))
    return dict(sorted(times, reverse=True))


def _line(item: At, currency: At) -> Document:
    quantity = whole(item / "model_quantity_purchased", least=1)
    return known(
        sku=text(item / "model_sku") or text(item / "item_sku"),
        title=text(item / "item_name"),
        quantity=quantity,
        unit_price=_unit_price(item / "model_discounted_price", quantity, currency),
    )


def _unit_price(price: At, quantity: int | None, currency: At) -> Document | None:
    """The price of a line of one piece. Of several pieces, Shopee's own pages disagree whether it is the piece's or the line's;
    0 says that a bundle's price is not broken down (platforms/shopee.md §2, Orders)."""
    amount = money(price, currency)
    if amount is None or quantity != 1 or not amount["amount"].strip("0."):
        return None
    return amount


def _ship_to(address: At) -> Document:
    """The recipient as Shopee shows him, stars and all."""
    if address.value is None:
        return {}
    return known(
        name=text(address / "name"),
        country=country(address / "region"),
        state=text(address / "state"),
        city=text(address / "city"),
        line1=text(address / "full_address"),
        postcode=text(address / "zipcode"),
        phone=text(address / "phone"),
    )


def _shipment(row: At) -> Document:
    """Carrier and numbers of the order's packages, or of the one package that a list's row is about."""
    packages = list(rows(row / "package_list", "package"))
    carriers = [text(package / "shipping_carrier") for package in packages]
    numbers = [text(package / "package_number") for package in (row, *packages)]
    return known(
        carrier=next(filter(None, carriers), None) or text(row / "shipping_carrier"),
        tracking=text(row.first("tracking_number", "tracking_no")),
        numbers=[number for number in dict.fromkeys(numbers) if number is not None],
    )


def gathered(parts: Iterable[Part]) -> Iterator[Part]:
    """An order that one message names several times, once for each package, keeps every package's number."""
    numbers: dict[str, list[str]] = {}
    kept = list(parts)
    for part in kept:
        if isinstance(part, OrderPart):
            found = numbers.setdefault(part.id, [])
            found += [number for number in part.order.get("shipment", {}).get("numbers", ()) if number not in found]
    for part in kept:
        if isinstance(part, OrderPart) and numbers[part.id]:
            shipment = part.order.get("shipment", {}) | {"numbers": numbers[part.id]}
            part = OrderPart(part.id, part.order | {"shipment": shipment}, part.also, part.method)
        yield part
