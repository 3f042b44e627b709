"""One call of a method: who asks, with which parameters; and the register of the methods that are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from makegood.sandbox.aliexpress.accounts import App, Shop
from makegood.sandbox.aliexpress.issue import Issue
from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.refusing import ARGUMENT, MISSING, GatewayError
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.stage import fields


class Fields(fields.Fields):
    """A method's parameters. Quirk (§1.4): an object parameter comes as one JSON text."""

    def missing(self, name: str) -> Exception:
        return GatewayError(MISSING, name)

    def unfit(self, words: str) -> Exception:
        return GatewayError(ARGUMENT, words)


@dataclass(frozen=True, slots=True)
class Mishaps:
    """What faults do to the reading inside a method."""

    lag: float | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    state: State
    app: App
    shop: Shop
    method: str
    fields: Fields
    files: Mapping[str, bytes] = field(default_factory=dict)
    mishaps: Mishaps = Mishaps()

    @property
    def list_lag(self) -> float:
        return self.state.lag if self.mishaps.lag is None else self.mishaps.lag

    @property
    def detail_lag(self) -> float:
        return self.state.figures.detail_lag_seconds if self.mishaps.lag is None else self.mishaps.lag

    def order(self, id: int) -> Order | None:
        """The shop's order, or none: another shop's does not exist."""
        order = self.state.orders.get(id)
        return order if order is not None and order.seller_id == self.shop.seller_id else None

    def issue(self, id: int) -> Issue | None:
        issue = self.state.issues.get(id)
        return issue if issue is not None and issue.seller_id == self.shop.seller_id else None


Flags = Callable[[bool, str, str], dict[str, Any]]
"""How a method says yes or no inside a good answer: (done, code, words) to its own flags (§1.6: up to three of them)."""


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    permission: str
    answers: Callable[[Call], dict[str, Any] | None]
    flags: Flags | None = None


METHODS: dict[str, Method] = {}
Answers = Callable[[Call], "dict[str, Any] | None"]


def method(*names: str, permission: str, flags: Flags | None = None) -> Callable[[Answers], Answers]:
    """Registers what answers these methods. A write gives `flags` and returns None: done."""

    def register(answers: Answers) -> Answers:
        for name in names:
            if name in METHODS:
                raise ValueError(f"{name} is answered already")
            METHODS[name] = Method(name, permission, answers, flags)
        return answers

    return register
