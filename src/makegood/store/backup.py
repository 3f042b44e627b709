"""Backs the database up into one file and a manifest, and restores it: checked before, in one piece or not at all, verified after.

The keys that seal secrets are no part of a backup: whoever finds one can read no token, and a restore needs them beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

import makegood
from makegood.core.text import Text
from makegood.store import embedded, erasing, schema
from makegood.store.models import Organisation
from makegood.store.record import stamp
from makegood.store.tenancy import within
from makegood.store.verifying import Verdict, verify_all

SCHEMA = "makegood.backup/1"
ASIDE = "makegood_before_restore"
"""The schema in which what stood before waits until the restored one is verified."""


class NotDone(Exception):
    """A backup or restore that was not done; says why, in both languages. What stood before still stands."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.text = Text(en, zh)


def manifest_of(file: Path) -> Path:
    return file.with_name(file.name + ".json")


# --- backing up -----------------------------------------------------------------------------------------------


def back_up(file: Path, *, at: datetime) -> dict[str, Any]:
    """Writes `file` and its manifest, of one instant of the database, while others go on working. Raises `NotDone`."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    fresh.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _snapshot() as (cursor, snapshot):
            counts, heads = _counts(cursor), _heads(cursor)
            fresh.touch(mode=0o600)  # buyers' data: nobody else's to read
            _tool("pg_dump", "--format=custom", "--compress=gzip:1", "--schema=public", "--no-owner", "--no-privileges",
                  f"--snapshot={snapshot}", f"--file={fresh}")  # fmt: skip
        manifest = {
            "schema": SCHEMA,
            "makegood": makegood.__version__,
            "at": stamp(at),
            "migrations": _migrations(),
            "counts": counts,
            "heads": heads,
            "bytes": fresh.stat().st_size,
            "sha256": _digest(fresh),
        }
        _write(manifest_of(fresh), json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        _sync(fresh)
        fresh.replace(file)
        manifest_of(fresh).replace(manifest_of(file))  # last: a file without its manifest is no backup
    finally:
        fresh.unlink(missing_ok=True)
        manifest_of(fresh).unlink(missing_ok=True)
    return manifest


@contextmanager
def _snapshot() -> Iterator[tuple[Any, str]]:
    """One instant that counting and dumping both see."""
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # it idles while the dump runs
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor, cursor.fetchone()[0]


def _counts(cursor: Any) -> dict[str, int]:
    counts = {}
    for model in apps.get_app_config("store").get_models():
        cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608 - a table of our own models
        counts[model._meta.db_table] = int(cursor.fetchone()[0])
    return counts


def _heads(cursor: Any) -> dict[str, Any]:
    cursor.execute("SELECT id::text, seal_head FROM store_organisation WHERE seal_head IS NOT NULL ORDER BY id")
    return {key: json.loads(head) if isinstance(head, str) else head for key, head in cursor.fetchall()}


def _migrations() -> list[str]:
    applied = MigrationLoader(connections["owner"]).applied_migrations
    return sorted(f"{app}.{name}" for app, name in applied)


# --- restoring ------------------------------------------------------------------------------------------------


def restore(file: Path, *, at: datetime, replace: bool = False) -> list[Verdict]:
    """Puts a backup in place of the database's tables, which wait aside until it is verified. Raises `NotDone`."""
    manifest = _checked(file)
    connections["default"].close()
    with schema.alone(), connections["owner"].cursor() as cursor:
        _insist_on_nobody_else(cursor)
        if not replace:
            _insist_on_nothing(cursor)
        _put_aside(cursor)
        try:
            _tool("pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", "--schema=public", "--jobs=2",
                  f"--dbname={connections['owner'].settings_dict['NAME']}", str(file))  # fmt: skip
            if (counts := _counts(cursor)) != manifest["counts"]:
                off = {name: (n, counts.get(name)) for name, n in manifest["counts"].items() if n != counts.get(name)}
                raise NotDone(f"restored rows differ from the manifest's: {off}", f"恢复的行数与清单不符：{off}")
            schema.migrate()
            verdicts = list(verify_all(manifest["heads"]))
            for verdict in verdicts:
                if verdict.broken is not None:
                    raise NotDone(
                        f"the record in the backup does not verify: {verdict.broken.text.en}",
                        f"备份中的记录未通过核验：{verdict.broken.text.zh}",
                    )
        except BaseException:
            connections["default"].close()
            cursor.execute(f"DROP SCHEMA public CASCADE; ALTER SCHEMA {ASIDE} RENAME TO public")
            raise
        erased = _erased_since(cursor)
        cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")
    for organisation, subjects in erased.items():
        with within(organisation):
            erasing.erase_again(subjects, at=at)
    return verdicts


