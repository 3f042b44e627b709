"""The red switch and the switch between rehearsal and live, with who threw them on record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from makegood.core.text import Text
from makegood.store import pauses
from makegood.store.actions import NotPossible
from makegood.store.models import Pause, Shop
from makegood.store.record import Fact, keyed, record, stamp
from makegood.store.tenancy import organisation_id

LONGEST = 300


def pause(why: str, *, by: str, at: datetime, shop: Shop | None = None) -> Pause:
    """Stops all writes of the organisation entered, or of one shop; when it returns, no call begins. Raises `NotPossible`."""
    why = why.strip()[:LONGEST]
    if not why:
        raise NotPossible(
            Text("say why: everybody sees it while writes are paused", "请写明原因：暂停期间所有人都会看到")
        )
    if in_force(shop) is not None:
        raise NotPossible(Text("writes are paused already; nothing was changed", "写入已处于暂停状态，未作改动"))
    made = pauses.pause(
        by=by, why=why, at=at, organisation=organisation_id(), shop=shop.pk if shop is not None else None
    )
    _tell("setting_paused", shop, by=by, at=at, why=why)
    return made


def resume(*, by: str, at: datetime, is_owner: bool, shop: Shop | None = None) -> None:
    """Whoever threw it, or an owner, lifts it. Raises `NotPossible`."""
    held = in_force(shop)
    if held is None:
        raise NotPossible(Text("writes are not paused; nothing was changed", "写入未暂停，未作改动"))
    if held.by != by and not is_owner:
        raise NotPossible(
            Text(
                "somebody else paused writes; they or an owner can resume them",
                "写入由他人暂停，只有本人或老板可以恢复",
            )
        )
    for one in _held(shop):
        pauses.lift(one.pk, at=at)
    _tell("setting_resumed", shop, by=by, at=at, why=held.why)


def in_force(shop: Shop | None) -> Pause | None:
    """The pause of the organisation entered itself, or of this shop itself."""
    held = _held(shop)
    return held[0] if held else None


def _held(shop: Shop | None) -> list[Pause]:
    rows = Pause.objects.filter(organisation_id=organisation_id(), until__isnull=True)
    return list(rows.filter(shop=shop.pk if shop is not None else None).order_by("since"))


def set_live(shop_id: UUID, live: bool, *, by: str, at: datetime) -> bool:
    """Live: what is approved is sent. False: it is so already. Raises `Shop.DoesNotExist`."""
    shop = Shop.objects.select_for_update().get(pk=shop_id)
    if shop.rehearsal is not live:
        return False
    shop.rehearsal = not live
    shop.save(update_fields=["rehearsal"])
    body = {"before": "rehearsal" if live else "live", "after": "live" if live else "rehearsal"}
    record([Fact("setting_live", at, by, keyed("setting_live", shop.pk, stamp(at)), body=body)], at=at, shop=shop)
    return True


def _tell(type_: str, shop: Shop | None, *, by: str, at: datetime, why: str) -> None:
    fact = Fact(type_, at, by, keyed(type_, shop.pk if shop else None, stamp(at), by), body={"why": why})
    record([fact], at=at, shop=shop)
