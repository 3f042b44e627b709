"""AliExpress's JSON to our words: whole responses of the three gateways, wrapped or simplified, and order pushes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from makegood.connectors.aliexpress.fields import blank, camel, has, rows, take, truth
from makegood.connectors.aliexpress.issues import (
    PROCESS,
    REASONS,
    SOLUTIONS,
    issue_parts,
    process_parts,
    solution_parts,
)
from makegood.connectors.aliexpress.orders import order_parts
from makegood.connectors.aliexpress.tickets import ticket_parts
from makegood.connectors.exact import needed
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, OrderPart, Part, known

SUFFIX = "_response"  # sheet §1.6: the method with dots replaced, then this
FLAGS = ("success", "is_success", "result_success")  # sheet §1.6: every one of the success flags counts
WRAPPERS = ("result", "result_object", "result_obj", "target", "data")
LISTS = ("target_list", "data_list", "order_list", "issues", "result_list", "list")
COUNTS = ("total_count", "total_item")

# Methods that hold neither an order nor a trouble (sheet §1.2, §2), by a part of their name.
OTHERS = {
    "token": "a token for the connection",
    "findloan": "money paid out to the seller",
    "listlogisticsservice": "the list of logistics services",
    "tracking": "a parcel's tracking record",
    "shipment": "the answer to a shipment's declaration",
    "fulfill": "the answer to a shipment's declaration",
    "declareship": "the answer to a shipment's declaration",
    "logistics": "a parcel's logistics",
    "handover": "a parcel's handover",
    "issue.solution": "the answer to our accepting or saving a solution",
    "image.upload": "the answer to an upload",
    "acceptcancel": "the answer to our approving a cancel request",
    "refusecancel": "the answer to our refusing a cancel request",
    "extendsbuyeraccept": "the answer to extending the buyer's time",
    "evaluation": "reviews",
    "appraise": "reviews",
    "message": "the buyer's chat",
    "remark": "the seller's memo",
    "inventory": "stock",
    "stock": "stock",
    "product": "products",
    "address": "addresses",
    "merchant": "the shop's own data",
    "partner.rma": "a repair partner's parcels",
    "reverse": "a mini-app's or local channel's reverse order, of which no fields are published",
}
HOLDS = "an order, a list of orders, an issue, a list of issues, or an order push"


def understand(document: Any, name: str) -> Iterator[Part]:
    """The parts of one file: a response, a push, a bare order or issue, or a list of any of them."""
    method = name.removesuffix(".json")
    at = At(document, method)
    if isinstance(document, list) and document:
        for row in rows(at):
            yield from _message(row)
    elif isinstance(document, Mapping):
        yield from _message(at)
    else:
        raise at.refuse(HOLDS)


def _message(at: At) -> Iterator[Part]:
    for key, inner in at.value.items():
        if key == "error_response":
            raise At(_fault(inner), at.method, f"{at.path}.{key}").refuse(f"{HOLDS}; this is the gateway's error")
        if key.endswith(SUFFIX):
            method = key.removesuffix(SUFFIX).replace("_", ".")
            if not isinstance(inner, Mapping):
                raise At(inner, method, f"{at.path}.{key}").refuse("an object")
            yield from _body(At(inner, method, f"{at.path}.{key}"))
            return
    if _is_push(at):
        yield from _push(at)
    else:
        yield from _body(at)


def _fault(error: Any) -> Any:
    """An error envelope's own words, the telling ones first."""
    if not isinstance(error, Mapping):
        return error
    words = (error.get(name) for name in ("sub_code", "sub_msg", "code", "msg", "message"))
    return ", ".join(str(word) for word in words if not blank(word))


def _body(at: At) -> Iterator[Part]:
    """What stands in an envelope: steps inwards until something is known by its shape."""
    passed = []
    while True:
        passed.append(at)
        _refuse_failure(at)
        read = _reader(at)
        if read is not None:
            yield from read(at)
            return
        if any(name in at.value or camel(name) in at.value for name in LISTS):
            yield from _list(at)
            return
        inner = _within(at)
        if inner is None:
            break
        if isinstance(inner.value, list) or _is_wrapped_list(inner):
            yield from _rows(inner)
            return
        at = inner
    if any(_says_none(take(layer, name)) for layer in passed for name in COUNTS):
        return
    raise at.refuse(_expected(at.method))


