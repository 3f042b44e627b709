"""Joining: an order and its troubles become case files, each fact once."""

from __future__ import annotations

import json

import pytest

from makegood.cli.main import main
from makegood.connectors.joining import join, understand
from makegood.connectors.parts import NotUnderstood, OrderPart, TroublePart
from makegood.core.words import Platform

ORDER = OrderPart(
    "o1", {"id": "o1", "status": "SHIPPED", "total": {"amount": "5.00", "currency": "USD"}}, also=("o1-a",)
)
CLOCK = {"kind": "ship", "due_at": "2026-11-20T00:00:00Z"}
OPENED = {"at": "2026-11-19T00:00:00Z", "type": "dispute_opened"}


def joined(*parts):
    return list(join("shopee", parts))


def test_an_order_alone_is_a_case_without_a_claim():
    assert joined(ORDER) == [
        {"schema": "makegood.case/1", "id": "shopee:o1", "platform": "shopee", "order": ORDER.order}
    ]


@pytest.mark.parametrize("named", ["o1", "o1-a"])
def test_a_trouble_in_one_file_and_its_order_in_another_are_joined_whichever_came_first(named):
    trouble = TroublePart("r1", named, {"reason": "damaged"}, events=(OPENED,))

    [case] = joined(trouble, ORDER)

    assert case["id"] == "shopee:r1"
    assert case["order"] == ORDER.order
    assert joined(ORDER, trouble) == [case]


def test_one_order_with_two_troubles_is_two_cases():
    assert [case["id"] for case in joined(ORDER, TroublePart("r1", "o1"), TroublePart("r2", "o1"))] == [
        "shopee:r1",
        "shopee:r2",
    ]


def test_a_list_row_and_its_detail_are_one_trouble_the_later_laid_over():
    row = TroublePart("r1", "o1", {"reason": "damaged", "text": "short"}, events=(OPENED,))
    detail = TroublePart("r1", "o1", {"text": "the whole story"}, events=(OPENED,), platform_deadlines=(CLOCK,))

    [case] = joined(row, detail)

    assert case["claim"] == {"reason": "damaged", "text": "the whole story"}
    assert case["events"] == [OPENED]
    assert case["platform_deadlines"] == [CLOCK]


def test_an_orders_own_word_outranks_what_a_trouble_tells_of_it():
    trouble = TroublePart("r1", "o1", order_facts={"status": "old", "buyer": {"name": "Ana"}})

    [case] = joined(ORDER, trouble)

    assert case["order"]["status"] == "SHIPPED"
    assert case["order"]["buyer"] == {"name": "Ana"}


def test_a_clock_under_the_orders_own_number_goes_to_its_troubles_and_makes_no_case_of_its_own():
    own = TroublePart("o1", "o1", platform_deadlines=(CLOCK,))

    [case] = joined(ORDER, own, TroublePart("r1", "o1"))
    [alone] = joined(ORDER, own)

    assert (case["id"], case["platform_deadlines"]) == ("shopee:r1", [CLOCK])
    assert (alone["id"], alone["platform_deadlines"]) == ("shopee:o1", [CLOCK])


@pytest.mark.parametrize("platform", [str(platform) for platform in Platform])
@pytest.mark.parametrize("text", ["", "[", "{}", "[]", "7", '{"id": 1e99999999999999999999}', "[" * 5000, '"\\ud800"'])
def test_what_is_no_message_is_refused_with_its_name_and_no_traceback(platform, text, tmp_path, capsys):
    file = tmp_path / "message.json"
    file.write_text(text)

    status = main(["read", platform, str(file), "--json"])

    said = capsys.readouterr()
    assert (status, bool(said.err)) in ((2, True), (0, False))
    assert status == 2 or json.loads(text) == []
    assert not said.out


def test_a_file_not_understood_stops_no_other(tmp_path, capsys):
    (tmp_path / "bad.json").write_text('{"nothing": 1}')

    assert main(["read", "wish", str(tmp_path / "bad.json"), str(tmp_path / "none.json"), "--json"]) == 2

    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "bad.json" in said[0]
    assert "No such file" in said[1]


@pytest.mark.parametrize("platform", [str(platform) for platform in Platform])
@pytest.mark.parametrize("text", [r'{"\ud800": 1, "\ud800": 2}', r'[{"order_sn\udc97": [{"\ud800": [[1]]}]}]'])
def test_a_refusal_can_be_written_out_whatever_the_message_holds(platform, text):
    with pytest.raises(NotUnderstood) as refusal:
        understand(platform, text, "half\ud800.json")

    assert str(refusal.value).encode()
    assert all(part.encode() for part in (refusal.value.method, refusal.value.path, refusal.value.expected))
