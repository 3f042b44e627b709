"""A 1688 order (`TradeInfo`: baseInfo, productItems, nativeLogistics) as our order, and the refunds its lines name."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.connectors.ali1688.times import instant
from makegood.connectors.exact import amount, count, filled, joined, needed, price, words
from makegood.connectors.parts import At, Document, OrderPart, Part, TroublePart, known

CURRENCY = "CNY"
"""Order amounts are decimals in yuan, refund amounts whole numbers of fen (sheet §2.1)."""

# Native logistics `type` (order detail's documentation): who arranged the carriage; "2" is shipping without a parcel.
SHIPPED_BY = {"0": "self", "1": "platform"}
NO_PARCEL = frozenset({"不需要物流"})
"""What stands for a tracking number where the goods went without a courier."""

# Sheet §3, refund status; order lines write them in capitals.
IS_OVER = frozenset({"refundsuccess", "refundclose", "refundclosed"})
CLOSED = frozenset({"cancel", "terminated"})  # order status
IS_RETURN = frozenset({"waitbuyersend", "waitsellerreceive"})


def refund_status(word: str | None) -> str | None:
    """`WAIT_SELLER_AGREE` of an order line is `waitselleragree` of a refund."""
    return word.replace("_", "").lower() if word is not None else None


def refund_id(at: At) -> str | None:
    """The refund's logical key, `TQ` + number (sheet §2.3); pushes give the bare number at times."""
    found = words(at)
    return f"TQ{found}" if found is not None and found.isdecimal() else found


def order_id(at: At) -> str:
    """The text twin first: the number beside it has lost its last digits where a double carried it (sheet §1.5)."""
    return needed(filled(at, "idOfStr", "id", "orderId"))


def read_order(at: At) -> Iterator[Part]:
    base = at / "baseInfo"
    main = order_id(base)
    items = list((at / "productItems").each())
    subs = [sub for item in items if (sub := words(filled(item, "subItemIDString", "subItemID")))]
    yield OrderPart(main, _order(at, base, main, items), tuple(sub for sub in subs if sub != main), at.method)
    yield from _refunds(at, base, main, items)


def _order(at: At, base: At, main: str, items: list[At]) -> Document:
    return known(
        id=main,
        placed_at=instant(base / "createTime"),
        paid_at=instant(base / "payTime"),
        shipped_at=instant(base / "allDeliveredTime"),  # when all of it was sent, whatever the name says
        delivered_at=instant(base / "receivingTime"),
        finished_at=instant(base / "completeTime"),
        status=needed(filled(base, "status", "tradeStatus")),
        total=amount(base / "totalAmount", CURRENCY),
        lines=[line for item in items if (line := _line(item))],
        buyer=_buyer(base),
        ship_to=_ship_to(at / "nativeLogistics", base / "receiverInfo"),
        shipment=_shipment(at / "nativeLogistics"),
    )


def _sku(item: At) -> str | None:
    """The seller's own number of the variant, else 1688's."""
    return words(filled(item, "cargoNumber", "skuID", "productCargoNumber", "productID"))


def _line(item: At) -> Document:
    return known(
        sku=_sku(item),
        title=words(item / "name"),
        quantity=count(item / "quantity"),
        unit_price=price(item / "price", CURRENCY),
    )


def _buyer(base: At) -> Document:
    contact = base / "buyerContact"
    if contact.value is None:
        return known(id=words(filled(base, "buyerID", "buyerMemberId", "buyerLoginId")))
    return known(
        id=words(filled(base, "buyerID", "buyerMemberId", "buyerLoginId")),
        name=words(contact / "name"),
        phone=words(filled(contact, "mobile", "phone")),
        email=words(contact / "email"),
    )


def _ship_to(native: At, receiver: At) -> Document:
    """The detail's address in its parts; a list row has the receiver's in one line, and it stays one."""
    if native.value is not None and any((native / name).value for name in ("contactPerson", "address", "city")):
        return known(
            name=words(native / "contactPerson"),
            state=words(native / "province"),
            city=words(native / "city"),
            line1=joined(words(native / name) for name in ("area", "town", "address")),
            postcode=words(native / "zip"),
            phone=words(filled(native, "mobile", "telephone")),
        )
    if receiver.value is None:
        return {}
    return known(
        name=words(receiver / "toFullName"),
        line1=words(receiver / "toArea"),
        postcode=words(receiver / "toPost"),
        phone=words(filled(receiver, "toMobile", "toPhone")),
    )


def _shipment(native: At) -> Document:
    """The first parcel's number, and under `numbers` those of the others."""
    parcels = [] if native.value is None else list((native / "logisticsItems").each())
    by_number: dict[str, At] = {}
    for parcel in parcels:
        tracking = words(parcel / "logisticsBillNo")
        if tracking is not None and tracking not in NO_PARCEL and words(parcel / "type") != "2":
            by_number.setdefault(tracking, parcel)
    if not by_number:
        return {}
    (tracking, first), *others = by_number.items()
    return known(
        by=SHIPPED_BY.get(words(first / "type") or ""),
        carrier=words(filled(first, "logisticsCompanyName", "logisticsCompanyNo")),
        tracking=tracking,
        numbers=[number for number, _ in others],
    )


def _refunds(at: At, base: At, main: str, items: list[At]) -> Iterator[TroublePart]:
    """The refunds under way that the order names: which lines they are about is told nowhere else."""
    skus: dict[str, list[str]] = {}
    statuses: dict[str, str | None] = {}
    pairs = (("refundId", "refundStatus"), ("refundIdForAs", "refundStatusForAs"))
    for place in (base, *items):
        for id_name, status_name in pairs:
            id_ = refund_id(place / id_name)
            if id_ is None:
                continue
            status = words(filled(place, status_name, "refundStatus"))
            statuses[id_] = refund_status(status) or statuses.get(id_)
            sku = _sku(place) if place is not base else None
            skus.setdefault(id_, []).extend([sku] if sku else [])
    for id_, status in statuses.items():
        if status == "refundsuccess" and (cancelled := _cancelled(base)):
            yield TroublePart(id_, main, events=cancelled, method=at.method)
        if status not in IS_OVER:
            wants = ["return", "refund"] if status in IS_RETURN else None
            claim = known(by="buyer", wants=wants, lines=list(dict.fromkeys(skus[id_])))
            yield TroublePart(id_, main, claim, method=at.method)


def _cancelled(base: At) -> tuple[Document, ...]:
    """Money went back before anything was sent, and the order closed: the cancelling is done. When it was, the order alone tells."""
    ended = instant(base / "completeTime")
    is_unsent = instant(base / "allDeliveredTime") is None
    if ended is None or not is_unsent or words(filled(base, "status", "tradeStatus")) not in CLOSED:
        return ()
    return ({"type": "cancelled", "at": ended},)
