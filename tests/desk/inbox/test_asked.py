"""The address is the state: what it says is read, and what it does not say well is left out."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import QueryDict

from makegood.desk.inbox.asked import Part, Place, Query, View, query


def asked(text: str) -> Query:
    return query(QueryDict(text))


def test_shows_what_is_ours_to_do_first() -> None:
    assert asked("") == Query(view=View.todo)


@pytest.mark.parametrize(
    "text",
    [
        "view=nothing",
        "shop=7",
        "platform=ebay",
        "kind=x",
        "least=many",
        "least=-5",
        "least=NaN",
        "least=1e99",
        "after=x",
        "after=dated~2026-01-01T00:00~1~00000000-0000-0000-0000-000000000001",
        "after=undated~2026-01-01T00:00Z~1~00000000-0000-0000-0000-000000000001",
        "source=gossip",
        "missing=yes",
        "currency=XXZ",
    ],
)
def test_leaves_out_what_it_does_not_understand(text: str) -> None:
    assert asked(text) == Query()


@pytest.mark.parametrize(
    "text",
    [
        "view=mine",
        f"shop={UUID(int=5)}&kind=damaged&stage=judged&missing=1",
        "least=12.50&currency=USD",
        "least=1000&currency=JPY",
        "q=1+2+3",
        "view=snoozed&owner=" + str(UUID(int=3)),
        "platform=wish&source=platform",
    ],
)
def test_says_itself_again_as_an_address(text: str) -> None:
    assert asked(asked(text).address()) == asked(text)


@pytest.mark.parametrize("blank", ["\n", "\t", ",", "，", "、", "\r\n", ";", "  "])
def test_takes_numbers_as_they_come_out_of_a_sheet(blank: str) -> None:
    found = query({"q": f"#819001{blank}'819002{blank}819001{blank}"})

    assert found.numbers == ("819001", "819002") and found.view is View.all


def test_takes_five_hundred_and_no_more() -> None:
    assert len(query({"q": " ".join(str(one) for one in range(9999))}).numbers) == 500


def test_looks_for_numbers_everywhere_unless_a_view_is_named() -> None:
    assert asked("q=1&view=mine").view is View.mine


def test_a_place_says_itself_again() -> None:
    for place in (
        Place(Part.undated, None, 5, UUID(int=1)),
        asked("after=dated~2026-11-24T08:00:00%2B00:00~5~" + str(UUID(int=1))).after,
    ):
        assert place is not None and query({"after": str(place)}).after == place
