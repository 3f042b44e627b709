"""One call of an API: who asks, with which parameters; and the register of the APIs that are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from makegood.sandbox.ali1688.accounts import App
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.ali1688.refusing import ARGUMENT, MISSING, GatewayError, Refused, no_such_refund, not_theirs
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.times import from_compact
from makegood.sandbox.stage.fields import Fields as Strict

TRADE, LOGISTICS = "com.alibaba.trade", "com.alibaba.logistics"


class Fields(Strict):
    """Refuses in the gateway's words."""

    def missing(self, name: str) -> Exception:
        return GatewayError(MISSING, name)

    def unfit(self, words: str) -> Exception:
        return GatewayError(ARGUMENT, words)

    def instant(self, name: str) -> datetime | None:
        """A compact time, where one is given."""
        if not self.has(name):
            return None
        try:
            return from_compact(self.text(name))
        except ValueError as reason:
            raise self.unfit(f"{name}: {reason}") from None

    def members(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The object's members, each a list of objects."""
        if not all(isinstance(value, list) for value in self._values.values()):
            raise self.unfit(f"{self._where}: expected lists by their order")
        return list(self._values.items())

    def is_true(self, name: str) -> bool:
        return self.has(name) and self.flag(name)


@dataclass(frozen=True, slots=True)
class Mishaps:
    """What faults do to the reading inside an API."""

    lag: float | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """`member` is whoever gave the token: a seller, or a buyer for the calls of buyers; empty where no token is needed."""

    state: State
    app: App
    member: str
    name: str
    fields: Fields
    files: Mapping[str, bytes] = field(default_factory=dict)
    mishaps: Mishaps = Mishaps()

    @property
    def list_lag(self) -> float:
        return self.state.lag if self.mishaps.lag is None else self.mishaps.lag

    @property
    def detail_lag(self) -> float:
        """Details are read fresh, unless a fault says otherwise."""
        return self.mishaps.lag or 0.0

    def order(self, name: str = "orderId", *, of: str = "seller") -> Order:
        """The member's order as it is; another's does not exist for them."""
        order = self.state.orders.get(self.fields.number(name))
        if order is None or self.member != (order.seller if of == "seller" else order.buyer.member_id):
            raise Refused("ORDER_NOT_EXIST", f"{name} {self.fields.text(name)}")
        return order

    def refund(self, *, of: str = "seller") -> Refund:
        """Quirk (§2.3): asked for as `TQ` and number; anything else is a data error of the back end."""
        told = self.fields.text("refundId")
        number = told.removeprefix("TQ")
        if not told.startswith("TQ") or not number.isdecimal():
            raise no_such_refund(told)
        refund = self.state.refunds.get(int(number))
        if refund is None:
            raise no_such_refund(told)
        if self.member != (refund.seller if of == "seller" else refund.buyer):
            raise not_theirs()
        return refund


Body = dict[str, Any]
Says = Callable[[bool, str, str], Body]
"""How an API says yes or no inside a good answer: (done, code, words) to its own members. Quirk (§1.5, §7.5): three shapes."""


def plain(done: bool, code: str, words: str) -> Body:
    """`success`, `errorCode`, `errorMessage`, `extErrorMessage`."""
    return (
        {"success": done}
        if done
        else {"success": False, "errorCode": code, "errorMessage": words, "extErrorMessage": ""}
    )


def bare(done: bool, code: str, words: str) -> Body:
    """No flag: an answer without an error's code is good."""
    return {} if done else {"errorCode": code, "errorMessage": words, "extErrorMessage": ""}


def nested(done: bool, code: str, words: str) -> Body:
    """All of it within `result`."""
    return {"result": {"success": done} if done else {"success": False, "code": code, "message": words}}


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    permission: str
    answers: Callable[[Call], Body | None]
    says: Says
    needs_token: bool
    writes: bool


METHODS: dict[str, Method] = {}
Answers = Callable[[Call], "Body | None"]


def method(
    namespace: str, *names: str, permission: str, says: Says = bare, needs_token: bool = True, writes: bool = False
) -> Callable[[Answers], Answers]:
    """Registers what answers these APIs, by `namespace/name`. One that returns None is done."""

    def register(answers: Answers) -> Answers:
        for name in names:
            known = f"{namespace}/{name}"
            if known in METHODS:
                raise ValueError(f"{known} is answered already")
            METHODS[known] = Method(name, permission, answers, says, needs_token, writes)
        return answers

    return register
