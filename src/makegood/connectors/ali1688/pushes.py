"""1688's push messages: what a refund's message tells of it, an order's of its status, a waybill's of its numbers."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping

from makegood.connectors.ali1688.orders import order_id, refund_id, refund_status
from makegood.connectors.ali1688.times import instant
from makegood.connectors.exact import epoch, filled, needed, refuse_twins, words
from makegood.connectors.parts import At, Document, OrderPart, Part, TroublePart, known
from makegood.core.reading import NotACase, loads

# refundAction (sheet §3) → our event; what a closing means beyond the buyer's own withdrawal is not stated.
EVENTS: Mapping[str, Document] = {
    "BUYER_APPLY_REFUND": {"type": "dispute_opened"},
    "BUYER_CANCEL_REFUND_CLOSE": {"type": "dispute_withdrawn"},
    "BUYER_SEND_GOODS": {"type": "return_shipped"},
    "BUYER_APPLY_SUPPORT": {"type": "escalated", "by": "buyer"},
    "SELLER_APPLY_SUPPORT": {"type": "escalated", "by": "seller"},
    "CRM_APPLY_SUPPORT": {"type": "escalated", "by": "platform"},
    "SELLER_AGREE_REFUND": {"type": "action_done", "action": "agree"},
    "SELLER_AGREE_REFUND_PROCOTOL": {"type": "action_done", "action": "agree"},
    "SELLER_REJECT_REFUND": {"type": "action_done", "action": "refuse"},
    "SELLER_REJECT_REFUND_PROCOTOL": {"type": "action_done", "action": "refuse"},
    "SELLER_RECEIVE_GOODS": {"type": "return_received"},
    "SELLER_UPLOAD_BILL": {"type": "action_done", "action": "submit_evidence"},
    "SYSTEM_AGREE_REFUND": {"type": "refund_paid"},
}
AGREED = frozenset({"SELLER_AGREE_REFUND", "SELLER_AGREE_REFUND_PROCOTOL", "SYSTEM_AGREE_REFUND_PROTOCOL"})
"""Agreed: what follows shows in the status, the goods' return or the money (sheet §3, refund transitions)."""
REFUND_TOPICS = ("REFUND_IN_SALES", "REFUND_AFTER_SALES")
LOGISTICS = ("MailNoChangeModel", "OrderLogisticsTracingModel")


def is_push(value: Mapping[str, object]) -> bool:
    """The wrapper of a push, or its data alone."""
    wrapped = "data" in value and "type" in value
    return wrapped or ("currentStatus" in value and "orderId" in value) or any(name in value for name in LOGISTICS)


def opened_form(at: At) -> At:
    """The form that a push is posted as holds its body as JSON text, escaped for HTML by some receivers (sheet §2.5)."""
    return _parsed(at / "message")


def _parsed(at: At) -> At:
    if not isinstance(at.value, str):
        return at
    text = html.unescape(at.value) if "&quot;" in at.value else at.value
    try:
        inner = At(loads(text), at.method, at.path)
    except NotACase:
        raise at.refuse("JSON text") from None
    refuse_twins(inner)
    return inner


def read_push(at: At) -> Iterator[Part]:
    """One message; a topic that tells of no order (products, sub-accounts) is refused."""
    wrapped = "data" in at.value and "type" in at.value
    topic = needed(at / "type") if wrapped else ""
    data = _parsed(at / "data") if wrapped else at
    sent = epoch(at / "gmtBorn", milliseconds=True) if wrapped else None
    if not isinstance(data.value, Mapping):
        raise data.refuse("the message's data, an object")
    data = At(data.value, topic or at.method, data.path)
    yield from _reader(data, topic)(data, sent)


def _reader(data: At, topic: str) -> Callable[[At, str | None], Iterator[Part]]:
    if any(name in data.value for name in LOGISTICS):
        return _waybill
    if "orderId" not in data.value:
        raise data.refuse("the data of an order's, a refund's or a waybill's message")
    if topic.endswith(REFUND_TOPICS) or "refundAction" in data.value:
        return _refund
    return _order


def _order(data: At, _sent: str | None) -> Iterator[Part]:
    """The order's status. When it was paid or sent is told by the order alone: a message may come late."""
    main = order_id(data)
    buyer = known(id=words(data / "buyerMemberId"))
    yield OrderPart(main, known(id=main, status=needed(data / "currentStatus"), buyer=buyer), method=data.method)


def _refund(data: At, sent: str | None) -> Iterator[Part]:
    """A refund's message; older ones leave out which refund of the order it is (sheet §2.5)."""
    order, status = order_id(data), needed(data / "currentStatus")
    at = instant(data / "msgSendTime") or sent
    event = _event(words(data / "refundAction"), status)
    yield TroublePart(
        id=refund_id(data / "refundId") or f"refund-of-{order}",
        order=order,
        claim={"by": "buyer"},
        events=({**event, "at": at},) if at is not None else (),
        order_facts=known(buyer=known(id=words(data / "buyerMemberId"))),
        shop=known(id=words(data / "sellerMemberId")),
        method=data.method,
    )


def _event(action: str | None, status: str) -> Document:
    if action in AGREED and refund_status(status) == "waitbuyersend":
        return {"type": "return_approved"}
    if action in AGREED and refund_status(status) == "refundsuccess":
        return {"type": "refund_paid"}
    return EVENTS.get(action or "") or {"type": "platform_notice", "text": action or status}


def _waybill(data: At, _sent: str | None) -> Iterator[Part]:
    """A parcel's number, and the one it had before: for each order it carries."""
    name = next(name for name in LOGISTICS if name in data.value)
    model = data / name
    tracking, before = words(filled(model, "newMailNo", "mailNo")), words(model / "oldMailNo")
    shipment = known(
        carrier=words(filled(model, "newCpCode", "cpCode")),
        tracking=tracking,
        numbers=[before] if before is not None and before != tracking else None,
    )
    for order in dict.fromkeys(order_id(item) for item in (model / "orderLogsItems").each()):
        yield OrderPart(order, known(id=order, shipment=shipment), method=data.method)
