"""Parts: what one platform message tells, as pieces of a case file that are joined afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from makegood.core.shapes import writable

Document = dict[str, Any]
"""JSON-like: text, whole numbers, lists and objects only; money as `{"amount": "12.90", "currency": "USD"}`."""


class NotUnderstood(ValueError):
    """A message is not of a form this platform publishes; says the method, the path, what was found and expected."""

    def __init__(self, method: str, path: str, found: object, expected: str) -> None:
        self.method, self.path, self.expected = writable(method), writable(path), writable(expected)
        shown = "nothing" if found is None else repr(found)[:80]
        super().__init__(f"{self.method}: {self.path}: found {shown}; expected {self.expected}")


@dataclass(frozen=True, slots=True)
class OrderPart:
    """An order: the case file's `order` object. `id` is what troubles refer to; `also` are ids it goes by as well (sub-orders)."""

    id: str
    order: Document
    also: tuple[str, ...] = ()
    method: str = ""


@dataclass(frozen=True, slots=True)
class TroublePart:
    """A return, dispute, refund, ticket or penalty: what it adds to the case file of its order.

    `id` is the platform's id of the trouble; two parts of one id (a list row and its detail) are one case, the later laid over
    the earlier. `order` None: about no order that is named. `claim`, `events`, `evidence`, `platform_deadlines` are the case file's.
    """

    id: str
    order: str | None
    claim: Document = field(default_factory=dict)
    kind: str | None = None
    events: tuple[Document, ...] = ()
    evidence: tuple[Document, ...] = ()
    platform_deadlines: tuple[Document, ...] = ()
    order_facts: Document = field(default_factory=dict)
    """Facts about the order that the trouble's message tells; they fill what the order's own message leaves open."""
    shop: Document = field(default_factory=dict)
    method: str = ""


Part = OrderPart | TroublePart


@dataclass(frozen=True, slots=True)
class At:
    """A place in a message being read: asks for members by name, and refuses with method and path."""

    value: Any
    method: str
    path: str = "$"

    def refuse(self, expected: str) -> NotUnderstood:
        return NotUnderstood(self.method, self.path, self.value, expected)

    def __truediv__(self, name: str) -> At:
        """The member of that name; absent and null are both None."""
        if not isinstance(self.value, Mapping):
            raise self.refuse("an object")
        return At(self.value.get(name), self.method, f"{self.path}.{name}")

    def first(self, *names: str) -> At:
        """The first of these members that is there: platforms spell one field in several ways."""
        for name in names:
            member = self / name
            if member.value is not None:
                return member
        return self / names[0]

    def each(self, wrapper: str | None = None) -> Iterator[At]:
        """The items of a list; of a list wrapped under its item type's name; of nothing, none."""
        value, path = self.value, self.path
        if isinstance(value, Mapping) and wrapper is not None and wrapper in value:
            value, path = value[wrapper], f"{path}.{wrapper}"
        if value is None:
            return
        if not isinstance(value, list):
            raise NotUnderstood(self.method, path, value, "a list")
        for place, item in enumerate(value):
            yield At(item, self.method, f"{path}[{place}]")

    def text(self) -> str | None:
        """Text, or a whole number as text; blank is unknown. A number with a fraction or an exponent is refused: digits are lost."""
        value = self.value
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self.refuse("text; an id that came as a decimal number has lost its digits")
        return str(value).strip() or None

    def need(self) -> str:
        found = self.text()
        if found is None:
            raise self.refuse("text that is not empty")
        return found

    def number(self) -> Decimal | None:
        """A decimal number, from JSON's own or from text."""
        value = self.value
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
            raise self.refuse("a number")
        try:
            number = Decimal(str(value).strip())
        except ArithmeticError:
            raise self.refuse("a number") from None
        if not number.is_finite():
            raise self.refuse("a number")
        return number


def known(**facts: Any) -> Document:
    """The facts that are known: what is None, empty text or an empty list or object stays out."""
    return {name.rstrip("_"): value for name, value in facts.items() if value not in (None, "", [], {}, ())}
