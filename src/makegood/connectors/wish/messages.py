"""Wish's JSON as parts of case files: which method a message belongs to, by its shape, and what is inside its envelope.

Read: v3 orders, tickets and penalties, v1/v2 orders and tickets, webhook notifications; each bare, in its envelope, or several
in a list. Refused, by name: error answers, and answers that hold neither an order nor a trouble.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from makegood.connectors.exact import epoch
from makegood.connectors.parts import At, Part
from makegood.connectors.wish import old
from makegood.connectors.wish.orders import read_order
from makegood.connectors.wish.tickets import read_penalty, read_ticket

EXPECTED = "a Wish order, ticket or penalty"

# Members that only one kind of object has (sheet §2); a fields= answer may hold any few of them.
MARKS = {
    "penalties": {"penalty_reason", "penalty_amount", "related_entity_type", "related_entity_id", "reversed", "reversed_at"},
    "tickets": {"replies", "opened_at", "resolution_info", "buyer_info", "sub_label", "orders", "subject", "refund_reason"},
    "orders": {
        "transaction_id", "product_information", "fulfillment_requirements", "order_payment", "full_address",
        "fulfillment_records", "tracking_information", "released_at", "refunds", "penalties", "warehouse_information",
        "tax_information", "fulfillment_order_types", "processing_status", "processing_source",
    },
}  # fmt: skip
STATES = {
    "orders": {"APPROVED", "SHIPPED", "REFUNDED", "REQUIRE_REVIEW", "DECLINED"},
    "tickets": {"AWAITING_MERCHANT", "AWAITING_USER", "AWAITING_WISH", "CLOSED", "PERMANENTLY_CLOSED"},
}  # sheet §3
NAMES = {"orders": "order", "tickets": "ticket", "penalties": "penalt"}
"""What a file's name says, where its content could be either."""

# What an answer holds that is none of ours, by a member's name (sheet §1, §2).
OTHERS = {
    "access_token": "a token",
    "file_urls": "a bulk download's state",
    "success": "an acknowledgement",
    "endpoint": "a webhook subscription",
    "topic": "a webhook topic",
    "count": "a count",
    "replied_at": "a reply, without its ticket",
    "variations": "a product",
    "Product": "a product",
    "Variant": "a product's variant",
    "inventory": "stock",
}
_KEPT_BESIDE = {"http", "status", "headers", "body"}


def understand(document: Any, name: str) -> Iterator[Part]:
    """The parts a parsed file tells. Raises `NotUnderstood` with the method and the path."""
    at = At(document, name)
    yield from _message(at, name)


def _message(at: At, name: str) -> Iterator[Part]:
    """An answer, a webhook's body, an object on its own, or a list of any of them."""
    value = at.value
    if isinstance(value, list):
        for item in at.each():
            yield from _message(item, name)
    elif not isinstance(value, Mapping):
        raise at.refuse(EXPECTED)
    elif "body" in value and set(value) <= _KEPT_BESIDE:
        yield from _message(at / "body", name)
    elif "timestamp" in value and "data" in value:
        yield from _notification(at, name)
    elif "code" in value and ("message" in value or "data" in value):
        _refuse_failure(at)
        yield from _message(at / "data", name)
    else:
        yield from _object(at, name, None)


def _refuse_failure(at: At) -> None:
    """`code` 0 is success; the examples print it as text, the schema says a number (sheet §1)."""
    code = at / "code"
    if isinstance(code.value, bool) or not isinstance(code.value, (int, str)) or str(code.value).strip() != "0":
        told = at.value.get("message")
        words = f": {told[:200]}" if isinstance(told, str) else ""
        raise code.refuse(f"code 0; this answer is an error{words}")
    if at.value.get("data") is None:
        raise (at / "data").refuse(f"{EXPECTED}; this is an acknowledgement")


def _notification(at: At, name: str) -> Iterator[Part]:
    """One item of a webhook's body: the object as v3 has it, and when it was sent (sheet §2)."""
    sent, data = epoch(at / "timestamp"), at / "data"
    if not isinstance(data.value, Mapping):
        raise data.refuse(f"{EXPECTED}; a test notification holds none")
    yield from _object(data, name, sent)


def _object(at: At, name: str, sent: str | None) -> Iterator[Part]:
    value = at.value
    if "Order" in value or "order_id" in value:
        yield from old.read_order(old.unwrapped(_named(at, "order (v1, v2)"), "Order"))
    elif "Ticket" in value:
        yield from old.read_ticket(_named(at, "ticket (v2)") / "Ticket")
    else:
        kind = _kind(value, name)
        if kind == "orders":
            yield from read_order(_named(at, kind), sent)
        elif kind == "tickets":
            yield from read_ticket(_named(at, kind))
        elif kind == "penalties":
            yield read_penalty(_named(at, kind))
        else:
            raise at.refuse(f"{EXPECTED}; this holds {_what(value)}")


def _named(at: At, method: str) -> At:
    return At(at.value, method, at.path)


def _kind(value: Mapping[str, Any], name: str) -> str | None:
    """By its own members; else by its state; else, where it has an id and nothing against it, by the file's name."""
    if "id" not in value:
        return None
    for kind, marks in MARKS.items():
        if marks & set(value):
            return kind
    state = value.get("state")
    for kind, states in STATES.items():
        if isinstance(state, str) and state in states:
            return kind
    if any(other in value for other in OTHERS):
        return None
    return next((kind for kind, word in NAMES.items() if word in name.lower()), None)


def _what(value: Mapping[str, Any]) -> str:
    found = next((what for name, what in OTHERS.items() if name in value), None)
    return found or "none of these"
