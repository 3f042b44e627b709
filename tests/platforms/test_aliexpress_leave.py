"""Writes ask leave right before their first byte: once it is withdrawn, the platform hears of no other."""

from __future__ import annotations

import threading

import pytest

from makegood.core.words import Action
from makegood.usecases import leave
from makegood.usecases.ports import Receipt, Unavailable
from tests.platforms.aliexpress_live import live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
WRITES = ("aliexpress.issue.solution.agree", "aliexpress.issue.solution.save")


def test_no_write_begins_after_leave_is_withdrawn_while_others_are_in_flight() -> None:
    with live() as town:
        issues = [town.issue(amount="5.00") for _ in range(24)]
        withdrawn, outcomes = threading.Event(), []

        def ask() -> None:
            if withdrawn.is_set():
                raise Unavailable("writes are paused; nothing was sent")

        def work(mine: list[dict[str, object]]) -> None:
            connector = town.connector()
            for issue in mine:
                try:
                    with leave.given_by(ask):
                        outcomes.append(connector.perform(town.act(Action.agree, issue, "5.00")))
                except Unavailable as no:
                    outcomes.append(no)
                if sum(isinstance(one, Receipt) for one in outcomes) == 4:
                    withdrawn.set()

        threads = [threading.Thread(target=work, args=(issues[place::4],)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        done = [one for one in outcomes if isinstance(one, Receipt)]
        ran = [one for one in town.admin.get("/_sandbox/calls").json["calls"] if one["method"] in WRITES]

    assert len(outcomes) == 24 and len(ran) == len(done)
    assert 4 <= len(done) <= 7  # three others may have had leave already
