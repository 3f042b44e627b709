"""`makegood cases`: the open cases, soonest lapse first; with each, the time left, what happens then, and the next step."""

from __future__ import annotations

import argparse
from typing import Any

from makegood.cli import shared_store

MOST = 50


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="makegood cases", description="The open cases, soonest lapse first.")
    parser.add_argument("--all", action="store_true", help="closed ones too")
    parser.add_argument("--most", type=int, default=MOST, metavar="N", help=f"how many (default {MOST})")
    shared_store.add_who(parser)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _list(options))


def _list(options: argparse.Namespace) -> int:
    from django.db.models import F

    from makegood.store.models import Case

    with shared_store.entered(shared_store.who(options)):
        rows = Case.objects.select_related("shop", "order")
        if not options.all:
            rows = rows.filter(is_open=True)
        total = rows.count()
        shown = [_row(one) for one in rows.order_by(F("due_at").asc(nulls_last=True), "-at_risk", "id")[: options.most]]
    for row in shown:
        shared_store.printed(row) if options.json else print(_line(row))
    if not options.json:
        print(f"{len(shown)} / {total}")
    return 0


def _row(case: Any) -> dict[str, Any]:
    from makegood.core.instants import show
    from makegood.store.ledger import major

    at_risk = major(case.at_risk, case.currency).as_json() if case.at_risk is not None and case.currency else None
    return {
        "id": str(case.pk),
        "case": case.number,
        "platform": case.shop.platform,
        "shop": case.shop.name,
        "order": case.order.number if case.order else None,
        "kind": case.kind,
        "stage": case.stage,
        "next": case.next_action,
        "due_at": show(case.due_at) if case.due_at else None,
        "on_lapse": case.on_lapse,
        "at_risk": at_risk,
        "open": case.is_open,
    }


def _line(row: dict[str, Any]) -> str:
    money = row["at_risk"]
    amount = f"{money['currency']} {money['amount']}" if money else "-"
    due = f"{row['due_at']} {row['on_lapse']}" if row["due_at"] else "-"
    return f"{due:<34} {row['case']:<32} {row['kind'] or '-':<18} {row['stage'] or '-':<12} {amount:>12}  {row['next']}"
