"""The five corrections: exactly one applies, whatever was shipped how, and each of the others says why not."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from makegood.assessing import folding
from makegood.core.instants import parse
from makegood.core.reading import read
from makegood.core.words import Action, Platform
from makegood.usecases import correcting
from makegood.usecases.correcting import Correction
from tests.building import at, case, event

SHIPMENTS: list[dict[str, Any] | None] = [
    None, {"by": "self"}, {"by": "self", "tracking": "ZT1"}, {"by": "platform"}, {"by": "platform", "tracking": "AL1"},
]  # fmt: skip
HAPPENED = [(), (event("reshipped", hours=1, tracking="ZT2"),), (event("cancel_requested", hours=1),)]


def corrections(platform: str, shipment: Any, events: Any = ()) -> list[Correction]:
    document = case(platform, "tracking_correction", *events, order={"shipment": shipment}, dispute=False)
    situation, policy = folding.look(read(document), parse(at(1)))
    return correcting.corrections(situation, policy)


@pytest.mark.parametrize("platform", list(Platform))
def test_exactly_one_applies_and_it_stands_first(platform: str) -> None:
    for shipment, events in product(SHIPMENTS, HAPPENED):
        every = corrections(platform, shipment, events)

        assert [one.applies for one in every] == [True, False, False, False, False]
        assert all(one.why.en and one.why.zh for one in every)


@pytest.mark.parametrize(
    ("shipment", "events", "action", "why"),
    [
        (SHIPMENTS[2], (), Action.fill_tracking, "corrected, not filled in"),
        (SHIPMENTS[1], (), Action.correct_tracking, "filled in, not corrected"),
        (SHIPMENTS[2], (), Action.replace_tracking, "nothing was reshipped"),
        (SHIPMENTS[2], HAPPENED[1], Action.correct_tracking, "a new parcel went"),
        (SHIPMENTS[4], (), Action.correct_tracking, "changed there"),
        (SHIPMENTS[2], (), Action.change_waybill, "no online waybill"),
        (SHIPMENTS[4], (), Action.revoke_waybill, "nobody asked to cancel"),
        (SHIPMENTS[4], HAPPENED[2], Action.change_waybill, "revoked, not changed"),
        (SHIPMENTS[4], HAPPENED[1], Action.revoke_waybill, "a new parcel went"),
    ],
)
def test_the_first_fact_against_it_is_said(shipment: Any, events: Any, action: Action, why: str) -> None:
    (one,) = [one for one in corrections("ali1688", shipment, events) if one.action is action]

    assert why in one.why.en


@pytest.mark.parametrize("platform", ["aliexpress", "wish", "shopee"])
def test_where_there_is_no_waybill_to_change_the_pack_says_so(platform: str) -> None:
    every = {one.action: one for one in corrections(platform, SHIPMENTS[4])}

    assert "1688" in every[Action.change_waybill].why.en and every[Action.correct_tracking].applies


def test_only_revoking_takes_no_number() -> None:
    assert [one.action for one in corrections("ali1688", None) if not one.takes_a_number] == [Action.revoke_waybill]
