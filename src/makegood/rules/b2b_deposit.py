"""B2B-DEPOSIT: what blocks the deposit, the earliest day it can be had, and the transfer by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from makegood.core.case import Complaint, Trade
from makegood.core.findings import Blocks, Clock, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import (
    ASSURED_PURCHASE,
    UNCLOSABLE_SERVICES,
    Action,
    DeadlineKind,
    EventType,
    OnLapse,
    Parameter,
    Progress,
    Source,
)
from makegood.policies.policy import Policy
from makegood.rules.clocks import spans
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing

E = EventType
KINDS = ("deposit_release",)


def service_states(situation: Situation) -> dict[str, tuple[bool, datetime | None]]:
    """Each service by name: is it open, and since when is it closed? A request closes, opening again opens."""
    states: dict[str, tuple[bool, datetime | None]] = {}
    for service in situation.case.services or ():
        if service.name is not None:
            states[service.name] = (service.open is not False, service.closed_at)
    for event in situation.all(E.service_close_requested, E.service_reopened):
        name = event.service
        if name is None:
            continue
        is_open, closed_at = states.get(name, (True, None))
        if event.type is E.service_reopened and (closed_at is None or when(event) > closed_at):
            states[name] = (True, None)
        elif event.type is E.service_close_requested and (is_open or closed_at is None):
            states[name] = (False, event.at)
    return states


def to_close(situation: Situation) -> list[str]:
    """Open services that hold the deposit: not the dispatch-time ones, and not assured purchase, left by B2B-EXIT-1."""
    return [
        name
        for name, (is_open, _) in service_states(situation).items()
        if is_open and name not in UNCLOSABLE_SERVICES and name != ASSURED_PURCHASE
    ]


def protected_trades(situation: Situation) -> list[Trade]:
    """Trades placed while the protection was open; one that does not say is taken as such."""
    return [trade for trade in situation.case.orders or () if trade.under_service is not False]


def is_over(status: Progress | None, ended_at: datetime | None) -> bool:
    """Finished or closed; where the state is unknown, a known end says so."""
    return status in (Progress.finished, Progress.closed) or (status is None and ended_at is not None)


def _protected_complaints(situation: Situation) -> list[Complaint]:
    """Complaints on orders placed while the protection was open; one on no known order is taken as such."""
    outside = {trade.id for trade in situation.case.orders or () if trade.under_service is False}
    return [one for one in situation.case.complaints or () if one.order is None or one.order not in outside]


def _open_complaints(situation: Situation) -> list[Complaint]:
    return [one for one in _protected_complaints(situation) if not is_over(one.status, one.closed_at)]


def _windows(situation: Situation, policy: Policy) -> list[datetime | None]:
    """When each finished trade's after-sale window ends; None where its finish is not dated."""
    ends = []
    for trade in protected_trades(situation):
        if is_over(trade.status, trade.finished_at):
            days = policy.value(Parameter.after_sale_window_days, trade.finished_at).number
            ends.append(spans(trade.finished_at, days=days))
    return ends


def _unfinished(situation: Situation) -> list[Trade]:
    return [trade for trade in protected_trades(situation) if not is_over(trade.status, trade.finished_at)]


@rule("B2B-DEPOSIT-1", "B2B-DEPOSIT-2", platform="ali1688", kinds=KINDS)
def blocks(situation: Situation, policy: Policy) -> Iterator[Blocks]:
    """Services open, trades unfinished, complaints unfinished, windows running: each blocks by name."""
    if situation.case.services is None:
        yield Blocks("unfreeze_deposit", ("services",), "B2B-DEPOSIT-1", "blocked.services_unknown")
        return
    services = tuple(f"close:{name}" for name in to_close(situation))
    if services:
        yield Blocks(
            "unfreeze_deposit", services, "B2B-DEPOSIT-1", "blocked.services", {"names": ", ".join(to_close(situation))}
        )
    waiting = [f"finish:{trade.id}" for trade in _unfinished(situation)]
    waiting += [f"resolve:{one.id}" for one in _open_complaints(situation)]
    if any(end is None or end > situation.at for end in _windows(situation, policy)):
        waiting.append(f"wait:{DeadlineKind.after_sale_window}")
    if waiting:
        yield Blocks(
            "unfreeze_deposit", tuple(waiting), "B2B-DEPOSIT-2", "blocked.trades", {"names": ", ".join(waiting)}
        )


