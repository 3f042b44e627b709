"""ALL-3: workers are killed at random instants, and money still moves once. `python -m tools.crash` does the same for hours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tools.crash.books import Ended, Fault, Sums, compared
from tools.crash.plan import drawn

from makegood.store import embedded
from makegood.usecases.acting import State

TRIALS = 300
ROOT = Path(__file__).parents[2]
PAID = {"id": "R1", "order": "o", "line": "L1", "amount": 500, "seconds": 1.0}


def proved(server: embedded.Server, results: Path, *more: str) -> tuple[int, dict[str, Any]]:
    """In a process of its own: it forks, and its platform listens on loopback."""
    given = ["--runners", "8", "--server", str(server.folder), "--results", str(results), *more]
    done = subprocess.run(
        [sys.executable, "-m", "tools.crash", *given], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr[-4000:]
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


def test_it_pays_once_whenever_a_worker_is_killed(server: embedded.Server, tmp_path: Path) -> None:
    status, tally = proved(server, tmp_path / "crash.jsonl", "--small", "--trials", str(TRIALS))

    assert {name: tally[name] for name in Fault} == dict.fromkeys(Fault, 0)
    assert (status, tally["trials"], tally["confirmed"]) == (0, TRIALS, tally["refunds"])
    assert tally["kills"] > TRIALS / 2 and tally["fuses"] > 0


@pytest.mark.parametrize(
    ("bug", "fault"),
    [
        ("record_after_call", Fault.double),
        ("look_without_waiting", Fault.double),
        ("give_up_without_asking", Fault.unpaid),
        ("wake_and_send", Fault.double),
    ],
)
def test_it_would_find_a_bug_that_others_have_shipped(
    server: embedded.Server, tmp_path: Path, bug: str, fault: Fault
) -> None:
    status, tally = proved(server, tmp_path / "crash.jsonl", "--trials", "100", "--bug", bug)

    assert status == 0 and tally[fault] + tally[Fault.unbooked] > 0


def action(**more: Any) -> Ended:
    return Ended(**{"id": "a", "order": "o", "line": "L1", "cents": 500, "state": State.confirmed, "attempts": 1,
                    "reference": "R1", "why": "", **more})  # fmt: skip


@pytest.mark.parametrize(
    ("ended", "paid", "faults"),
    [
        pytest.param(action(), [PAID], [], id="as-it-should-be"),
        pytest.param(action(), [PAID, PAID], [Fault.double], id="twice"),
        pytest.param(action(), [], [Fault.unpaid], id="never"),
        pytest.param(action(state=State.rejected), [PAID], [Fault.unbooked, Fault.unbooked], id="paid-and-called-rejected"),
        pytest.param(action(reference="R2"), [PAID], [Fault.unbooked], id="another-receipt"),
        pytest.param(action(), [PAID | {"amount": 499}], [Fault.unbooked], id="another-amount"),
        pytest.param(action(), [PAID, PAID | {"line": "L2"}], [Fault.double], id="a-line-nobody-asked-for"),
        pytest.param(action(state=State.looking), [PAID], [Fault.stuck, Fault.unbooked], id="never-ends"),
        pytest.param(action(state=State.needs_person), [], [Fault.asked_in_vain, Fault.unbooked], id="a-person-for-nothing"),
    ],
)  # fmt: skip
def test_it_reads_the_books(ended: Ended, paid: list[dict[str, Any]], faults: list[Fault]) -> None:
    found = compared([ended], [Sums("o", in_flight=0, released=500)], paid)

    assert [fault for fault, _ in found] == faults


def test_it_draws_the_same_trial_from_the_same_seed() -> None:
    assert drawn(7) == drawn(7) != drawn(8)
