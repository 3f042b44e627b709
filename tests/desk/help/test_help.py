"""The help: there for each screen, in both languages, and a tour that takes a minute."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from makegood.desk.help.pages import page_of, pages
from tests.store.making import Scene

READ_A_MINUTE = 160
"""Words of English that most people read in a minute, with the pauses a tour needs; of Chinese, three signs for two words."""


@pytest.mark.parametrize("one", pages().values(), ids=lambda one: one.id)
def test_a_tour_is_read_in_a_minute_in_either_language(one) -> None:
    assert 0 < sum(len(text.en.split()) for text in one.tour) <= READ_A_MINUTE
    assert 0 < sum(len(text.zh) for text in one.tour) <= READ_A_MINUTE * 1.5


@pytest.mark.parametrize("one", pages().values(), ids=lambda one: one.id)
def test_every_sentence_stands_in_both_languages(one) -> None:
    for text in (one.title, one.says, *one.tour, *one.know, *(key.does for key in one.keys)):
        assert text.en.strip() and any("\u4e00" <= sign <= "\u9fff" for sign in text.zh)


def test_every_screen_of_the_rail_has_its_help() -> None:
    from makegood.desk.frame.places import PLACES, address_of

    assert [name for name, *_ in PLACES if address_of(name) and page_of(name) is None] == []


@pytest.mark.parametrize("screen", sorted(pages()))
def test_shows_a_screens_help(at_desk: Callable[..., Client], screen: str) -> None:
    answer = at_desk("read_only" if screen == "x" else "clerk").get(f"/help/{screen}/")

    assert answer.status_code == 200 and "In sixty seconds" in answer.content.decode()


def test_a_screen_that_is_none_is_not_found(at_desk: Callable[..., Client]) -> None:
    assert at_desk().get("/help/nowhere/").status_code == 404


def test_the_sheet_of_keys_knows_the_screen_one_is_on(at_desk: Callable[..., Client], one: Scene) -> None:
    inbox, health = (at_desk().get(page).content.decode() for page in ("/inbox/", "/health/"))

    assert "Show what changed meanwhile" in inbox and "Show what changed meanwhile" not in health
    assert "/help/inbox/#tour" in inbox and "/help/health/#tour" in health