def _within(at: At) -> At | None:
    """The next layer of the envelope; beside it a wrapper's name may carry a mere true or text."""
    layers = (take(at, name) for name in WRAPPERS)
    return next((layer for layer in layers if isinstance(layer.value, (Mapping, list))), None)


def _is_wrapped_list(at: At) -> bool:
    """Rows under their item type's name and nothing else, as `aliexpress.logistics.abnormalorder.query` tells them (sheet §1.6)."""
    inner = next(iter(at.value.values())) if len(at.value) == 1 else None
    return (
        isinstance(inner, list)
        and bool(inner)
        and not any(name in at.value or camel(name) in at.value for name in (*LISTS, *WRAPPERS))
    )


def _says_none(at: At) -> bool:
    return not blank(at.value) and text(at) == "0"


def _expected(method: str) -> str:
    plain = method.lower().replace("_", ".")
    what = next((what for part, what in OTHERS.items() if part in plain), None)
    return f"{HOLDS}; this is {what}" if what is not None else HOLDS


def _refuse_failure(at: At) -> None:
    code = take(at, "code")
    if has(at, "type", "message") and not blank(code.value) and text(code) != "0":
        raise At(_fault(at.value), at.method, code.path).refuse('code "0"; this is the gateway\'s error')
    for name in FLAGS:
        flag = take(at, name)
        if truth(flag) is False:
            said = [text(take(at, word)) for word in ("error_code", "error_message", "error_desc", "msg")]
            shown = ", ".join(word for word in said if word) or False
            raise At(shown, at.method, flag.path).refuse("a call that succeeded")


# --- recognising ----------------------------------------------------------------------------------------------

Reader = Callable[[At], Iterator[Part]]

# By what a row or body is known, the surer first: the members it must have one of, and the marks it must have one of.
SHAPES: tuple[tuple[tuple[str, ...], tuple[str, ...], Reader], ...] = (
    (("issue_id",), ("solution_owner", "solution_type"), solution_parts),
    (("issue_id",), ("action_type", "submit_member_type"), process_parts),
    ((), (*SOLUTIONS, *PROCESS, *REASONS, "reverse_detail_status", "timeout_type"), issue_parts),
    (("issue_id",), ("issue_status", "parent_order_id", "order_id"), issue_parts),
    (("issue_status",), ("parent_order_id",), issue_parts),
    ((), ("abnormal_code", "abnormal_reason"), ticket_parts),
    (
        (),
        (
            "order_status", "gmt_pay_time", "gmt_pay_success", "product_list", "child_order_list", "receipt_address",
            "pay_amount", "order_amount", "new_order_amount", "logistic_info_list", "over_time_left",
        ),
        order_parts,
    ),
)  # fmt: skip
NEITHER = ("son_order_list", "loan_status_list")
"""Of a loan's rows, which carry an order's number (sheet §2.1)."""


def _reader(at: At) -> Reader | None:
    if has(at, *NEITHER):
        return None
    for ids, marks, read in SHAPES:
        if (not ids or has(at, *ids)) and has(at, *marks):
            return read
    return None


def _list(at: At) -> Iterator[Part]:
    """The rows of a list response; an empty page holds none."""
    for name in LISTS:
        listed = take(at, name)
        if not blank(listed.value):
            yield from _rows(listed)
            return


def _rows(at: At) -> Iterator[Part]:
    for row in rows(at):
        read = _reader(row)
        if read is None:
            raise row.refuse(_expected(at.method))
        yield from read(row)


# --- pushes ---------------------------------------------------------------------------------------------------


def _is_push(at: At) -> bool:
    return "message_type" in at.value and isinstance(at.value.get("data"), Mapping)


def _push(at: At) -> Iterator[Part]:
    """An order notice (sheet §2.5). The type's number may change, so it is known by its data."""
    data = at / "data"
    if not has(data, "order_id"):
        raise data.refuse(f"{HOLDS}; this is a push of message_type {at.value['message_type']} without orderId")
    id_ = needed(take(data, "order_id"))
    status = text(take(data, "order_status"))
    yield OrderPart(id_, known(id=id_, status=status, buyer=known(id=text(take(data, "buyer_id")))), method=at.method)
