"""Callers killed while a shop's token is renewed: refresh tokens are used once, and none is lost.

`python -m tools.prove_refresh --kills 2000`: a Shopee sandbox whose refresh tokens are spent by their first use. In each trial some
processes find the same token stale and ask for another, and are killed at random instants. Then the store's token must be one that the
platform takes. The yardstick, in the same run: the same with the renewal in the caller's own process. Exit status 1: a token was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from makegood.rehearsal.sandboxes import Sandbox, running
from makegood.usecases.ports import SignInNeeded, Tokens, Unavailable
from tools.crash import ground

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "prove"
CALLERS = 4
ALIVE = 1.6
"""Seconds within which a caller is killed: a renewal takes about one."""
GIVEN_UP = timedelta(seconds=2.5)
"""After that another may renew; forty-five seconds where nobody hurries."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.prove_refresh", description=__doc__)
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--bare", type=int, default=200, help="kills of the yardstick")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--server", type=Path, default=FOLDER / "postgres-refresh")
    given = parser.parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        ground.prepared(given.server.absolute(), 1) as names,
        running("shopee", now=datetime.now(UTC), seed=given.seed, lag=0) as sandbox,
    ):
        ground.enter(names[0])
        sandbox.post("clock", rate=1)
        verdict = {
            "apart": _trials(sandbox, given.kills, given.seed, apart=True),
            "in_the_callers_own_process": _trials(sandbox, given.bare, given.seed, apart=False),
        }
    with (FOLDER / "refresh.jsonl").open("a") as file:
        file.write(json.dumps(verdict) + "\n")
    print(json.dumps(verdict, indent=1))
    return int(verdict["apart"]["lost"] > 0)


def _trials(sandbox: Sandbox, kills: int, seed: int, *, apart: bool) -> dict[str, Any]:
    from makegood.store import tokens

    tokens.RENEWS_WITHIN = GIVEN_UP
    chance = random.Random(seed)  # noqa: S311
    counts = {"kills": 0, "renewers_killed": 0, "trials": 0, "renewals": 0, "lost": 0}
    while counts["kills"] < kills:
        counts["trials"] += 1
        organisation, shop = _authorised(sandbox)  # by an app of its own, whose pace nobody has used up
        before = _vault(organisation, shop, apart=apart).access()
        killed, renewers = _killed(organisation, shop, before, chance, apart=apart)
        counts["kills"] += killed
        counts["renewers_killed"] += renewers
        try:
            now = _after(organisation, shop, before, apart=apart)
        except SignInNeeded:
            counts["lost"] += 1
            continue
        counts["renewals"] += now != before
        counts["lost"] += not _is_taken(organisation, shop)
    return counts


def _authorised(sandbox: Sandbox) -> tuple[UUID, UUID]:
    """A shop of an organisation of its own, newly authorised."""
    from makegood.store import tokens
    from makegood.store.models import Organisation, Shop
    from makegood.store.tenancy import within

    app = sandbox.post("apps", key=str(time.monotonic_ns()), secret=secrets.token_hex(16))
    told, now = sandbox.post("tokens", app_key=app["key"]), datetime.now(UTC)
    organisation = Organisation.objects.create(name=f"Refresh {time.monotonic_ns()}")
    with within(organisation.pk):
        shop = Shop.objects.create(
            name="S", platform="shopee", address=sandbox.address, account=str(sandbox.told["seller_id"]),
            options={"shop_id": sandbox.told["seller_id"]},
        )  # fmt: skip
        until = [now + timedelta(seconds=int(told[name])) for name in ("expires_in", "refresh_expires_in")]
        held = Tokens(told["access_token"], told["refresh_token"], *until)
        tokens.keep(shop, held, app_key=app["key"], app_secret=app["secret"])
    return organisation.pk, shop.pk


def _vault(organisation: UUID, shop: UUID, *, apart: bool) -> Any:
    from makegood.store.wiring import vault_of
    from makegood.store.workers import database_clock

    vault = vault_of(organisation, shop, database_clock)
    vault.apart = apart
    return vault


def _killed(organisation: UUID, shop: UUID, stale: str, chance: random.Random, *, apart: bool) -> tuple[int, int]:
    """Lets callers ask at once and kills them; how many were still at it, and of those how many were the one who renewed."""
    from django.db import connections

    connections.close_all()
    started = time.monotonic()
    ends: list[tuple[float, int]] = []
    for _ in range(CALLERS):
        pid = os.fork()
        if not pid:
            _ask(organisation, shop, stale, apart=apart)
        ends.append((started + chance.uniform(0.01, ALIVE if apart else ALIVE / 8), pid))
    killed = 0
    for at, pid in sorted(ends):
        time.sleep(max(0.0, at - time.monotonic()))
        os.kill(pid, signal.SIGKILL)  # ours, and not yet waited for: its number is nobody else's
        _, status = os.waitpid(pid, 0)
        killed += os.WIFSIGNALED(status)
    return killed, int(_is_being_renewed(organisation, shop))


def _ask(organisation: UUID, shop: UUID, stale: str, *, apart: bool) -> None:
    try:
        _vault(organisation, shop, apart=apart).renew(stale)
    except Exception:  # noqa: BLE001, S110 - what became of it is judged by what stands in the store
        pass
    finally:
        os._exit(0)


def _is_being_renewed(organisation: UUID, shop: UUID) -> bool:
    from makegood.store.models import Token
    from makegood.store.tenancy import within

    with within(organisation):
        return bool(Token.objects.get(shop_id=shop).renewing_until is not None)


def _after(organisation: UUID, shop: UUID, stale: str, *, apart: bool) -> str:
    """What a caller gets who comes later. A renewal that goes on by itself is waited for."""
    end = time.monotonic() + 60
    while True:
        try:
            token: str = _vault(organisation, shop, apart=apart).renew(stale)
            return token
        except Unavailable:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _is_taken(organisation: UUID, shop: UUID) -> bool:
    """Whether the platform takes the store's refresh token: it is used for that, and what comes of it is kept."""
    vault = _vault(organisation, shop, apart=False)
    try:
        vault.renewed_once(vault._opened()[2])  # noqa: SLF001
    except SignInNeeded:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
