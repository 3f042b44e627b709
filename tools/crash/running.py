"""Many trials at a time: each runner is a process with a database of its own, and tells each trial's line through a pipe."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from tools.crash import ground, trial
from tools.crash.bugs import Bug
from tools.crash.plan import Plan


class RunnerLost(RuntimeError):
    """A runner ended with an error of its own; what it said is above."""


@dataclass(frozen=True, slots=True)
class Runner:
    pid: int
    lines: TextIO


def trials(
    names: list[str],
    draw: Callable[[int], Plan],
    *,
    first: int,
    bug: Bug | None,
    is_enough: Callable[[], bool],
    most: int | None,
) -> Iterator[dict[str, Any]]:
    """Lines as trials end, until it is enough. Each runner takes every n-th seed from `first`, up to `most` in all."""
    runners = {}
    for number, name in enumerate(names):
        last = first + most if most is not None else None
        seeds = range(first + number, last if last is not None else sys.maxsize, len(names))
        one = _started(name, (draw(seed) for seed in seeds), bug)
        runners[one.lines.fileno()] = one
    try:
        while runners and not is_enough():
            for ready in select.select(list(runners), [], [])[0]:
                line = runners[ready].lines.readline()
                if line:
                    yield json.loads(line)
                elif os.waitpid(runners.pop(ready).pid, 0)[1]:
                    raise RunnerLost("a runner of trials ended with an error")
    finally:
        for one in runners.values():
            os.killpg(one.pid, signal.SIGKILL)
            os.waitpid(one.pid, 0)


def _started(name: str, plans: Iterator[Plan], bug: Bug | None) -> Runner:
    read, write = os.pipe()
    if pid := os.fork():
        os.close(write)
        os.set_blocking(read, True)
        return Runner(pid, os.fdopen(read, encoding="utf-8"))
    status = 1
    try:
        os.setpgid(0, 0)  # with all it forks, it is ended as one
        os.close(read)
        ground.enter(name)
        for plan in plans:
            os.write(write, (json.dumps(trial.run(plan, bug)) + "\n").encode())
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)
