"""PostgreSQL killed at random instants while others write: nothing acknowledged is lost, and what must hold still holds.

`python -m tools.prove_database --kills 200`: goes on until that many kills stand in build/prove/database.jsonl. Writers (processes
of their own) take case files in, approve refunds, send them to a platform that pays on every call, warn and seal; each notes in a
file of its own what was committed, after it was. The server is stopped in its tracks, all its processes at once, and killed. That is
a power cut as far as processes go; what the operating system still held in its cache survives, as it would not in a real one.

`--planted` starts the server so that it acknowledges before it has written (synchronous_commit=off): the proof must then fail.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from makegood.store import embedded
from tools.prove_database_writer import PAID, acks_of

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build" / "prove"
WRITERS = 3
EACH_ROUND = 20
"""Kills between two examinations."""


class Killed:
    """A server of our own, killed and started again."""

    def __init__(self, folder: Path, *, planted: bool = False) -> None:
        self.settings = {"synchronous_commit": "off", "wal_writer_delay": "2000ms"} if planted else {}
        folder.mkdir(parents=True, exist_ok=True)
        self.server = embedded.server(folder / "postgres")

    def start(self) -> None:
        """With its settings, once the tables are safely there."""
        self.server.stop()
        self.server = self.server.start(self.settings)

    def kill(self) -> float:
        """Stops every process of it, kills them, starts it again; how long it was away, in seconds."""
        begun = time.monotonic()
        every = [self.server.process]
        os.kill(every[0], signal.SIGSTOP)  # first: it would end the others in good order
        every += _children(every[0])
        for process in every[1:]:
            _signal(process, signal.SIGSTOP)
        for process in every:
            _signal(process, signal.SIGKILL)
        for process in every:
            embedded.wait_until_gone(process)
        again = self.server.start(self.settings)
        if again.port != self.server.port:
            raise SystemExit("another program has taken the server's port; run it again")
        return time.monotonic() - begun


def _children(process: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:  # it has ended meanwhile
                continue
            if parent == process:
                found.append(int(folder.name))
    return found


def _signal(process: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


# --- one round ------------------------------------------------------------------------------------------------


def play(place: Path, *, kills: int, seed: int, planted: bool = False, writers: int = WRITERS) -> dict[str, Any]:
    """Kills the server so often under its writers, then lets the work end in peace, and examines what is there."""
    chance = random.Random(seed)
    folder = place / "database"
    killed = Killed(folder, planted=planted)
    acks = place / "acks"
    shutil.rmtree(acks, ignore_errors=True)
    acks.mkdir(parents=True)
    environment = {
        **os.environ,
        "MAKEGOOD_HOME": str(folder),
        "DATABASE_URL": killed.server.url("makegood_app"),
        "DATABASE_OWNER_URL": killed.server.url("makegood_owner"),
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }

    def writer(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tools.prove_database_writer", str(acks), *arguments]
        with (place / "writers.log").open("ab") as log:
            return subprocess.Popen(command, env=environment, cwd=ROOT, stderr=log)

    if writer("up").wait():
        raise SystemExit("the tables cannot be made")
    killed.start()
    begun = time.monotonic()
    away: list[float] = []
    running = [writer("write", f"{seed}-{number}") for number in range(writers)]
    try:
        _wait(lambda: len(list(acks.glob("writer-*"))) >= len(running), running)
        while len(away) < kills and any(one.poll() is None for one in running):
            time.sleep(chance.uniform(0.02, 1.0))
            away.append(killed.kill())
            before = _written(acks)  # somebody gets on before the next: the kills do not all fall into recovery
            _wait(lambda before=before: _written(acks) > before, running)
    finally:
        for one in running:
            one.send_signal(signal.SIGTERM)
        ends = [one.wait(120) for one in running]
    drained = writer("drain").wait(300)
    result = {
        "seed": seed,
        "kills": len(away),
        "writers_failed": sum(map(bool, [*ends, drained])),
        "seconds": round(time.monotonic() - begun, 1),
        "longest_away": round(max(away, default=0), 2),
        **examine(killed.server, acks),
    }
    if planted or result["writers_failed"]:
        killed.server.stop()
        return result
    verified = subprocess.run(
        [sys.executable, "-m", "makegood", "verify", "--json", "--against", str(_heads(acks))],
        env=environment, cwd=ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    verdicts = [json.loads(line) for line in verified.stdout.splitlines()]
    result["records"] = {
        "whole": sum(one["broken"] is None for one in verdicts),
        "broken": [one["broken"] for one in verdicts if one["broken"]],
    }
    result["events_sealed"] = sum(one["events"] for one in verdicts)
    if verified.returncode not in (0, 1):
        result["records"]["broken"].append(verified.stderr[-500:])
    killed.server.stop()
    return result


def _written(acks: Path) -> int:
    return sum(one.stat().st_size for one in acks.glob("writer-*"))


def _wait(until: Any, running: list[subprocess.Popen[bytes]]) -> None:
    """Until it is so, or nobody is left who could bring it about."""
    end = time.monotonic() + 120
    while not until() and any(one.poll() is None for one in running):
        if time.monotonic() > end:
            raise SystemExit("the writers get nothing done; see writers.log")
        time.sleep(0.02)


# --- examined -------------------------------------------------------------------------------------------------


def examine(server: embedded.Server, acks: Path) -> dict[str, Any]:
    """What was acknowledged and is not there, and what must hold and does not: each by name, empty where all is well."""
    told = list(acks_of(acks))
    paid = (
        Counter(json.loads(line)["act"] for line in (acks / PAID).read_text().splitlines())
        if (acks / PAID).exists()
        else Counter()
    )
    with psycopg.connect(server.url("makegood_owner"), autocommit=True) as owner:
        lost = {
            table: len(given - {row[0] for row in owner.execute(f"SELECT id::text FROM store_{table}").fetchall()})
            for table, given in _given(told).items()
        }
        confirmed = {
            row[0] for row in owner.execute("SELECT id::text FROM store_action WHERE state = 'confirmed'").fetchall()
        }
        wrong = {name: owner.execute(sql).fetchall()[:5] for name, sql in HOLDS.items()}
    return {
        "acknowledged": len(told),
        "lost": {table: count for table, count in lost.items() if count},
        "paid_twice": sum(count > 1 for count in paid.values()),
        "paid_unknown_to_us": len(set(paid) - confirmed),
        "confirmed_unpaid": len({one["action"] for one in told if "action" in one} & confirmed - set(paid)),
        "does_not_hold": {name: [list(map(str, row)) for row in rows] for name, rows in wrong.items() if rows},
    }


def _given(told: list[dict[str, Any]]) -> dict[str, set[str]]:
    return {
        "case": {one["case"] for one in told if "case" in one},
        "event": {event for one in told for event in one.get("events", ())},
        "action": {one["action"] for one in told if "action" in one},
    }


HOLDS = {
    "movements add up to nothing": "SELECT movement FROM store_entry GROUP BY movement, currency HAVING sum(amount) <> 0",
    "an order's money on the way is its actions'": """
        SELECT o.id, o.in_flight, o.released FROM store_order o LEFT JOIN store_action a ON a.order_id = o.id
        GROUP BY o.id HAVING o.in_flight <> coalesce(sum(a.money) FILTER (WHERE a.moves AND a.state IN
            ('approved', 'sending', 'unknown', 'looking', 'needs_person', 'assisted')), 0)
          OR o.released <> coalesce(sum(a.money) FILTER (WHERE a.moves AND a.state = 'confirmed'), 0)
    """,
    "no more goes back than was paid": "SELECT id FROM store_order WHERE in_flight + released > paid",
    "every action has ended": "SELECT id, state, why FROM store_action WHERE state NOT IN ('confirmed', 'rejected')",
    "nothing is parked": "SELECT kind, subject, problem FROM store_due WHERE due_at IS NULL",
    "every running clock is due": """
        SELECT d.id FROM store_deadline d WHERE d.state = 'running' AND d.due_at > now()
          AND NOT EXISTS (SELECT FROM store_due x WHERE x.kind = 'warn' AND x.subject = d.id)
    """,
    "every organisation is due for sealing": """
        SELECT o.id FROM store_organisation o WHERE NOT EXISTS (SELECT FROM store_due x WHERE x.kind = 'seal' AND x.subject = o.id)
    """,
    "numbers are dense": """
        SELECT organisation_id FROM store_event WHERE number IS NOT NULL GROUP BY organisation_id HAVING max(number) <> count(*)
    """,
    "an event's content is there": """
        SELECT e.id FROM store_event e WHERE content_hash IS NOT NULL AND NOT EXISTS (SELECT FROM store_content c WHERE c.id = e.content_id)
    """,
}


def _heads(acks: Path) -> Path:
    """The last seal that each writer saw committed, of every organisation: the record must still reach it."""
    last: dict[str, Any] = {}
    for one in acks_of(acks):
        for organisation, head in one.get("heads", {}).items():
            if head["seal"] >= last.get(organisation, {"seal": 0})["seal"]:
                last[organisation] = head
    file = acks / "heads.json"
    file.write_text(json.dumps({"heads": last}))
    return file


def is_well(result: dict[str, Any]) -> bool:
    names = ("lost", "paid_twice", "paid_unknown_to_us", "confirmed_unpaid", "does_not_hold", "writers_failed")
    return not any(result[name] for name in names) and not result.get("records", {}).get("broken")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.prove_database", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--kills", type=int, default=200, help="go on until so many stand in the results")
    parser.add_argument("--planted", action="store_true", help="a server that acknowledges too early: must be found")
    options = parser.parse_args(arguments)
    results = PLACE / "database.jsonl"
    results.parent.mkdir(parents=True, exist_ok=True)
    if options.planted:
        result = play(PLACE / "planted", kills=10, seed=1, planted=True)
        print(json.dumps(result))
        return 0 if result["lost"] or result["paid_unknown_to_us"] else 1
    done = list(_done(results))
    while (count := sum(one["kills"] for one in done)) < options.kills:
        result = play(PLACE / "killed", kills=min(EACH_ROUND, options.kills - count), seed=len(done) + 1)
        result["commit"] = _commit()
        with results.open("a") as file:
            file.write(json.dumps(result) + "\n")
        print(json.dumps(result), flush=True)
        done.append(result)
    well = all(map(is_well, done))
    print(
        f"{sum(one['kills'] for one in done)} kills, {sum(one['acknowledged'] for one in done)} acknowledged, {'all well' if well else 'NOT WELL'}"
    )
    return 0 if well else 1


def _done(results: Path) -> Iterator[dict[str, Any]]:
    if results.exists():
        yield from map(json.loads, results.read_text().splitlines())


def _commit() -> str:
    return subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
