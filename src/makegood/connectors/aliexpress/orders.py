"""AliExpress orders, list rows and details of every generation, as the case file's order and what it says of trouble."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from makegood.connectors.aliexpress.fields import blank, instant, money, rows, take, whole
from makegood.connectors.exact import needed
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document, OrderPart, Part, TroublePart, known
from makegood.core.countries import COUNTRIES

LINES = ("product_list", "child_order_list", "child_order_ext_info_list")
"""List rows, details, and the details' older twin (sheet §2.1)."""

# What `over_time_left` ends, by order status (sheet §2.1, §4): kind, on_lapse.
CLOCKS = {
    "PLACE_ORDER_SUCCESS": ("auto_cancel", "auto_cancel"),
    "WAIT_SELLER_SEND_GOODS": ("ship", "auto_cancel"),
    "SELLER_PART_SEND_GOODS": ("ship", "unknown"),
    "IN_CANCEL": ("respond", "unknown"),
}
CANCELS = frozenset({"cancel_order_close_trade"})
"""Operations that close an order by cancelling it (sheet §3, operation log codes)."""
DISPUTED = frozenset({"IN_ISSUE", "END_ISSUE"})  # sheet §3
PART_SENT = frozenset({"SELLER_PART_SEND_GOODS", "SELLER_SEND_PART_GOODS"})
NOT_DELIVERED = frozenset({"default", "not_received", "suspected_received"})  # receive_status, sheet §3
COUNTRY_ALIASES = {"UK": "GB"}  # ISO 3166-1 keeps UK for the United Kingdom


def order_parts(at: At) -> Iterator[Part]:
    """The order, and what it says itself of a cancel request, a refund or a clock."""
    id_ = needed(take(at, "order_id", "id"))
    yield OrderPart(id_, _order(at, id_), tuple(_sub_orders(at, id_)), at.method)
    yield from _troubles(at, id_)


def _order(at: At, id_: str) -> Document:
    parcels = list(rows(take(at, "logistic_info_list", "logistics_info_list")))
    total = money(take(at, "new_order_amount", "order_amount", "pay_amount"))
    return known(
        id=id_,
        placed_at=instant(take(at, "gmt_create")),
        paid_at=instant(take(at, "gmt_pay_success", "gmt_pay_time")),
        shipped_at=instant(take(at, "gmt_send_goods_time")) or _shipped(at, parcels),
        delivered_at=_delivered(parcels),
        finished_at=instant(take(at, "gmt_trade_end")),
        status=text(take(at, "order_status")),
        total=total,
        lines=_lines(at, total),
        buyer=_buyer(at),
        ship_to=_ship_to(take(at, "receipt_address")),
        shipment=_shipment(at, parcels),
    )


def _children(at: At) -> Iterator[At]:
    return rows(take(at, *LINES))


def _sub_orders(at: At, id_: str) -> Iterator[str]:
    for name in LINES[:2]:
        for child in rows(take(at, name)):
            sub = text(take(child, "child_order_id", "child_id", "id"))
            if sub is not None and sub != id_:
                yield sub


def _lines(at: At, total: Document | None) -> list[Document]:
    currency = total["currency"] if total is not None else None
    lines = []
    for child in _children(at):
        price = money(take(child, "product_unit_price", "product_price", "unit_price"))
        currency = currency or (price["currency"] if price is not None else None)
        line = known(
            sku=text(take(child, "sku_code", "sku")),
            title=text(take(child, "product_name")),
            quantity=whole(take(child, "product_count", "quantity")),
            unit_price=price if price is None or price["currency"] == currency else None,
        )
        if line:
            lines.append(line)
    return lines


def _person(at: At, *names: str) -> str | None:
    return " ".join(part for name in names if (part := text(take(at, name)))) or None


def _buyer(at: At) -> Document:
    info = take(at, "buyer_info")
    inside = info.value is not None
    return known(
        id=text(take(at, "buyer_login_id", "buyerloginid")) or (text(take(info, "login_id")) if inside else None),
        name=text(take(at, "buyer_signer_fullname")) or (_person(info, "first_name", "last_name") if inside else None),
    )


def _ship_to(at: At) -> Document:
    """The address as it stands, masked parts and all. A country that is no ISO code stays unknown."""
    if at.value is None:
        return {}
    country = text(take(at, "country"))
    country = COUNTRY_ALIASES.get(country or "", country)
    lines = [text(take(at, "detail_address", "address")), text(take(at, "address2"))]
    return known(
        name=text(take(at, "contact_person")),
        country=country if country in COUNTRIES else None,
        state=text(take(at, "province")),
        city=text(take(at, "city")),
        line1=", ".join(line for line in dict.fromkeys(lines) if line),
        postcode=text(take(at, "zip")),
        phone=text(take(at, "mobile_no")) or _person(at, "phone_country", "phone_area", "phone_number"),
    )


