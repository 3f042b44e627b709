"""The policies through the browser's door."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.desk.policies import clauses
from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.desk.policies.test_clauses import pack
from tests.store.making import Scene


def text(answer) -> str:
    return answer.content.decode()


def shown(page: str) -> list[str]:
    return re.findall(r'num" href="/policies/([\w-]+)/', page)


def test_shows_every_clause_that_ships(at_desk: Callable[..., Client], one: Scene) -> None:
    page = text(at_desk().get("/policies/"))

    assert set(shown(page)) == {name for each in clauses.packs() for name in each.clauses}
    assert "No number of policy changed in the last 30 days" in page and "2023-03-16" in page


def test_a_recent_change_comes_first_with_the_clocks_it_touches(
    at_desk: Callable[..., Client], one: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from makegood.store.models import Deadline

    taken_in(one, at=timezone.now())
    with within(one.organisation):
        Deadline.objects.update(clause="W-1")
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 24))
    monkeypatch.setattr(clauses, "packs", lambda: (pack(),))
    page = text(at_desk().get("/policies/"))

    assert "7 days → <strong>5 days</strong>" in page and re.search(r"touches [1-9]\d* running clock", page)


@pytest.mark.parametrize(
    ("query", "some", "none"),
    [("q=coupon", "AE-NEGO-3", "B2B-EXIT-1"), ("q=保证金", "B2B-DEPOSIT-3", "AE-NEGO-1"), ("platform=shopee", "SHP-WRONG-1", "AE-NEGO-1"),
     ("topic=deposit", "B2B-EXIT-1", "AE-NEGO-1"), ("topic=clocks", "AE-NEGO-1", "SHP-WRONG-7"), ("source=house", "ALL-1", "WISH-WRONG-2"),
     ("q=ae-nego-4", "AE-NEGO-4", "AE-NEGO-1")],
)  # fmt: skip
def test_finds_by(at_desk: Callable[..., Client], one: Scene, query: str, some: str, none: str) -> None:
    found = shown(text(at_desk().get(f"/policies/?{query}")))

    assert some in found and none not in found


def test_what_is_not_found_names_what_comes_nearest(at_desk: Callable[..., Client], one: Scene) -> None:
    page = text(at_desk().get("/policies/?q=AE-LABLE-2"))

    assert "No clause says that" in page and "/policies/AE-LABEL-2/" in page and "makegood policy check" in page


def test_shows_what_held_on_an_earlier_day(at_desk: Callable[..., Client], one: Scene) -> None:
    client = at_desk()

    assert "as they read on 2023-03-15" in text(client.get("/policies/?as_of=2023-03-15"))
    clause = next(
        one
        for each in clauses.packs()
        for one in [*each.clauses.values()]
        for n in one.numbers
        for v in n.values
        if v.since_day
    )
    assert "holds later" in text(client.get(f"/policies/{clause.id}/?as_of=2023-03-15"))  # fmt: skip
    assert "holds later" not in text(client.get(f"/policies/{clause.id}/"))


def test_a_clause_stands_in_both_languages_with_its_source(at_desk: Callable[..., Client], one: Scene) -> None:
    page = text(at_desk().get("/policies/AE-NEGO-1/"))

    assert "Talk first: buyer and seller have 5 days" in page and "买卖双方有 5 天协商期" in page
    assert "Seller guide" in page and "001_1efc16497e4dd83d.txt" in page and "2026-11-22" in page
    assert "Public page" in page  # the second clock's own source


def test_says_plainly_what_is_our_own_choice(at_desk: Callable[..., Client], one: Scene) -> None:
    assert "Our own choice, not the platform's rule" in text(at_desk().get("/policies/ALL-1/"))


def test_shows_where_it_is_used(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Shop

    taken_in(one, at=timezone.now())
    with within(one.organisation):
        Shop.objects.update(settings={"negotiation_days": 4})
    page = text(at_desk().get("/policies/AE-NEGO-1/"))

    assert re.search(r"[1-9] clocks? runs? by it", page) and "819000000000001" in page
    assert "rules rest on it" in page and "set by the shop" in page


def test_another_organisations_clocks_are_not_counted(at_desk: Callable[..., Client], one: Scene) -> None:
    from tests.store.making import scene

    taken_in(scene("Two"), at=timezone.now())

    assert "0 clocks run by it" in text(at_desk().get("/policies/AE-NEGO-1/"))


@pytest.mark.parametrize("name", ["NONE-1", "ae-nego-1", "..", "%00"])
def test_a_clause_there_is_not_is_not_found(at_desk: Callable[..., Client], one: Scene, name: str) -> None:
    assert at_desk().get(f"/policies/{name}/").status_code == 404


def test_asks_as_many_questions_for_many_clocks_as_for_one(at_desk: Callable[..., Client], one: Scene) -> None:
    client, counts = at_desk(), []
    for numbers in (range(1, 2), range(2, 20)):
        for number in numbers:
            taken_in(one, number, at=timezone.now() + timedelta(minutes=number))
        made = []
        for page in ("/policies/", "/policies/AE-NEGO-1/"):
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            made.append(len(asked))
        counts.append(made)

    assert counts[0] == counts[1]
