"""What a message of Shopee's Open Platform v2 is, by its shape, and the parts of a case that it tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from makegood.connectors.parts import At, NotUnderstood, Part
from makegood.connectors.shopee import pushes
from makegood.connectors.shopee.fields import EMPTY
from makegood.connectors.shopee.orders import SERIALS, gathered, read_late, read_order, read_orders
from makegood.connectors.shopee.penalties import read_points, read_punishments
from makegood.connectors.shopee.pushes import read_update
from makegood.connectors.shopee.returns import RETURN_SERIALS, read_return, read_returns, read_way_back

EXPECTED = "a message that holds an order, a return, a penalty or a push about one"

LISTS: dict[str, tuple[str, Callable[[At], Iterable[Part]]]] = {
    "return": ("returns.get_return_list", read_returns),
    "return_list": ("returns.get_return_list", read_returns),
    "order_list": ("order.get_order_list", read_orders),
    "late_order_list": ("account_health.get_late_orders", read_late),
    "packages_list": ("order.search_package_list", read_orders),
    "package_list": ("order.search_package_list", read_orders),
    "penalty_point_list": ("account_health.get_penalty_point_history", read_points),
    "punishment_list": ("account_health.get_punishment_history", read_punishments),
    "push_message_list": ("push.get_lost_push_message", pushes.read_lost),
}
"""The member under which a call lists its rows (platforms/shopee.md §2)."""

OTHERS = {
    "access_token": ("public.get_access_token", "the tokens of a shop"),
    "authed_shop_list": ("public.get_shops_by_partner", "the shops that gave leave"),
    "shop_name": ("shop.get_shop_info", "a shop's own data"),
    "metric_list": ("account_health.get_shop_performance", "a shop's performance figures"),
    "address_list": ("logistics.get_address_list", "the seller's addresses"),
    "info_needed": ("logistics.get_shipping_parameter", "what shipping needs"),
    "callback_url": ("push.get_app_push_config", "the settings of pushes"),
    "dispute_reason_list": ("returns.get_return_dispute_reason", "the dispute reasons to choose from"),
    "offer_refund": ("returns.get_available_solutions", "the limits of what may be offered"),
    "offer_return_refund": ("returns.get_available_solutions", "the limits of what may be offered"),
    "escrow_list": ("payment.get_escrow_list", "payouts, whose currency is not told"),
    "order_income": ("payment.get_escrow_detail", "an order's payout, whose currency is not told"),
    "transaction_list": ("payment.get_wallet_transaction_list", "wallet movements, whose currency is not told"),
    "tracking_number": ("logistics.get_tracking_number", "a tracking number without its order's number"),
    "first_mile_tracking_number": ("logistics.get_tracking_number", "a tracking number without its order's number"),
    "thumbnail": ("returns.convert_image", "an image's address"),
    "image": ("returns.query_proof", "proof without its return's number"),
    "success_list": ("", "the outcome of a batch"),
    "failure_list": ("", "the outcome of a batch"),
    "update_time": ("", "the receipt of a step taken"),
}
"""Calls that hold no order and no trouble, by a member that tells them: refused, and named ("": many calls, by the file's name)."""

DETAIL = ("create_time", "item_list", "total_amount", "recipient_address")
"""Members that an order's detail has and a list's row has not."""

_CALL = re.compile(r"(?:account_health|logistics|order|payment|product|public|push|returns|sellerchat|shop)\.[a-z_]+")


def understand(document: Any, name: str) -> Iterator[Part]:
    """The parts that a message tells; a list may hold several messages, orders or returns."""
    call = _CALL.search(name)
    at = At(document, call[0] if call is not None else name, "$")
    yield from gathered(_each(at))


def _each(at: At) -> Iterator[Part]:
    if not isinstance(at.value, list):
        yield from _message(at)
        return
    if not at.value:
        raise _refused(at, "an empty list")
    for one in at.each():
        yield from _message(one)


def _message(at: At) -> Iterator[Part]:
    """A whole response, its body alone, one row, or a push."""
    if not isinstance(at.value, dict):
        raise at.refuse(EXPECTED)
    _succeeded(at)
    if pushes.is_push(at.value):
        yield from pushes.read_push(at)
        return
    body = at / "response" if "response" in at.value else at
    if isinstance(body.value, list):
        for row in body.each():
            yield from _body(row)
    else:
        yield from _body(body)


def _succeeded(at: At) -> None:
    """Decides by `error`, which a success leaves blank or writes as a dash."""
    error = (at / "error").value
    if error is None or (isinstance(error, str) and error.strip() in EMPTY):
        return
    said = at.first("message", "msg").value
    raise (at / "error").refuse(f"a success; Shopee refused this call and says {said!r:.120}")


def _body(at: At) -> Iterator[Part]:
    if not isinstance(at.value, dict):
        raise at.refuse(EXPECTED)
    has = at.value.keys()
    if has & set(RETURN_SERIALS):
        yield _return(at)
    elif "order_income" not in has and has & set(SERIALS):
        yield from read_order(replace(at, method=_of_orders([at.value]) or at.method))
    else:
        yield from _rows(at)


def _rows(at: At) -> Iterator[Part]:
    for member, (method, read) in LISTS.items():
        if at.value.get(member) is not None:
            rows = replace(at / member, method=method)
            if read is read_orders and member == "order_list":
                rows = replace(rows, method=_of_orders(rows.value) or method)
            yield from read(rows)
            return
    raise _refused(at)


def _return(at: At) -> Part:
    """A return's detail, or its way back; the receipt of an answer to it tells nothing of it but its number."""
    has = at.value.keys()
    if not has - {*RETURN_SERIALS, "msg"}:
        raise _refused(at, "the receipt of an answer to a return")
    if "updated_values" in has:
        return read_update(replace(at, method="return_updates_push"))
    if not has & set(SERIALS):
        if has & {"reverse_logistics_status", "reverse_logistic_status", "post_return_logistics_status"}:
            return read_way_back(replace(at, method="returns.get_reverse_tracking_info"))
        if has & OTHERS.keys() & {"offer_refund", "offer_return_refund", "dispute_reason_list"}:
            raise _refused(at)
    return read_return(replace(at, method="returns.get_return_detail"))


def _of_orders(rows: object) -> str | None:
    """Which call lists orders in this way."""
    names = {name for row in rows if isinstance(row, dict) for name in row} if isinstance(rows, list) else set()
    if names.intersection(DETAIL):
        return "order.get_order_detail"
    return "order.get_shipment_list" if "package_number" in names else None


def _refused(at: At, found: str | None = None) -> NotUnderstood:
    if found is not None:
        return NotUnderstood(at.method, at.path, found, EXPECTED)
    for member, (method, what) in OTHERS.items():
        if member in at.value:
            return NotUnderstood(method or at.method, at.path, what, EXPECTED)
    names = ", ".join(str(name) for name in at.value) or "nothing"
    return NotUnderstood(at.method, at.path, f"an object of {names}", EXPECTED)
