"""Agreeing to a solution (sheet §2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.connectors.aliexpress.asking import ISSUES, Shop, buyer, issue
from makegood.connectors.aliexpress.calls import Call
from makegood.connectors.aliexpress.fields import rows, take
from makegood.connectors.aliexpress.planning import Plan
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.aliexpress.solutions import BUYERS, PLATFORMS, id_of, is_of, return_address, shown
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.usecases.ports import Act, Look, Receipt, Sight

AGREE = "aliexpress.issue.solution.agree"

# Solution status, sheet §3. Of the platform's own offer, `wait_buyer_accept` is what our yes makes of it.
OPEN_TO_US = frozenset({"wait_seller_accept", "wait_buyer_and_seller_accept"})
SETTLED = frozenset({"reached", "perform"})
NOT_BY_US = frozenset({"seller_reponse_timeout", "seller_response_timeout", "platform_arbitrate"})


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
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
        "solution_id": id_of(solution),
        "return_address_id": return_address(shop, act) if returns else None,
    }
    return Plan((Call(AGREE, params, ISSUES),), Receipt(id_of(solution)))


def seen(shop: Shop, act: Act, _: frozenset[str]) -> Look:
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
        if id_of(one) == str(named) if named else act.money is None or is_of(one, act.money):
            yield one


def _chosen(found: At, act: Act) -> At:
    candidates = list(_candidates(found, act))
    named = act.details.get("solution")
    still_open = [one for one in candidates if named or (text(take(one, "status")) or "") in OPEN_TO_US]
    if len(still_open) != 1:
        told = ", ".join(shown(one) for one in (*rows(take(found, BUYERS)), *rows(take(found, PLATFORMS))))
        raise no("no_solution", told or "none listed")
    (solution,) = still_open
    if act.money is not None and not is_of(solution, act.money):
        raise no("solution_changed", shown(solution))
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
    return Receipt(id_of(solution), {name: word for name, word in told.items() if word})
