"""What is kept by hand (ALL-8): a shop without a connection, and a case that a person opens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from makegood.core.text import Text
from makegood.core.words import Platform
from makegood.store import intake
from makegood.store.joining import own_number
from makegood.store.models import Case, Shop, Token
from makegood.store.record import Fact, keyed, record


class KeptAlready(Exception):
    """There is an open case about this order; opening another would split what is known of it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.text = Text(
            f"case {case.number} about this order is open already; nothing was changed",
            f"该订单已有未结案件 {case.number}，未作改动",
        )
        super().__init__(self.text.en)


def shop(platform: Platform, name: str, *, region: str | None, by: str, at: datetime) -> Shop:
    """The hand-kept shop of that name, made where there is none. Connecting it later gives this very row its token."""
    found: Shop
    found, made = Shop.objects.get_or_create(platform=str(platform), name=name, defaults={"region": region})
    if made:
        body = {"shop": str(found.pk), "platform": str(platform), "name": name, "region": region}
        record([Fact("shop_added", at, by, keyed("shop_added", found.pk), body=body)], at=at, shop=found)
    return found


def is_connected(one: Shop) -> bool:
    return Token.objects.filter(shop=one).exists()


def open_case(shop_id: UUID, document: Mapping[str, Any], *, trouble: str | None, by: str, at: datetime) -> Case:
    """Opens a case as a person tells it. `trouble`: the platform's own number of it (dispute, return, ticket), where they know it.

    Raises `KeptAlready` (an open case of the same order, or of that number) and `NotACase`.
    """
    one = Shop.objects.select_for_update().get(pk=shop_id)  # two who open the same wait for each other
    order = (document.get("order") or {}).get("id")
    if trouble:
        number = own_number(one.platform, trouble)
        known = Case.objects.filter(shop=one, number=number)
    elif order:
        number = own_number(one.platform, str(order))
        known = Case.objects.filter(shop=one, order__number=str(order), is_open=True)
    else:
        number = f"{document.get('kind') or 'case'}-{at:%Y-%m-%d}"
        known = Case.objects.filter(shop=one, order=None, kind=document.get("kind"), is_open=True)
    if (there := known.order_by("-id").first()) is not None:
        raise KeptAlready(there)
    whole = {**document, "id": _free(one, number), "platform": one.platform}
    case = intake.take_in(one.pk, whole, by=by, at=at)
    if case is None:
        raise ValueError("a case that a person opens says what happened: a kind, a claim, an event")
    return case


def _free(one: Shop, number: str) -> str:
    """The number, or the next like it where a case that is closed has it; no platform's name before it then."""
    if not Case.objects.filter(shop=one, number=number).exists():
        return number
    bare = number.partition(":")[2] or number
    taken = set(Case.objects.filter(shop=one, number__startswith=f"{bare}-").values_list("number", flat=True))
    return next(f"{bare}-{count}" for count in range(2, 10_000) if f"{bare}-{count}" not in taken)
