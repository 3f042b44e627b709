"""A sandbox in a process of its own, as far from us as the platform is: reached over loopback HTTP only."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from makegood.core.instants import show


class SandboxFailed(RuntimeError):
    """The sandbox does not start, or refuses what it was asked; its own words."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Its address and keys, and its own doors (`/_sandbox/…`)."""

    platform: str
    address: str
    told: Mapping[str, Any]
    http: httpx.Client

    def post(self, door: str, **asked: Any) -> Any:
        return self._answer(self.http.post(f"/_sandbox/{door}", json=asked))

    def get(self, door: str) -> Any:
        return self._answer(self.http.get(f"/_sandbox/{door}"))

    def wind(self, to: datetime) -> None:
        self.post("wind", to=show(to))

    @staticmethod
    def _answer(response: httpx.Response) -> Any:
        document = response.json()
        if response.status_code != 200:
            raise SandboxFailed(f"{response.request.url}: {document.get('error', document)}")
        return document


@contextmanager
def running(platform: str, *, now: datetime, seed: int, lag: float = 2.0) -> Iterator[Sandbox]:
    """Starts `makegood.sandbox.PLATFORM` with its clock standing at `now`."""
    command = [sys.executable, "-m", f"makegood.sandbox.{platform}", "--port", "0", "--now", show(now)]
    command += ["--seed", str(seed), "--lag", str(lag)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        if not line:
            raise SandboxFailed(f"{' '.join(command)} ended: {process.stderr.read()[-800:]}")
        told = json.loads(line)
        with httpx.Client(base_url=told["address"], timeout=120, trust_env=False) as http:
            yield Sandbox(platform, told["address"], told, http)
    finally:
        process.terminate()
        process.wait(timeout=10)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
