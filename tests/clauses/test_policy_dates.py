"""Last month's case is judged by last month's clause: a number holds from its own day, in the platform's own zone."""

from __future__ import annotations

import json

import pytest

from makegood import assessing
from makegood.cli.main import main
from makegood.core.instants import parse
from makegood.core.reading import read
from makegood.core.words import Parameter, Platform
from makegood.policies.policy import Book, book
from makegood.policies.reader import COMMON, read_pack, shipped
from tests.building import ORDER, case, deadline


def unshipped(opened: str) -> dict:
    """A 1688 refund asked for before shipping, at that instant."""
    order = {
        **ORDER,
        "placed_at": "2023-03-01T00:00:00Z",
        "paid_at": "2023-03-01T00:00:00Z",
        "shipped_at": None,
        "delivered_at": None,
        "shipment": None,
    }
    document = case("ali1688", "cancel_request", dispute=False, order=order, claim={"opened_at": opened})
    document["events"] = [{"at": opened, "type": "dispute_opened"}]
    return document


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize(
    ("opened", "due", "source"),
    [
        pytest.param("2023-03-15T15:59:59Z", None, "unknown", id="the-last-second-before-the-day-in-Shanghai"),
        pytest.param(
            "2023-03-15T16:00:00Z", "2023-03-16T16:00:00Z", "public", id="the-first-instant-of-the-day-in-Shanghai"
        ),
        pytest.param("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", "public", id="long-after"),
    ],
)
def test_the_version_of_a_clock_is_that_of_the_instant_that_starts_it(opened, due, source):
    answer = assessing.assess(read(unshipped(opened)), parse(opened))

    respond = deadline(answer, "respond")

    assert (respond["due_at"], respond["source"]) == (due, source)


def changed_negotiation() -> Book:
    """The AliExpress pack as it would read if negotiation became seven days on 2026-11-21."""
    from importlib.resources import files

    text = files("makegood.policies").joinpath("aliexpress.toml").read_text("utf-8")
    old = '{ is = 5, source = "seed", file = "001_1efc16497e4dd83d.txt", read_on = 2026-11-22 }'
    new = old + ',\n  { is = 7, from = 2026-11-21, source = "public", page = "a made notice", read_on = 2026-11-20 }'
    assert text.count(old) == 1
    return Book((*(shipped(name) for name in COMMON), read_pack(text.replace(old, new), "changed.toml")))


@pytest.mark.clause("AE-NEGO-1")
@pytest.mark.parametrize(
    ("opened", "due", "version"),
    [
        pytest.param("2026-11-21T07:59:59Z", "2026-11-26T07:59:59Z", "2026-11-22", id="before-midnight-in-Los-Angeles"),
        pytest.param("2026-11-21T08:00:00Z", "2026-11-28T08:00:00Z", "2026-11-22", id="from-midnight-in-Los-Angeles"),
    ],
)
def test_one_case_on_both_sides_of_a_change(opened, due, version):
    document = case("aliexpress", "damaged", dispute=False, claim={"opened_at": opened})
    document["events"] = [{"at": opened, "type": "dispute_opened"}]

    answer = assessing.assess(read(document), parse("2026-11-22T08:00:00Z"), changed_negotiation())

    assert deadline(answer, "negotiation")["due_at"] == due
    assert answer["policy"]["version"] == version


def test_a_seeds_value_has_no_starting_date():
    number = book(Platform.aliexpress).numbers[Parameter.negotiation_days]

    assert number.at(parse("1999-01-01T00:00:00Z")).value == 5


def test_diff_names_what_changed_between_two_days(capsys):
    assert main(["policy", "diff", "--from", "2023-03-15", "--to", "2023-03-16", "--json"]) == 0

    changes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert {"pack": "ali1688.toml", "clause": "B2B-AFTERSALE-1", "what": "respond_hours_unshipped", "before": None,
            "after": 24, "from": "2023-03-16", "source": "platforms/ali1688.md §4, R1"} in changes  # fmt: skip
    assert all(change["from"] == "2023-03-16" for change in changes)


def test_diff_of_a_pack_of_ones_own(tmp_path, capsys):
    mine = tmp_path / "mine.toml"
    mine.write_text(
        'platform = "all"\nname = { en = "x", zh = "一" }\nversion = 2026-01-01\n[[clause]]\nid = "X-1"\nen = "a"\nzh = "一"\n'
        'source = "house"\n[clause.parameters.negotiation_days]\nunit = "days"\n'
        'values = [{ is = 5, source = "house" }, { is = 7, source = "house", from = 2026-02-01 }]\n'
    )

    assert main(["policy", "diff", "--file", str(mine), "--from", "2026-01-31", "--to", "2026-02-01"]) == 0
    assert "X-1 negotiation_days: 5 → 7 from 2026-02-01" in capsys.readouterr().out

    assert (
        main(["policy", "diff", "--file", str(mine), "--from", "2026-02-01", "--to", "2026-03-01", "--lang", "en"]) == 0
    )
    assert "nothing dated changed" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["aliexpress", "audit", "all"])
def test_check_says_that_a_shipped_pack_is_no_different_from_itself(name, capsys):
    from importlib.resources import files

    assert main(["policy", "check", str(files("makegood.policies").joinpath(f"{name}.toml"))]) == 0

    assert "no different from the pack that ships" in capsys.readouterr().out


def test_check_refuses_a_file_that_is_no_pack_and_names_where(tmp_path, capsys):
    file = tmp_path / "pack.toml"
    file.write_text("platform = 'wish'\nplatform = 'wish'\n")

    assert main(["policy", "check", str(file)]) == 2

    assert f"{file}: " in capsys.readouterr().err


def test_show_tells_text_source_and_every_platforms_number(capsys):
    assert main(["policy", "show", "AUDIT-5", "--json"]) == 0

    shown = json.loads(capsys.readouterr().out)

    assert shown["source"] == "seed"
    assert shown["parameters"] == {"auto_cancel_hours": []}
    hours = {
        one["pack"]: [value["is"] for value in one["parameters"].get("auto_cancel_hours", [])]
        for one in shown["on_platforms"]
    }
    assert hours["aliexpress.toml"] == [480]
    assert hours["ali1688.toml"] == [120]
    assert hours["shopee.toml"] == []


def test_show_refuses_a_clause_nobody_wrote(capsys):
    assert main(["policy", "show", "X-1"]) == 2
    assert "'X-1'" in capsys.readouterr().err


def test_list_names_every_clause_of_a_platform(capsys):
    assert main(["policy", "list", "wish", "--lang", "en"]) == 0

    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]

    assert "WISH-WRONG-1" in names
    assert "ALL-1" in names
    assert "AE-NEGO-1" not in names


@pytest.mark.parametrize("verb", [["check"], ["diff", "--from", "2023-01-01", "--to", "2024-01-01", "--file"]])
def test_a_file_that_is_no_text_is_refused_without_a_traceback(verb, tmp_path, capsys):
    file = tmp_path / "pack.toml"
    file.write_bytes(b"platform = \xff\xfe")

    assert main(["policy", *verb, str(file)]) == 2

    assert f"{file}: found a byte that is no UTF-8 at place 11" in capsys.readouterr().err
