"""The desk's pages as they are asked for, timed; of a case that is another each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client

from makegood.store.tenancy import within
from tools.desk_bench.crowd import Crowd
from tools.desk_bench.timing import Timed, timed

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SPREAD = 400


def measured(crowd: Crowd, busy: UUID) -> Iterator[Timed]:
    client = _signed_in(crowd)
    cases = _some_cases(crowd)
    numbers = [number for _, number in cases]
    after = _second_page(client)
    yield timed("inbox, the first 50", lambda _: client.get("/inbox/"))
    yield timed("inbox, the next 50", lambda _: client.get(after))
    yield timed("inbox, of one shop", lambda _: client.get(f"/inbox/?shop={_shop(crowd)}"))
    yield timed("inbox, mine", lambda _: client.get("/inbox/?view=mine"))
    yield timed("inbox, waiting for the buyer", lambda _: client.get("/inbox/?view=buyer"))
    yield timed("inbox, with the platform", lambda _: client.get("/inbox/?view=platform"))
    yield timed("inbox, put off", lambda _: client.get("/inbox/?view=snoozed"))
    yield timed("inbox, one kind and stage", lambda _: client.get("/inbox/?kind=damaged&stage=negotiating"))
    yield timed(
        "inbox, 500 numbers pasted",
        lambda n: client.get("/inbox/", {"q": " ".join(_window(numbers, n, 500))}),
        rounds=30,
    )
    yield timed("case", lambda n: client.get(f"/cases/{cases[n % len(cases)][0]}/"))
    yield timed("case with 500 events", lambda _: client.get(f"/cases/{busy}/"))
    yield timed(
        "reply, asked for and on record", lambda n: _reply(client, cases[n % len(cases)][0]), expects=(200, 302)
    )


def _signed_in(crowd: Crowd) -> Client:
    from makegood.store.models import Person

    client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    client.force_login(Person.objects.get(pk=crowd.people["lead"]), backend=BACKEND)
    return client


def _some_cases(crowd: Crowd) -> list[tuple[UUID, str]]:
    """From all over the table."""
    with within(crowd.organisation), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM store_case")
        share = min(100.0, 100.0 * 3 * SPREAD / cursor.fetchone()[0])
        cursor.execute(
            "SELECT c.id, o.number FROM store_case c TABLESAMPLE BERNOULLI (%s) JOIN store_order o ON o.id = c.order_id "
            "WHERE c.is_open LIMIT %s",
            [share, SPREAD],
        )
        return [(UUID(str(key)), number) for key, number in cursor.fetchall()]


def _shop(crowd: Crowd) -> UUID:
    from makegood.store.models import Shop

    with within(crowd.organisation):
        key: UUID = Shop.objects.order_by("id").values_list("pk", flat=True)[0]
        return key


def _second_page(client: Client) -> str:
    page = client.get("/inbox/?view=all").content.decode()
    found = re.search(r'hx-get="(/inbox/\?[^"]*after=[^"]*)"', page)
    return found[1].replace("&amp;", "&") if found else "/inbox/?view=all"


def _window(numbers: Sequence[str], n: int, size: int) -> list[str]:
    start = n * 7 % len(numbers)
    return (list(numbers[start:]) + list(numbers[:start]))[:size]


def _reply(client: Client, case: UUID) -> Any:
    return client.post(
        f"/cases/{case}/compose/write/", {"do": "send", "text": "We look into it and answer today.", "language": "en"}
    )
