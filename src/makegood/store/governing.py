"""What an owner changes of the organisation: money limits and who is what in it. Each change is on record with before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from makegood.core.money import CURRENCIES, digits
from makegood.core.text import Text
from makegood.store.actions import NotPossible
from makegood.store.models import Membership, Organisation, Person
from makegood.store.record import Fact, keyed, record, stamp
from makegood.store.tenancy import organisation_id
from makegood.usecases.approving import Role

MOST = Decimal(10) ** 12
LIMITED = (Role.clerk, Role.lead, Role.owner)

Amounts = Mapping[str, Decimal]


def set_limits(alone: Amounts, role_most: Mapping[Role, Amounts], *, by: str, at: datetime) -> bool:
    """What one person releases alone, and the most a role approves at all. False: it stood so already. Raises `NotPossible`."""
    for amounts in (alone, *role_most.values()):
        for currency, amount in amounts.items():
            _insist(currency, amount)
    kept = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id())
    before = {"alone": kept.alone, **kept.role_most}
    kept.alone = _plain(alone)
    kept.role_most = {str(role): _plain(amounts) for role, amounts in role_most.items() if amounts}
    after = {"alone": kept.alone, **kept.role_most}
    if before == after:
        return False
    kept.save(update_fields=["alone", "role_most"])
    _tell("setting_limits", before, after, by=by, at=at)
    return True


def add_person(name: str, role: Role, password: str, *, by: str, at: datetime) -> Membership:
    """Somebody who signs in, in this organisation. Raises `NotPossible` where the name is taken."""
    name = name.strip()
    if not name or len(name) > 150 or not name.isprintable():
        raise NotPossible(Text("a name of 1 to 150 signs is needed", "请填写 1 至 150 个字符的用户名"))
    taken = NotPossible(Text(f"{name}: choose another name, this one is taken", f"{name}：该用户名已被使用，请换一个"))
    if Person.objects.filter(username__iexact=name).exists():
        raise taken
    person = Person(username=name)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise taken from None
    made = Membership.objects.create(person=person, organisation_id=organisation_id(), role=role)
    _tell("setting_person_added", None, str(role), person=person.pk, by=by, at=at)
    return made


def set_role(membership_id: UUID, role: Role, *, by: str, at: datetime) -> bool:
    """False: it is that already. Raises `NotPossible` for the last owner, `Membership.DoesNotExist` for nobody of ours."""
    one = _locked(membership_id)
    if one.role == role:
        return False
    _insist_on_another_owner(one)
    before, one.role = one.role, str(role)
    one.save(update_fields=["role"])
    _tell("setting_role", before, str(role), person=one.person_id, by=by, at=at)
    return True


def remove(membership_id: UUID, *, by: str, at: datetime) -> None:
    """Out of this organisation; what they did stays on record. Raises as `set_role` does."""
    one = _locked(membership_id)
    _insist_on_another_owner(one)
    one.delete()
    _tell("setting_person_removed", one.role, None, person=one.person_id, by=by, at=at)


def _locked(membership_id: UUID) -> Membership:
    """All of the organisation's, so that two owners cannot take each other out at once."""
    rows = Membership.objects.select_for_update().filter(organisation_id=organisation_id()).order_by("id")
    found = next((one for one in rows if one.pk == membership_id), None)
    if found is None:
        raise Membership.DoesNotExist
    return found


def _insist_on_another_owner(one: Membership) -> None:
    if one.role != Role.owner:
        return
    others = Membership.objects.filter(organisation_id=one.organisation_id, role=Role.owner).exclude(pk=one.pk)
    if not others.exists():
        raise NotPossible(
            Text(
                "the last owner stays owner; make somebody else owner first",
                "最后一位老板不能移除或降级，请先将他人设为老板",
            )
        )


def _insist(currency: str, amount: Decimal) -> None:
    if currency not in CURRENCIES:
        raise NotPossible(
            Text(
                f"currency: found {currency}; expected an ISO 4217 code, such as USD",
                f"币种：{currency} 无法识别，应为 USD 等 ISO 4217 代码",
            )
        )
    step = Decimal(1).scaleb(-digits(currency))
    if not amount.is_finite() or not 0 <= amount < MOST or amount != amount.quantize(step):
        raise NotPossible(
            Text(
                f"amount: found {amount} {currency}; expected 0 or more, in whole minor units",
                f"金额：{amount} {currency} 无效，应为不小于 0、精确到最小货币单位的数字",
            )
        )


def _plain(amounts: Amounts) -> dict[str, str]:
    return {currency: f"{amount:f}" for currency, amount in sorted(amounts.items())}


def _tell(type_: str, before: Any, after: Any, *, by: str, at: datetime, person: UUID | None = None) -> None:
    body = {"before": before, "after": after} | ({"person": f"person:{person}"} if person is not None else {})
    record([Fact(type_, at, by, keyed(type_, person, stamp(at), by), body=body)], at=at)
