"""Mappings: remembered for the very header row they were given for, said, forgotten, and never taken from a damaged file."""

from __future__ import annotations

import json

import pytest

from makegood.cli.main import main
from makegood.screening.naming import Naming, fingerprint
from tests.exports.conftest import as_csv

HEADER = ["Bestellnummer", "Status"]
MAP = ["--map", "order_id=Bestellnummer"]
COMMANDS = (("screen",), ("import", "--platform", "wish"))
both = pytest.mark.parametrize("command", COMMANDS, ids=["screen", "import"])


@pytest.fixture
def orders(tmp_path):
    return as_csv(tmp_path / "o.csv", [HEADER, ["1", "x"]])


@pytest.fixture
def run(capsys):
    """Runs a command on a file; its status, its last line as an object, and what it complained of."""

    def ran(command, path, *more):
        status = main([command[0], str(path), "--json", *command[1:], *map(str, more)])
        shown = capsys.readouterr()
        lines = shown.out.splitlines()
        return status, json.loads(lines[-1]) if lines else {}, shown.err

    return ran


@both
def test_what_was_named_once_is_used_again_and_said(run, orders, home, command):
    assert run(command, orders)[0] == 2
    _, first, _ = run(command, orders, *MAP)
    status, later, _ = run(command, orders)

    assert (status, first["summary"]["mapping"]) == (0, "given")
    assert later["summary"]["mapping"] == "remembered"
    assert later["summary"]["mapped"] == {"order_id": "Bestellnummer"}
    assert home.exists()


def test_both_commands_remember_for_each_other_and_keep_what_only_one_knows(run, orders):
    run(COMMANDS[1], orders, *MAP, "--map", "return_status=Status")

    assert run(COMMANDS[0], orders)[1]["summary"]["mapped"] == {"order_id": "Bestellnummer"}
    run(COMMANDS[0], orders, *MAP)

    assert run(COMMANDS[1], orders)[1]["summary"]["mapped"] == {
        "order_id": "Bestellnummer",
        "return_status": "Status",
    }


@both
@pytest.mark.parametrize("header", [["Bestellnummer"], ["Status", "Bestellnummer"], ["Bestellnummer", "State"]])
def test_another_header_row_does_not_use_it(run, orders, tmp_path, command, header):
    run(command, orders, *MAP)

    status, _, complaint = run(command, as_csv(tmp_path / "p.csv", [header, ["1"] * len(header)]))

    assert status == 2
    assert "no header is known to be the order id" in complaint


def test_a_new_mapping_takes_the_place_of_the_old_one(run, orders):
    run(COMMANDS[0], orders, *MAP, "--map", "status=Status")
    run(COMMANDS[0], orders, "--map", "order_id=Status")

    assert run(COMMANDS[0], orders)[1]["summary"]["mapped"] == {"order_id": "Status"}


@both
def test_forgets_only_these_headers(run, orders, tmp_path, command):
    other = as_csv(tmp_path / "p.csv", [["Bestellnummer"], ["1"]])
    for path in (orders, other):
        run(command, path, *MAP)

    assert run(command, orders, "--forget")[:2] == (0, {"forgotten": [{"order_id": "Bestellnummer"}]})
    assert run(command, orders)[0] == 2
    assert run(command, other)[0] == 0


def test_a_place_can_be_named(run, orders, home, tmp_path):
    run(COMMANDS[0], orders, *MAP, "--remember", tmp_path / "mine.json")

    assert not home.exists()
    assert run(COMMANDS[0], orders, "--remember", tmp_path / "mine.json")[0] == 0


@both
@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param("", "is no JSON", id="empty"),
        pytest.param('{"schema": "makegood.mappings/1", "map', "is no JSON", id="cut-off"),
        pytest.param("[]", 'has no "schema": "makegood.mappings/1"', id="another-thing"),
        pytest.param('{"schema": "makegood.mappings/2", "mappings": {}}', 'has no "schema"', id="another-version"),
        pytest.param('{"schema": "makegood.mappings/1"}', "has no object of mappings", id="no-mappings"),
        pytest.param(
            '{"schema": "makegood.mappings/1", "mappings": {"ab": {"headers": ["a"], "columns": {"order_id": "a"}}}}',
            "headers at mappings.ab that are not those", id="changed-by-hand",
        ),
        pytest.param(
            '{"schema": "makegood.mappings/1", "mappings": {"ab": {"headers": ["a"], "columns": {"oder": "a"}}}}',
            "names the column 'oder' at mappings.ab.columns", id="unknown-column",
        ),
        pytest.param(
            '{"schema": "makegood.mappings/1", "mappings": {"ab": {"headers": [1], "columns": {}}}}', "no list of texts", id="no-texts"
        ),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_and_left_as_it_is(run, orders, home, command, content, says):
    home.parent.mkdir(parents=True)
    home.write_text(content)

    status, _, complaint = run(command, orders, *MAP)

    assert status == 2
    assert says in complaint
    assert "--remember FILE" in complaint
    assert home.read_text() == content


def test_a_home_that_cannot_be_written_costs_only_the_memory(run, orders, home):
    home.parent.parent.write_text("a file where the folder would be")

    status, last, complaint = run(COMMANDS[0], orders, *MAP)

    assert (status, last["summary"]["orders"]) == (0, 1)
    assert "the mapping is not remembered" in complaint


def test_a_place_named_that_cannot_be_written_is_an_error(run, orders, tmp_path):
    (tmp_path / "file").write_text("")

    assert run(COMMANDS[0], orders, *MAP, "--remember", tmp_path / "file" / "mine.json")[0] != 0


def test_nothing_is_remembered_of_a_table_that_is_refused(run, orders, home):
    assert run(COMMANDS[0], orders, "--map", "order_id=Nummer")[0] == 2
    assert not home.exists()


def test_a_fingerprint_is_of_one_row_in_its_order():
    assert fingerprint(["\ufeffOrder ID", "City", "", " "]) == fingerprint(["order　id", "CITY"])
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])
    assert fingerprint(["a", "", "b"]) != fingerprint(["a", "b"])
    assert fingerprint(["ab"]) != fingerprint(["a", "b"])


def test_what_is_named_by_hand_outranks_what_is_remembered():
    naming = Naming({"order_id": "b"}, {fingerprint(["a", "b"]): {"order_id": "a"}})

    assert naming.of(["a", "b"]) == ({"order_id": "b"}, "given")
    assert Naming({}, naming.remembered).of(["a", "b"]) == ({"order_id": "a"}, "remembered")
    assert Naming({}, naming.remembered).of(["a"]) == ({}, None)
