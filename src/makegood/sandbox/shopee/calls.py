"""One call of an API: who asks, for which shop, with what; and the register of the APIs that are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from makegood.sandbox.shopee.accounts import Partner, Shop
from makegood.sandbox.shopee.claim import Return
from makegood.sandbox.shopee.order import Order
from makegood.sandbox.shopee.refusing import NO_RETURN, Asked, Refused, param
from makegood.sandbox.shopee.state import State

Kind = Literal["public", "shop", "merchant"]
"""What the signature is made of (platforms/shopee.md §1, Request signing)."""


@dataclass(frozen=True, slots=True)
class Mishaps:
    """What faults do to the reading inside a call."""

    lag: float | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    state: State
    partner: Partner
    shop: Shop
    path: str
    asked: Asked
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """Name and content of each file of a multipart body."""
    mishaps: Mishaps = Mishaps()

    @property
    def list_lag(self) -> float:
        return self.state.lag if self.mishaps.lag is None else self.mishaps.lag

    @property
    def detail_lag(self) -> float:
        return self.state.figures.detail_lag_seconds if self.mishaps.lag is None else self.mishaps.lag

    def order(self) -> Order:
        """The one named, of this shop: another's does not exist."""
        order = self.state.orders.get(self.asked.text("order_sn"))
        if order is None or order.shop_id != self.shop.shop_id:
            raise Refused("order_not_found", "Order SN provided is invalid or does not belong to you.")
        return order

    def claim(self) -> Return:
        claim = self.state.returns.get(self.asked.text("return_sn"))
        if claim is None or claim.shop_id != self.shop.shop_id:
            raise NO_RETURN
        return claim

    def claim_seen(self) -> Return:
        """As details tell it, which may lag as well."""
        claim = self.claim()
        seen = self.state.seen("Return", claim.sn, claim, lag=self.detail_lag)
        if seen is None:
            raise NO_RETURN
        return seen


Answers = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Api:
    """`flat`: its answer's members stand at top level, not under `response`."""

    path: str
    verb: str
    answers: Answers
    kind: Kind = "shop"
    flat: bool = False


APIS: dict[str, Api] = {}


def api(verb: str, path: str, *, kind: Kind = "shop", flat: bool = False) -> Callable[[Answers], Answers]:
    """Registers what answers `/api/v2/{path}`."""

    def register(answers: Answers) -> Answers:
        if path in APIS:
            raise ValueError(f"{path} is answered already")
        APIS[path] = Api(path, verb, answers, kind, flat)
        return answers

    return register


def page_of(call: Call, rows: list[Any], *, first: int, usual: int, most: int = 100) -> tuple[list[Any], bool]:
    """A page by number, and whether there is more. `first` is the number of the first page."""
    asked = call.asked
    size, page = asked.number("page_size", usual), asked.number("page_no", first) - first
    if not 1 <= size <= most:
        raise param("Invalid or missing page_size parameter , please enter a valid value that is with 1-100.")
    if page < 0:
        raise param("Wrong parameters, detail: page_no.")
    return struck(call, rows, page * size, size), (page + 1) * size < len(rows)


def struck(call: Call, rows: list[Any], start: int, size: int) -> list[Any]:
    """The rows from there on, as faults leave them: the page before once more, or none of them."""
    if call.mishaps.page == "missing_page":
        return []
    shown = max(0, start - size) if call.mishaps.page == "duplicate_page" else start
    return rows[shown : shown + size]


def within(asked: Asked, name: str, most_days: int) -> tuple[int, int] | None:
    """A window `{name}_from` to `{name}_to` in Unix seconds, or none."""
    if not asked.has(f"{name}_from") and not asked.has(f"{name}_to"):
        return None
    start, end = asked.number(f"{name}_from"), asked.number(f"{name}_to")
    if end < start:
        raise param("Wrong parameters, detail: start time should be earlier than end time.")
    if end - start > most_days * 86_400:
        raise param(f"Wrong parameters, detail: time range should be less than {most_days} days.")
    return start, end
