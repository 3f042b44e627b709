"""What the verbs ask the platform before they act and when they look: an order, an issue, the logistics services."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from makegood.connectors.aliexpress.calls import Call, Calls
from makegood.connectors.aliexpress.fields import has, rows, take
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.usecases.ports import Act
from makegood.wire.requests import File

ORDERS, ISSUES, LOGISTICS = "orders", "issues", "logistics"
"""Classes of calls for the pace. House: no limit of the seller's calls is published (sheet §1.7)."""

ORDER_DETAIL = "aliexpress.trade.new.redefining.findorderbyid"
ISSUE_DETAIL = "aliexpress.issue.detail.get"
SERVICES = "aliexpress.logistics.redefining.listlogisticsservice"

Files = Callable[[str], File]
"""Opens the evidence of that id."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What a verb works with: the gateway, and what the shop has set."""

    calls: Calls
    return_address: str | None = None
    files: Files | None = None


def compact(**members: object) -> str:
    """An object parameter: one JSON text, of which unknown members stay out (sheet §1.4)."""
    kept = {name: value for name, value in members.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def order_call(order: str) -> Call:
    """All of an order: `ext_info_bit_flag` stays empty, for its two documents contradict each other (sheet §2.1)."""
    return Call(ORDER_DETAIL, {"param1": compact(order_id=_id(order))}, ORDERS)


def issue_call(issue: str, buyer: str) -> Call:
    """An issue's detail needs both (sheet §2.3)."""
    return Call(ISSUE_DETAIL, {"issue_id": issue, "buyer_login_id": buyer}, ISSUES)


def order(shop: Shop, act: Act, *, urgent: bool) -> At:
    """The order's detail, out of its layers."""
    if act.order is None:
        raise no("missing", "order")
    return inner(shop.calls.read(order_call(act.order), urgent=urgent), "order_status")


def buyer(shop: Shop, act: Act, *, urgent: bool) -> str:
    """The buyer's login, which every call about an issue needs: as told with the act, else of the order."""
    told = act.details.get("buyer")
    if isinstance(told, str) and told:
        return told
    found = order(shop, act, urgent=urgent)
    info = take(found, "buyer_info")
    login = text(take(found, "buyer_login_id", "buyerloginid")) or (
        text(take(info, "login_id")) if isinstance(info.value, dict) else None
    )
    if login is None:
        raise no("missing", "buyer_login_id")
    return login


def issue(shop: Shop, act: Act, login: str, *, urgent: bool) -> At:
    if act.dispute is None:
        raise no("missing", "dispute")
    return inner(shop.calls.read(issue_call(act.dispute, login), urgent=urgent), "issue_status", "buyer_solution_list")


def services(shop: Shop, *, urgent: bool) -> Iterator[At]:
    """The logistics services with their names and the form of their numbers (sheet §2.2)."""
    found = shop.calls.read(Call(SERVICES, {}, LOGISTICS), urgent=urgent)
    yield from rows(take(inner(found, "result_list"), "result_list"))


def inner(at: At, *marks: str) -> At:
    """The layer of an answer in which one of these members stands; `result`, `target` and `result_object` wrap each other freely."""
    here: At | None = at
    while here is not None:
        if has(here, *marks):
            return here
        layers = (take(here, name) for name in ("result", "result_object", "target", "data"))
        here = next((layer for layer in layers if isinstance(layer.value, dict)), None)
    raise at.refuse(" or ".join(marks))


def _id(number: str) -> int | str:
    """Ids are numbers in the platform's objects; one that is no number is sent as it stands, for the platform to refuse."""
    return int(number) if number.isascii() and number.isdigit() else number
