"""The results on file: one line a trial; what they add up to; and which code they were run on."""

from __future__ import annotations

import ast
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tools.crash.books import Fault

ROOT = Path(__file__).parents[2]
TRIED = (
    *(
        f"src/makegood/store/{name}.py"
        for name in ("actions", "sending", "holding", "fuse", "due", "workers", "tenancy")
    ),
    *(f"src/makegood/usecases/{name}.py" for name in ("acting", "leave")),
)
SUMMED = ("refunds", "kills", "idle_kills", "stops", "fuses")


def code() -> str:
    """What the trials are about, comments and layout apart. A run goes on only where nothing of it has changed."""
    trees = [ast.dump(ast.parse((ROOT / name).read_text(encoding="utf-8"))) for name in TRIED]
    return hashlib.sha256("\n".join(trees).encode()).hexdigest()[:12]


def read(results: Path) -> list[dict[str, Any]]:
    """The lines on file; a last one that a kill of ours cut short is left out."""
    lines = results.read_text(encoding="utf-8").split("\n")[:-1] if results.exists() else []
    return [json.loads(line) for line in lines]


def summed(trials: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    known = list(trials)
    faults, ends, hit = (_added(known, name) for name in ("faults", "ends", "hit"))
    return {
        "trials": len(known),
        **{name: sum(one[name] for one in known) for name in SUMMED},
        **{str(fault): faults[str(fault)] for fault in Fault},
        "needs_person": ends["needs_person"],
        "confirmed": ends["confirmed"],
        "most_attempts": max((one["attempts"] for one in known), default=0),
        "hit": dict(hit.most_common()),
    }


def _added(trials: Iterable[Mapping[str, Any]], name: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in trials:
        total.update(one[name])
    return total
