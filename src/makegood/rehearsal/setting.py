"""What a rehearsal of the desk begins with: an organisation, people of every role, a shop on the sandbox and three kept by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from makegood.core.words import Action as Verb
from makegood.rehearsal.hand_kept import SHOPS, cases
from makegood.rehearsal.hands import hands_of
from makegood.store import actions, due, intake, minding
from makegood.store.models import Case, Membership, Organisation, Person, Shop
from makegood.store.pulling import PULL
from makegood.store.stepping import as_step, next_step
from makegood.store.tenancy import within
from makegood.store.tokens import keep
from makegood.usecases.approving import Role
from makegood.usecases.ports import Tokens

NAME = "演练 Rehearsal"
LIMITS = {"USD": "20", "CNY": "150", "MYR": "90"}
"""What one person may release alone, in this rehearsal."""
CLERKS = {currency: str(2 * int(most)) for currency, most in LIMITS.items()}
ON_THE_SANDBOX = "Lumen Outdoor"


@dataclass(frozen=True, slots=True)
class Setting:
    organisation: UUID
    people: Mapping[str, UUID]
    shops: Mapping[str, UUID]


def found(told: Mapping[str, Any], password: str, *, now: datetime) -> Setting:
    """Puts it all on record, as people would. `told`: the sandbox's address, app and tokens."""
    organisation = Organisation.objects.create(name=NAME, alone=LIMITS, role_most={"clerk": CLERKS})
    people = {role.value: _member(organisation, role, password) for role in Role}
    with within(organisation.pk):
        shops = {"aliexpress": _connected(told, now)}
        for platform, name in SHOPS.items():
            shops[platform] = Shop.objects.create(platform=platform, name=name, rehearsal=False).pk
        due.ensure(PULL, shops["aliexpress"], organisation.pk, now)
    made = Setting(organisation.pk, people, shops)
    for platform, documents in cases(now).items():
        for document in documents:  # a transaction each: what is made is seen at once
            with within(organisation.pk):
                intake.take_in(shops[platform], document, by=f"person:{people['clerk']}", at=now)
    with within(organisation.pk):
        _under_way(made, now)
    return made


def _member(organisation: Organisation, role: Role, password: str) -> UUID:
    person = Person(username=role.value)
    person.set_password(password)
    person.save()
    Membership.objects.create(person=person, organisation=organisation, role=role)
    key: UUID = person.pk
    return key


def give_password(password: str) -> None:
    """A new one for everybody of the rehearsal."""
    for person in Person.objects.filter(memberships__organisation__name=NAME):
        person.set_password(password)
        person.save()


def _connected(told: Mapping[str, Any], now: datetime) -> UUID:
    shop = Shop.objects.create(
        name=ON_THE_SANDBOX, platform="aliexpress", address=told["address"], rehearsal=False,
        account=str(told["seller_id"]), options=dict(hands_of("aliexpress").OPTIONS),
    )  # fmt: skip
    tokens = Tokens(
        told["access_token"],
        told["refresh_token"],
        now + timedelta(seconds=int(told["expires_in"])),
        now + timedelta(seconds=int(told["refresh_expires_in"])),
    )
    keep(shop, tokens, app_key=told["app_key"], app_secret=told["app_secret"])
    key: UUID = shop.pk
    return key


def reached_at(address: str) -> None:
    """The sandbox has another address than when it was last here."""
    for organisation in Organisation.objects.filter(name=NAME):
        with within(organisation.pk):
            Shop.objects.filter(name=ON_THE_SANDBOX).update(address=address)


def _under_way(made: Setting, now: datetime) -> None:
    """Some cases have somebody; one offer waits for a second yes; one step waits for its receipt; one case is put off."""
    by = f"person:{made.people['clerk']}"
    minding.assign([_case("wish-wrong-item").pk, _case("shopee-ticket").pk], made.people["clerk"], by=by, at=now)
    minding.assign([_case("1688-penalty").pk], made.people["lead"], by=by, at=now)
    broken = _case("shopee-broken")
    offer = as_step(broken, Verb.offer, {"remedy": "full_refund"})
    actions.propose(broken, offer.verb, offer.details, money=offer.money, by=by, at=now)
    number = _case("1688-number")
    step = next_step(number, {"tracking": "75300000000010", "carrier": "zto"})
    asked = actions.propose(number, step.verb, step.details, money=step.money, by=by, at=now)
    actions.approve(asked.pk, made.people["lead"], connection=None, at=now)
    minding.snooze([_case("wish-never-came").pk], now + timedelta(hours=3), by=by, at=now)


def _case(number: str) -> Case:
    case: Case = Case.objects.select_related("shop", "order", "content", "order__content").get(number=number)
    return case
