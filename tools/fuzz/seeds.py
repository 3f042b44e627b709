"""Seeds: what our own tests give a parser, caught while they run, and the samples that lie beside the checkout."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tools.fuzz.parsers import FILES, PARSERS, PLATFORMS

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
SAMPLES = {
    "aliexpress": "aliexpress-top-api",
    "ali1688": "ali1688-open-api",
    "shopee": "shopee-open-api",
    "wish": "wish-merchant-api",
}
SUBJECTS = ("messages", "orders", "returns", "refunds", "pushes", "troubles")
"""Of the tests of messages; those of connectors speak to a sandbox and take long."""
TABLES = ("columns", "decoding", "exports", "screening", "tables", "workbooks")
MOST = 500
"""Seeds of one parser; the shortest are kept."""


def gathered(name: str, folder: Path) -> int:
    """Writes the parser's seeds into the folder, each under its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    every = sorted({one for one in _found(name) if len(one) <= PARSERS[name].most}, key=len)[:MOST]
    for one in every:
        (folder / hashlib.sha256(one).hexdigest()[:16]).write_bytes(one)
    return len(every)


def _found(name: str) -> Iterator[bytes]:
    if name == "case":
        yield from _cases()
    elif name == "conversation":
        yield from _pastes()
    elif name in SAMPLES:
        yield from _samples(name)
        yield from _caught_messages(name)
    else:
        yield from _caught_tables(f".{name}")


def _cases() -> Iterator[bytes]:
    from tests.world import random_case

    for file in sorted((ROOT / "src/makegood/cli/examples").glob("*.json")):
        yield file.read_bytes()
    for seed in range(300):
        yield json.dumps(random_case(seed)).encode()


def _pastes() -> Iterator[bytes]:
    from tests.conversations.scoring import pasted

    from tools.fuzz.under_test.conversation import CHANNELS, ZONES

    for one in (one for half in ("tuned", "held") for one in pasted(half)):
        options = one.known["options"]
        zone = options["zone"] if options["zone"] in ZONES else "UTC"
        named = [None if channel is None else str(channel) for channel in CHANNELS]
        chosen = [named.index(options["channel"]), ZONES.index(zone), len(one.name) % 4, bool(options["on"])]
        yield bytes(chosen) + one.text.encode("utf-8", "surrogatepass")


def _samples(platform: str) -> Iterator[bytes]:
    for file in sorted((DATA / SAMPLES[platform]).rglob("*.json")):
        content = file.read_bytes()
        yield _as_file(file.name, content)
        known = json.loads(content)
        inner = known.get("response_samples", ()) if isinstance(known, dict) else ()
        for sample in inner if isinstance(inner, list) else ():
            body = sample if isinstance(sample, str) else json.dumps(sample)
            yield _as_file(file.name, body.encode("utf-8", "ignore"))


def _as_file(name: str, content: bytes) -> bytes:
    return f"{name}\n".encode() + content.replace(FILES, b"")


# --- what tests give ----------------------------------------------------------------------------------------------


def _run(*tests: str, beside: object) -> None:
    files = [str(file) for pattern in tests for file in sorted((ROOT / "tests").glob(pattern))]
    pytest.main([*files, "-q", "-p", "no:randomly", "-p", "no:cacheprovider"], plugins=[beside])


class _Keeping:
    """Keeps what the platform's `understand` is given: patched before a test module can import it."""

    def __init__(self, platform: str) -> None:
        self.platform = platform
        self.kept: list[bytes] = []

    def pytest_configure(self) -> None:
        module: Any = import_module(f"makegood.connectors.{self.platform}.messages")
        real = module.understand

        def keeping(document: Any, name: str) -> Any:
            with suppress(TypeError, ValueError, RecursionError):  # a test of what JSON cannot hold
                self.kept.append(_as_file(name, json.dumps(document, default=_number).encode()))
            return real(document, name)

        module.understand = keeping


def _number(value: Any) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(value)


def _caught_messages(platform: str) -> Iterator[bytes]:
    keeping = _Keeping(platform)
    _run(*(f"platforms/test_{platform}_{subject}*.py" for subject in SUBJECTS), beside=keeping)
    kept = tuple(dict.fromkeys(keeping.kept))  # looking at them again, below, is kept too
    yield from kept
    understood = [one for one in kept if _is_understood(platform, one)]
    for place, one in enumerate(understood):  # in company: an order with a trouble of another test
        yield one + FILES + understood[(place * 7 + 1) % len(understood)]


def _is_understood(platform: str, file: bytes) -> bool:
    from makegood.connectors import joining

    name, _, text = file.partition(b"\n")
    try:
        return bool(joining.understand(platform, text, name.decode()))
    except ValueError:
        return False


class _KeepingTables:
    """Keeps the files that the screening's reader is given, by their suffix."""

    def __init__(self) -> None:
        self.kept: dict[str, list[bytes]] = {".csv": [], ".xlsx": [], ".jsonl": []}

    def pytest_configure(self) -> None:
        from makegood.screening.lines import Reader

        real = Reader.read

        def keeping(reader: Any, number: int, path: Path) -> Any:
            if path.suffix in self.kept and path.is_file() and path.stat().st_size < 1 << 20:
                self.kept[path.suffix].append(path.read_bytes())
            return real(reader, number, path)

        Reader.read = keeping  # type: ignore[method-assign, assignment]


def _caught_tables(suffix: str) -> Iterator[bytes]:
    keeping = _KeepingTables()
    _run(*(f"screening/test_{subject}.py" for subject in TABLES), beside=keeping)
    yield from keeping.kept[suffix]
    if suffix == ".csv":
        for file in sorted((DATA / "olist-orders").glob("*.csv")):
            yield b"".join(file.read_bytes().splitlines(keepends=True)[:20])
    elif suffix == ".jsonl":
        yield from map(_as_objects, keeping.kept[".csv"])


def _as_objects(sheet: bytes) -> bytes:
    """The rows of a CSV as one JSON object a line."""
    rows = []
    with suppress(csv.Error):  # a sheet whose test is how it breaks
        rows = list(csv.reader(io.StringIO(sheet[:20_000].decode("utf-8-sig", "replace"), newline="")))
    return "\n".join(json.dumps(dict(zip(rows[0], row, strict=False))) for row in rows[1:]).encode() if rows else b""


if __name__ == "__main__":
    assert sys.argv[1] in PARSERS and set(SAMPLES) == set(PLATFORMS)
    print(gathered(sys.argv[1], Path(sys.argv[2])), "seeds")
