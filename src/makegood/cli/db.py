"""`makegood db up | backup FILE | restore FILE | record FILE`: the database set up, saved, brought back, and its record taken out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from makegood.cli import shared_store


def run(arguments: list[str]) -> int:
    """0: done. 1: a tool or the server failed. 2: it is not possible as asked; what stood before still stands."""
    options = _parser().parse_args(arguments)
    return (
        _opened(lambda: int(options.do(options)))
        if options.do is not _record
        else shared_store.run(lambda: _record(options))
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="makegood db", description="The database: set up, backed up, restored.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, do: Callable[[argparse.Namespace], int], what: str) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=what, description=what)
        one.set_defaults(do=do)
        return one

    verb("up", _up, "make or update the tables and their walls; safe to run at any time")
    backup = verb("backup", _backup, "write all of it to FILE and FILE.json, while work goes on")
    restore = verb("restore", _restore, "check a backup, put it in the tables' place, verify its record")
    restore.add_argument(
        "--replace", action="store_true", help="even where the database is not empty: what is there is lost"
    )
    record = verb("record", _record, "write a record that can be checked without us: `makegood verify FILE`")
    record.add_argument("--case", metavar="NUMBER", help="of one case and its order only")
    shared_store.add_who(record)
    for one in (backup, restore, record):
        one.add_argument("file", type=Path, metavar="FILE")
    for one in (backup, restore):
        one.add_argument("--json", action="store_true", help="JSON instead of text")
    return parser


def _opened(work: Callable[[], int]) -> int:
    """Opens the store without insisting on tables: that there may be none is why some come here."""
    try:
        import django  # noqa: F401 - is it there?

        from makegood.store import opening
    except ModuleNotFoundError as reason:
        print(f"{shared_store.STORE_MISSING} ({reason.name} is missing)", file=sys.stderr)
        return 1
    from makegood.store.embedded import NoServer

    try:
        _open()
        from makegood.store.backup import NotDone

        try:
            return work()
        except NotDone as reason:
            print(f"{reason.text.zh}\n{reason.text.en}", file=sys.stderr)
            return 2
    except (NoServer, opening.Refused) as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        opening.close()


def _open() -> None:
    """With the desk's own tables, where the desk is installed."""
    if find_spec("allauth") is not None:
        from makegood.desk.opening import open_desk

        open_desk()
    else:
        from makegood.store.opening import open_store

        open_store()


def _up(_: argparse.Namespace) -> int:
    from makegood.store import opening, schema

    schema.up()
    opening.insist_on_a_plain_role()
    print("数据库已就绪 · the database is ready")
    return 0


def _backup(options: argparse.Namespace) -> int:
    from makegood.store.backup import back_up, manifest_of

    manifest = back_up(options.file, at=datetime.now(UTC))
    if options.json:
        shared_store.printed({"file": str(options.file), "manifest": str(manifest_of(options.file)), **manifest})
        return 0
    rows = sum(manifest["counts"].values())
    print(f"{options.file}: {rows:,} 行 rows, {manifest['bytes'] / 1e6:,.1f} MB, SHA-256 {manifest['sha256']}")
    print("密钥（MAKEGOOD_KEYS 或数据目录中的 keys 文件）不在备份中，请另行妥善保存")
    print("The keys (MAKEGOOD_KEYS, or the file `keys` of the data folder) are not in it: keep them apart, and safe")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from makegood.cli.verify import shown
    from makegood.store.backup import restore

    return shown(restore(options.file, at=datetime.now(UTC), replace=options.replace), as_json=options.json)


def _record(options: argparse.Namespace) -> int:
    from makegood.store.exporting import export_record
    from makegood.store.workers import database_clock

    who = shared_store.who(options)
    case: Any = None
    if options.case:
        with shared_store.entered(who):
            case = shared_store.case_of(options.case).pk
    export_record(who.organisation, options.file, at=database_clock(), case=case)
    print(options.file)
    return 0
