"""A v3 order as our order, with what it tells of trouble: its ship-by time, its refunds, its penalties."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.connectors.exact import amount, count, country, currency, in_order, joined, needed, price, spelt, words
from makegood.connectors.parts import At, Document, OrderPart, Part, TroublePart, known
from makegood.connectors.wish.times import instant
from makegood.core.words import Platform
from makegood.policies.policy import book

# Sheet §3, milestones; the text also says ORDER_DELIVERED.
DELIVERED = frozenset({"CONFIRMED_DELIVERED", "ORDER_DELIVERED"})
TAKEN_BACK = frozenset({"TRACKING_CANCELLED", "ORDER_RE_RELEASED"})
UNPAID = frozenset({"REQUIRE_REVIEW", "DECLINED"})  # sheet §3: under review, or the payment failed
NOTHING_TO_SHIP = frozenset({"SHIPPED", "REFUNDED", "DECLINED"})
BY_WISH = frozenset({"WISH_EXPRESS", "FULFILLED_BY_WISH"})
"""Programmes in which Wish carries (contract: `shipment.by`); of the others the sheet does not say."""

SOURCES = {"MERCHANT": "seller", "CUSTOMER": "buyer", "WISH": "platform"}  # refund source (sheet §3)


def reason_of(word: str | None) -> str | None:
    return book(Platform.wish).reasons.get(word or "")


def money(at: At) -> Document | None:
    """Wish's money object, `{amount, currency_code}`, in major units."""
    if at.value is None:
        return None
    return amount(at / "amount", currency(at / "currency_code"))


def member(at: At, *path: str) -> At:
    """A member deeper down; a fields= answer may leave out any part of the way (sheet §2)."""
    for name in path:
        if at.value is None:
            return At(None, at.method, f"{at.path}.{name}")
        at = at / name
    return at


def read_order(at: At, read_at: str | None = None) -> Iterator[Part]:
    main = needed(at / "id")
    milestones = _milestones(at)
    yield OrderPart(main, _order(at, main, milestones), method=at.method)
    yield from _ship_by(at, main, milestones, read_at)
    yield from _refunds(at, main, milestones)
    for penalty in (at / "penalties").each():
        yield TroublePart(needed(penalty), main, {"by": "platform"}, "penalty", method=at.method)


def _milestones(at: At) -> dict[str, str]:
    """When it was released, marked shipped and delivered; what a cancelled tracking took back is not."""
    records = [
        (instant(each / "event_time"), words(each / "event_type")) for each in (at / "fulfillment_records").each()
    ]
    dated = in_order({"at": time, "type": type_} for time, type_ in records if time is not None)
    found: dict[str, str] = {}
    for record in dated:
        kind = "DELIVERED" if record["type"] in DELIVERED else str(record["type"])
        if kind in TAKEN_BACK:
            found = {name: time for name, time in found.items() if name == "ORDER_RELEASED"}
        else:
            found.setdefault(kind, record["at"])
    return found


def _order(at: At, main: str, milestones: dict[str, str]) -> Document:
    state = words(at / "state")
    released = instant(at / "released_at") or milestones.get("ORDER_RELEASED")
    details = member(at, "order_payment", "general_payment_details")
    return known(
        id=main,
        # Wish collects the payment before it releases an order, and the time to ship counts from the release (sheet §4)
        paid_at=released if state not in UNPAID else None,
        shipped_at=milestones.get("MARK_SHIPPED"),
        delivered_at=milestones.get("DELIVERED"),
        status=state,
        total=money(member(details, "customer_paid_prices_detail", "total")),
        lines=[line] if (line := _line(at / "product_information", details)) else [],
        ship_to=_ship_to(member(at, "full_address", "shipping_detail")),
        shipment=_shipment(at),
    )


def _line(product: At, details: At) -> Document:
    """One order is one product line (sheet §2). The price is the buyer's; what Wish pays us is another."""
    told = member(details, "product_price")
    return known(
        sku=words(member(product, "sku")),
        title=words(member(product, "name")),
        quantity=count(member(details, "product_quantity")),
        unit_price=price(member(told, "amount"), currency(member(told, "currency_code"))),
    )


def _ship_to(at: At) -> Document:
    if at.value is None:
        return {}
    streets = ("street_address1", "street_address2", "street_address3")
    phone = at / "phone_number"
    return known(
        name=words(at / "name"),
        country=country(at / "country_code"),
        state=words(at / "state"),
        city=words(at / "city"),
        line1=joined((words(at / street) for street in streets), ", "),
        postcode=words(at / "zipcode"),
        phone=words(phone) if isinstance(phone.value, str) else words(member(phone, "number")),
    )


def _shipment(at: At) -> Document:
    """Tracking is listed newest first, at most two (sheet §2)."""
    infos = list((at / "tracking_information").each())
    numbers = list(dict.fromkeys(number for info in infos if (number := words(info / "tracking_number"))))
    programmes = {words(each) for each in (at / "fulfillment_order_types").each()}
    return known(
        by="platform" if programmes & BY_WISH else None,
        carrier=_carrier(infos[0] / "shipping_provider") if infos else None,
        tracking=numbers[0] if numbers else None,
        numbers=numbers[1:],
    )


def _carrier(at: At) -> str | None:
    return words(at) if isinstance(at.value, str) else words(member(at, "name"))


# --- what an order tells of trouble ---------------------------------------------------------------------------


def _ship_by(at: At, main: str, milestones: dict[str, str], read_at: str | None) -> Iterator[TroublePart]:
    """`expected_ship_time`: not fulfilled by then, it is refunded by itself (sheet §2)."""
    due = instant(member(at, "fulfillment_requirements", "expected_ship_time"))
    if due is None or words(at / "state") in NOTHING_TO_SHIP or "MARK_SHIPPED" in milestones:
        return
    clock = known(kind="ship", due_at=due, on_lapse="auto_refund", field="expected_ship_time", read_at=read_at)
    yield TroublePart(main, main, platform_deadlines=(clock,), method=at.method)


def _refunds(at: At, main: str, milestones: dict[str, str]) -> Iterator[TroublePart]:
    """The order's refunds, always of the whole order, are one trouble; the newest is the claim."""
    refunds = list((at / "refunds").each())
    if not refunds:
        return
    newest = max(refunds, key=lambda refund: instant(refund / "refund_time") or "")
    word = words(newest / "refund_reason")
    reason = reason_of(word)
    claim = known(
        by=spelt(words(newest / "refund_source"), SOURCES),
        reason=reason,
        platform_reason=word,
        wants=["refund"],
        amount=money(newest / "refund_amount"),
    )
    unfulfilled = reason in (None, "other") and (at / "fulfillment_records").value is not None
    yield TroublePart(
        id=f"{main}:refund",
        order=main,
        claim=claim,
        kind="unfulfilled_order" if unfulfilled and "MARK_SHIPPED" not in milestones else None,
        events=tuple(in_order(event for refund in refunds for event in _refund_events(refund))),
        method=at.method,
    )


def _refund_events(refund: At) -> Iterator[Document]:
    """The money; where Wish ordered it, its verdict too, which can be disputed for 90 days (sheet §4)."""
    at = instant(refund / "refund_time")
    if at is None:
        return
    if words(refund / "refund_source") == "WISH":
        yield {"type": "judged", "at": at, "verdict": "refund"}
    sum_, note = money(refund / "refund_amount"), words(refund / "refund_reason_note")
    yield known(type="refund_paid", at=at, amount=sum_, note=note)
