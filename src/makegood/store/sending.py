"""The worker's hand: takes up a due action, makes its one call outside any transaction, and puts on record what came of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, InterfaceError, close_old_connections

from makegood.store import actions, fuse
from makegood.store.actions import SEND, Looking, Sending
from makegood.store.due import Work
from makegood.store.holding import Hold
from makegood.store.models import Action
from makegood.store.tenancy import within
from makegood.store.workers import Connect, Handler, Now
from makegood.usecases import leave
from makegood.usecases.acting import PATIENT, Patience
from makegood.usecases.ports import Connection, Refused, Unanswered, Unavailable

log = logging.getLogger("makegood.send")

__all__ = ["SEND", "sender"]


def sender(connect: Connect, now: Now, patience: Patience = PATIENT) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            _one(work, connect, now, patience)

    return Handler(run)


def _one(work: Work, connect: Connect, now: Now, patience: Patience) -> None:
    with within(work.organisation):
        shop = Action.objects.values_list("shop_id", flat=True).get(pk=work.subject)
    connection = connect(work.organisation, shop)
    called = actions.take_up(work, connection, at=now(), patience=patience)
    if called is None or connection is None:
        return
    if isinstance(called, Sending):
        outcome = _sent(work, called, connection, now, patience)
    else:
        outcome = _looked(called, connection)
    try:
        actions.settle(work, called, outcome, at=now(), patience=patience)
    except (DatabaseError, InterfaceError):  # it went away, or ended our session, while we hold the answer: once more
        close_old_connections()
        actions.settle(work, called, outcome, at=now(), patience=patience)


def _sent(work: Work, sending: Sending, connection: Connection, now: Now, patience: Patience) -> Any:
    try:
        with fuse.lit() as burn:
            hold = Hold(
                work, sending.shop, said_at=sending.said_at, lease=sending.way.settle + patience.lease,
                spare=patience.lease / 2, now=now, burn=burn,
            )  # fmt: skip
            hold.check()
            with leave.given_by(hold.ask):
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
