"""How long backing up, restoring and verifying take with 200,000 cases: `python -m tools.prove_backup --cases 200000`.

Filled with what the store itself makes of real case files: the worked examples that ship, and disputes with messages, are taken in
and assessed; the rows of each are then copied as often as needed, every copy with keys, order number, buyer, salts and hashes of its
own. The record is sealed by the sealer. What is measured is appended to build/prove/backup.jsonl.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build" / "prove"
CHUNK = 2_000
"""Cases in one transaction."""
TABLES = ("content", "order", "case", "event", "evidence", "deadline", "entry", "due")
T = Any


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.prove_backup", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--place", type=Path, default=PLACE / "backup", help="where the server and the backup are made")
    options = parser.parse_args(arguments)
    os.environ["MAKEGOOD_HOME"] = str(options.place)
    options.place.mkdir(parents=True, exist_ok=True)
    result = prove(options.place, options.cases)
    print(json.dumps(result))
    with (PLACE / "backup.jsonl").open("a") as file:
        file.write(json.dumps(result) + "\n")
    return 0


def prove(place: Path, cases: int) -> dict[str, Any]:
    from makegood.store import embedded, opening

    server = embedded.server(place / "postgres")
    opening.open_store(app=server.url("makegood_app"), owner=server.url("makegood_owner"))
    from makegood.store import schema
    from makegood.store.backup import back_up, restore
    from makegood.store.models import Organisation
    from makegood.store.sealing import seal_all
    from makegood.store.verifying import verify_all

    schema.up()
    took: dict[str, float] = {}
    with psycopg.connect(server.url("makegood_owner"), autocommit=True, row_factory=dict_row) as owner:
        timed(took, "fill", lambda: filled(owner, cases))
        owner.execute("ANALYZE")
    now = datetime.now(UTC)
    sealed = timed(
        took, "seal", lambda: sum(seal_all(key, at=now) for key in Organisation.objects.values_list("id", flat=True))
    )
    verdicts = timed(took, "verify", lambda: list(verify_all()))
    manifest = timed(took, "backup", lambda: back_up(place / "backup.makegood", at=now))
    restored = timed(took, "restore_and_verify", lambda: restore(place / "backup.makegood", at=now, replace=True))
    with psycopg.connect(server.url("makegood_owner"), autocommit=True) as plain:
        size = (plain.execute("SELECT pg_database_size(current_database())").fetchone() or (0,))[0]
    opening.close()
    server.stop()
    if any(one.broken for one in [*verdicts, *restored]):
        raise SystemExit("the record does not verify")
    return {
        "cases": manifest["counts"]["store_case"],
        "rows": sum(manifest["counts"].values()),
        "events": sealed,
        "seconds": {name: round(value, 1) for name, value in took.items()},
        "events_verified_a_second": round(sealed / took["verify"]),
        "database_mb": round(size / 1e6),
        "backup_mb": round(manifest["bytes"] / 1e6),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load": round(os.getloadavg()[0], 1),
        "commit": subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip(),
    }  # fmt: skip


def timed(took: dict[str, float], name: str, work: Callable[[], T]) -> T:
    begun, spent = time.monotonic(), time.process_time()
    done = work()
    took[name], took[f"{name}_cpu"] = time.monotonic() - begun, time.process_time() - spent
    print(f"{name}: {took[name]:.1f} s, of this process {took[f'{name}_cpu']:.1f} s", file=sys.stderr, flush=True)
    return done


# --- filled ---------------------------------------------------------------------------------------------------


def filled(owner: psycopg.Connection[dict[str, Any]], cases: int) -> None:
    """Case files through the front door, then copies of their rows until there are so many."""
    there = (owner.execute("SELECT count(*) AS n FROM store_case").fetchone() or {"n": 0})["n"]
    if there >= cases:
        return
    patterns = [rows_of(owner, case) for case in taken_in()]
    number = 0
    while number < cases - there:
        chunk = [copied(patterns[n % len(patterns)], n) for n in range(number, min(number + CHUNK, cases - there))]
        with owner.transaction():
            for table in TABLES:
                copy(owner, table, [row for one in chunk for row in one[table]])
        number += len(chunk)


def taken_in() -> list[UUID]:
    """Real case files as a shop has them, taken in and assessed; the keys of their cases."""
    from tests.store.making import T0, dispute, scene

    from makegood.cli.look import examples
    from makegood.store.intake import take_in
    from makegood.store.tenancy import within

    says = [
        "Where is my parcel?",
        "El color no es el mismo",
        "颜色不对，我要退款",
        "Still waiting for your answer, please",
    ]
    found = []
    for platform in ("aliexpress", "shopee", "wish", "ali1688"):
        one = scene(f"{platform} {datetime.now(UTC).timestamp()}", platform)
        told = [json.loads(text) for _, text in examples()]
        files = [file for file in told if file["platform"] == platform]
        for n in range(6):
            messages = [
                {"at": f"2026-11-22T0{hour}:10:00Z", "type": "message", "direction": "in", "channel": "other", "text": says[(n + hour) % 4]}
                for hour in range(2, 2 + n)
            ]  # fmt: skip
            file = dispute(900 + n, events=[*dispute()["events"], *messages])
            files.append({**file, "platform": platform, "id": f"{platform}:9{n}"})
        for file in files:
            with within(one.organisation):
                case = take_in(one.shop, file, by=platform, at=T0)
            if case is not None:
                found.append(case.pk)
    return found


def rows_of(owner: psycopg.Connection[dict[str, Any]], case: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row that belongs to one case."""

    def read(sql: str) -> list[dict[str, Any]]:
        return owner.execute(sql, {"case": case}).fetchall()

    mine = "(SELECT order_id FROM store_case WHERE id = %(case)s)"
    events = read(f"SELECT * FROM store_event WHERE case_id = %(case)s OR order_id = {mine}")
    rows = {
        "order": read(f"SELECT * FROM store_order WHERE id = {mine}"),
        "case": read("SELECT * FROM store_case WHERE id = %(case)s"),
        "event": [{**one, "number": None, "seal_id": None} for one in events],
        "evidence": read("SELECT * FROM store_evidence WHERE case_id = %(case)s"),
        "deadline": read("SELECT * FROM store_deadline WHERE case_id = %(case)s"),
        "entry": read(f"SELECT * FROM store_entry WHERE order_id = {mine}"),
    }
    held = [one["content_id"] for name in ("order", "case", "event") for one in rows[name] if one["content_id"]]
    rows["content"] = owner.execute("SELECT * FROM store_content WHERE id = ANY(%s)", [held]).fetchall()
    own = [one["id"] for name in ("deadline", "order", "case") for one in rows[name]]
    rows["due"] = owner.execute("SELECT * FROM store_due WHERE subject = ANY(%s)", [own]).fetchall()
    return rows


