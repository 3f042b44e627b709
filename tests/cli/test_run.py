"""`makegood run`, as somebody starts it: an address and a password, an inbox with something due within hours, and a clean end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import pytest_socket


@pytest.fixture(autouse=True)
def _loopback() -> Iterator[None]:
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
    yield
    pytest_socket.disable_socket(allow_unix_socket=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not under pytest's own, which the database server's account cannot pass through."""
    made = Path(tempfile.mkdtemp(prefix="makegood-run-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


class Running:
    """The command in a process, and what it has said."""

    def __init__(self, folder: Path, port: int, *more: str) -> None:
        command = [
            sys.executable,
            "-m",
            "makegood",
            "run",
            "--lang",
            "en",
            "--folder",
            str(folder),
            "--port",
            str(port),
        ]
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("MAKEGOOD", "DATABASE"))
        }
        self.process = subprocess.Popen(
            [*command, "--orders-per-day", "1", *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=environment, start_new_session=True,
        )  # fmt: skip
        self.said = ""
        self.address = f"http://localhost:{port}"
        for line in self.process.stdout or ():
            self.said += line
            if line.startswith(self.address):
                return
        raise AssertionError(self.said)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        self.said += self.process.communicate(timeout=60)[0]
        return self.process.returncode


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def signed_in(address: str, password: str) -> httpx.Client:
    client = httpx.Client(base_url=address, headers={"accept-language": "en"}, follow_redirects=True, timeout=60)
    page = client.get("/").text
    assert "Rehearsal" in page and "no platform is reached" in page
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    sent = client.post("/accounts/login/", data={"login": "owner", "password": password, "csrfmiddlewaretoken": token})
    assert sent.url.path == "/inbox/"
    return client


def due_within(page: str, hours: float) -> int:
    until = datetime.now(UTC) + timedelta(hours=hours)
    return sum(datetime.fromisoformat(one) < until for one in re.findall(r'data-due="([^"]+)"', page))


def test_runs_is_worked_in_stops_and_goes_on(folder: Path) -> None:
    port = free_port()
    running = Running(folder, port)
    try:
        password = re.search(r"password: (\S+)", running.said)[1]
        with closing(signed_in(running.address, password)) as client:
            page = client.get("/inbox/").text
            assert "Rehearsal" in page and due_within(page, 4) >= 3
            assert (
                len(set(re.findall(r"Bright Finds|晨光日用百货|Kitchen MY", client.get("/inbox/?view=all").text))) == 3
            )
        twice = subprocess.run(
            [sys.executable, "-m", "makegood", "run", "--folder", str(folder)], capture_output=True, text=True, timeout=60
        )  # fmt: skip
        assert twice.returncode == 2 and "runs already" in twice.stderr
    finally:
        assert running.stop() == 0, running.said
    assert "goes on from here" in running.said and not (folder / "postgres" / "data" / "postmaster.pid").exists()

    again = Running(folder, port)
    try:
        assert "shown this once" not in again.said and "goes on where it was" in again.said
        with closing(signed_in(again.address, password)) as client:
            assert due_within(client.get("/inbox/").text, 4) >= 3
    finally:
        assert again.stop() == 0, again.said
