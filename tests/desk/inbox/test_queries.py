"""The list: soonest first, the larger amount of one instant first, pages that neither skip nor repeat, always the same few queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.desk.inbox.asked import Query, View, query
from makegood.store.tenancy import within
from tests.desk.making import rows, taken_in
from tests.store.making import Scene

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)


def page(one: Scene, asked: Query | None = None, size: int = 50, me: str = "lead"):
    from makegood.desk.inbox import queries

    with within(one.organisation):
        return queries.page(asked or Query(), me=one.people[me], now=NOW, zone=SHANGHAI, size=size)


def pages(one: Scene, size: int) -> list[UUID]:
    found: list[UUID] = []
    asked = Query(view=View.all)
    for _ in range(99):
        shown = page(one, asked, size)
        found += [row.id for row in shown.rows]
        if shown.after is None:
            break
        asked = query({"view": "all", "after": shown.after})
    return found


def test_the_soonest_is_first_and_what_has_no_clock_last(one: Scene) -> None:
    later, none, soon = rows(one, NOW + 9 * HOUR, None, NOW + HOUR)

    assert [row.id for row in page(one).rows] == [soon, later, none]


def test_of_one_instant_the_larger_amount_is_first(one: Scene) -> None:
    (small,), (large,), (unknown,) = (rows(one, NOW + HOUR, at_risk=units) for units in (5, 700, None))

    assert [row.id for row in page(one).rows] == [large, small, unknown]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_neither_skip_nor_repeat(one: Scene, size: int) -> None:
    ties = [NOW + HOUR] * 5 + [None] * 4 + [NOW + 2 * HOUR] * 3
    made = rows(one, *ties, at_risk=3) + rows(one, *ties, at_risk=None) + rows(one, NOW + HOUR, None, at_risk=99)
    made += rows(one, NOW, None, NOW, is_open=False)

    found = pages(one, size)
    assert len(found) == len(made) and set(found) == set(made)
    assert found == pages(one, 50)


def test_what_came_between_two_pages_moves_nothing(one: Scene) -> None:
    rows(one, *[NOW + number * HOUR for number in range(1, 6)])
    first = page(one, size=2)
    rows(one, NOW + 30 * timedelta(minutes=1))

    second = page(one, query({"after": first.after or ""}), size=2)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    assert second.rows[0].due_at == NOW + 3 * HOUR


def test_what_waits_for_others_stays_out_until_a_day_before_it_lapses(one: Scene) -> None:
    far, near = rows(one, NOW + 24 * HOUR, NOW + 24 * HOUR - timedelta(seconds=1), next_action="wait")

    assert [row.id for row in page(one).rows] == [near]
    assert {row.id for row in page(one, Query(view=View.buyer)).rows} == {far, near}


def test_what_is_put_off_comes_back_at_its_instant(one: Scene) -> None:
    (back,) = rows(one, NOW + 9 * HOUR, snoozed_until=NOW)
    (away,) = rows(one, NOW + 9 * HOUR, snoozed_until=NOW + timedelta(seconds=1))

    assert [row.id for row in page(one).rows] == [back]
    assert [row.id for row in page(one, Query(view=View.snoozed)).rows] == [away]


def test_closed_cases_are_in_all_only(one: Scene) -> None:
    older, closed = rows(one, NOW + HOUR, NOW, is_open=False)

    assert not page(one).rows and [row.id for row in page(one, Query(view=View.all)).rows] == [closed, older]


def test_mine_is_mine(one: Scene) -> None:
    (mine,) = rows(one, NOW + HOUR, owner_id=one.people["lead"])
    rows(one, NOW + HOUR, owner_id=one.people["clerk"])

    assert [(row.id, row.is_mine) for row in page(one, Query(view=View.mine)).rows] == [(mine, True)]


@pytest.mark.parametrize(
    ("asked", "count"),
    [("kind=damaged", 1), ("kind=wrong_item", 0), ("stage=negotiating", 1), ("platform=aliexpress", 1), ("platform=wish", 0), ("least=1.00&currency=USD", 1),
     ("least=1.01&currency=USD", 0), ("least=1.00&currency=EUR", 0)],
)  # fmt: skip
def test_filters_narrow(one: Scene, asked: str, count: int) -> None:
    from django.http import QueryDict

    rows(one, NOW + HOUR, at_risk=100)

    assert len(page(one, query(QueryDict(asked))).rows) == count


def test_filters_by_missing_evidence_and_by_who_gave_the_clock(one: Scene) -> None:
    due = (NOW + 5 * HOUR).isoformat()
    ours = taken_in(one, 1, at=NOW)
    given = taken_in(
        one, 2, at=NOW, platform_deadlines=[{"kind": "negotiation", "due_at": due, "on_lapse": "arbitration"}]
    )

    assert {row.id for row in page(one, Query(missing=True)).rows} == {ours, given}
    assert [row.id for row in page(one, Query(source="platform")).rows] == [given]
    assert [row.id for row in page(one, Query(source="policy")).rows] == [ours]
    assert [row.chip.given for row in page(one).rows] == [True, False]


def test_finds_pasted_numbers_and_says_which_it_did_not(one: Scene) -> None:
    first, second = taken_in(one, 1, at=NOW), taken_in(one, 2, at=NOW)
    taken_in(one, 3, at=NOW)

    found = page(one, query({"q": "819000000000001\n404 aliexpress:60000000000002"}))
    assert {row.id for row in found.rows} == {first, second} and found.not_found == ("404",)


def test_a_row_says_what_the_assessment_says(one: Scene) -> None:
    taken_in(one, at=NOW, evidence=[{"id": "e1", "kind": "goods_photo", "by": "buyer"}])
    (row,) = page(one).rows

    assert (row.order, row.action, row.how, row.language, row.have, row.missing) == (
        "819000000000001",
        "offer",
        "api",
        "es",
        1,
        1,
    )
    assert (row.on_lapse, row.chip.clause, str(row.at_risk.amount), row.group) == (
        "arbitration",
        "AE-NEGO-1",
        "25.90",
        "tomorrow",
    )


def test_the_sentence_counts_todays_lapses_by_consequence_and_currency(one: Scene) -> None:
    from makegood.desk.inbox import queries

    rows(one, NOW - HOUR, NOW + HOUR, at_risk=1000)
    rows(one, NOW + HOUR, at_risk=500, currency="CNY", on_lapse="arbitration")
    rows(one, NOW + 8 * HOUR, at_risk=9)  # midnight in Shanghai: tomorrow
    with within(one.organisation):
        today = queries.today(shop=None, now=NOW, zone=SHANGHAI)

    assert (today.cases, today.overdue) == (3, 1)
    assert [(one.currency, str(one.amount)) for one in today.totals] == [("CNY", "5.00"), ("USD", "20.00")]
    assert [(one.on_lapse, one.cases) for one in today.lapsing] == [("auto_refund", 2), ("arbitration", 1)]


def test_on_a_quiet_day_it_names_the_next(one: Scene) -> None:
    from makegood.desk.inbox import queries

    rows(one, NOW + 80 * HOUR, NOW + 50 * HOUR)
    with within(one.organisation):
        assert queries.today(shop=None, now=NOW, zone=SHANGHAI).next_due == NOW + 50 * HOUR


def test_news_are_others_changes_of_this_list_only(one: Scene) -> None:
    from makegood.desk.inbox import queries
    from makegood.store import minding

    case, other = taken_in(one, 1, at=NOW), taken_in(one, 2, at=NOW)
    lead, clerk = f"person:{one.people['lead']}", f"person:{one.people['clerk']}"
    with within(one.organisation):
        since = queries.newest()

        def news(asked: Query | None = None) -> int:
            return queries.news(since, asked or Query(), me=one.people["lead"], by=lead, now=NOW)

        assert since is not None and news() == 0
        minding.assign([case], one.people["lead"], by=lead, at=NOW)
        assert news() == 0
        minding.assign([case, other], one.people["clerk"], by=clerk, at=NOW + HOUR)
        assert news() == 2 and news(Query(kind="review")) == 0


def test_asks_the_same_few_questions_of_ten_rows_and_of_five_hundred(one: Scene) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(one)
        return len(asked)

    rows(one, *[NOW + HOUR] * 10)
    few = questions()
    rows(one, *[NOW + HOUR] * 490)
    assert questions() <= few


def test_nothing_of_another_organisation_is_counted(one: Scene) -> None:
    from makegood.desk.inbox import queries
    from tests.store.making import scene

    other = scene("Other")
    rows(other, NOW + HOUR)
    with within(one.organisation):
        assert queries.today(shop=None, now=NOW, zone=SHANGHAI).cases == 0
        assert queries.news(uuid4(), Query(), me=uuid4(), by="", now=NOW) == 0
    assert not page(one, Query(view=View.all, shop=other.shop)).rows
