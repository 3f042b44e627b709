"""`makegood import`: a case file a line, a summary, and the statuses that `read` has."""

from __future__ import annotations

import json

import pytest

from makegood.cli.main import main
from makegood.core.reading import read
from tests.exports.conftest import RETURN, SHOPEE, as_csv

ORDER = ["1", "Completed", "2026-06-12T00:00:00Z", "A", "Cup", "2"]
RETURNED = ["R1", "1", "Cup", "A", "1", "WRONG_ITEM", "2026-06-15T00:00:00Z"]


@pytest.fixture
def imported(capsys):
    """Runs the command; its status, its lines and what it complained of."""

    def run(*arguments):
        status = main(["import", *map(str, arguments)])
        shown = capsys.readouterr()
        return status, [json.loads(line) for line in shown.out.splitlines()], shown.err

    return run


def test_prints_cases_that_the_strict_reader_takes_and_a_summary(imported, tmp_path):
    path = as_csv(tmp_path / "o.csv", [SHOPEE, ORDER, ["", *ORDER[1:]]])

    status, [case, last], _ = imported(path, "--json")

    assert status == 0
    assert read(case).id == "shopee:1"
    assert last["summary"]["cases"] == 1
    assert [(row["row"], row["column"]) for row in last["summary"]["refused_rows"]] == [(3, "order_id")]
    assert set(last["summary"]["refused_rows"][0]["why"]) == {"en", "zh"}


def test_joins_orders_and_returns_and_twice_is_as_once(imported, tmp_path):
    orders = as_csv(tmp_path / "o.csv", [SHOPEE, ORDER])
    returns = as_csv(tmp_path / "r.csv", [RETURN, RETURNED, ["", *RETURNED[1:]]])

    _, once, _ = imported(orders, returns)
    _, twice, _ = imported(orders, returns, returns, orders)

    assert [case["id"] for case in once[:-1]] == ["shopee:R1"]
    assert once[:-1] == twice[:-1]
    assert once[-1]["summary"]["refused_rows"][0]["file"] == "r.csv"


def test_an_order_and_its_returns_become_a_case_for_each_return_with_the_orders_facts(imported, tmp_path):
    orders = as_csv(tmp_path / "o.csv", [SHOPEE, ORDER, ["2", *ORDER[1:]]])
    returns = as_csv(tmp_path / "r.csv", [RETURN, RETURNED, ["R2", *RETURNED[1:]], ["R3", "9", *RETURNED[2:]]])

    _, [*made, last], _ = imported(returns, orders)

    cases = {case["id"]: case for case in made}
    assert sorted(cases) == ["shopee:2", "shopee:R1", "shopee:R2", "shopee:R3"]
    assert last["summary"]["cases"] == 4
    for name in ("shopee:R1", "shopee:R2"):
        assert cases[name]["order"] == cases["shopee:2"]["order"] | {"id": "1"}
        assert cases[name]["claim"]["platform_reason"] == "WRONG_ITEM"
    assert "lines" not in cases["shopee:R3"]["order"]


def test_a_file_refused_is_named_and_the_others_are_read(imported, tmp_path):
    good, bad = as_csv(tmp_path / "o.csv", [SHOPEE, ORDER]), as_csv(tmp_path / "b.csv", [["Bestellnummer"], ["1"]])

    assert imported(good, bad)[0] == 0
    status, lines, complaint = imported(bad, tmp_path / "none.csv")

    assert (status, lines) == (2, [])
    assert "--map order_id=Bestellnummer" in complaint
    assert "there is no such file" in complaint


def test_suggests_in_the_summary_what_it_does_not_assign(imported, tmp_path):
    path = as_csv(tmp_path / "o.csv", [[*SHOPEE, "Total Amount(PHP)"], [*ORDER, "5"]])

    _, [case, last], _ = imported(path)

    assert "total" not in case["order"]
    assert last["summary"]["suggested"] == {"amount": "Total Amount(PHP)"}
    assert "Total Amount(PHP)" in last["summary"]["unrecognised"]
