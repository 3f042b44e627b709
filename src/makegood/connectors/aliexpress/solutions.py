"""Agreeing to a solution, refusing one, offering our own (sheet §2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from makegood.connectors.aliexpress.asking import ISSUES, Shop, buyer, compact, issue
from makegood.connectors.aliexpress.calls import Call
from makegood.connectors.aliexpress.fields import priced, rows, take
from makegood.connectors.aliexpress.planning import Plan, since
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.aliexpress.times import Moment, moment
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.core.money import Money
from makegood.core.words import Action, Remedy
from makegood.usecases.ports import Act, Look, Receipt, Sight

AGREE, SAVE = "aliexpress.issue.solution.agree", "aliexpress.issue.solution.save"
BUYERS, OURS, PLATFORMS = "buyer_solution_list", "seller_solution_list", "platform_solution_list"

# What a remedy is there; the others are given outside the issue (sheet §2.3: add_solution_type).
TYPES: dict[Remedy, str] = {
    Remedy.full_refund: "refund",
    Remedy.partial_refund: "refund",
    Remedy.return_and_refund: "return_and_refund",
}
# Solution status, sheet §3. Of the platform's own offer, `wait_buyer_accept` is what our yes makes of it.
OPEN_TO_US = frozenset({"wait_seller_accept", "wait_buyer_and_seller_accept"})
SETTLED = frozenset({"reached", "perform"})
NOT_BY_US = frozenset({"seller_reponse_timeout", "seller_response_timeout", "platform_arbitrate"})
OUR_DEEDS = frozenset({"seller_create_solution", "seller_modify_solution"})


# --- agreeing -------------------------------------------------------------------------------------------------


def prepare_agree(shop: Shop, act: Act, urgent: bool) -> Plan:
    """The solution named, or the only open one of that amount. That it still is what was approved is read first: buyers change it."""
    login = buyer(shop, act, urgent=urgent)
    found = issue(shop, act, login, urgent=urgent)
    accepted = next((one for one in _candidates(found, act) if _is_ours(one)), None)
    if accepted is not None:
        return Plan(receipt=_agreed(accepted))
    solution = _chosen(found, act)
    returns = text(take(solution, "solution_type")) == "return_and_refund"
    params = {
        "issue_id": act.dispute,
        "buyer_login_id": login,
        "solution_id": _solution_id(solution),
        "return_address_id": _address(shop, act) if returns else None,
    }
    return Plan((Call(AGREE, params, ISSUES),), Receipt(_solution_id(solution)))


def seen_agree(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """Agreeing happens to a solution once, so its state tells, whenever it came about; by whom, `reached_type` does."""
    found = issue(shop, act, buyer(shop, act, urgent=False), urgent=False)
    candidates = list(_candidates(found, act))
    accepted = next((one for one in candidates if _is_ours(one)), None)
    if accepted is not None:
        return Look(Sight.done, _agreed(accepted))
    if not candidates:
        return Look(Sight.cannot_tell, why="the issue no longer lists the solution that was to be agreed to")
    how = next((word for one in candidates if (word := text(take(one, "reached_type")))), None)
    return Look(Sight.not_done, why=f"not by us: {how}" if how else "")


def _candidates(found: At, act: Act) -> Iterator[At]:
    """The solution named; with none named, those of the amount approved."""
    named = act.details.get("solution")
    for one in (*rows(take(found, BUYERS)), *rows(take(found, PLATFORMS))):
        if _solution_id(one) == str(named) if named else act.money is None or _is_of(one, act.money):
            yield one


def _chosen(found: At, act: Act) -> At:
    candidates = list(_candidates(found, act))
    named = act.details.get("solution")
    still_open = [one for one in candidates if named or (text(take(one, "status")) or "") in OPEN_TO_US]
    if len(still_open) != 1:
        shown = ", ".join(_shown(one) for one in (*rows(take(found, BUYERS)), *rows(take(found, PLATFORMS))))
        raise no("no_solution", shown or "none listed")
    (solution,) = still_open
    if act.money is not None and not _is_of(solution, act.money):
        raise no("solution_changed", _shown(solution))
    return solution


def _is_ours(solution: At) -> bool:
    """Did we accept it? Silence that ran out, and a ruling, are no acceptance of ours."""
    how, status = text(take(solution, "reached_type")), text(take(solution, "status")) or ""
    if how in NOT_BY_US:
        return False
    return take(solution, "seller_accept_time").value is not None or status in SETTLED


def _agreed(solution: At) -> Receipt:
    told = {
        name: text(take(solution, name)) for name in ("status", "reached_type", "seller_accept_time", "reached_time")
    }
    return Receipt(_solution_id(solution), {name: word for name, word in told.items() if word})


# --- offering and refusing --------------------------------------------------------------------------------------


def prepare_save(shop: Shop, act: Act, urgent: bool) -> Plan:
    """Our own solution: added, which refuses the buyer's; or changed, where there is one. A plain refusal is one of amount 0."""
    login = buyer(shop, act, urgent=urgent)
    found = issue(shop, act, login, urgent=urgent)
    kind, money = _type(act), _amount(found, act)
    ours = next(iter(rows(take(found, OURS))), None)
    refused = _refused_one(found, act) if ours is None else None
    param = compact(
        issue_id=_number(act.dispute),
        buyer_login_id=login,
        add_seller_solution=ours is None,
        buyer_solution_id=_number(refused),
        modify_seller_solution_id=_number(_solution_id(ours)) if ours is not None else None,
        add_solution_type=kind,
        refund_amount=f"{money.amount:f}",
        refund_amount_currency=money.currency,
        return_good_address_id=_number(_address(shop, act)) if kind == "return_and_refund" else None,
        solution_context=act.details.get("text"),
    )
    return Plan((Call(SAVE, {"param_dto": param}, ISSUES),))


