"""`makegood assess` from the shell: files, lines, standard input, exit statuses."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from makegood import assess
from makegood.cli.main import main
from tests.building import at, case


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case("aliexpress", "damaged")))
    return path


def test_prints_what_the_python_api_gives(file, capsys):
    assert main(["assess", str(file), "--at", at(days=1), "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == assess(json.loads(file.read_text()), at(days=1))


def test_shows_the_one_next_step_first_in_either_language(file, capsys):
    for language, word in (("zh", "下一步 ▶ contact_buyer"), ("en", "NEXT ▶ contact_buyer")):
        main(["assess", str(file), "--at", at(days=1), "--lang", language])

        assert word in capsys.readouterr().out.splitlines()[1]


def test_lines_of_a_jsonl_are_assessed_one_by_one_and_a_bad_one_stops_none(tmp_path, capsys):
    path = tmp_path / "cases.jsonl"
    good = json.dumps(case("wish", "wrong_item"))
    path.write_text(f"{good}\n\n{{}}\n{good}\n")

    status = main(["assess", str(path), "--at", at(days=1), "--json"])

    said = capsys.readouterr()
    assert status == 2
    assert len(said.out.splitlines()) == 2
    assert f"{path}:3: schema: found nothing" in said.err


def test_reads_standard_input(monkeypatch, capsys, file):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))

    assert main(["assess", "-", "--at", at(days=1), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["case"] == "c-1"


def test_the_moment_is_the_argument_then_the_file_then_now(tmp_path, capsys):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case("wish", "wrong_item", at=at(days=2))))

    main(["assess", str(path), "--json"])
    main(["assess", str(path), "--json", "--at", "2026-11-23T10:00:00+02:00"])

    assert [json.loads(line)["at"] for line in capsys.readouterr().out.splitlines()] == [
        at(days=2),
        "2026-11-23T08:00:00Z",
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["assess", "{file}", "--at", "2026-11-20T08:00:00"], 2, "offset"),
        (["assess", "/nowhere/case.json"], 1, "No such file"),
        (["nonsense"], 2, "expected one of assess"),
    ],
)
def test_says_what_is_wrong_and_exits_accordingly(arguments, status, says, file, capsys):
    assert main([part.format(file=file) for part in arguments]) == status

    assert says in capsys.readouterr().err


def test_importing_and_assessing_needs_no_third_party_module(file):
    code = f"""
import sys
before = set(sys.modules)
from makegood import assess
assess(open({str(file)!r}).read(), "2026-11-21T08:00:00Z")
new = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(sorted(new - set(sys.stdlib_module_names) - {{"makegood"}}))
"""

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("command", [["policy", "list"], ["policy", "topics"]])
def test_a_reader_that_goes_away_is_no_error(command):
    """As `makegood policy list | head -1` does."""
    ran = subprocess.Popen(
        [sys.executable, "-m", "makegood", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    ran.stdout.readline()
    ran.stdout.close()
    said = ran.stderr.read()
    ran.stderr.close()

    assert (ran.wait(), said) == (0, "")
