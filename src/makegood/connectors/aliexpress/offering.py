"""Offering our own solution, and refusing the buyer's by one of nothing (sheet §2.3)."""

from __future__ import annotations

from decimal import Decimal

from makegood.connectors.aliexpress.asking import ISSUES, Shop, buyer, compact, issue
from makegood.connectors.aliexpress.calls import Call
from makegood.connectors.aliexpress.fields import rows, take
from makegood.connectors.aliexpress.planning import Plan, since
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.aliexpress.solutions import (
    BUYERS,
    OURS,
    id_of,
    is_of,
    number,
    return_address,
    shown,
    told,
    version,
)
from makegood.connectors.aliexpress.times import Moment, moment
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.core.money import Money
from makegood.core.words import Action, Remedy
from makegood.usecases.ports import Act, Look, Receipt, Sight

SAVE = "aliexpress.issue.solution.save"

# What a remedy is there; the others are given outside the issue (sheet §2.3: add_solution_type).
TYPES: dict[Remedy, str] = {
    Remedy.full_refund: "refund",
    Remedy.partial_refund: "refund",
    Remedy.return_and_refund: "return_and_refund",
}
OUR_DEEDS = frozenset({"seller_create_solution", "seller_modify_solution"})


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    """Our own solution: added, which refuses the buyer's; or changed, where there is one. A plain refusal is one of amount 0."""
    login = buyer(shop, act, urgent=urgent)
    found = issue(shop, act, login, urgent=urgent)
    kind, money = _type(act), _amount(found, act)
    ours = next(iter(rows(take(found, OURS))), None)
    refused = _refused_one(found, act) if ours is None else None
    param = compact(
        issue_id=number(act.dispute),
        buyer_login_id=login,
        add_seller_solution=ours is None,
        buyer_solution_id=number(refused),
        modify_seller_solution_id=number(id_of(ours)) if ours is not None else None,
        add_solution_type=kind,
        refund_amount=f"{money.amount:f}",
        refund_amount_currency=money.currency,
        return_good_address_id=number(return_address(shop, act)) if kind == "return_and_refund" else None,
        solution_context=act.details.get("text"),
    )
    return Plan((Call(SAVE, {"param_dto": param}, ISSUES),))


def seen(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    """Our solution of that type and amount, made or changed since the act was first sent."""
    found = issue(shop, act, buyer(shop, act, urgent=False), urgent=False)
    kind, money = _type(act), _amount(found, act)
    deeds = _deeds(found)
    same = [one for one in rows(take(found, OURS)) if text(take(one, "solution_type")) == kind and is_of(one, money)]
    if same and all(version(one) in taken for one in same):
        return Look(Sight.not_done, why="the offer that stands is another's act")
    for one in same:
        after = _since(act, [*deeds, moment(take(one, "gmt_create"))])
        if after:
            return Look(Sight.done, Receipt(version(one), {"status": text(take(one, "status"))}))
        if after is None:
            return Look(
                Sight.cannot_tell, why=f"an offer of {shown(one)} stands, made at about the time this one was sent"
            )
    if _since(act, deeds) is False or not deeds:
        return Look(Sight.not_done)
    return Look(Sight.cannot_tell, why="our solution was changed since, and is not this offer now")


def _since(act: Act, times: list[Moment | None]) -> bool | None:
    """Whether the latest of these was after the act was first sent; None where that is in doubt."""
    told = [one for one in times if one is not None]
    if not told:
        return since(act, None)
    early, late = since(act, max(one.first for one in told)), since(act, max(one.last for one in told))
    return early if early == late else None


def _deeds(found: At) -> list[Moment | None]:
    """When we made or changed a solution, by the issue's process."""
    records = rows(take(found, "process_dto_list"))
    return [moment(take(one, "gmt_create")) for one in records if text(take(one, "action_type")) in OUR_DEEDS]


def _type(act: Act) -> str:
    if act.action is Action.refuse:
        return "refund"
    told = str(act.details.get("remedy") or "")
    kind = TYPES.get(Remedy(told)) if told in set(Remedy) else None
    if kind is None:
        raise no("no_api", f"offer of {told or 'no remedy'}")
    return kind


def _amount(found: At, act: Act) -> Money:
    """What is offered: nothing for a refusal, else what was approved, which must fit the issue's currencies and its most."""
    most = told(found, "refund_money_max_local") + told(found, "refund_money_max")  # both currencies, sheet §2.3
    if act.action is Action.refuse:
        currency = act.money.currency if act.money is not None else next(iter(most), Money(Decimal(0), "USD")).currency
        return Money(Decimal(0), currency)
    if act.money is None:
        raise no("missing", "money")
    limit = next((one for one in most if one.currency == act.money.currency), None)
    if most and limit is None:
        raise no("currency", ", ".join(one.currency for one in most))
    if limit is not None and act.money.amount > limit.amount:
        raise no("too_much", f"{limit.amount:f} {limit.currency}")
    return act.money


def _refused_one(found: At, act: Act) -> str:
    """The buyer's solution that ours answers; required where ours is the first (sheet §2.3)."""
    named = act.details.get("solution")
    theirs = list(rows(take(found, BUYERS)))
    default = [one for one in theirs if take(one, "is_default").value in (True, "true")]
    chosen = next((id_of(one) for one in theirs if id_of(one) == str(named)), None)
    chosen = chosen or next((id_of(one) for one in (*default, *theirs)), None)
    if chosen is None:
        raise no("no_solution", "the buyer has none")
    return chosen
