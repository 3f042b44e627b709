"""Where a rehearsal lives: its folder, its database server, and the three processes that make it up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from makegood.store import embedded

MARK = "rehearsal.json"
"""Stands in a folder of ours once everything is in it; nothing else is ever removed."""
PATIENCE = 90.0
"""Seconds for a process to answer, on a slow machine."""


class Busy(RuntimeError):
    """It does not start, or runs already; says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One process and its log."""

    name: str
    process: subprocess.Popen[str]
    log: Path


@dataclass(slots=True)
class Started:
    parts: list[Part] = field(default_factory=list)

    def ended(self) -> Part | None:
        return next((one for one in self.parts if one.process.poll() is not None), None)

    def stop(self) -> None:
        """The last started first: the worker, the desk, and then what they work on."""
        for one in reversed(self.parts):
            one.process.terminate()
            try:
                one.process.wait(20)
            except subprocess.TimeoutExpired:
                one.process.kill()
                one.process.wait(5)


@dataclass(slots=True)
class House:
    folder: Path
    server: embedded.Server | None = None

    @classmethod
    def at(cls, folder: Path | None) -> House:
        return cls((folder or embedded.home() / "rehearsal").absolute())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Raises `Busy` where another process has it open."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711)  # the database server's account passes through it to its own folder
        with (self.folder / "lock").open("w") as lock:
            if not _locked(lock):
                raise Busy(f"the rehearsal in {self.folder} runs already; stop it, or give another --folder and --port")
            yield

    @property
    def is_furnished(self) -> bool:
        return (self.folder / MARK).exists()

    def open(self, *, anew: bool) -> None:
        """Its database server, and Django set up on it. What was begun and not finished is begun again."""
        from makegood.desk.opening import open_desk

        if anew or not self.is_furnished:
            self._cleared()
        os.environ["MAKEGOOD_HOME"] = str(self.folder)
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "MAKEGOOD_HOSTS"):
            os.environ.pop(name, None)
        os.environ["MAKEGOOD_REHEARSAL"] = "1"
        self.server = embedded.server(self.folder / "postgres")
        open_desk(app=self.server.url("makegood_app"), owner=self.server.url("makegood_owner"))

    def _cleared(self) -> None:
        if (self.folder / "postgres" / "access.json").exists():
            embedded.server(self.folder / "postgres").stop()
        for name in ("postgres", MARK, "aliexpress.world", "logs"):
            there = self.folder / name
            shutil.rmtree(there) if there.is_dir() else there.unlink(missing_ok=True)
        for there in self.folder.glob("keys*"):
            shutil.rmtree(there) if there.is_dir() else there.unlink()

    def start(self, *, port: int, orders_per_day: int, password: str | None) -> Started:
        """Everything, in its order; what does not start takes the rest down with it. Raises `Busy`."""
        started = Started()
        try:
            self._start(started, port=port, orders_per_day=orders_per_day, password=password)
        except BaseException:
            started.stop()
            self.close()
            raise
        return started

    def _start(self, started: Started, *, port: int, orders_per_day: int, password: str | None) -> None:
        from makegood.rehearsal import setting
        from makegood.store import schema
        from makegood.store.workers import database_clock

        world = [str(self.folder / "aliexpress.world"), "--orders-per-day", str(orders_per_day)]
        sandbox = self._part(started, "sandbox", "makegood.rehearsal.kept", *world)
        schema.up()
        told = _first_line(sandbox)
        if not self.is_furnished:
            assert password is not None
            setting.found(told, password, now=database_clock())
            (self.folder / MARK).write_text(json.dumps({"begun_at": database_clock().isoformat()}))
        else:
            setting.reached_at(told["address"])
            if password:
                setting.give_password(password)
        desk = self._part(started, "desk", "makegood", "desk", "--here", "--port", str(port))
        _answers(f"http://localhost:{port}/accounts/login/", desk)
        self._part(started, "worker", "makegood", "work")  # last: the desk sees to the tables first, and locks them

    def _part(self, started: Started, name: str, module: str, *arguments: str) -> Part:
        (self.folder / "logs").mkdir(exist_ok=True)
        log = self.folder / "logs" / f"{name}.log"
        with log.open("w") as out:
            process = subprocess.Popen(  # noqa: S603 - our own programs
                [sys.executable, "-m", module, *arguments],
                stdout=subprocess.PIPE if name == "sandbox" else out, stderr=out, text=True, env=os.environ.copy(),
                start_new_session=True,  # Ctrl-C reaches us alone, and we end them in their order
            )  # fmt: skip
        started.parts.append(Part(name, process, log))
        return started.parts[-1]

    def due(self, now: datetime) -> dict[str, Any]:
        """How many cases lapse within a day, and when the first."""
        from makegood.rehearsal.setting import NAME
        from makegood.store.models import Case, Organisation
        from makegood.store.tenancy import within

        with within(Organisation.objects.filter(name=NAME).order_by("id")[0].pk):
            soon = Case.objects.filter(is_open=True, due_at__gt=now, due_at__lt=now + timedelta(hours=24))
            first = soon.order_by("due_at").values_list("due_at", flat=True).first()
            count = soon.count()
        return {"count": count, "first": f"{first.astimezone():%Y-%m-%d %H:%M}" if first else "-"}

    def close(self) -> None:
        from makegood.store import opening

        opening.close()
        if self.server is not None:
            self.server.stop()


def _locked(lock: Any) -> bool:
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows: two at once meet at the port
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _first_line(part: Part) -> Mapping[str, Any]:
    assert part.process.stdout is not None
    line = part.process.stdout.readline()
    if not line:
        raise Busy(f"the {part.name} does not start; the end of {part.log}:\n{part.log.read_text()[-2000:]}")
    told: Mapping[str, Any] = json.loads(line)
    return told


def _answers(address: str, part: Part) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and part.process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own, on loopback
                return
        except OSError:
            time.sleep(0.2)
    raise Busy(f"the {part.name} does not answer at {address}; the end of {part.log}:\n{part.log.read_text()[-2000:]}")
