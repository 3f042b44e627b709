"""What the verbs ask the platform before they act and when they look: an order, a return, what it allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.shopee.calls import Call, Calls
from makegood.connectors.shopee.fields import money
from makegood.connectors.shopee.refusing import no
from makegood.core.money import Money
from makegood.usecases.ports import Act
from makegood.wire.requests import File

OPTIONAL = (
    "item_list,recipient_address,buyer_user_id,buyer_username,total_amount,pay_time,pickup_done_time,cancel_by,cancel_reason,"
    "buyer_cancel_reason,package_list,payment_method,note,pending_terms,return_request_due_date"
)
"""Members of an order's detail that are absent unless they are asked for (sheet §2, Orders)."""

Files = Callable[[str], File]
"""Opens the evidence of that id."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What a verb works with: the platform, and what the shop has set."""

    calls: Calls
    email: str | None = None
    """Disputes need one (sheet §2, Returns)."""
    files: Files | None = None


def detail_call(serials: list[str]) -> Call:
    params = {
        "order_sn_list": ",".join(serials),
        "response_optional_fields": OPTIONAL,
        "request_order_status_pending": "true",
    }
    return Call("GET", "order/get_order_detail", params)


def return_call(serial: str) -> Call:
    return Call("GET", "returns/get_return_detail", {"return_sn": serial})


def order(shop: Shop, act: Act, *, urgent: bool) -> At:
    if act.order is None:
        raise no("missing", "order")
    found = shop.calls.read(detail_call([act.order]), urgent=urgent)
    rows = list((found / "order_list").each())
    if len(rows) != 1 or text(rows[0] / "order_sn") != act.order:
        raise found.refuse(f"one order, {act.order}")
    return rows[0]


def claim(shop: Shop, act: Act, *, urgent: bool) -> At:
    if act.dispute is None:
        raise no("missing", "dispute")
    found = shop.calls.read(return_call(act.dispute), urgent=urgent)
    if text(found / "return_sn") != act.dispute:
        raise found.refuse(f"the return {act.dispute}")
    return found


def status(found: At) -> str:
    return text(found.first("status", "order_status")) or ""


def asked_for(found: At) -> Money:
    """What a return asks for now."""
    told = money(found / "refund_amount", found / "currency")
    if told is None:
        raise (found / "refund_amount").refuse("an amount")
    return Money(Decimal(told["amount"]), told["currency"])


def is_about_order(act: Act) -> bool:
    """A cancel request has no id of its own: it goes by its order's."""
    return act.dispute is None or act.dispute == act.order


def told_list(act: Act, name: str) -> list[str]:
    told = act.details.get(name)
    return [str(one) for one in told] if isinstance(told, (list, tuple)) else [str(told)] if told else []


def items(found: At) -> Iterator[dict[str, int]]:
    """The order's items as `cancel_order` wants them named."""
    for item in (found / "item_list").each():
        yield {"item_id": int((item / "item_id").need()), "model_id": int((item / "model_id").need())}
