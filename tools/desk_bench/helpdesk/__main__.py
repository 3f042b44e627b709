"""Run by its own environment's Python: tables, tickets made by the database, then list, open and reply timed, a line of JSON each."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tools.desk_bench.helpdesk.settings")
import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from tools.desk_bench.timing import timed  # noqa: E402

QUEUES = 4
FOLLOW_UPS = 2
SPREAD = 400


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    staff = _staff()
    _tickets(count, staff.pk)
    client = Client(SERVER_NAME="localhost")
    client.force_login(staff)
    from helpdesk.query import query_to_base64

    ids = _some()
    asked = {
        "filtering": {"status__in": [1, 2]},
        "filtering_null": {},
        "sorting": "due_date",
        "search_string": "",
        "sortreverse": False,
    }
    rows = f"/datatables_ticket_list/{query_to_base64(asked)}"
    few = {"rounds": 12} if count > 100_000 else {}
    for one in (
        timed("list: the page", lambda _: client.get("/tickets/"), **few),
        timed(
            "list: its 50 rows, soonest due first",
            lambda _: client.get(rows, {"length": 50, "start": 0, "draw": 1}),
            **few,
        ),
        timed("ticket", lambda n: client.get(f"/tickets/{ids[n % len(ids)]}/"), **few),
        timed(
            "reply, on record",
            lambda n: client.post(f"/tickets/{ids[n % len(ids)]}/update/", _reply()),
            expects=(200, 302),
            **few,
        ),
    ):
        print(json.dumps(one.as_json()), flush=True)


def _reply() -> dict[str, Any]:
    return {
        "comment": "We look into it and answer today.",
        "new_status": "1",
        "public": "1",
        "priority": "3",
        "owner": "0",
    }


def _staff() -> Any:
    user, _ = get_user_model().objects.get_or_create(username="lead", defaults={"is_staff": True, "is_superuser": True})
    return user


def _tickets(count: int, staff: int) -> None:
    from helpdesk.models import Queue

    for number in range(QUEUES):
        Queue.objects.get_or_create(slug=f"q{number}", defaults={"title": f"Shop {number}"})
    queues = list(Queue.objects.order_by("id").values_list("pk", flat=True))
    from helpdesk.models import FollowUp, Ticket

    if not Ticket.objects.exists():  # one as the application makes it: the rest are like it
        model = Ticket.objects.create(
            title="The lamp arrived with a cracked shade",
            queue_id=queues[0],
            description="Photos attached. " * 12,
            submitter_email="maria@example.test",
            status=1,
        )
        FollowUp.objects.create(
            ticket=model, title="Comment", comment="We are sorry. Could you send photos?", public=True, user_id=staff
        )
    there, columns = (
        Ticket.objects.count(),
        [field.column for field in Ticket._meta.local_fields if not field.primary_key],
    )
    instead = {
        "title": "model.title || ' ' || n", "queue_id": f"(ARRAY{queues})[1 + mod(n, {QUEUES})]", "secret_key": "md5(n::text)",
        "due_date": "now() + (random() * 20 - 0.05) * interval '1 day'", "created": "now() - mod(n, 500000) * interval '1 second'",
        "assigned_to_id": f"CASE WHEN mod(n, 20) = 0 THEN {staff} END",
    }  # fmt: skip
    told = ", ".join(instead.get(name, f'model."{name}"') for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO helpdesk_ticket ({listed}) SELECT {told} FROM generate_series(%s, %s) n, "
            "(SELECT * FROM helpdesk_ticket ORDER BY id LIMIT 1) model",
            [there + 1, count],
        )
        columns = [field.column for field in FollowUp._meta.local_fields if not field.primary_key]
        told = ", ".join({"ticket_id": "ticket.id"}.get(name, f'model."{name}"') for name in columns)
        listed = ", ".join(f'"{name}"' for name in columns)
        cursor.execute(
            f"INSERT INTO helpdesk_followup ({listed}) SELECT {told} FROM helpdesk_ticket ticket, generate_series(1, {FOLLOW_UPS}), "
            "(SELECT * FROM helpdesk_followup ORDER BY id LIMIT 1) model WHERE ticket.id > %s",
            [there],
        )
        cursor.execute("ANALYZE helpdesk_ticket; ANALYZE helpdesk_followup")


def _some() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM helpdesk_ticket")
        first, last = cursor.fetchone()
    return list(range(first, last, max(1, (last - first) // SPREAD)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
