"""What works here and what does not: each check says what it found and, where that is wrong, what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from makegood.core.text import Text
from makegood.store import opening, own_keys, secrets
from makegood.store.embedded import home
from makegood.store.models import Due, Organisation, Seal
from makegood.store.sealing import SEAL, as_sealed
from makegood.store.tenancy import within
from makegood.store.walls import tenant_models
from makegood.store.workers import database_clock
from makegood.usecases.sealed import is_signed

LATE = timedelta(minutes=5)
"""House: what has been due for longer shows that no worker takes it."""
APART = timedelta(seconds=5)
"""House: how far this machine's clock may be from the database's; sendings are judged by the database's."""
SPACE = 1_000_000_000
"""House: bytes that must be free beside the data."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `do`: what to do where it is not well."""

    name: str
    well: bool
    found: Text
    do: Text | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "check": self.name,
            "well": self.well,
            "found": self.found.as_json(),
            "do": self.do.as_json() if self.do is not None and not self.well else None,
        }


def examine(now: datetime) -> Iterator[Check]:
    """Every check, as far as the ones before it allow. `now`: this machine's own clock."""
    for check in (_reachable, _role, _migrations, _walls):
        found = _tried(check)
        yield found
        if not found.well and check in (_reachable, _migrations):
            return
    yield _tried(lambda: _clock(now))
    for check in (_late, _parked, _keys, _sealed, _space):
        yield _tried(check)


def of_this_machine(now: datetime) -> list[Check]:
    """What anybody who sits at the desk may know: it tells nothing of any organisation."""
    return [_tried(_reachable), _tried(lambda: _clock(now)), _tried(_room)]


