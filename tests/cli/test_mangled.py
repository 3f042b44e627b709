"""A thousand mangled case files: never a traceback; every refusal names file, path, what was found and what was expected."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from typing import Any

import pytest

from makegood.cli.main import main
from tests.world import Chance, random_case

AT = "2026-11-21T08:00:00Z"
GARBAGE: list[Any] = [
    None, True, 0, -1, 10**30, 1.5, "", "x", "2026-11-20", "2026-13-40T99:00:00Z", "NaN", "\ud800", "🧨" * 50, [], [None], {},
    {"amount": 12.9, "currency": "USD"}, {"amount": "12.905", "currency": "USD"}, {"amount": "1", "currency": "usd"}, [[[]]],
]  # fmt: skip
REFUSAL = re.compile(r".+\.json: (?P<path>\$|[^ :]+(?: [^:]*)?): found .+; expected .+")


def mangled(seed: int) -> bytes:
    """A valid case with one to four things wrong: a value replaced, a key lost or doubled, bytes cut, flipped or put in."""
    chance = Chance(seed)
    document = random_case(seed)
    for _ in range(chance.randint(1, 4)):
        _spoil(document, chance)
    text = json.dumps(document).encode()
    if chance.yes(0.35):
        place = chance.randrange(len(text))
        cut = chance.choice([text[:place], text[:place] + b"\xff\x00" + text[place:], text[:place] + text[place + 1 :]])
        return chance.choice([cut, text + text, b"\xef\xbb\xbf" + text, text.decode().encode("utf-16")])
    return text


def _spoil(value: Any, chance: Chance) -> None:
    """Goes down at random and replaces what it meets."""
    while isinstance(value, (dict, list)) and value:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = chance.choice(list(keys))
        inner = value[key]
        if not isinstance(inner, (dict, list)) or not inner or chance.yes(0.3):
            value[key] = copy.deepcopy(chance.choice(GARBAGE))
            return
        value = inner


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_a_mangled_file_is_assessed_or_refused_with_its_paths(start, tmp_path, capsys):
    refused = 0
    for seed in range(start, start + 100):
        file = tmp_path / f"{seed}.json"
        file.write_bytes(mangled(seed))

        status = main(["assess", str(file), "--at", AT, "--json"])

        said = capsys.readouterr()
        assert status in (0, 2)
        assert (status == 0) == bool(said.out)
        assert (status == 2) == bool(said.err)
        for line in said.err.splitlines():
            assert REFUSAL.fullmatch(line), line
        refused += status == 2

    assert refused > 50


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param(b"", "$", id="nothing"),
        pytest.param(b"\xff\xfe{", "$", id="no-utf-8"),
        pytest.param(b"[" * 100_000, "$", id="too-deep"),
        pytest.param(b"1" * 10_000, "$", id="a-number-of-ten-thousand-digits"),
        pytest.param(b'{"id": 1e99999999999999999999}', "$", id="a-number-beyond-all-bounds"),
        pytest.param(b'{"schema": NaN}', "$", id="not-a-number"),
        pytest.param(b'{"id": "a", "id": "b"}', "id", id="a-name-twice"),
        pytest.param(b"{}", "schema", id="empty-object"),
        pytest.param(b"[]", "$", id="a-list"),
    ],
)
def test_what_is_no_case_at_all_is_refused_by_a_process_without_a_traceback(text, path, tmp_path):
    file = tmp_path / "case.json"
    file.write_bytes(text)

    ran = subprocess.run(
        [sys.executable, "-m", "makegood", "assess", str(file), "--json"], capture_output=True, text=True
    )

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    assert f"{file}: {path}: found " in ran.stderr
