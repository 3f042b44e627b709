"""`makegood verify [FILE…] --json`: is the record as it was sealed? Checks the database, or exported records without one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from makegood.store.verifying import Verdict


def run(arguments: list[str]) -> int:
    """0: every record is as it was sealed. 1: one is not; the first entry that is not is named. 2: nothing could be checked."""
    parser = argparse.ArgumentParser(
        prog="makegood verify",
        description="Check the record: every event against its hash, every seal against its events, its signature, the seal before it.",
    )
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="exported records; without any, the database is checked"
    )
    parser.add_argument("--key", type=_key, metavar="HEX", help="the public key an exported record must be signed with")
    parser.add_argument(
        "--against", type=Path, metavar="FILE",
        help="heads seen before: an earlier `verify --json`, or a backup's manifest; each record must still contain its own",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="a line for each record")
    options = parser.parse_args(arguments)
    if options.files:
        return _files(options)
    from makegood.cli import shared_store

    return shared_store.run(lambda: _database(options))


def _key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise argparse.ArgumentTypeError(f"found {text!r}; expected 64 hex digits, as `makegood verify` prints them")
    return key


# --- files ----------------------------------------------------------------------------------------------------


def _files(options: argparse.Namespace) -> int:
    from makegood.usecases.bundles import check
    from makegood.usecases.checking import Broken

    status = 0
    for name in options.files:
        answer: dict[str, Any] = {"file": name}
        try:
            with Path(name).open("rb") as file:
                head, tally = check(file, key=options.key)
            answer |= {
                "organisation": head["organisation"],
                "of": head["of"],
                "events": tally.events,
                "seals": tally.seals,
                "erased": tally.erased,
                "head": {"seal": tally.last, "hash": tally.head},
                "sealed_until": tally.until,
                "key": tally.key,
                "broken": None,
            }
        except OSError as reason:
            print(f"{name}: {reason.strerror or reason}", file=sys.stderr)
            status = 2
            continue
        except Broken as reason:
            answer["broken"] = reason.as_json()
            status = max(status, 1)
        _print(answer, name, options.json)
    return status


# --- the database ---------------------------------------------------------------------------------------------


def _database(options: argparse.Namespace) -> int:
    from makegood.store.verifying import verify_all

    try:
        known = heads(options.against) if options.against is not None else None
    except (OSError, ValueError) as reason:
        print(f"{options.against}: {reason}", file=sys.stderr)
        return 2
    return shown(verify_all(known), as_json=options.json)


def shown(verdicts: Iterable[Verdict], *, as_json: bool) -> int:
    """Prints what became of each record; 1 where one is broken."""
    status = 0
    for verdict in verdicts:
        answer = verdict.as_json()
        _print(answer, verdict.name or str(verdict.organisation), as_json)
        status = 1 if answer["broken"] else status
    return status


def heads(file: Path) -> dict[str, Any]:
    """Organisation to head, from what an earlier check printed or a backup's manifest. Raises `ValueError`."""
    text = file.read_text(encoding="utf-8")
    try:
        whole = json.loads(text)
        if isinstance(whole, dict) and isinstance(whole.get("heads"), dict):
            return dict(whole["heads"])
    except ValueError:
        pass
    try:
        return {one["organisation"]: one["head"] for one in map(json.loads, text.splitlines()) if one}
    except (ValueError, KeyError, TypeError):
        raise ValueError("expected lines of `makegood verify --json`, or a backup's manifest") from None


def _print(answer: dict[str, Any], name: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
        return
    if broken := answer["broken"]:
        print(f"{name}: 记录已被改动 BROKEN\n  {broken['why']['zh']}\n  {broken['why']['en']}")
        return
    more = f", {answer['unsealed']} 未封存 not sealed yet" if answer.get("unsealed") else ""
    gone = f", {answer['erased']} 已删除个人内容 erased" if answer["erased"] else ""
    until = f", 至 until {answer['sealed_until']}" if answer["sealed_until"] else ""
    print(f"{name}: 完好 whole · {answer['events']} 事件 events, {answer['seals']} 封存 seals{until}{more}{gone}")
    if answer["key"]:
        print(f"  公钥 key {answer['key']}\n  末封 head {answer['head']['seal']} {answer['head']['hash']}")