def _tried(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except (DatabaseError, OSError) as reason:
        said = str(reason).strip()
        name = getattr(check, "__name__", "check").strip("_")
        return Check(name, False, Text(said, said), Text("see the server's log", "请查看数据库服务器日志"))


def _reachable() -> Check:
    name = "database"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version')")
            version = cursor.fetchone()[0]
    except DatabaseError as reason:
        return Check(
            name,
            False,
            Text(f"it does not answer: {reason}".strip(), f"无法连接：{reason}".strip()),
            Text("start it, or mend DATABASE_URL", "请启动数据库，或修正 DATABASE_URL"),
        )
    return Check(name, True, Text(f"PostgreSQL {version}", f"PostgreSQL {version}"))


def _role() -> Check:
    role = connection.settings_dict["USER"]
    try:
        opening.insist_on_a_plain_role()
    except opening.Refused as reason:
        said = Text(str(reason), f"角色 {role} 权限过大：{reason}")
        return Check("role", False, said, Text("give DATABASE_URL a plain role", "请让 DATABASE_URL 使用普通角色"))
    return Check("role", True, Text(f"{role} owns nothing, bypasses nothing", f"{role} 不拥有表，也不能绕过行级安全"))


def _migrations() -> Check:
    executor = MigrationExecutor(connection)
    waiting = [f"{one.app_label}.{one.name}" for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    found = (
        Text(f"waiting: {', '.join(waiting)}", f"待执行：{'、'.join(waiting)}")
        if waiting
        else Text("up to date", "已是最新")
    )
    return Check("tables", not waiting, found, Text("run `makegood db up`", "请运行 `makegood db up`"))


def _walls() -> Check:
    tables = sorted(model._meta.db_table for model in tenant_models())
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%s)
              AND c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
                SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL
              ) AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) = 1
            """,
            [tables],
        )
        standing = {row[0] for row in cursor.fetchall()}
    if down := [table for table in tables if table not in standing]:
        said = Text(f"no wall around {', '.join(down)}", f"以下表没有隔离：{'、'.join(down)}")
        return Check(
            "walls",
            False,
            said,
            Text("run `makegood db up`, then find out who took it down", "请运行 `makegood db up`，并查明原因"),
        )
    return Check("walls", True, Text(f"around {len(tables)} tables", f"{len(tables)} 张表均已隔离"))


def _clock(now: datetime) -> Check:
    apart = abs(database_clock() - now)
    said = f"{apart.total_seconds():.1f} s"
    return Check(
        "clock",
        apart <= APART,
        Text(f"{said} from the database's", f"与数据库相差 {said}"),
        Text("set this machine's clock by a time server", "请用时间服务器校准本机时钟"),
    )


def _late() -> Check:
    now = database_clock()
    # The sealer's row of a new organisation is due since the beginning of time: it is late once the organisation is.
    late = Due.objects.filter(due_at__lt=now - LATE).exclude(kind=SEAL, organisation__created_at__gt=now - LATE)
    oldest = late.order_by("due_at").first()
    if oldest is None:
        return Check("work", True, Text("nothing waits longer than it should", "没有积压的任务"))
    count = late.count()
    return Check(
        "work",
        False,
        Text(
            f"{count} rows are late, the oldest is `{oldest.kind}`, due {oldest.due_at}",
            f"积压 {count} 项，最早为 {oldest.kind}，应于 {oldest.due_at} 处理",
        ),
        Text("start `makegood work`, or more of them", "请启动 `makegood work`，或增加进程"),
    )


def _parked() -> Check:
    parked = Due.objects.filter(due_at__isnull=True).order_by("kind", "id")
    count = parked.count()
    shown = "; ".join(f"{one.kind} {one.subject}: {one.problem[:120]}" for one in parked[:5])
    found = Text(f"{count} failed too often: {shown}", f"{count} 项多次失败：{shown}") if count else Text("none", "无")
    return Check("parked", not count, found, Text("mend the cause, then make them due again", "请排除原因后重新安排"))


def _keys() -> Check:
    count = 0
    for owner in Organisation.objects.exclude(seal_key=None).iterator():
        try:
            own_keys.public(owner)
        except (secrets.NotOpened, ValueError) as reason:
            said = Text(f"{owner.name}: {reason}", f"{owner.name}：{reason}")
            return Check("keys", False, said, Text(f"bring {secrets.VARIABLE}, or the file `keys`, from where it was made", f"请取回原来的 {secrets.VARIABLE} 或 keys 文件"))  # fmt: skip
        count += 1
    return Check("keys", True, Text(f"open the secrets of {count} organisations", f"可打开 {count} 个组织的密钥"))


def _sealed() -> Check:
    """The last seal of each record: there, signed, and the one its organisation reached; the whole is what `makegood verify` checks."""
    until = []
    for owner in Organisation.objects.exclude(seal_head=None).order_by("name").iterator():
        with within(owner.pk):
            row = Seal.objects.order_by("-number").first()
        last = as_sealed(row) if row is not None else None
        if (
            last is None
            or last.hash().hex() != (owner.seal_head or {}).get("hash")
            or not is_signed(bytes(owner.seal_public or b""), last.signature, last.signed())
        ):
            said = Text(
                f"{owner.name}: its last seal is not the one made here", f"{owner.name}：最后封存并非本系统所做"
            )
            return Check("record", False, said, Text("run `makegood verify`", "请运行 `makegood verify`"))
        until.append(last.at)
    if not until:
        return Check("record", True, Text("nothing is sealed yet", "尚未封存"))
    return Check(
        "record",
        True,
        Text(f"sealed, and its end verified, until {min(until)}", f"已封存至 {min(until)}，末端核验无误"),
    )


def _space() -> Check:
    place, free = _disk()
    return _room_of(free, Text(f"{free / 1e9:.1f} GB free at {place}", f"{place} 剩余 {free / 1e9:.1f} GB"))


def _room() -> Check:
    """The same, without saying where."""
    _, free = _disk()
    return _room_of(free, Text(f"{free / 1e9:.1f} GB free", f"剩余 {free / 1e9:.1f} GB"))


def _disk() -> tuple[Path, int]:
    place = home()
    while not place.exists():
        place = place.parent
    return Path(place), shutil.disk_usage(Path(place)).free


def _room_of(free: int, found: Text) -> Check:
    advice = Text("make room: a full disk stops everything", "请清理空间：磁盘写满将全部停止")
    return Check("disk", free >= SPACE, found, advice)
