"""Workers killed at random instants while they act on the AliExpress sandbox: no action reaches it twice, none is lost.

`python -m tools.crash_aliexpress --actions 400` : disputes and cancel requests are planted, pulled as a worker pulls them, a person's
yes given to each, and workers sent to act on them over HTTP while the gateway loses answers, and are killed until all has ended. Then the
sandbox's record of calls that had an effect is laid beside ours. Exit status 1: something was done twice, or not at all, or is stuck.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import secrets
import signal
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.rehearsal.sandboxes import Sandbox, running
from tools.crash import ground

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "prove"
READ_LAG = timedelta(seconds=1)
PHASE = timedelta(seconds=0.8)
"""Of the wire's five phases each: a call cannot be under way for longer than four seconds."""
LEASE = timedelta(seconds=1.2)
ALIVE = (0.05, 2.5)
"""Seconds that a worker may live."""
LONGEST = 1800.0
WRITES = re.compile(r"solution\.(agree|save)|cancel\w*")
FAULTS = {"timeout_after": 0.05, "reset_after": 0.05, "error_after": 0.04, "error_before": 0.03, "reset_before": 0.03}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.crash_aliexpress", description=__doc__)
    parser.add_argument("--actions", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--server", type=Path, default=FOLDER / "postgres-aliexpress")
    given = parser.parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        ground.prepared(given.server.absolute(), 1) as names,
        running("aliexpress", now=datetime.now(UTC), seed=given.seed, lag=0.5) as sandbox,
    ):
        ground.enter(names[0])
        verdict = _trial(sandbox, given)
    with (FOLDER / "crash-aliexpress.jsonl").open("a") as file:
        file.write(json.dumps(verdict) + "\n")
    print(json.dumps(verdict, indent=1))
    return int(any(verdict[name] for name in ("twice", "never", "stuck", "unasked")))


def _trial(sandbox: Sandbox, given: argparse.Namespace) -> dict[str, Any]:
    began, chance = time.monotonic(), random.Random(given.seed)
    sandbox.post("clock", rate=1)
    organisation, lead, shop = _founded(sandbox)
    _planted(sandbox, given.actions)
    time.sleep(1)
    _pulled(organisation, shop)
    asked = _approved(organisation, lead, shop)
    for kind, odds in FAULTS.items():
        for method in ("aliexpress.issue.solution.*", "*cancel*"):
            sandbox.post("faults", kind=kind, method=method, probability=odds, seed=given.seed, seconds=1.5)
    seen = _Seen(sandbox)
    kills = _struck(organisation, shop, given.workers, chance, seen)
    time.sleep(5)
    seen.look()
    ended = _ended(organisation)
    ran = seen.counted()
    return {
        "proof": "crash on the AliExpress sandbox", "seed": given.seed, "actions": len(asked), "kills": kills,
        "ends": dict(Counter(state for state, _, _ in ended.values())),
        "attempts": dict(Counter(attempts for _, attempts, _ in ended.values())),
        "writes_with_effect": sum(ran.values()),
        "twice": {name: count for name, count in ran.items() if count > 1},
        "unasked": sorted(set(ran) - set(asked.values())),
        "never": sorted(asked[key] for key, (state, _, _) in ended.items() if state == "confirmed" and not ran.get(asked[key])),
        "stuck": sorted(f"{asked[key]}: {state} {why}" for key, (state, _, why) in ended.items() if state not in ("confirmed", "rejected", "needs_person")),
        "with_a_person": Counter(why.split(" stands, ")[-1] for state, _, why in ended.values() if state == "needs_person"),
        "rejected_though_done": sorted(asked[key] for key, (state, _, _) in ended.items() if state == "rejected" and ran.get(asked[key])),
        "seconds": round(time.monotonic() - began),
    }  # fmt: skip


# --- the ground -----------------------------------------------------------------------------------------------


