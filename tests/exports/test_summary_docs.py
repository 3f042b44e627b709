"""The last line of `screen` and `import` is documented key by key."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from makegood.cli.main import main
from tests.exports.conftest import SHOPEE, as_csv

PAGE = Path(__file__).parents[2] / "docs" / "screening.md"
HEADERS = [*SHOPEE, "Total Amount(PHP)", "Stadt"]
ORDER = ["1", "Completed", "2026-06-12T00:00:00Z", "A", "Cup", "2", "5", "Lyon"]


def documented(command: str) -> set[str]:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE.read_text(encoding="utf-8"), re.M)
    return {key for key, of in rows if of in (command, "both")}


@pytest.mark.parametrize("command", ["screen", "import"])
def test_every_key_of_a_summary_is_documented_and_every_documented_one_is_written(command, tmp_path, capsys):
    path = as_csv(tmp_path / "o.csv", [HEADERS, ORDER])

    assert main([command, str(path), "--json", "--map", "city=Stadt"]) == 0

    summary = json.loads(capsys.readouterr().out.splitlines()[-1])["summary"]
    assert set(summary) == documented(command)
    assert summary["mapping"] == "given"
    assert summary["mapped"] == {"city": "Stadt"}
    assert summary["suggested"] == {"amount": "Total Amount(PHP)"}
