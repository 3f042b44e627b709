"""Pulls what changed on a shop's platform, on a beat; one shop's trouble is shown on that shop and stops no other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from makegood.core.reading import NotACase
from makegood.store import due, intake, retention
from makegood.store.due import Work
from makegood.store.intake import Moment
from makegood.store.models import Shop
from makegood.store.own_keys import blinded
from makegood.store.record import Fact, keyed, record
from makegood.store.tenancy import within
from makegood.store.workers import Connect, Handler, Now
from makegood.usecases.ports import Pulled, Refused, Unanswered, Unavailable, Unreadable

log = logging.getLogger("makegood.pull")

PULL = "pull"
BEAT = timedelta(minutes=5)
"""House: how often a shop is read."""
AFTER_A_NO = timedelta(minutes=30)
"""House: how often a shop is asked for whose platform said no: its leave has ended, or the platform itself is gone. A person must act."""
OVERLAP = timedelta(minutes=30)
"""House: read again from before the last pull, for what a platform lists late."""
RENEW_EVERY = 50


def puller(connect: Connect, now: Now) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            pull(work, connect, now)

    return Handler(run)


def pull(work: Work, connect: Connect, now: Now) -> int:
    """Reads one shop; how many case files it told. What was read before trouble came is kept; the next pull starts as this one did."""
    begun = now()
    with within(work.organisation):
        shop = Shop.objects.get(pk=work.subject)
        since, platform = shop.pulled_until, shop.platform
    connection = connect(work.organisation, work.subject)
    if connection is None:
        with within(work.organisation):
            due.finish(work)
        return 0
    count, trouble, beat = 0, None, BEAT
    try:
        for told in connection.pull(since=since - OVERLAP if since is not None else None):
            _take_in(work, told, platform=platform, now=now)
            count += 1
            if count % RENEW_EVERY == 0:
                due.renew(work, at=now())
    except (Unavailable, Unanswered, Refused) as reason:
        trouble = str(reason)
        beat = AFTER_A_NO if isinstance(reason, Refused) else BEAT
        log.warning("shop %s: %s", work.subject, reason)
    with within(work.organisation):
        _mark(work.subject, trouble, begun)
        due.finish(work, again_at=now() + beat)
    return count


def _take_in(work: Work, told: Pulled | Unreadable, *, platform: str, now: Now) -> None:
    with within(work.organisation):
        if isinstance(told, Pulled):
            try:
                intake.take_in(work.subject, told.case, by=platform, at=now(), moment=Moment(told.changed_at))
                return
            except NotACase as reason:
                told = Unreadable("case file", str(reason))
        shop = Shop.objects.get(pk=work.subject)
        why = {"why": told.why}  # it may quote what was found, and so a buyer
        key = keyed("unreadable", shop.pk, told.method, blinded(work.organisation, why))
        at = now()
        for event in record(
            [Fact("unreadable", at, platform, key, body={"method": told.method}, personal=why)], at=at, shop=shop
        ):
            retention.begin(event, at=at)


def _mark(shop_id: UUID, trouble: str | None, begun: datetime) -> None:
    shop = Shop.objects.select_for_update().get(pk=shop_id)
    shop.trouble = trouble
    if trouble is None:
        shop.pulled_until = begun
    shop.save(update_fields=["trouble", "pulled_until"])
