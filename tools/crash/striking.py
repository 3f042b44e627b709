"""Strikes workers as a plan says, and reads how they ended."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from tools.crash import pending, worker
from tools.crash.bugs import Bug
from tools.crash.plan import Blow, Strike
from tools.crash.worker import Living

PATIENCE = 20.0
"""Seconds in which a worker must be born, or go on once it is woken."""
TICK = 0.001
MOMENT = 0.004
"""Seconds after a worker was seen at what a strike is aimed at."""


class Busy:
    """How long one refund keeps a worker busy here and now; learned from workers watched, for the machine's load changes."""

    _seconds, _refunds = 0.2, 4.0
    KEPT = 0.95

    @classmethod
    def learn(cls, seconds: float, refunds: float) -> None:
        """`refunds`: halves are under way."""
        cls._seconds, cls._refunds = cls.KEPT * cls._seconds + seconds, cls.KEPT * cls._refunds + refunds

    @classmethod
    def one(cls) -> float:
        return cls._seconds / max(cls._refunds, 0.5)


@dataclass(slots=True)
class Struck:
    """What is counted on the way. A kill or stop counts where it hit a worker that was at work."""

    kills: int = 0
    idle_kills: int = 0
    stops: int = 0
    fuses: int = 0
    hit: Counter[str] = field(default_factory=Counter)
    stopped: list[Living] = field(default_factory=list)


def strike(strikes: Sequence[Strike], bug: Bug | None, so_far: Struck) -> None:
    due = max(1.0, pending.due_now() / len(strikes))
    workers = [worker.fork(bug, stop_before_call=strike.blow is Blow.stop_before_call) for strike in strikes]
    ready = [_ready_at(one) for one in workers]
    struck = sorted(zip(workers, strikes, ready, strict=True), key=lambda one: (one[1].aim is None, one[1].after))
    for living, strike, at in struck:
        if strike.blow is Blow.stop_before_call:
            _wait_for_stop(living, so_far)
            continue
        if strike.aim is None:
            time.sleep(max(0.0, at + strike.after * due * Busy.one() - time.monotonic()))
            Busy.learn(time.monotonic() - at, living.taken_up - (living.at != "resting") / 2)
        else:
            until(partial(_is_at, living, strike.aim, "resting"), 1.0)
            time.sleep(strike.after * MOMENT)
        _struck(living, strike.blow, so_far)


def _is_at(living: Living, *places: str) -> bool:
    return living.at in places


def _ready_at(living: Living) -> float:
    until(lambda: living.at != "unborn", PATIENCE)
    return time.monotonic()


def _struck(living: Living, blow: Blow, so_far: Struck) -> None:
    at = living.at
    if blow is Blow.stop:
        os.kill(living.pid, signal.SIGSTOP)
        so_far.stops += 1
        so_far.stopped.append(living)
    elif killed(living):
        so_far.kills += at != "resting"
        so_far.idle_kills += at == "resting"
    so_far.hit[at] += 1


def killed(living: Living) -> bool:
    """Whether it was this SIGKILL that ended it: it lived until then."""
    os.kill(living.pid, signal.SIGKILL)
    _, status = os.waitpid(living.pid, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _wait_for_stop(living: Living, so_far: Struck) -> None:
    """It stops itself before its first payment; where it has none to make, it is ended."""
    status = 0

    def told() -> bool:
        nonlocal status
        pid, status = os.waitpid(living.pid, os.WNOHANG | os.WUNTRACED)
        return bool(pid)

    if until(lambda: told() or living.at == "resting", 2.0) and os.WIFSTOPPED(status):
        so_far.stops += 1
        so_far.hit["before_call"] += 1
        so_far.stopped.append(living)
    elif not status:
        killed(living)


def wake(so_far: Struck) -> None:
    """Others have ended everything; now the stopped go on. They die of their fuse, or find that there is nothing to do."""
    for living in so_far.stopped:
        os.kill(living.pid, signal.SIGCONT)
        until(partial(_is_dead_or_resting, living), PATIENCE)
        if is_dead(living):
            so_far.fuses += fused(living)
        else:
            killed(living)


def _is_dead_or_resting(living: Living) -> bool:
    return is_dead(living) or living.at == "resting"


def is_dead(living: Living) -> bool:
    """Leaves its status to be read."""
    return os.waitid(os.P_PID, living.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def fused(living: Living) -> bool:
    """Reads a dead worker's end. One that ended otherwise than by its fuse is a fault that nobody planted."""
    _, status = os.waitpid(living.pid, 0)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM):
        raise RuntimeError(f"a worker ended by itself: {status}")
    return True


def until(holds: Callable[[], bool], most: float, *, tick: float = TICK) -> bool:
    end = time.monotonic() + most
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(tick)
    return True
