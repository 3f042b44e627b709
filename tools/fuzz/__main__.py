"""`python -m tools.fuzz PARSER [PARSER …] --minutes 15`: one after the other; corpora are kept and grow with each run."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tools.fuzz.parsers import PARSERS

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "fuzz"
RESULTS = BUILD / "results.jsonl"
NAMES = tuple(PARSERS)
LIMIT = 1.0
"""CPU seconds that no input may take."""
RSS_MB = 512
_DEATHS = 5
"""Times that a process may be killed by an input before a run is given up."""


def main(arguments: list[str]) -> int:
    """0: nothing unexpected, nothing slow. 1: see the findings."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument(
        "parsers", nargs="+", choices=[*NAMES, "all"], metavar="PARSER", help=", ".join([*NAMES, "all"])
    )
    parser.add_argument("--minutes", type=float, default=15, help="of processor time, each")
    parser.add_argument("--within", type=float, default=60, metavar="MINUTES", help="by the clock on the wall, each")
    options = parser.parse_args(arguments)
    bad = False
    for name in NAMES if "all" in options.parsers else options.parsers:
        result = fuzzed(name, options.minutes * 60, options.within * 60)
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(json.dumps(result, ensure_ascii=False) + "\n")
        print(json.dumps(result, ensure_ascii=False), flush=True)
        bad = bad or bool(result["findings"] or result["slow"])
    return int(bad)


def fuzzed(name: str, seconds: float, within: float) -> dict[str, Any]:
    """Runs until the time is over; an input that kills the process is a finding, and the run goes on."""
    folder = BUILD / name
    for inner in ("corpus", "crashes"):
        (folder / inner).mkdir(parents=True, exist_ok=True)
    for old in ("findings", "slow", "crashes"):
        _put_by(folder, old)
    if not (folder / "seeds").is_dir():
        _call("tools.fuzz.seeds", name, str(folder / "seeds"), to=folder / "seeds.log")
    runs: list[dict[str, Any]] = []
    ends, deaths = time.monotonic() + within, 0
    while deaths < _DEATHS:
        left, clock = seconds - sum(run.get("cpu", 0.0) for run in runs), ends - time.monotonic()
        if min(left, clock) < 2:
            break
        (folder / "watch.json").unlink(missing_ok=True)
        status = _call(
            "tools.fuzz.running", name, str(folder), f"{left:.0f}", *_flags(folder, clock), to=folder / "fuzz.log"
        )
        runs.append(json.loads((folder / "watch.json").read_text()) if (folder / "watch.json").is_file() else {})
        deaths += status != 0
    if not any(run.get("executions") for run in runs):
        return {
            "parser": name,
            **_commit(),
            "executions": 0,
            "slow": [],
            "findings": [f"nothing was run: {folder / 'fuzz.log'}"],
        }
    return {"parser": name, **_commit(), **_summed(runs), **_judged(name, folder)}


def _flags(folder: Path, left: float) -> list[str]:
    flags = {
        "max_total_time": int(left),
        "max_len": PARSERS[folder.name].most,
        "rss_limit_mb": RSS_MB,
        "timeout": 300,  # of the clock on the wall, for a machine that others use; what counts is measured in CPU time
        "report_slow_units": 300,
        "artifact_prefix": f"{folder / 'crashes'}/",
        "print_final_stats": 1,
        "reload": 0,
        "len_control": 0,
    }
    return [*(f"-{key}={value}" for key, value in flags.items()), str(folder / "corpus"), str(folder / "seeds")]


def _call(module: str, *arguments: str, to: Path) -> int:
    with to.open("ab") as log:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, stdout=log, stderr=log, check=False
        ).returncode


def _put_by(folder: Path, name: str) -> None:
    """What an earlier run found stays to be looked at, but is not this run's."""
    here = folder / name
    if here.is_dir() and any(here.iterdir()):
        earlier = folder / "earlier" / f"{name}-{int(here.stat().st_mtime)}"
        earlier.parent.mkdir(exist_ok=True)
        shutil.move(here, earlier)
    here.mkdir(exist_ok=True)


def _commit() -> dict[str, Any]:
    """The commit, and how many files of the package differ from it."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    changed = subprocess.run(["git", "status", "--short", "src"], cwd=ROOT, capture_output=True, text=True, check=True)
    return {"commit": commit.stdout.strip(), "changed": len(changed.stdout.splitlines())}


def _summed(runs: list[dict[str, Any]]) -> dict[str, Any]:
    executions, seconds, cpu = (sum(run.get(key, 0) for run in runs) for key in ("executions", "seconds", "cpu"))
    return {
        "executions": executions,
        "seconds": round(seconds),
        "cpu_seconds": round(cpu),
        "per_cpu_second": round(executions / cpu) if cpu else 0,
        "peak_rss_mb": max((run.get("rss_mb", 0) for run in runs), default=0),
        "instrumented_slowest": round(max((run.get("slowest", 0.0) for run in runs), default=0.0), 3),
    }


def _judged(name: str, folder: Path) -> dict[str, Any]:
    """The slow inputs measured again; what killed a process is among the findings."""
    slow = sorted((folder / "slow").iterdir()) if (folder / "slow").is_dir() else []
    command = [sys.executable, "-m", "tools.fuzz.judging", name, *map(str, slow)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()
    times = {line.split(" ", 1)[1]: float(line.split(" ", 1)[0]) for line in told}
    findings = sorted(file.stem for file in (folder / "findings").glob("*.input"))
    crashes = sorted(file.name for file in (folder / "crashes").iterdir())
    return {
        "max_cpu_seconds": max(times.values(), default=None),
        "slow": sorted(Path(path).name for path, seconds in times.items() if seconds > LIMIT),
        "findings": findings + crashes,
        "corpus": sum(1 for _ in (folder / "corpus").iterdir()),
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
