"""A new date: causes that call for one, days that can be promised, and texts that name what was agreed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from makegood.core.text import Text
from makegood.usecases.rescheduling import CANCELS, CAUSES, NEW_PLAN, cause_remark, date_remarks, languages, message

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
WAY = Text("It does not move.", "不会顺延。")


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_each_cause_calls_for_what_its_clause_says(cause: str) -> None:
    remark = cause_remark(cause)

    assert (remark is None) is (cause in NEW_PLAN)
    assert (remark is not None and remark.blocks) is (cause in CANCELS)


def test_without_a_cause_on_record_nothing_is_promised() -> None:
    remark = cause_remark(None)

    assert remark is not None and remark.blocks and remark.clause == "WISH-UNFUL-1"


@pytest.mark.parametrize(("ahead", "blocks"), [(-1, [True]), (0, [True]), (1, []), (180, []), (181, [True])])
def test_a_day_must_lie_ahead_and_not_too_far(ahead: int, blocks: list[bool]) -> None:
    found = date_remarks(TODAY + ahead * DAY, today=TODAY, ship_by=None, way=WAY)

    assert [one.blocks for one in found] == blocks


@pytest.mark.parametrize(("ahead", "told"), [(3, False), (4, True)])
def test_a_day_past_the_ship_by_clock_is_said_and_not_blocked(ahead: int, told: bool) -> None:
    ship_by = datetime(2026, 11, 27, 23, 59, tzinfo=UTC)
    found = date_remarks(TODAY + ahead * DAY, today=TODAY, ship_by=ship_by, way=WAY)

    assert [(one.blocks, WAY.en in one.text.en) for one in found] == [(False, True)] * told


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("cause", ["out_of_stock", "logistics_delay", "other", None])
def test_every_text_names_order_day_and_coupon(language: str, cause: str | None) -> None:
    text, held = message(language, cause=cause, day=TODAY, order="819", coupon="US$2.00")

    assert held == language and all(one in text for one in ("819", "2026-11-24", "US$2.00")) and "{" not in text
    assert "US$" not in message(language, cause=cause, day=TODAY, order="819")[0]


@pytest.mark.parametrize(("asked", "held"), [("pt-BR", "pt"), ("th", "en"), (None, "en"), ("ZH-Hans", "zh")])
def test_a_language_not_held_is_english_and_says_so(asked: str | None, held: str) -> None:
    assert message(asked, cause=None, day=TODAY, order="1")[1] == held
