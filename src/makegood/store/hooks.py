"""The door at which platforms knock: a genuine message is kept before anything is made of it, then read by a worker; and the shop is pulled."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from django.db import transaction

from makegood.connectors.parts import NotUnderstood
from makegood.core.words import Platform
from makegood.store import due, intake, retention
from makegood.store.due import Work
from makegood.store.intake import Moment
from makegood.store.models import Notice, Shop
from makegood.store.own_keys import blinded
from makegood.store.pulling import PULL
from makegood.store.record import Fact, keyed, record
from makegood.store.tenancy import organisation_id, within
from makegood.store.tokens import Kept
from makegood.store.workers import Handler, Now
from makegood.usecases.ports import Knock

HEAR = "hear"
SOON = timedelta(seconds=10)
"""House: how long after a notice its shop is pulled; many notices are one pull."""


class Heard(StrEnum):
    """What became of a knock."""

    kept = "kept"
    known = "known"
    """The same message came before."""
    nobodys = "nobodys"
    """Genuine, and about a shop that is not connected here."""
    forged = "forged"
    no_door = "no_door"
    """This platform pushes nothing, or nothing here is connected to it."""


def knocked(platform: str, organisation: UUID, knock: Knock, *, url: str, at: datetime) -> Heard:
    """Whether it is genuine by any app that this organisation's shops on the platform are connected through; then it is kept.

    `url` is our callback as the platform knows it. A message whose sender cannot be told is kept by nobody.
    """
    place = f"makegood.connectors.{platform}.hooking"
    if platform not in set(Platform) or find_spec(place) is None:
        return Heard.no_door
    hooking = import_module(place)
    with within(organisation):
        shops = list(Shop.objects.filter(platform=platform, token__isnull=False).select_related("token"))
        if not shops:
            return Heard.no_door
        if not _is_genuine(hooking, knock, shops, url, at):
            return Heard.forged
        try:
            account = hooking.account(knock)
        except NotUnderstood as reason:
            _unreadable(platform, None, str(reason), at)
            return Heard.nobodys
        shop = next((one for one in shops if one.account == account), None)
        return Heard.nobodys if shop is None else _kept(shop, knock, at)


def _is_genuine(hooking: Any, knock: Knock, shops: Sequence[Shop], url: str, at: datetime) -> bool:
    """By any of the apps' secrets; shops share an app, so each is asked once."""
    by_app = {shop.token.app_key: shop for shop in shops}
    return any(
        hooking.genuine(knock, url=url, app_key=app, secret=Kept(shop.organisation_id, shop.pk, lambda: at).secret())
        for app, shop in by_app.items()
    )


def _kept(shop: Shop, knock: Knock, at: datetime) -> Heard:
    digest = hashlib.sha256(knock.body).hexdigest()  # all that a signature covers: nobody makes two of one notice
    notice = Notice(shop=shop, digest=digest, headers=dict(knock.headers), body=knock.body, heard_at=at)
    if not Notice.objects.bulk_create([notice], ignore_conflicts=True) or not _is_new(notice):
        return Heard.known
    due.ensure(HEAR, notice.pk, shop.organisation_id, at)
    return Heard.kept


def _is_new(notice: Notice) -> bool:
    """A conflict is passed over in silence: only our own row has our key."""
    return bool(Notice.objects.filter(pk=notice.pk).exists())


# --- reading what was kept ------------------------------------------------------------------------------------


def hearer(now: Now) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            with within(work.organisation):
                _read(work, now())
                due.finish(work)

    return Handler(run)


def _read(work: Work, at: datetime) -> None:
    """What the message tells goes on file, dated by the platform's own clock; then its content goes, and the shop is pulled."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("shop").get(pk=work.subject)
    if notice.body is None:
        return
    hooking = import_module(f"makegood.connectors.{notice.shop.platform}.hooking")
    knock = Knock(notice.headers, bytes(notice.body))
    try:
        with transaction.atomic():
            for pulled in hooking.told(knock, at=notice.heard_at):
                intake.take_in(
                    notice.shop_id,
                    pulled.case,
                    by=notice.shop.platform,
                    at=at,
                    moment=Moment(pulled.changed_at, may_be_late=True),
                )
                notice.told += 1
    except (
        ValueError,
        LookupError,
        TypeError,
        ArithmeticError,
    ) as reason:  # no form it publishes; the pull tells the truth
        notice.told, notice.problem = 0, type(reason).__name__
        _unreadable(notice.shop.platform, notice.shop, str(reason), at)
    notice.read_at, notice.body, notice.headers = at, None, {}
    notice.save()
    due.sooner(PULL, notice.shop_id, work.organisation, at + SOON)


def _unreadable(platform: str, shop: Shop | None, why: str, at: datetime) -> None:
    """It may quote what was found, and so a buyer."""
    personal = {"why": why}
    key = keyed("unreadable", shop and shop.pk, "notice", blinded(organisation_id(), personal))
    fact = Fact("unreadable", at, platform, key, body={"method": "notice"}, personal=personal)
    for event in record([fact], at=at, shop=shop):
        retention.begin(event, at=at)
