"""The house keeps what it says: layers, docs, both commands, no index addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_map_names_the_layers_the_linter_holds():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    table = re.findall(r"^\| `(\w+)` \|", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), re.MULTILINE)

    assert table == [name for layer in contract["layers"] for name in layer.split(" | ")]


def test_the_readme_names_two_commands_that_exist():
    targets = re.findall(r"^(\w+):.*?##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text("utf-8")

    for command in ("run", "test"):
        assert f"make {command}" in readme
        assert command in targets
    assert "make test" in (ROOT / ".ci/run").read_text()


def test_every_decision_stands_in_the_index():
    index = (ROOT / "docs/adr/README.md").read_text("utf-8")

    assert {file.name for file in (ROOT / "docs/adr").glob("0*.md")} == set(
        re.findall(r"\((\d{4}-[\w-]+\.md)\)", index)
    )


def test_the_lock_pins_everything_with_hashes_and_names_no_index():
    lock = (ROOT / "requirements.lock").read_text()

    pins = re.findall(r"^([\w.\[\]-]+)==", lock, re.MULTILINE)
    assert len(pins) > 20
    assert lock.count("--hash=sha256:") >= len(pins)
    assert "://" not in lock


def test_every_dependency_is_argued_for():
    for line in (ROOT / "pyproject.toml").read_text().splitlines():
        if re.match(r'\s+"[a-z0-9-]+[=<>]', line):
            assert "  # " in line or ",  #" in line or "# " in line, line


def test_every_word_of_the_core_stands_in_the_glossary():
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    from makegood.core import words

    for enum in (
        words.Kind,
        words.Stage,
        words.Remedy,
        words.Party,
        words.DeadlineKind,
        words.EvidenceKind,
        words.Action,
    ):
        for word in enum:
            assert f"`{word}`" in glossary, word


def test_the_readmes_python_runs_and_gives_what_it_says():
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    *lines, last = code.strip().splitlines()
    expression, _, says = last.partition("#")
    space: dict = {}

    exec("\n".join(lines), space)  # noqa: S102 - our own README

    assert repr(eval(expression, space)) == says.strip()  # noqa: S307
