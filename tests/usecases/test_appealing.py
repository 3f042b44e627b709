"""An appeal: every ground judged as its clause says, faults beside the pieces, a statement of nothing but facts on file."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.assessing import folding
from makegood.core.instants import parse
from makegood.core.reading import read
from makegood.core.situation import Situation
from makegood.core.text import Text
from makegood.core.words import Ground
from makegood.rules.b2b_appeal import INADMISSIBLE
from makegood.usecases import appealing
from makegood.usecases.appealing import Chance
from tests.building import at, case, event, piece

STRUCK = event("penalty_executed", hours=1)
FORWARDED = piece("carrier_statement", "e9", origin="forwarded", stamped=True)


def looked(platform: str = "ali1688", *events: Any, ground: str | None = None, **more: Any) -> tuple[Situation, Any]:
    document = case(platform, "penalty", STRUCK, *events, claim={"ground": ground}, dispute=False, **more)
    file, now = read(document), parse(at(1))
    return folding.look(file, now)[0], folding.assess(file, now)


def test_every_ground_is_judged_once() -> None:
    judged = {one.ground: one.chance for one in appealing.grounds(looked()[0])}

    assert set(judged) == set(Ground)
    assert {ground for ground, chance in judged.items() if chance is Chance.never} == INADMISSIBLE
    assert judged[Ground.carrier_fault] is Chance.admissible and judged[Ground.other] is Chance.unknown


def test_what_can_count_comes_first() -> None:
    assert [one.chance for one in appealing.grounds(looked()[0])][:2] == [Chance.admissible, Chance.unknown]


def test_an_undoing_agreed_afterwards_is_the_ground_where_none_is_given() -> None:
    situation, _ = looked("ali1688", event("settled_after_penalty", hours=2))

    assert [one.ground for one in appealing.grounds(situation) if one.is_chosen] == [Ground.settled_after_penalty]


@pytest.mark.parametrize("platform", ["wish", "shopee", "aliexpress"])
def test_only_1688_has_a_list_of_grounds(platform: str) -> None:
    assert appealing.grounds(looked(platform)[0]) == []


def test_each_fault_stands_beside_its_piece() -> None:
    situation, answer = looked(
        ground="carrier_fault", evidence=[FORWARDED, piece("tracking_record", "e8", origin="original")]
    )
    found = {one.id: one.fault for one in appealing.exhibits(situation, answer["evidence"]["rejected"])}

    assert found["e9"] is not None and found["e9"][0] == "B2B-APPEAL-3" and found["e8"] is None


def test_the_statement_says_what_is_on_file_and_no_more() -> None:
    said = appealing.statement(looked(ground="carrier_fault", evidence=[FORWARDED])[0])

    assert "819000000001" in said.en and "2026-11-20 09:00" in said.en and "快递原因" in said.zh
    bare = appealing.statement(looked(order=dict.fromkeys(("placed_at", "shipped_at", "delivered_at")))[0])
    assert "Shipped" not in bare.en and "Evidence" not in bare.en


def test_the_form_leaves_out_what_is_empty() -> None:
    situation, _ = looked(order={"shipment": None})

    assert [one.name.en for one in appealing.form(situation, Text("x", "x"), [])] == ["Order", "Statement"]
