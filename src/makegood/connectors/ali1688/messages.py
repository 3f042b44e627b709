"""1688's JSON as parts of case files: which method a message belongs to, by its shape, and what is inside its envelope.

Read: order lists and details, refund lists, details, batches and logs, push messages; each bare, in its envelope, or several in
a list. Refused, by name: error answers, and answers that hold neither an order nor a trouble.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from makegood.connectors.ali1688.orders import read_order
from makegood.connectors.ali1688.pushes import is_push, opened_form, read_push
from makegood.connectors.ali1688.refunds import read_log, read_refund
from makegood.connectors.exact import filled
from makegood.connectors.parts import At, Part

EXPECTED = "an order, a refund, a log of a refund's operations, or a push message about one"

# What an answer holds that is none of ours, by a member's name (sheet §1.2, §2).
OTHERS = {
    "access_token": "a token",
    "refresh_token": "a token",
    "productStockChange": "stock",
    "productInfo": "a product",
    "logisticsTrace": "a parcel's trace",
    "logisticsSteps": "a parcel's trace",
    "logisticsId": "a parcel, without its order",
    "companyNo": "couriers",
    "needVoucher": "reasons for a refund",
    "reasons": "reasons for a refund",
    "maxRefundFee": "the most that can be refunded",
    "receiveAddress": "an address",
    "loginId": "an account",
}
MODELS = ("opOrderRefundModels", "opOrderRefundModelDetail", "opOrderRefundOperationModels")
REFUND_MARKS = ("orderId", "status", "applyPayment", "disputeRequest", "goodsStatus", "gmtApply")
PUSH_LISTS = ("pushMessageList", "messageList", "datas")
FAILURES = ("error_code", "errorCode")
FAILURE_WORDS = ("error_message", "errorMessage", "errorMsg", "errorInfo", "extErrorMessage", "message")

# The methods' names where the message does not bear its own (sheet §2.1, §2.3).
ORDERS, ORDER = "alibaba.trade.getSellerOrderList", "alibaba.trade.get.sellerView"
REFUNDS, REFUND = "alibaba.trade.refund.queryOrderRefundList", "alibaba.trade.refund.OpQueryOrderRefund"
LOG = "alibaba.trade.refund.OpQueryOrderRefundOperationList"


def understand(document: Any, name: str) -> Iterator[Part]:
    """The parts a parsed file tells. Raises `NotUnderstood` with the method and the path."""
    at = At(document, name)
    if not isinstance(document, list):
        yield from _message(at, known=False)
        return
    for item in at.each():
        yield from _message(item, known=False)


def _named(at: At, method: str, known: bool) -> At:
    return at if known else At(at.value, method, at.path)


def _message(at: At, known: bool) -> Iterator[Part]:
    """One answer or push; `known`: the method bears its own name already."""
    if not isinstance(at.value, Mapping):
        raise at.refuse(EXPECTED)
    if "api" in at.value and "response" in at.value:  # an answer kept beside its request
        method = at.value["api"].split(":") if isinstance(at.value["api"], str) else []
        at = At(at.value["response"], method[1] if len(method) > 1 else at.method, f"{at.path}.response")
        known = len(method) > 1
        if not isinstance(at.value, Mapping):
            raise at.refuse("an answer")
    _refuse_failure(at)
    yield from _body(at, known)


def _refuse_failure(at: At) -> None:
    """The three shapes of an error: the gateway's, the business's, and one nested in `result` (sheet §1.5)."""
    for place in (at, at / "result", at / "error_response"):
        if not isinstance(place.value, Mapping):
            continue
        success = place / "success"
        failed = _is(success, False)
        code = filled(place, *FAILURES)
        said = isinstance(code.value, (str, int)) and not isinstance(code.value, bool) and str(code.value).strip()
        if _is(success, True):
            continue
        if failed or said or place.path.endswith(".error_response"):
            told = filled(place, *FAILURE_WORDS).value
            where = code if said else success if failed else place
            words = f": {told[:200]}" if isinstance(told, str) else ""
            raise where.refuse(f"an answer that succeeded; this one is an error{words}")


def _is(at: At, truth: bool) -> bool:
    """That truth, from JSON's own or as text, as the order detail gives it."""
    return at.value is truth or (isinstance(at.value, str) and at.value.strip().lower() == str(truth).lower())


def _body(at: At, known: bool) -> Iterator[Part]:
    """What the envelope holds. `result` may lie in `result` (sheet §1.5)."""
    value = at.value
    if isinstance(value, list):
        for item in at.each():
            yield from _row(item, ORDERS, known)
    elif not isinstance(value, Mapping):
        raise at.refuse(EXPECTED)
    elif "message" in value and "_aop_signature" in value:
        yield from _pushed(opened_form(at))
    elif is_push(value):
        yield from read_push(at)
    elif any(name in value for name in PUSH_LISTS):
        yield from _pushes(at)
    elif any(name in value for name in MODELS):
        yield from _models(at, known)
    elif "pushMessagePage" in value:
        yield from _body(at / "pushMessagePage", known)
    elif "result" in value and at.path.count(".result") < 2:
        yield from _body(at / "result", known)
    else:
        yield from _row(at, ORDER, known)


def _pushed(at: At) -> Iterator[Part]:
    if not isinstance(at.value, Mapping) or not is_push(at.value):
        raise at.refuse("a push message with type and data")
    yield from read_push(at)


def _pushes(at: At) -> Iterator[Part]:
    """Pulled messages: `push.cursor.messageList` and `push.query.messageList` (sheet §2.5)."""
    name = next(name for name in PUSH_LISTS if name in at.value)
    for item in (at / name).each():
        yield from _pushed(item)


def _models(at: At, known: bool) -> Iterator[Part]:
    detail, rows, log = at / MODELS[1], at / MODELS[0], at / MODELS[2]
    for row in rows.each():
        yield read_refund(_named(row, REFUNDS, known))
    if detail.value is not None:
        for row in detail.each() if isinstance(detail.value, list) else [detail]:
            yield read_refund(_named(row, REFUND, known))
    yield from read_log([_named(record, LOG, known) for record in log.each()])


def _row(at: At, order_method: str, known: bool) -> Iterator[Part]:
    """An order, a refund or an operation on its own."""
    value = at.value
    if not isinstance(value, Mapping):
        raise at.refuse(EXPECTED)
    if "baseInfo" in value:
        yield from read_order(_named(at, order_method, known))
    elif "operateTypeInt" in value:
        yield from read_log([_named(at, LOG, known)])
    elif "refundId" in value and any(name in value for name in REFUND_MARKS):
        yield read_refund(_named(at, REFUNDS, known))
    else:
        raise at.refuse(f"{EXPECTED}; this holds {_what(value)}")


def _what(value: Mapping[str, Any]) -> str:
    found = next((what for name, what in OTHERS.items() if name in value), None)
    return found or "none of these, as an acknowledgement does"
