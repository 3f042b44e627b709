"""The worker's hand: takes up a due action, makes its one call outside any transaction, and puts on record what came of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from makegood.store import actions
from makegood.store.actions import SEND, Looking, Sending
from makegood.store.due import Work
from makegood.store.models import Action
from makegood.store.tenancy import within
from makegood.store.workers import Connect, Handler, Now
from makegood.usecases.ports import Connection, Refused, Unanswered, Unavailable

log = logging.getLogger("makegood.send")

__all__ = ["SEND", "sender"]


def sender(connect: Connect, now: Now) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            _one(work, connect, now)

    return Handler(run)


def _one(work: Work, connect: Connect, now: Now) -> None:
    with within(work.organisation):
        shop = Action.objects.values_list("shop_id", flat=True).get(pk=work.subject)
    connection = connect(work.organisation, shop)
    called = actions.take_up(work, connection, at=now())
    if called is None or connection is None:
        return
    outcome = _sent(called, connection) if isinstance(called, Sending) else _looked(called, connection)
    actions.settle(work, called, outcome, at=now())


def _sent(sending: Sending, connection: Connection) -> Any:
    try:
        actions.begin(sending)
        return connection.perform(sending.act, urgent=sending.urgent)
    except (Unavailable, Unanswered, Refused) as reason:
        return reason
    except Exception as reason:  # nobody foresaw it, so nobody knows whether it was done
        log.exception("sending %s", sending.act.id)
        return Unanswered(f"{type(reason).__name__}: {reason}")


def _looked(looking: Looking, connection: Connection) -> Any:
    try:
        return connection.look(looking.act, taken=looking.taken)
    except (Unavailable, Unanswered, Refused) as reason:
        return reason
    except Exception as reason:
        log.exception("looking for %s", looking.act.id)
        return Unanswered(f"{type(reason).__name__}: {reason}")
