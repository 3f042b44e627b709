"""`makegood case ID`: one case: its assessment, its actions, and what happened, in order."""

from __future__ import annotations

import argparse
from typing import Any

from makegood.cli import shared_store


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="makegood case", description="One case, by its number, id or order number.")
    parser.add_argument("case", metavar="ID")
    parser.add_argument("--file", action="store_true", help="print the case file, as `makegood assess` reads it")
    shared_store.add_who(parser)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _show(options))


def _show(options: argparse.Namespace) -> int:
    from makegood.store import cases
    from makegood.store.cases import bodies
    from makegood.store.models import Action, Event
    from makegood.store.workers import database_clock

    with shared_store.entered(shared_store.who(options)):
        case = shared_store.case_of(options.case)
        if options.file:
            shared_store.printed(cases.file_of(case))
            return 0
        answer = cases.assess(case, at=database_clock())
        actions = [shared_store.shown_action(one) for one in Action.objects.filter(case=case).order_by("id")]
        rows = list(Event.objects.filter(case=case).order_by("at", "id"))
        events = [_event(one, body) for one, body in zip(rows, bodies(rows), strict=True)]
    if options.json:
        shared_store.printed({"case": case.number, "assessment": answer, "actions": actions, "events": events})
        return 0
    from makegood.cli.shown import shown

    print(shown(answer, "zh"))
    for one in actions:
        money = one["money"]
        print(
            f"  {one['action']:<20} {one['state']:<12} {money['amount'] + ' ' + money['currency'] if money else ''}  {one['why'] or ''}"
        )
    for event in events:
        print(f"  {event['at']}  {event['type']}  {event['by']}")
    return 0


def _event(event: Any, body: dict[str, Any]) -> dict[str, Any]:
    from makegood.core.instants import show

    return {"at": show(event.at), "type": event.type, "by": event.by, "body": body}
