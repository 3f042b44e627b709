"""A ticket's parts: a part is shown as missing exactly where the clause's rule says that it is."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.assessing import folding
from makegood.core.instants import parse
from makegood.core.reading import read
from makegood.core.situation import Situation
from makegood.rules.shp_wrong import ticket_lacks
from makegood.usecases import ticketing
from tests.building import at, case, piece

WHOLE = {"received": [{"sku": "BLUE-M", "quantity": 2}], "wants": ["reship", "refund"]}
HELD = [piece("conversation", "e1", file="chat.txt"), piece("goods_photo", "e2")]


def situation(**more: Any) -> Situation:
    document = case("shopee", "wrong_item", **({"claim": WHOLE, "evidence": HELD} | more))
    found, _ = folding.look(read(document), parse(at(1)))
    return found


@pytest.mark.parametrize(
    "more", [{}, {"claim": {}}, {"evidence": []}, {"order": {"lines": []}}, {"order": {"buyer": {}}}, {"claim": {"wants": ["reship"]}}]
)  # fmt: skip
def test_the_screen_and_the_rule_name_the_same_parts(more: dict[str, Any]) -> None:
    found = situation(**more)

    assert {one.path for one in ticketing.parts(found) if one.value is None} == set(ticket_lacks(found))


def test_a_complete_ticket_has_all_that_is_copied() -> None:
    told = {one.path: one.value for one in ticketing.fields(situation())}

    assert all(value is not None and value.en and value.zh for value in told.values())
    assert told["claim.received"].zh == "BLUE-M × 2" and told["claim.wants"].zh == "补发正确商品、退款"  # type: ignore[union-attr]
    assert "chat.txt" in told["evidence:conversation"].en  # type: ignore[union-attr]
