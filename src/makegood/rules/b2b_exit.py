"""B2B-EXIT: leaving assured purchase: trades in transit hold the exit until so many days after they complete."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from makegood.core.findings import Blocks, Clock, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import ASSURED_PURCHASE, Action, DeadlineKind, EventType, OnLapse, Parameter, Source
from makegood.policies.policy import Policy
from makegood.rules.b2b_deposit import is_over, protected_trades, service_states
from makegood.rules.clocks import spans
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing

KINDS = ("service_exit",)


def asked_to_leave(situation: Situation) -> tuple[bool, datetime | None]:
    """Has the exit been asked for, and when? Opening the service again undoes it."""
    is_open, closed_at = service_states(situation).get(ASSURED_PURCHASE, (True, None))
    done = situation.done_at.get(Action.exit_service)
    reopened = [when(e) for e in situation.all(EventType.service_reopened) if e.service == ASSURED_PURCHASE]
    if is_open and done is not None and done >= max(reopened, default=done):
        return True, done
    return not is_open, closed_at


def leaves_at(situation: Situation, policy: Policy) -> tuple[datetime | None, Source, list[str]]:
    """The day the exit takes effect, who says so, and the trades that still run."""
    _, since = asked_to_leave(situation)
    running, ends, is_dated = [], [since] if since is not None else [], True
    value = policy.value(Parameter.service_exit_days, since)
    for trade in protected_trades(situation):
        finished = trade.finished_at
        if not is_over(trade.status, finished):
            running.append(str(trade.id))
        elif finished is None:
            is_dated = False
        elif since is None or finished > since:
            end = spans(finished, days=value.number)
            if end is not None:
                ends.append(end)
    if running or not ends or not is_dated:
        return None, Source.unknown, running
    return max(ends), value.source, running


@rule("B2B-EXIT-1", platform="ali1688", kinds=KINDS)
def exit_clock(situation: Situation, policy: Policy) -> Iterator[Clock | Blocks]:
    """Computed once the exit is asked for; while a trade runs nobody can say the day."""
    if not asked_to_leave(situation)[0]:
        return
    due, source, running = leaves_at(situation, policy)
    yield Clock(DeadlineKind.service_exit, due, OnLapse.none, "B2B-EXIT-1", source)
    if running:
        missing = tuple(f"finish:{name}" for name in running)
        yield Blocks(Action.exit_service, missing, "B2B-EXIT-1", "blocked.exit", {"names": ", ".join(running)})


@step("B2B-EXIT-1", platform="ali1688", kinds=KINDS)
def leave(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    asked, _ = asked_to_leave(situation)
    clock = standing.clock(DeadlineKind.service_exit)
    if not asked:
        yield Step(Turn.carry_out, Action.exit_service, "B2B-EXIT-1", "step.exit_service", (ASSURED_PURCHASE,))
    elif clock is not None and clock.due_at is not None and clock.due_at <= situation.at:
        yield Step(Turn.rest, Action.close, "B2B-EXIT-1", "rest.exited", order=0)
    else:
        yield Step(Turn.rest, Action.wait, "B2B-EXIT-1", "rest.exit", order=0)