def copied(pattern: dict[str, list[dict[str, Any]]], number: int) -> dict[str, list[dict[str, Any]]]:
    """The same rows again, as another case: fresh keys, numbers, salts, and the hashes that follow from them."""
    from makegood.store.keys import uuid7
    from makegood.usecases.sealed import content_hash, event_hash

    keys: dict[Any, UUID] = {row["id"]: uuid7() for rows in pattern.values() for row in rows}
    for entry in pattern["entry"]:
        keys.setdefault(entry["movement"], uuid7())
    fresh: dict[str, list[dict[str, Any]]] = {
        table: [{name: keys.get(value, value) if isinstance(value, UUID) else value for name, value in row.items()} for row in rows]
        for table, rows in pattern.items()
    }  # fmt: skip
    for row in (*fresh["order"], *fresh["case"]):
        row["number"] = f"{row['number']}-{number}"
    hashes = {}
    for row in fresh["content"]:
        row["salt"] = os.urandom(16)
        row["value"] = {
            name: f"{value} {number}" if name.endswith("buyer.id") else value for name, value in row["value"].items()
        }
        hashes[row["id"]] = content_hash(row["salt"], row["value"])
    for row in (*fresh["event"], *fresh["entry"]):
        row["key"] = hashlib.sha256(f"{row['key']} {number}".encode()).hexdigest()[:40]
    for row in fresh["event"]:
        row["content_hash"] = hashes.get(row["content_id"])
        row["hash"] = event_hash(_content(row))
    for row in fresh["order"]:
        row["buyer_key"] = os.urandom(32)
    return fresh


def _content(row: dict[str, Any]) -> dict[str, Any]:
    from makegood.store.record import stamp

    return {
        **{
            name: str(row[f"{name}_id"]) if row[f"{name}_id"] else None
            for name in ("organisation", "shop", "order", "case")
        },
        "at": stamp(row["at"]),
        "recorded_at": stamp(row["recorded_at"]),
        **{name: row[name] for name in ("type", "in_file", "by", "body", "key")},
        "content": row["content_hash"].hex() if row["content_hash"] else None,
    }


def copy(owner: psycopg.Connection[dict[str, Any]], table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    with owner.cursor() as cursor, cursor.copy(f"COPY store_{table} ({columns}) FROM STDIN") as out:
        for row in _plain(rows):
            out.write_row([row[name] for name in names])


def _plain(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {name: Jsonb(value) if isinstance(value, (dict, list)) else value for name, value in row.items()}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
