"""Who may say yes to what: roles, limits, and the second person that money above a limit needs (ALL-5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from makegood.core.money import Money
from makegood.core.text import Text


class Role(StrEnum):
    """What a person is in an organisation."""

    clerk = "clerk"
    lead = "lead"
    owner = "owner"
    warehouse = "warehouse"
    developer = "developer"
    read_only = "read_only"


APPROVERS = frozenset({Role.clerk, Role.lead, Role.owner})


class MayNot(Exception):
    """This person may not approve this; says why, and who may."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Limits:
    """An organisation's limits for money, by currency. A currency without a limit is limited to nothing.

    `alone`: the most that one approver may release alone. `role_most`: the most a role may approve at all, in that currency.
    """

    alone: dict[str, Decimal] = field(default_factory=dict)
    role_most: dict[Role, dict[str, Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one yes makes of an action: released, or one more person must say yes."""

    released: bool
    still_needed: int = 0


def approve(person: Person, *, money: Money | None, given: Collection[str], limits: Limits) -> Ruling:
    """One person's yes. `given`: who said yes before. Raises `MayNot`.

    Money above what one may release alone needs the yes of two people; nobody counts twice.
    """
    if person.role not in APPROVERS:
        raise MayNot(
            Text(
                f"the role {person.role} approves nothing; a clerk, lead or owner does",
                f"角色 {person.role} 无审批权限；需由客服、组长或老板审批",
            )
        )
    if person.id in given:
        raise MayNot(Text("you have approved it already; a second person must", "您已审批过，需另一人审批"))
    if money is None or not money.amount:
        return Ruling(released=True)
    if (roles := limits.role_most.get(person.role)) is not None:
        most = roles.get(money.currency, Decimal(0))
        if money.amount > most:
            raise MayNot(
                Text(
                    f"{money.amount} {money.currency} is above what a {person.role} may approve ({most} {money.currency}); ask a lead or the owner",
                    f"{money.amount} {money.currency} 超过 {person.role} 的审批上限（{most} {money.currency}），请组长或老板审批",
                )
            )
    if money.amount <= limits.alone.get(money.currency, Decimal(0)):
        return Ruling(released=True)
    return Ruling(released=bool(given), still_needed=0 if given else 1)
