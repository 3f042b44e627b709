"""The search: an exact number jumps, many go to the list, words are found in their order; never another organisation's."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.desk.frame.places import address_of
from tests.desk.making import taken_in
from tests.store.making import Scene, scene


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    "number", ["819000000000001", "aliexpress:60000000000001", "60000000000001", " 819000000000001 "]
)
def test_one_exact_number_goes_straight_to_its_case(at_desk: Callable[..., Client], one: Scene, number: str) -> None:
    case = taken_in(one, at=timezone.now())
    answer = at_desk().get("/search/", {"q": number})

    assert answer.status_code == 302 and answer.headers["Location"] == address_of("case", case)


def test_a_pasted_column_goes_to_the_list_of_just_these(at_desk: Callable[..., Client], one: Scene) -> None:
    answer = at_desk().get("/search/", {"q": "8190001\n8190002\t8190003"})

    assert urlsplit(answer.headers["Location"]).path == "/inbox/"
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["q"] == ["8190001 8190002 8190003"]


def test_the_beginning_of_a_number_finds_cases_then_orders(at_desk: Callable[..., Client], one: Scene) -> None:
    for number in (1, 2):
        taken_in(one, number, at=timezone.now())
    page = text(at_desk().get("/search/", {"q": "81900000"}))

    assert page.index("819000000000001") < page.index("819000000000002")
    assert [page.count('<h2 class="font-semibold">') > 1, "Cases" in page, "Orders" in page] == [True] * 3


def test_too_short_a_beginning_finds_no_number(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now())

    assert "Nothing found" in text(at_desk().get("/search/", {"q": "819"}))


def test_signs_that_mean_something_to_a_database_mean_nothing_here(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now())
    for strange in ("8190%", "____", "'; --", "\\\\\\\\", "\x00"):
        assert "819000000000001" not in text(at_desk().get("/search/", {"q": strange}))


def test_a_buyer_is_found_by_the_whole_id_and_shown_masked(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, 1, at=timezone.now())
    page = text(at_desk().get("/search/", {"q": "b1"}))

    assert "1 order" in page and "María" not in page and "***b1" in page


@pytest.mark.parametrize(
    ("asked", "clause"), [("AE-NEGO-1", "AE-NEGO-1"), ("ae-nego", "AE-NEGO-4"), ("协商", "AE-NEGO-1")]
)
def test_a_clause_is_found_by_its_id_and_by_its_words(
    at_desk: Callable[..., Client], one: Scene, asked: str, clause: str
) -> None:
    assert clause in text(at_desk().get("/search/", {"q": asked}))


def test_with_nothing_asked_it_says_what_can_be(at_desk: Callable[..., Client]) -> None:
    assert "paste a whole column" in text(at_desk().get("/search/"))


def test_another_organisations_numbers_are_not_found(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(scene("Other"), at=timezone.now())
    for asked in ("819000000000001", "81900000", "b1"):
        assert "Nothing found" in text(at_desk().get("/search/", {"q": asked}))


def test_asks_as_much_for_twenty_cases_as_for_two(at_desk: Callable[..., Client], one: Scene) -> None:
    client, counts, numbers = at_desk(), [], iter(range(1, 21))
    for more in (2, 18):
        for number in (next(numbers) for _ in range(more)):
            taken_in(one, number, at=timezone.now())
        client.get("/search/", {"q": "81900000"})
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": "81900000"})
        counts.append(len([one for one in asked if not re.match(r"BEGIN|COMMIT|SAVEPOINT|RELEASE", one["sql"])]))

    assert counts[0] == counts[1] <= 20, counts