def _founded(sandbox: Sandbox) -> tuple[UUID, UUID, UUID]:
    from makegood.store.models import Membership, Organisation, Person, Shop
    from makegood.store.tenancy import within
    from makegood.store.tokens import keep
    from makegood.usecases.ports import Tokens

    organisation = Organisation.objects.create(name="crash on aliexpress", alone={"USD": "500"})
    lead = Person.objects.create(username=f"lead {organisation.pk}")
    Membership.objects.create(person=lead, organisation=organisation, role="lead")
    app = sandbox.post("apps", key="crash", secret=secrets.token_hex(16), profile="own")
    told, now = sandbox.post("tokens", app_key=app["key"]), datetime.now(UTC)
    with within(organisation.pk):
        shop = Shop.objects.create(name="S", platform="aliexpress", address=sandbox.address, rehearsal=False, options={"return_address": "9001"})  # fmt: skip
        until = [now + timedelta(seconds=int(told[name])) for name in ("expires_in", "refresh_expires_in")]
        keep(shop, Tokens(told["access_token"], told["refresh_token"], *until), app_key=app["key"], app_secret=app["secret"])  # fmt: skip
    return organisation.pk, lead.pk, shop.pk


def _planted(sandbox: Sandbox, actions: int) -> None:
    """Two in three are disputes, the rest orders whose buyer asks to cancel."""
    for number in range(actions):
        if number % 3 == 2:
            order = sandbox.post("orders", stage="to_ship", days_ago=1, usd="20.00")
            sandbox.post(f"orders/{order['id']}/buyer", act="ask_cancel")
        else:
            order = sandbox.post("orders", stage="delivered", days_ago=12, usd="20.00")
            sandbox.post("issues", order=order["id"], amount="12.00", days_ago=1)


def _pulled(organisation: UUID, shop: UUID) -> None:
    from makegood.store import due
    from makegood.store.pulling import PULL, puller
    from makegood.store.workers import Worker, database_clock

    due.ensure(PULL, shop, organisation, datetime.now(UTC))
    Worker({PULL: puller(lambda *_: _connection(organisation, shop), database_clock)}).once()


def _approved(organisation: UUID, lead: UUID, shop: UUID) -> dict[UUID, str]:
    """Each action that a person said yes to, and what it is about at the platform: `agree 6000…`."""
    from makegood.store import actions
    from makegood.store.models import Case
    from makegood.store.tenancy import within
    from makegood.store.workers import database_clock

    connection, asked = _connection(organisation, shop), {}
    with within(organisation):
        for place, case in enumerate(
            Case.objects.select_related("order", "shop", "content", "order__content").order_by("number")
        ):
            dispute = actions.dispute_of(case)
            about = dispute if dispute and dispute.isdigit() else case.order.number if case.order else ""
            is_offer = about == dispute and place % 2 == 0
            money = Money(
                Decimal("3.00") if is_offer else Decimal("12.00") if about == dispute else Decimal("20.00"), "USD"
            )
            verb, details = (Verb.offer, {"remedy": "partial_refund"}) if is_offer else (Verb.agree, {})
            action = actions.propose(case, verb, details, money=money, by="rule", at=database_clock())
            actions.approve(action.pk, lead, connection=connection, at=database_clock())
            asked[action.pk] = f"{'save' if is_offer else 'agree' if about == dispute else 'cancel'} {about}"
    return asked


def _connection(organisation: UUID, shop_id: UUID) -> Any:
    """The product's own connector, with phases short enough for a proof."""
    from makegood.connectors.aliexpress.connecting import renewing
    from makegood.connectors.aliexpress.connector import AliExpress
    from makegood.rehearsal.month import Free
    from makegood.store.models import Shop, Token
    from makegood.store.tenancy import within
    from makegood.store.tokens import Kept
    from makegood.store.workers import database_clock
    from makegood.wire.requests import Timeouts
    from makegood.wire.wire import Wire

    with within(organisation):
        shop, token = Shop.objects.get(pk=shop_id), Token.objects.get(shop=shop_id)
    vault = Kept(organisation=organisation, shop=shop_id, now=database_clock)
    app = {
        "base": shop.address,
        "app_key": token.app_key,
        "secret": vault.secret(),
        "pace": Free(),
        "now": database_clock,
    }
    vault.renewing = renewing(**app)
    wire = Wire(set(), timeouts=Timeouts(*[PHASE] * 5))
    return AliExpress(**app, vault=vault, wire=wire, read_lag=READ_LAG, return_address="9001")


