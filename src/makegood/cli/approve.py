"""`makegood approve ID`: a person's yes: to an action that waits for one, or to a case's one next step."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from typing import Any

from makegood.cli import shared_store
from makegood.core.money import CURRENCIES, Money, digits


def run(arguments: list[str]) -> int:
    """0: said. 2: not possible, or not this person's to say."""
    parser = argparse.ArgumentParser(
        prog="makegood approve",
        description="Say yes to a case's next step, or to an action that waits. A worker then sends it, once; "
        "what has no API is done by hand, and its receipt brought with --receipt.",
    )
    parser.add_argument("id", metavar="ID", help="a case's number or id, or an action's id")
    parser.add_argument("--remedy", help="which remedy is offered")
    parser.add_argument("--amount", help="an amount, such as 5.00")
    parser.add_argument("--currency", default=None)
    parser.add_argument("--text", help="the message to the buyer")
    parser.add_argument("--finding", help="what checking the order showed: ours, misread, correct, unknown")
    parser.add_argument("--tracking")
    parser.add_argument("--note")
    parser.add_argument("--receipt", metavar="REFERENCE", help="it was done on the platform's page; its reference")
    shared_store.add_who(parser)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _approve(options))


def _approve(options: argparse.Namespace) -> int:
    from makegood.store import actions, stepping
    from makegood.store.workers import database_clock
    from makegood.usecases.acting import State

    one, at = shared_store.who(options), database_clock()
    with shared_store.entered(one):
        action = shared_store.action_of(options.id)
        case = action.case if action is not None else shared_store.case_of(options.id)
    connection = shared_store.connection_of(one, case.shop_id)
    with shared_store.entered(one):
        action = action or _waiting(case)
        if action is None:
            step = stepping.next_step(case, _said(options, case))
            action = actions.propose(case, step.verb, step.details, money=step.money, by=one.by, at=at)
        if State(action.state) is State.planned:
            action = actions.approve(action.pk, one.person, connection=connection, at=at)
        if options.receipt is not None and State(action.state) in (State.assisted, State.needs_person):
            action = actions.bring_receipt(
                action.pk, by=one.by, at=at, reference=options.receipt, note=options.note or ""
            )
    shown = shared_store.shown_action(action)
    shared_store.printed(shown) if options.json else print(f"{shown['action']}  {shown['state']}  {shown['id']}")
    return 0


def _waiting(case: Any) -> Any | None:
    """The case's next step where it was asked for already, and waits for a yes or a receipt."""
    from makegood.store.models import Action

    return Action.objects.filter(
        case=case, kind=case.next_action, state__in=("planned", "assisted", "needs_person")
    ).first()


def _said(options: argparse.Namespace, case: Any) -> dict[str, Any]:
    names = ("remedy", "text", "finding", "tracking", "note")
    said = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.amount is not None:
        said["money"] = _money(options.amount, options.currency or (case.order.currency if case.order else None))
    return said


def _money(amount: str, currency: str | None) -> Money:
    if currency not in CURRENCIES:
        raise shared_store.NotFound(
            f"--currency: found {currency or 'nothing'}; expected an ISO 4217 code, such as USD"
        )
    try:
        number = Decimal(amount)
    except InvalidOperation:
        raise shared_store.NotFound(f"--amount: found {amount!r}; expected a decimal number, such as 5.00") from None
    if not number.is_finite() or number <= 0 or number != round(number, digits(currency)):
        raise shared_store.NotFound(
            f"--amount: found {amount}; expected more than 0, in whole minor units of {currency}"
        )
    return Money(number, currency)
