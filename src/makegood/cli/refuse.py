"""`makegood refuse ACTION`: a person's no; what may have reached the platform can no longer be refused."""

from __future__ import annotations

import argparse

from makegood.cli import shared_store


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="makegood refuse", description="Say no to an action that waits.")
    parser.add_argument("id", metavar="ACTION")
    parser.add_argument("--reason", required=True)
    shared_store.add_who(parser)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _refuse(options))


def _refuse(options: argparse.Namespace) -> int:
    from makegood.store import actions
    from makegood.store.workers import database_clock

    one = shared_store.who(options)
    with shared_store.entered(one):
        action = shared_store.action_of(options.id)
        if action is None:
            raise shared_store.NotFound(f"{options.id}: no such action; `makegood case ID` lists a case's actions")
        action = actions.refuse(action.pk, one.person, reason=options.reason, at=database_clock())
    shown = shared_store.shown_action(action)
    shared_store.printed(shown) if options.json else print(f"{shown['action']}  {shown['state']}  {shown['id']}")
    return 0