def seen_save(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    """Our solution of that type and amount, made or changed since the act was first sent."""
    found = issue(shop, act, buyer(shop, act, urgent=False), urgent=False)
    kind, money = _type(act), _amount(found, act)
    deeds = _deeds(found)
    same = [one for one in rows(take(found, OURS)) if text(take(one, "solution_type")) == kind and _is_of(one, money)]
    if same and all(_version(one) in taken for one in same):
        return Look(Sight.not_done, why="the offer that stands is another's act")
    for one in same:
        after = _since(act, [*deeds, moment(take(one, "gmt_create"))])
        if after:
            return Look(Sight.done, Receipt(_version(one), {"status": text(take(one, "status"))}))
        if after is None:
            return Look(
                Sight.cannot_tell, why=f"an offer of {_shown(one)} stands, made at about the time this one was sent"
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
    most = _told(found, "refund_money_max_local") + _told(found, "refund_money_max")  # both currencies, sheet §2.3
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
    chosen = next((_solution_id(one) for one in theirs if _solution_id(one) == str(named)), None)
    chosen = chosen or next((_solution_id(one) for one in (*default, *theirs)), None)
    if chosen is None:
        raise no("no_solution", "the buyer has none")
    return chosen


# --- a solution's members ---------------------------------------------------------------------------------------


def _told(at: At, name: str) -> list[Money]:
    """The money of that name, where it is told with its currency."""
    found = priced(take(at, name), take(at, f"{name}_currency"))
    return [Money(Decimal(found["amount"]), found["currency"])] if found is not None else []


def _amounts(solution: At) -> list[Money]:
    """In the buyer's currency and in USD (sheet §2.3)."""
    return _told(solution, "refund_money") + _told(solution, "refund_money_post")


def _is_of(solution: At, money: Money) -> bool:
    told = [one for one in _amounts(solution) if one.currency == money.currency]
    if money.amount == 0:  # nothing is nothing in every currency
        told = told or [one for one in _amounts(solution) if one.amount == 0]
    return bool(told) and told[0].amount == money.amount


def _shown(solution: At) -> str:
    amounts = "/".join(f"{one.amount:f} {one.currency}" for one in _amounts(solution))
    return (
        f"{_solution_id(solution)}: {text(take(solution, 'solution_type'))} {amounts} {text(take(solution, 'status'))}"
    )


def _solution_id(solution: At) -> str:
    return take(solution, "id", "solution_id").need()


def _version(solution: At) -> str:
    """An offer changed keeps its id, so the version belongs to the reference of it."""
    version = text(take(solution, "version"))
    return f"{_solution_id(solution)}/{version}" if version else _solution_id(solution)


def _address(shop: Shop, act: Act) -> str:
    told = act.details.get("return_address_id") or shop.return_address
    if not told:
        raise no("missing", "return_address_id")
    return str(told)


def _number(number: str | None) -> int | str | None:
    return int(number) if number is not None and number.isascii() and number.isdigit() else number
