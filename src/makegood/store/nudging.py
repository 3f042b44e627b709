"""A person makes work due now: a shop to be read, or what was given up after many failures to be tried again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from makegood.core.text import Text
from makegood.store import due
from makegood.store.actions import NotPossible
from makegood.store.models import Due, Shop, Token
from makegood.store.pulling import PULL
from makegood.store.record import Fact, keyed, record
from makegood.store.tenancy import organisation_id


def read_now(shop_id: UUID, *, by: str, at: datetime) -> Shop:
    """The shop is read by the next worker that is free. Raises `Shop.DoesNotExist` and `NotPossible`: it is worked by hand."""
    shop: Shop = Shop.objects.get(pk=shop_id)
    if not Token.objects.filter(shop=shop).exists():
        raise NotPossible(Text("the shop is worked by hand: connect it first", "该店铺为手工模式，请先授权连接"))
    if Due.objects.filter(kind=PULL, subject=shop.pk, claim__isnull=False, due_at__gt=at).exists():
        raise NotPossible(Text("a worker is reading it now", "正在同步中"))
    due.ensure(PULL, shop.pk, organisation_id(), at)
    _tell("read_asked", {"shop": str(shop.pk)}, shop, by=by, at=at)
    return shop


def try_again(kind: str, subject: UUID, *, by: str, at: datetime) -> None:
    """What was put aside is due again, its failures forgotten. Raises `NotPossible` where it is not put aside any more."""
    rows = Due.objects.select_for_update().filter(
        kind=kind, subject=subject, organisation=organisation_id(), due_at=None
    )
    if rows.first() is None:
        raise NotPossible(Text("it is not put aside any more; nothing was changed", "该任务已不在搁置中，未作改动"))
    due.ensure(kind, subject, organisation_id(), at)
    _tell("work_tried_again", {"kind": kind, "subject": str(subject)}, None, by=by, at=at)


def _tell(type_: str, body: dict[str, str], shop: Shop | None, *, by: str, at: datetime) -> None:
    record([Fact(type_, at, by, keyed(type_, body, by, at.isoformat()), body=body)], at=at, shop=shop)
