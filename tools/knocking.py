"""Ten thousand knocks at the door for notices: shuffled, each three times, a tenth of them stale, a tenth forged.

`python -m tools.knocking`: a Shopee sandbox lives some weeks and keeps what it would have pushed. One organisation hears each notice once
and in order; another hears the crooked ten thousand, read by a worker now and then. Both must hold the same in the end, and no forged
notice may be kept. Exit status 1: they differ, or one was.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from makegood.connectors.shopee import signing
from makegood.sandbox.shopee.app import APP, SHOP, create_app
from makegood.usecases.ports import Knock, Tokens
from tools.crash import ground

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "prove"
START = datetime(2026, 9, 1, tzinfo=UTC)
URL = "http://127.0.0.1/hooks/shopee/"
KEY = "push-key-of-this-proof"
STALE, FORGED = 0.1, 0.1
TIMES = 3
READ_EVERY = 250
Body = bytes


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.knocking", description=__doc__)
    parser.add_argument("--knocks", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--server", type=Path, default=FOLDER / "postgres-knocking")
    given = parser.parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    notices = told(round(given.knocks * (1 - STALE - FORGED) / TIMES), given.seed)
    with ground.prepared(given.server.absolute(), 1) as names:
        ground.enter(names[0])
        verdict = compared(notices, given.knocks, random.Random(given.seed))  # noqa: S311
    with (FOLDER / "knocking.jsonl").open("a") as file:
        file.write(json.dumps(verdict) + "\n")
    print(json.dumps(verdict, indent=1))
    return int(not verdict["same"] or bool(verdict["forged_kept"]))


def told(count: int, seed: int) -> list[Body]:
    """What the sandbox would have pushed, in the order in which it happened."""
    app = create_app(now=START, seed=seed)
    sandbox, hands = app.extensions["sandbox"], app.test_client()
    sandbox.push.set(url=URL, app_key=APP.key)
    days = 20
    hands.post("/_sandbox/populate", json={"days": 400, "orders_per_day": 20, "seed": seed})
    while len(sandbox.push.notices) < count:
        hands.post("/_sandbox/wind", json={"days": days})
    return [bytes(one.body) for one in sandbox.push.notices[:count]]


def compared(notices: list[Body], knocks: int, chance: random.Random) -> dict[str, Any]:
    straight, crooked = _organisation("Straight"), _organisation("Crooked")
    begun = time.perf_counter()
    for body in notices:
        _knock(straight, body)
        _read_all()
    in_order = time.perf_counter() - begun
    heard: Counter[str] = Counter()
    forged_kept = 0
    for place, (body, key) in enumerate(crooked_order(notices, knocks, chance)):
        answer = _knock(crooked, body, key)
        heard[answer] += 1
        forged_kept += key != KEY and answer != "forged"
        if place % READ_EVERY == 0:
            _read_all()
    _read_all()
    mine, theirs = _state(straight), _state(crooked)
    return {
        "notices": len(notices),
        "knocks": sum(heard.values()),
        "heard": dict(heard),
        "forged_kept": forged_kept,
        "cases": len(mine["cases"]),
        "events": sum(len(one.get("events", ())) for one in mine["cases"].values()),
        "same": mine == theirs,
        "differing": [name for name in mine["cases"] if mine["cases"][name] != theirs["cases"].get(name)][:5],
        "seconds_in_order": round(in_order, 1),
        "seconds_crooked": round(time.perf_counter() - begun - in_order, 1),
    }


def crooked_order(notices: list[Body], knocks: int, chance: random.Random) -> list[tuple[Body, str]]:
    """Three of each, shuffled; old ones again between and after; and forgeries: a wrong key, or a word changed under the right signature."""
    mixed = [(body, KEY) for body in notices * TIMES]
    chance.shuffle(mixed)
    oldest = notices[: len(notices) // 3]
    for _ in range(round(knocks * STALE)):
        mixed.insert(chance.randrange(len(mixed) // 2, len(mixed) + 1), (chance.choice(oldest), KEY))
    while len(mixed) < knocks:
        mixed.insert(chance.randrange(len(mixed) + 1), (chance.choice(notices), chance.choice(["guessed", ""])))
    return mixed


def _organisation(name: str) -> UUID:
    from makegood.store import tokens
    from makegood.store.models import Organisation, Shop
    from makegood.store.tenancy import within

    key: UUID = Organisation.objects.create(name=name).pk
    with within(key):
        shop = Shop.objects.create(name="S", platform="shopee", account=str(SHOP.shop_id))
        held = Tokens("a", "r", START + timedelta(days=999), None)
        tokens.keep(shop, held, app_key=APP.key, app_secret=f"{APP.secret} {KEY}")
    return key


def _knock(organisation: UUID, body: Body, key: str = KEY) -> str:
    """A forger has another key; or none, and then changes what a genuine signature stands under."""
    from makegood.store import hooks

    sign = signing.push(key or KEY, URL, body)
    sent = body if key else body.replace(b"2", b"3")
    knock = Knock({"authorization": sign}, sent)
    return str(hooks.knocked("shopee", organisation, knock, url=URL, at=START + timedelta(days=400)))


def _read_all() -> None:
    from makegood.store.hooks import HEAR, hearer
    from makegood.store.workers import Worker

    def now() -> datetime:
        return START + timedelta(days=400)

    Worker({HEAR: hearer(now)}, now=now).until_idle()


def _state(organisation: UUID) -> dict[str, Any]:
    """All that is on file, but for what each organisation has of its own."""
    from makegood.store.cases import file_of
    from makegood.store.models import Case, Entry, Notice, Order
    from makegood.store.tenancy import within

    with within(organisation):
        cases = {case.number: file_of(case) for case in Case.objects.select_related("shop", "order")}
        orders = {order.number: order.facts for order in Order.objects.all()}
        money = sorted(Entry.objects.values_list("account", "what", "currency", "amount", "order__number"))
        unread = Notice.objects.exclude(problem="").count()
    for file in cases.values():
        file.pop("shop", None)
        file["events"] = sorted(file.get("events", []), key=lambda one: json.dumps(one, sort_keys=True))
    return {"cases": cases, "orders": orders, "money": money, "unread": unread}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