@rule("B2B-DEPOSIT-2", "B2B-DEPOSIT-3", platform="ali1688", kinds=KINDS)
def deposit_clocks(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """The last after-sale window, and the unfreezing days after everything is met (ahead, where only windows run)."""
    windows = _windows(situation, policy)
    known = [end for end in windows if end is not None]
    running = [end for end in known if end > situation.at]
    undated = len(known) < len(windows)
    if running or undated:
        due = None if undated else max(running)
        source = Source.unknown if undated else policy.value(Parameter.after_sale_window_days).source
        yield Clock(DeadlineKind.after_sale_window, due, OnLapse.none, "B2B-DEPOSIT-2", source)
    if situation.case.services is None or to_close(situation) or _unfinished(situation) or _open_complaints(situation):
        return
    met, certain = _met_at(situation, known)
    value = policy.value(Parameter.deposit_unfreeze_days, met)
    due = spans(met, days=value.number) if certain and not undated else None
    ends = situation.done_at.get(Action.transfer_deposit)
    source = value.source if due is not None else Source.unknown
    yield Clock(DeadlineKind.deposit_unfreezes, due, OnLapse.none, "B2B-DEPOSIT-3", source, ends)


def _met_at(situation: Situation, windows: list[datetime]) -> tuple[datetime | None, bool]:
    """The instant at which the last condition is met, and whether it is certain: an undated closing is past."""
    moments: list[datetime] = list(windows)
    certain = True
    for name, (is_open, closed_at) in service_states(situation).items():
        if is_open or name in UNCLOSABLE_SERVICES or name == ASSURED_PURCHASE:
            continue
        if closed_at is None:
            certain = False
        else:
            moments.append(closed_at)
    moments += [one.closed_at for one in _protected_complaints(situation) if one.closed_at is not None]
    last = max(moments, default=None)
    return last, last is not None and (certain or last >= situation.at)


def _last_reopened(situation: Situation, names: list[str]) -> datetime | None:
    reopened = [when(event) for event in situation.all(E.service_reopened) if event.service in names]
    return max(reopened, default=None)


@step("B2B-DEPOSIT-1", "B2B-DEPOSIT-2", "B2B-DEPOSIT-3", platform="ali1688", kinds=KINDS)
def get_it_back(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Close the services, wait for trades and days, transfer it out by hand, see the balance change."""
    if situation.case.services is None:
        if situation.did(Action.ask_platform_service):
            yield Step(Turn.rest, Action.wait, "B2B-DEPOSIT-1", "rest.platform_service", order=0)
        else:
            yield Step(Turn.demanded, Action.ask_platform_service, "B2B-DEPOSIT-1", "step.look_up_services")
        return
    open_services = to_close(situation)
    clock = standing.clock(DeadlineKind.deposit_unfreezes)
    if situation.did(Action.transfer_deposit):
        yield Step(Turn.rest, Action.close, "B2B-DEPOSIT-3", "rest.deposit_back", order=0)
    elif open_services and situation.did(Action.close_service, _last_reopened(situation, open_services)):
        yield Step(Turn.rest, Action.wait, "B2B-DEPOSIT-1", "rest.deposit", order=0)
    elif open_services:
        yield Step(Turn.demanded, Action.close_service, "B2B-DEPOSIT-1", "step.close_service", tuple(open_services))
    elif clock is not None and clock.due_at is not None and clock.due_at <= situation.at:
        yield Step(Turn.carry_out, Action.transfer_deposit, "B2B-DEPOSIT-3", "step.transfer_deposit")
    else:
        clause = "B2B-DEPOSIT-2" if standing.blocks("unfreeze_deposit") else "B2B-DEPOSIT-3"
        yield Step(Turn.rest, Action.wait, clause, "rest.deposit", order=0)
