"""A solution of an issue: its amounts, its version, and the two lists of those who offer (sheet §2.3)."""

from __future__ import annotations

from decimal import Decimal

from makegood.connectors.aliexpress.asking import Shop
from makegood.connectors.aliexpress.fields import priced, take
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.core.money import Money
from makegood.usecases.ports import Act

BUYERS, OURS, PLATFORMS = "buyer_solution_list", "seller_solution_list", "platform_solution_list"


def told(at: At, name: str) -> list[Money]:
    """The money of that name, where it is told with its currency."""
    found = priced(take(at, name), take(at, f"{name}_currency"))
    return [Money(Decimal(found["amount"]), found["currency"])] if found is not None else []


def _amounts(solution: At) -> list[Money]:
    """In the buyer's currency and in USD (sheet §2.3)."""
    return told(solution, "refund_money") + told(solution, "refund_money_post")


def is_of(solution: At, money: Money) -> bool:
    told = [one for one in _amounts(solution) if one.currency == money.currency]
    if money.amount == 0:  # nothing is nothing in every currency
        told = told or [one for one in _amounts(solution) if one.amount == 0]
    return bool(told) and told[0].amount == money.amount


def shown(solution: At) -> str:
    amounts = "/".join(f"{one.amount:f} {one.currency}" for one in _amounts(solution))
    return f"{id_of(solution)}: {text(take(solution, 'solution_type'))} {amounts} {text(take(solution, 'status'))}"


def id_of(solution: At) -> str:
    return take(solution, "id", "solution_id").need()


def version(solution: At) -> str:
    """An offer changed keeps its id, so the version belongs to the reference of it."""
    version = text(take(solution, "version"))
    return f"{id_of(solution)}/{version}" if version else id_of(solution)


def return_address(shop: Shop, act: Act) -> str:
    told = act.details.get("return_address_id") or shop.return_address
    if not told:
        raise no("missing", "return_address_id")
    return str(told)


def number(number: str | None) -> int | str | None:
    return int(number) if number is not None and number.isascii() and number.isdigit() else number
