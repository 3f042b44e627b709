"""A running desk over the test database, people who sit at it in Chromium, a worker, and an AliExpress sandbox.

Every page that is opened is watched: what the browser complains about, and what its policy refuses, fails the test.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_socket

import tests.opened  # noqa: F401 - Django is set up before these tests are gathered
from makegood.store import embedded
from tests.store.making import Scene, scene

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "1"  # the browser's driver keeps a loop in this thread; nothing of ours runs in it
)
PASSWORD = "a password for journeys"  # noqa: S105 - of a database that is thrown away
LANGUAGES = {"en": "en", "zh": "zh-hans"}
PATIENCE = 15_000
"""Milliseconds that a page may take on a machine with much else to do."""


@pytest.fixture(autouse=True)
def _loopback() -> Iterator[None]:
    """A browser, a desk and a sandbox speak over loopback, and nothing else is reached."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
    yield
    pytest_socket.disable_socket(allow_unix_socket=True)


@dataclass(frozen=True, slots=True)
class Desk:
    address: str


@pytest.fixture(scope="session")
def served(opened: embedded.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """`makegood desk` in a process of its own."""
    pytest_socket.enable_socket()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": opened.url("makegood_app"),
        "DATABASE_OWNER_URL": opened.url("makegood_owner"),
    }
    log = tmp_path_factory.mktemp("desk") / "desk.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "makegood", "desk", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        address = f"http://localhost:{port}"
        _answers(address, process, log)
        yield Desk(address)
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/accounts/login/", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the desk does not answer: {log.read_text()[-2000:]}")


@pytest.fixture
def desk(served: Desk, store: object) -> Desk:
    """The running desk, its database emptied."""
    return served


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from tools.screens.camera import chromium

    pytest_socket.enable_socket()
    with chromium() as made:
        yield made


@pytest.fixture
def one(store: object) -> Scene:
    """An organisation with a clerk, a lead, an owner and a warehouse hand, and a live AliExpress shop."""
    return scene("One")


Sit = Callable[..., Any]


@pytest.fixture
def sit(desk: Desk, browser: Any, one: Scene) -> Iterator[Sit]:
    """A page on which somebody is signed in, on the inbox; at the end no page may have been complained about."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def seated(
        role: str = "clerk", *, of: Scene = one, language: str = "en", width: int = 1440, theme: str = "desk"
    ) -> Any:
        name = _with_password(of, role)
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 700 else 900},
            timezone_id="Asia/Shanghai",
            has_touch=width < 700,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        cookies = {"language": LANGUAGES[language], "theme": theme, "zone": "Asia/Shanghai"}
        context.add_cookies([{"name": key, "value": value, "url": desk.address} for key, value in cookies.items()])
        page = context.new_page()
        page.on("console", lambda told: _complain(complaints, told.type, told.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{desk.address}/accounts/login/")
        page.fill("#id_login", name)
        page.fill("#id_password", PASSWORD)
        page.click("button.btn-primary")
        page.wait_for_url(f"{desk.address}/inbox/")
        return page

    yield seated
    for context in contexts:
        context.close()
    assert complaints == []


def _complain(complaints: list[str], level: str, text: str) -> None:
    """A browser also calls a 4xx answer an error; tests ask for those themselves."""
    if level in ("error", "warning") and "Failed to load resource" not in text:
        complaints.append(f"{level}: {text}")


def _with_password(of: Scene, role: str) -> str:
    from makegood.store.models import Membership, Organisation, Person

    if role not in of.people:
        person = Person.objects.create(username=f"{of.organisation}-{role}")
        Membership.objects.create(person=person, organisation=Organisation.objects.get(pk=of.organisation), role=role)
        of.people[role] = person.pk
    person = Person.objects.get(pk=of.people[role])
    if not person.has_usable_password() or not person.check_password(PASSWORD):
        person.set_password(PASSWORD)
        person.save()
    return str(person.username)


@pytest.fixture
def work(one: Scene) -> Callable[[], int]:
    """Runs the worker over all that is due by the real clock; how many rows."""
    from makegood.store.wiring import worker

    return lambda: worker().until_idle()


@dataclass
class AtPlatform:
    """A running AliExpress sandbox whose shop is the scene's. Its clock is the real one."""

    sandbox: Any
    one: Scene
    connected: bool = False

    def connect(self) -> None:
        """The scene's shop is authorised at the sandbox."""
        from makegood.store.models import Shop
        from makegood.store.tenancy import within
        from makegood.store.tokens import keep
        from makegood.usecases.ports import Tokens

        app = self.sandbox.post("apps", key=secrets.token_hex(4), secret=secrets.token_hex(16), profile="own")
        told = self.sandbox.post("tokens", app_key=app["key"])
        now = datetime.now(UTC)
        with within(self.one.organisation):
            shop = Shop.objects.get(pk=self.one.shop)
            shop.address, shop.options = self.sandbox.address, {"return_address": "9001", "read_lag": 0}
            shop.save()
            until = [now + timedelta(seconds=int(told[name])) for name in ("expires_in", "refresh_expires_in")]
            tokens = Tokens(told["access_token"], told["refresh_token"], *until)
            keep(shop, tokens, app_key=app["key"], app_secret=app["secret"])
        self.connected = True

    def pull(self) -> None:
        """Reads the shop as a worker does; what was planted at the platform becomes cases."""
        from makegood.store import due
        from makegood.store.pulling import PULL
        from makegood.store.wiring import worker

        due.ensure(PULL, self.one.shop, self.one.organisation, datetime.now(UTC))
        worker().until_idle()


@pytest.fixture
def sandbox(one: Scene) -> Iterator[AtPlatform]:
    """`sandbox.sandbox.post(door, …)` plants and plays (its README); `sandbox.pull()` takes in what stands there."""
    with _running() as told:
        at_platform = AtPlatform(told, one)
        at_platform.connect()
        yield at_platform


@contextmanager
def _running() -> Iterator[Any]:
    from makegood.rehearsal.sandboxes import running

    with running("aliexpress", now=datetime.now(UTC), seed=1, lag=0) as told:
        told.post("clock", rate=1)
        yield told


def case_of(one: Scene, **more: Any) -> UUID:
    """The only case that fits, in the scene's organisation."""
    from makegood.store.models import Case
    from makegood.store.tenancy import within

    with within(one.organisation):
        key: UUID = Case.objects.get(**more).pk
        return key
