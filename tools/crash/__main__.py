"""`python -m tools.crash --kills 5000` goes on until so many workers were killed at work; ended and started again, it goes on.

`--trials N` stops after so many trials instead; `--bug NAME` plants a bug and stops at the first trial that finds it; `--seed S`
runs that one trial again. Exit status 1: money moved twice, or not at all, or something is stuck (with `--bug`: it was not found).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from tools.crash import ground, tally
from tools.crash.books import MONEY, Fault
from tools.crash.plan import drawn

FOLDER = tally.ROOT / "build" / "prove"


def main(arguments: list[str]) -> int:
    given = _parsed(arguments)
    given.results.parent.mkdir(parents=True, exist_ok=True)
    code, began = tally.code(), time.monotonic()
    known = [one for one in tally.read(given.results) if one["code"] == code and one["bug"] == given.bug]
    first = given.seed if given.seed is not None else max((one["seed"] for one in known), default=0) + 1
    runners = 1 if given.seed is not None else given.runners
    fresh: list[dict[str, Any]] = []

    def is_enough() -> bool:
        if given.seed is not None:
            return bool(fresh)
        if given.bug is not None and any(map(_is_found, fresh)):
            return True
        if given.trials is not None:
            return len(fresh) >= int(given.trials)
        return sum(int(one["kills"]) for one in (*known, *fresh)) >= int(given.kills)

    with ground.prepared(given.server, runners) as names:
        from tools.crash import running
        from tools.crash.bugs import Bug

        bug = Bug(given.bug) if given.bug is not None else None
        with given.results.open("a", encoding="utf-8") as file:
            draw = partial(drawn, small=given.small)
            for line in running.trials(names, draw, first=first, bug=bug, is_enough=is_enough, most=given.trials):
                fresh.append(line)
                file.write(json.dumps({"code": code, **line}) + "\n")
                file.flush()
                if line["faults"] and bug is None or given.seed is not None:
                    print(json.dumps(line), file=sys.stderr, flush=True)
    summary = {"proof": "crash", "code": code, "bug": given.bug, **tally.summed(fresh if bug else (*known, *fresh))}
    minutes = (time.monotonic() - began) / 60
    summary |= {
        "seconds": round(minutes * 60),
        "kills_a_minute": round(sum(one["kills"] for one in fresh) / minutes),
        "found_in_trial": min((one["seed"] - first + 1 for one in fresh if _is_found(one)), default=None),
    }
    print(json.dumps(summary))
    if bug is not None:
        return int(not any(map(_is_found, fresh)))
    return int(any(summary[str(fault)] for fault in Fault))


def _is_found(trial: dict[str, Any]) -> bool:
    return any(str(fault) in trial["faults"] for fault in MONEY)


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=5_000)
    parser.add_argument("--trials", type=int)
    parser.add_argument("--bug", help="one of tools/crash/bugs.py")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--small", action="store_true", help="one or two refunds and strikes a trial")
    parser.add_argument("--runners", type=int, default=6, help="trials at the same time")
    parser.add_argument("--results", type=Path, default=FOLDER / "crash.jsonl")
    parser.add_argument("--server", type=Path, default=FOLDER / "postgres", help="the embedded server's folder")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