def _erased_since(cursor: Any) -> dict[UUID, list[UUID]]:
    """Whom the database had erased and the backup still holds: a restore brings nobody back."""
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{ASIDE}.store_case"])
    if not cursor.fetchone()[0]:
        return {}
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for table in ("store_order", "store_case"):
        cursor.execute(
            f"SELECT organisation_id, id FROM {ASIDE}.{table} WHERE erased_at IS NOT NULL"  # noqa: S608
            f" INTERSECT SELECT organisation_id, id FROM public.{table} WHERE erased_at IS NULL"
        )
        for organisation, subject in cursor.fetchall():
            found[organisation].append(subject)
    return found


def _checked(file: Path) -> dict[str, Any]:
    """The manifest, once file and version are found to be what it says."""
    try:
        manifest = json.loads(manifest_of(file).read_text(encoding="utf-8"))
        if manifest["schema"] != SCHEMA:
            raise ValueError(manifest["schema"])
        found, expected = _digest(file), manifest["sha256"]
    except OSError as reason:
        raise NotDone(f"{reason.filename}: {reason.strerror}; a backup is two files", f"{reason.filename}：{reason.strerror}；备份由两个文件组成") from None  # fmt: skip
    except (ValueError, KeyError, TypeError):
        raise NotDone(
            f"{manifest_of(file)}: expected the manifest of a backup ({SCHEMA})",
            f"{manifest_of(file)}：应为备份清单（{SCHEMA}）",
        ) from None
    if found != expected:
        raise NotDone(
            f"{file}: its SHA-256 is {found}, the manifest says {expected}; the file was damaged or changed",
            f"{file}：SHA-256 为 {found}，清单为 {expected}；文件已损坏或被改动",
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest["migrations"]) - known):
        raise NotDone(
            f"it was made by a newer Makegood ({manifest['makegood']}: {', '.join(newer)}); update first",
            f"由更新版本的 Makegood（{manifest['makegood']}：{', '.join(newer)}）生成，请先升级",
        )
    return dict(manifest)


def _insist_on_nobody_else(cursor: Any) -> None:
    count = 0
    for _ in range(10):  # who has just left is still being seen off
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename IS NOT NULL AND pid <> pg_backend_pid()"
        )
        if not (count := cursor.fetchone()[0]):
            return
        cursor.execute("SELECT pg_sleep(0.1)")
    raise NotDone(
        f"{count} others are connected to the database; stop the desk and the workers, then restore again",
        f"还有 {count} 个连接正在使用数据库；请先停止工作台和 worker 再恢复",
    )


def _insist_on_nothing(cursor: Any) -> None:
    cursor.execute("SELECT to_regclass('public.store_organisation') IS NOT NULL")
    if cursor.fetchone()[0] and Organisation.objects.using("owner").exists():
        raise NotDone(
            "the database is not empty; --replace puts the backup in its place, and what stands there now is lost",
            "数据库不是空的；--replace 会用备份取代现有数据，现有数据将丢失",
        )


def _put_aside(cursor: Any) -> None:
    cursor.execute(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE")
    cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
    cursor.execute("CREATE SCHEMA public")


# --- tools ----------------------------------------------------------------------------------------------------


def _tool(program: str, *arguments: str) -> None:
    """A program of PostgreSQL as the tables' owner. The password goes by the environment: arguments are seen by everybody."""
    at = connections["owner"].settings_dict
    where = [f"--host={at['HOST']}", f"--port={at['PORT'] or 5432}", f"--username={at['USER']}", "--no-password"]
    named = [] if program == "pg_restore" else [f"--dbname={at['NAME']}"]
    done = embedded.run_tool(program, [*where, *named, *arguments], {"PGPASSWORD": str(at["PASSWORD"])})
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-2000:]
        raise NotDone(f"{program} failed: {said}", f"{program} 失败：{said}")


def _digest(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    _sync(file)


def _sync(file: Path) -> None:
    with file.open("rb+") as held:
        os.fsync(held.fileno())
