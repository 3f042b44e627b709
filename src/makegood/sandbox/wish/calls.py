"""One call of the API: who asks, for what; and the register of the operations that are answered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from makegood.sandbox.wish.accounts import App, Merchant, Token
from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.refusing import BAD_PARAMETER, Fields, Refused, not_found
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived. A name in the query may come several times: `states=APPROVED&states=SHIPPED`."""

    verb: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    body: bytes = b""
    authorization: str = ""
    base: str = ""
    """Where the caller reached us: links to pictures begin with it."""

    def parameters(self) -> Fields:
        return Fields({name: values if len(values) > 1 else values[0] for name, values in self.query.items()})

    def json(self) -> Fields:
        """Quirk (§2): what is written is a JSON body, whatever its content type says."""
        try:
            document = json.loads(self.body or b"{}")
        except ValueError:
            raise Refused(BAD_PARAMETER, "The request body is not JSON") from None
        if not isinstance(document, dict):
            raise Refused(BAD_PARAMETER, "The request body is not a JSON object")
        return Fields(document)


@dataclass(frozen=True, slots=True)
class Mishaps:
    """What faults do to the reading inside an operation."""

    lag: float | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    state: State
    app: App
    token: Token
    asked: Asked
    parts: Mapping[str, str]
    mishaps: Mishaps = Mishaps()

    @property
    def merchant(self) -> Merchant:
        return self.state.shops[self.token.merchant_id]

    @property
    def list_lag(self) -> float:
        return self.state.lag if self.mishaps.lag is None else self.mishaps.lag

    @property
    def detail_lag(self) -> float:
        return self.state.figures.detail_lag_seconds if self.mishaps.lag is None else self.mishaps.lag

    def order(self) -> Order:
        """The one of the path, if it is the merchant's: another's does not exist."""
        order = self.state.orders.get(self.parts["id"])
        if order is None or order.merchant_id != self.merchant.id:
            raise not_found("Order", self.parts["id"])
        return order

    def ticket(self) -> Ticket:
        ticket = self.state.tickets.get(self.parts["id"])
        if ticket is None or ticket.merchant_id != self.merchant.id:
            raise not_found("Ticket", self.parts["id"])
        return ticket

    def paged(self, rows: list[Any]) -> list[Any]:
        """The page as it leaves: with a fault, its rows come twice and push others off, or not at all."""
        if self.mishaps.page == "missing_page":
            return []
        if self.mishaps.page == "duplicate_page":
            return [row for row in rows for _ in range(2)][: max(len(rows), 1)]
        return rows


Answers = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """`name` is what faults and the record of calls go by, such as `orders.refund`."""

    name: str
    verb: str
    pattern: re.Pattern[str]
    scope: str
    answers: Answers
    status: int = 200


OPERATIONS: list[Operation] = []


def operation(name: str, verb: str, path: str, *, scope: str, status: int = 200) -> Callable[[Answers], Answers]:
    """Registers what answers this door; `{id}` in the path is 24 hex digits, or whatever was put there."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def register(answers: Answers) -> Answers:
        OPERATIONS.append(Operation(name, verb, pattern, scope, answers, status))
        return answers

    return register


def found(verb: str, path: str) -> tuple[Operation, Mapping[str, str]] | None:
    """The first registered that fits; a path's fixed parts are registered before its ids."""
    for known in OPERATIONS:
        if known.verb == verb and (match := known.pattern.fullmatch(path)):
            return known, match.groupdict()
    return None