# --- workers, killed ------------------------------------------------------------------------------------------


def _struck(organisation: UUID, shop: UUID, workers: int, chance: random.Random, seen: _Seen) -> int:
    """Keeps that many workers going, each for a random while, until nothing is due any more; how many were killed at work."""
    kills, end = 0, time.monotonic() + LONGEST
    living: list[tuple[int, float]] = []
    while _due() and time.monotonic() < end:
        while len(living) < workers:
            living.append((_forked(organisation, shop), time.monotonic() + chance.uniform(*ALIVE)))
        time.sleep(0.02)
        for pid, until in list(living):
            gone = os.waitpid(pid, os.WNOHANG)[0]
            if not gone and time.monotonic() >= until:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                kills += 1
            if gone or time.monotonic() >= until:
                living.remove((pid, until))
        seen.look_now_and_then()
    for pid, _ in living:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return kills


def _due() -> bool:
    from django.db import connection

    from makegood.store.actions import SEND

    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM store_due WHERE kind = %s)", [SEND])
        return bool(cursor.fetchone()[0])


_inherited: list[Any] = []


def _forked(organisation: UUID, shop: UUID) -> int:
    if pid := os.fork():
        return pid
    try:
        import logging

        from django.db import connections

        from makegood.store.actions import SEND
        from makegood.store.sending import sender
        from makegood.store.workers import Worker, database_clock
        from makegood.usecases.acting import Patience

        logging.disable()
        for one in connections.all():
            _inherited.append(one.connection)  # the parent's; never closed here
            one.connection = None
        connection = _connection(organisation, shop)
        patience = Patience(lease=LEASE, look_again=timedelta(seconds=0.5), first_wait=timedelta(seconds=0.2), longest_wait=timedelta(seconds=1))  # fmt: skip
        handler = sender(lambda *_: connection, database_clock, patience)
        Worker({SEND: handler}, now=database_clock, lease=timedelta(seconds=5)).run(threading.Event(), rest=0.05)
    finally:
        os._exit(1)


def _ended(organisation: UUID) -> dict[UUID, tuple[str, int, str]]:
    from makegood.store.models import Action
    from makegood.store.tenancy import within

    with within(organisation):
        return {one.pk: (one.state, one.attempts, one.why) for one in Action.objects.all()}


class _Seen:
    """What the sandbox did, gathered while its record still holds it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox, self._last = sandbox, time.monotonic()
        self._calls: Counter[str] = Counter()

    def look_now_and_then(self) -> None:
        if time.monotonic() > self._last + 3:
            self.look()

    def look(self) -> None:
        """Calls are told whole each time; the same call is known by its instant and parameters."""
        self._last = time.monotonic()
        fresh: Counter[str] = Counter()
        for call in self._sandbox.get("calls")["calls"]:
            if call["ran"] and WRITES.search(call["method"]):
                fresh[json.dumps(call, sort_keys=True)] += 1
        self._calls |= fresh

    def counted(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for text, times in self._calls.items():
            call = json.loads(text)
            found = WRITES.search(call["method"])
            assert found is not None
            kind = found[1] or "cancel"
            about = re.search(
                r"(?:issue_id|order_id|orderId|trade_order_id|source_order_id)\D{1,6}(\d{10,})",
                json.dumps(call["parameters"]),
            )
            counts[f"{kind} {about[1] if about else call['parameters']}"] += times
        return counts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
