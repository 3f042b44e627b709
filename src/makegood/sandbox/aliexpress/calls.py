"""One call of a method: who asks, with which parameters; and the register of the methods that are answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from makegood.sandbox.aliexpress.accounts import App, Shop
from makegood.sandbox.aliexpress.issue import Issue
from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.refusing import ARGUMENT, MISSING, GatewayError
from makegood.sandbox.aliexpress.state import State


class Fields:
    """Parameters, or one object parameter, read strictly; `where` names them in errors."""

    def __init__(self, values: Mapping[str, Any], where: str = "") -> None:
        self._values, self._where = values, where

    def text(self, name: str, default: str | None = None) -> str:
        value = self._values.get(name)
        if value is None or value == "":
            if default is None:
                raise GatewayError(MISSING, self._name(name))
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str | int | float):
            raise GatewayError(ARGUMENT, f"{self._name(name)} is {value!r}, expected a text")
        return str(value)

    def number(self, name: str, default: int | None = None) -> int:
        text = self.text(name, None if default is None else str(default))
        if not text.lstrip("-").isdecimal():
            raise GatewayError(ARGUMENT, f"{self._name(name)} is {text!r}, expected a whole number")
        return int(text)

    def flag(self, name: str) -> bool:
        text = self.text(name).lower()
        if text not in ("true", "false"):
            raise GatewayError(ARGUMENT, f"{self._name(name)} is {text!r}, expected true or false")
        return text == "true"

    def has(self, name: str) -> bool:
        return self._values.get(name) not in (None, "")

    def object(self, name: str) -> Fields:
        """Quirk (§1.4): an object parameter comes as one JSON text."""
        value = self._parsed(name)
        if not isinstance(value, dict):
            raise GatewayError(ARGUMENT, f"{self._name(name)} is {value!r}, expected a JSON object")
        return Fields(value, self._name(name))

    def objects(self, name: str) -> list[Fields]:
        value = self._parsed(name)
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise GatewayError(ARGUMENT, f"{self._name(name)} is {value!r}, expected a JSON list of objects")
        return [Fields(part, f"{self._name(name)}[{index}]") for index, part in enumerate(value)]

    def texts(self, name: str) -> list[str]:
        """A list of texts; one text alone stands for a list of one."""
        value = self._values.get(name)
        if value is None or value == "":
            return []
        if isinstance(value, str) and value.startswith("["):
            value = self._parsed(name)
        return [str(part) for part in value] if isinstance(value, list) else [str(value)]

    def _parsed(self, name: str) -> Any:
        value = self._values.get(name)
        if value is None or value == "":
            raise GatewayError(MISSING, self._name(name))
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise GatewayError(ARGUMENT, f"{self._name(name)} is not JSON") from None

    def _name(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name


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
