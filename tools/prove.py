"""The long proofs, appended to build/proofs.jsonl with the commit they were run on; started again, those that take long go on.

`python -m tools.prove [NAME …]`: without a name, all of them, which takes hours.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.world import Chance, Journey, random_case

from makegood.core.words import Kind, Platform
from tools import mutants

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "build" / "proofs.jsonl"
EACH = 160
"""Journeys for each kind on each platform: 64 × 160 = 10,240."""


def journeys() -> dict[str, Any]:
    """Follows the one next step of generated cases of every kind on every platform to its end."""
    ends: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    longest = 0
    for platform in Platform:
        for kind in Kind:
            for seed in range(EACH):
                journey = Journey(random_case(seed, str(platform), str(kind)), Chance(seed + 1))
                ends[journey.follow()] += 1
                steps.update(journey.steps)
                longest = max(longest, len(journey.steps))
    return {"cases": sum(ends.values()), "ends": dict(ends), "longest": longest, "steps": dict(steps.most_common())}


def mutated() -> dict[str, Any]:
    mutants.main([])
    counts = Counter(state for _, state in mutants.results())
    return {"mutants": dict(counts)}


def _run(*command: str) -> Callable[[], dict[str, Any]]:
    """A proof that is a program of its own: its verdict is its exit status, its figures stand where it keeps them."""

    def proof() -> dict[str, Any]:
        return {"status": subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode}

    return proof


PROOFS = {
    "journeys": journeys,
    "crash": _run("tools.crash", "--kills", "5000"),
    "crash_aliexpress": _run("tools.crash_aliexpress"),
    "database": _run("tools.prove_database", "--kills", "200"),
    "backup": _run("tools.prove_backup"),
    "year": _run("tools.year"),
    "storm": _run("tools.storm"),
    "knocking": _run("tools.knocking"),
    "refresh": _run("tools.prove_refresh"),
    "mutants": mutated,
}


def main(arguments: list[str]) -> int:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    RESULTS.parent.mkdir(exist_ok=True)
    failed = False
    for name in arguments or list(PROOFS):
        started = time.monotonic()
        result = {"proof": name, "commit": commit.stdout.strip(), **PROOFS[name]()}
        result["seconds"] = round(time.monotonic() - started)
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(json.dumps(result) + "\n")
        print(json.dumps(result))
        failed = failed or bool(result.get("status"))
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
