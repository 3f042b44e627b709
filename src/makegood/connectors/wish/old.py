"""v1 and v2, gone since 2026 at the latest, for old data: everything is text, times are UTC, orders and tickets are wrapped.

Their amounts bear no currency, and neither the samples nor the sheet say which it is: an amount without one is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from makegood.connectors.exact import count, country, filled, in_order, joined, language, needed, number, truth, words
from makegood.connectors.parts import At, Document, OrderPart, Part, TroublePart, known
from makegood.connectors.wish.orders import member, reason_of
from makegood.connectors.wish.tickets import SIDES, for_each_order, message
from makegood.connectors.wish.times import utc

AMOUNTS = ("order_total", "price", "cost", "shipping", "shipping_cost")
_URL = re.compile(r"https?://[^\s'\",\]]+")


def unwrapped(at: At, name: str) -> At:
    """The object under its type's name, `{"Order": {…}}`, or that object itself."""
    return at / name if name in at.value else at


def read_order(at: At) -> Iterator[Part]:
    main = needed(at / "order_id")
    for name in AMOUNTS:
        number(at / name)  # not kept, but a message in which they are no numbers is not of this form
    yield OrderPart(main, _order(at, main), method=at.method)
    yield from _refund(at, main)


def _order(at: At, main: str) -> Document:
    line = known(sku=words(at / "sku"), title=words(at / "product_name"), quantity=count(at / "quantity"))
    return known(
        id=main,
        placed_at=utc(at / "order_time"),
        shipped_at=utc(at / "shipped_date"),
        status=needed(at / "state"),
        lines=[line] if line else [],
        buyer=known(id=words(at / "buyer_id")),
        ship_to=_ship_to(at / "ShippingDetail"),
        shipment=known(
            by="platform" if truth(at / "is_wish_express") else None,
            carrier=words(at / "shipping_provider"),
            tracking=words(at / "tracking_number"),
        ),
    )


def _ship_to(at: At) -> Document:
    if at.value is None:
        return {}
    return known(
        name=words(at / "name"),
        country=country(at / "country"),
        state=words(at / "state"),
        city=words(at / "city"),
        line1=joined((words(at / "street_address1"), words(at / "street_address2")), ", "),
        postcode=words(at / "zipcode"),
        phone=words(at / "phone_number"),
    )


def _refund(at: At, main: str) -> Iterator[TroublePart]:
    """What is told of a refund: by whom in Wish's words, when, and why."""
    paid, by, word = utc(at / "refunded_time"), words(at / "refunded_by"), words(at / "refunded_reason")
    if paid is None and by is None and word is None:
        return
    events = (known(type="refund_paid", at=paid, note=by),) if paid is not None else ()
    claim = known(reason=reason_of(word), platform_reason=word, wants=["refund"])
    yield TroublePart(f"{main}:refund", main, claim, events=events, method=at.method)


# --- tickets (v2) -----------------------------------------------------------------------------------------------


def read_ticket(at: At) -> Iterator[TroublePart]:
    ticket = needed(at / "id")
    replies = [unwrapped(each, "Reply") if isinstance(each.value, dict) else each for each in (at / "replies").each()]
    user = at / "UserInfo"
    buyer = known(
        id=words(member(user, "id")), name=words(member(user, "name")), language=language(member(user, "locale"))
    )
    for id_, order in for_each_order(ticket, _orders(at)):
        yield TroublePart(
            id=id_,
            order=order,
            claim=_claim(at, replies),
            events=tuple(in_order(_events(at, replies))),
            evidence=tuple(_pictures(ticket, replies)),
            order_facts=known(buyer=buyer),
            shop=known(id=words(at / "merchant_id")),
            method=at.method,
        )


def _orders(at: At) -> list[str]:
    items = [unwrapped(each, "Order") if isinstance(each.value, dict) else each for each in (at / "items").each()]
    return list(dict.fromkeys(needed(filled(item, "order_id", "id")) for item in items))


def _sender(reply: At) -> str | None:
    """Written small in v2: `user`, `merchant`."""
    found = words(reply / "sender")
    return found.upper() if found is not None else None


def _claim(at: At, replies: list[At]) -> Document:
    said = (words(each / "message") for each in replies if _sender(each) == "USER")
    return known(
        by="buyer",
        opened_at=utc(at / "open_date"),
        platform_reason=words(filled(at, "sublabel", "label")),
        text=next((text for text in said if text), None) or words(at / "subject"),
        language=language(member(at, "UserInfo", "locale")),
    )


def _events(at: At, replies: list[At]) -> Iterator[Document]:
    opened, changed, state = utc(at / "open_date"), utc(at / "last_update_date"), words(at / "state")
    if opened is not None and not any(_sender(each) == "USER" for each in replies):
        yield message("USER", opened, words(at / "subject"))
    for reply in replies:
        time = utc(reply / "date")
        if time is not None:
            yield message(_sender(reply), time, words(reply / "message"))
    if state is not None and changed is not None:
        yield {"type": "platform_notice", "at": changed, "text": state}


def _pictures(ticket: str, replies: list[At]) -> Iterator[Document]:
    """Links in one text that looks like a list, `[u'https://…']`."""
    for turn, reply in enumerate(replies, 1):
        by = SIDES.get(_sender(reply) or "", "platform")
        for place, url in enumerate(_URL.findall(words(reply / "image_urls") or ""), 1):
            yield known(id=f"{ticket}-{turn}-{place}", by=by, file=url, at=utc(reply / "date"))
