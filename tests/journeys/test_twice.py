"""The button that offers money, pressed as people press it: twice, in two tabs, and again after going back. It is offered once."""

from __future__ import annotations

from typing import Any

from tests.desk.case.making import actions_of, looked_into
from tests.journeys.casework import opened, review, words
from tests.store.making import Scene

BUTTON = ".review form[data-once] button.btn-primary"


def test_a_double_click_offers_once(sit: Any, desk: Any, one: Scene) -> None:
    case = looked_into(one, severity="major")
    page = opened(sit("clerk"), desk, case)
    review(page)

    page.dblclick(BUTTON, no_wait_after=True)
    page.wait_for_url("**/by-hand/")

    assert len(actions_of(one, case)) == 1


def test_a_second_tab_is_told_what_the_first_did(sit: Any, desk: Any, one: Scene) -> None:
    case = looked_into(one, severity="major")
    first = opened(sit("clerk"), desk, case)
    second = opened(first.context.new_page(), desk, case)
    for page in (first, second):
        review(page)
    first.click(BUTTON)
    first.wait_for_url("**/by-hand/")

    with second.expect_navigation():
        second.click(BUTTON)

    assert "Nothing was done twice" in words(second, "main") and "One-clerk" in words(second, "main")
    assert len(actions_of(one, case)) == 1


def test_going_back_and_pressing_again_offers_nothing_more(sit: Any, desk: Any, one: Scene) -> None:
    case = looked_into(one, severity="major")
    page = sit("clerk")
    page.goto(f"{desk.address}/cases/{case}/review/?act=offer&remedy=full_refund")
    page.click("form[data-once] button.btn-primary")
    page.wait_for_url("**/by-hand/")
    page.go_back()

    page.reload()  # some browsers bring the page as it was, others ask for it anew
    page.wait_for_selector(".review")

    assert page.query_selector("form[data-once]") is None and "under way already" in words(page, "main")
    assert len(actions_of(one, case)) == 1