def _shipment(at: At, parcels: list[At]) -> Document:
    numbers = _told(text(take(parcel, "logistics_no")) for parcel in parcels)
    codes = _told(text(take(parcel, "logistics_type_code", "logistics_service_name")) for parcel in parcels)
    carrier = codes[0] if len(codes) == 1 else None
    by_platform = any(code.upper().startswith("CAINIAO") for code in codes) or _by_warehouse(at)
    return known(
        by="platform" if by_platform else None, carrier=carrier, tracking=next(iter(numbers), None), numbers=numbers[1:]
    )


def _told(words: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


def _by_warehouse(at: At) -> bool:
    """Did the platform's warehouse send every line (sheet §2.1)?"""
    children = list(_children(at))
    return bool(children) and all(
        text(take(child, "send_goods_operator")) == "WAREHOUSE_SEND_GOODS"
        or text(take(child, "logistics_warehouse_type")) == "cainiaoInternationalWarehouse"
        for child in children
    )


def _shipped(at: At, parcels: list[At]) -> str | None:
    """When the last parcel left; unknown while only a part has."""
    if {text(take(at, "order_status")), text(take(at, "logistics_status"))} & PART_SENT:
        return None
    times = [instant(take(parcel, "gmt_send")) for parcel in parcels]
    return _last(times)


def _delivered(parcels: list[At]) -> str | None:
    """When the last parcel arrived; unknown while one has not, or is only thought to have."""
    times = [
        None if text(take(parcel, "receive_status")) in NOT_DELIVERED else instant(take(parcel, "gmt_received"))
        for parcel in parcels
    ]
    return _last(times)


def _last(times: list[str | None]) -> str | None:
    sure = [time for time in times if time is not None]
    return max(sure) if sure and len(sure) == len(times) else None


# --- trouble that an order tells of itself --------------------------------------------------------------------


def _troubles(at: At, id_: str) -> Iterator[TroublePart]:
    """A cancel request, a refund or a running clock. A dispute is told by the issue calls, which know its id."""
    status = text(take(at, "order_status"))
    if status == "IN_CANCEL":
        claim = known(by="buyer", wants=["cancel"], platform_reason=text(take(at, "cancel_request_reason")))
        yield TroublePart(id_, id_, claim, "cancel_request", platform_deadlines=_clock(at, status), method=at.method)
    elif not is_disputed(at):
        refunds = list(_refunds(at, id_))
        clocks, cancelled = _clock(at, status), tuple(_cancelled(at))
        if clocks or cancelled:
            yield TroublePart(id_, id_, events=cancelled, platform_deadlines=clocks, method=at.method)
        yield from refunds
    else:  # the claim is the dispute's; that money went back, only the order tells
        for refund in _refunds(at, id_):
            if refund.events:
                yield TroublePart(id_, id_, events=refund.events, method=refund.method)


def is_disputed(at: At) -> bool:
    """By its own word or its lines'; `child_issue_info` stands on every line, and may say that there is none."""
    for place in (at, *_children(at)):
        told = [text(take(place, "issue_status"))]
        for name in ("issue_info", "child_issue_info"):
            info = take(place, name)
            if info.value is not None:
                told.append(
                    (text(take(info, "issue_status")) if isinstance(info.value, Mapping) else None) or "IN_ISSUE"
                )
        if not DISPUTED.isdisjoint(told):
            return True
    return False


def _cancelled(at: At) -> Iterator[Document]:
    """The first operation of the log that closed it so; only details tell the log."""
    for entry in rows(take(at, "opr_log_dto_list")):
        when = instant(take(entry, "gmt_create"))
        if text(take(entry, "action_type")) in CANCELS and when is not None:
            yield {"at": when, "type": "cancelled"}
            return


def _clock(at: At, status: str | None) -> tuple[Document, ...]:
    due = take(at, "over_time_left")
    if status not in CLOCKS or blank(due.value):
        return ()
    kind, on_lapse = CLOCKS[status]
    return ({"kind": kind, "due_at": instant(due), "on_lapse": on_lapse, "field": "over_time_left"},)


def _refunds(at: At, id_: str) -> Iterator[TroublePart]:
    """The order's refund, or else those of its sub-orders."""
    whole_order = take(at, "refund_info")
    if whole_order.value is not None:
        yield _refund(whole_order, id_, id_)
        return
    for child in _children(at):
        refund = take(child, "refund_info")
        if refund.value is not None:
            yield _refund(refund, text(take(child, "child_order_id", "child_id", "id")) or id_, id_)


def _refund(at: At, id_: str, order: str) -> TroublePart:
    if not isinstance(at.value, Mapping):
        raise at.refuse("a refund's object")
    amount = money(take(at, "refund_cash_amt"))
    paid_at = instant(take(at, "refund_time"))
    claim = known(wants=["refund"], platform_reason=text(take(at, "refund_reason")), amount=amount)
    paid = text(take(at, "refund_status")) == "refund_ok" and paid_at is not None
    events = (known(at=paid_at, type="refund_paid", amount=amount),) if paid else ()
    return TroublePart(id_, order, claim, events=events, method=at.method)
