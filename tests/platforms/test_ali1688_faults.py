"""Every verb under every fault: what the port says, what the platform did, and that looking afterwards tells the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from makegood.connectors.ali1688.ways import WAYS
from makegood.core.words import Action
from makegood.usecases.ports import Act, Receipt, Refused, Sight, Unanswered, Unavailable
from tests.platforms.ali1688_live import Live, live
from tests.platforms.faulting import DONE, NOT, Column, at_write, common, outcome
from tests.platforms.living import LAG

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


# --- the rows: verbs ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A verb with the trouble it answers, and how often the platform did it."""

    action: Action
    plant: Callable[[Live], dict[str, Any]]
    amount: str | None
    effects: Callable[[Live, dict[str, Any]], int]

    @property
    def write(self) -> str:
        return f"com.alibaba.trade/{WAYS[self.action].api}"

    def act(self, town: Live, place: dict[str, Any]) -> Act:
        return town.act(self.action, place, self.amount)


def agreed(town: Live, place: dict[str, Any]) -> int:
    return sum(one.kind == 19 and one.role == 2 for one in town.state.refunds[place["id"]].operations)


def closed(town: Live, place: dict[str, Any]) -> int:
    order = town.state.orders[place["id"]]
    assert (order.closed_by == "CLOSE_TRADE_BY_SELLER") == any(did == "closed" for _, did, _ in order.log)
    return sum(did == "closed" for _, did, _ in order.log)


ROWS = {
    "agree to a return": Row(Action.agree, lambda town: town.refund(), "31.50", agreed),
    "agree to a return after success": Row(
        Action.agree, lambda town: town.refund(town.order("finished", 1)), "31.50", agreed
    ),
    "cancel_order": Row(Action.cancel_order, lambda town: town.order("placed", 1), None, closed),
}


# --- the columns: faults ----------------------------------------------------------------------------------------


def burst(town: Live, method: str) -> None:
    """The platform's own limit, tripped by somebody else's calls of the same app; a page of it is read in vain."""
    town.fault("limit", method)


def strict_clock(town: Live, method: str) -> None:
    """No timestamp is sent, for none is required: nothing of ours can be refused for its time."""
    town.post("figures", timestamp_window_seconds=1)
    town.fault("skew", seconds=900)


COLUMNS = common(LAG) | {
    "limit with a wait": Column(Unavailable, 0, NOT, at_write("limit")),
    "limit that goes on": Column(Unavailable, 0, NOT, burst),
    "flag lies, nothing done": Column(Unanswered, 0, NOT, at_write("lie_before")),
    "flag lies, all done": Column(Unanswered, 1, DONE, at_write("lie_after")),
    "platform refuses clocks": Column(Receipt, 1, DONE, strict_clock),
}


def expected(row: Row, name: str) -> tuple[type, int, Sight]:
    """The column's, save where money is approved: a sum told in another unit sends nothing."""
    column = COLUMNS[name]
    if name == "wrong currency" and row.amount is not None:
        return Refused, 0, NOT
    return column.outcome, column.effects, column.sight


# --- the cells ------------------------------------------------------------------------------------------------


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


CELLS = [(row, column) for row in ROWS for column in COLUMNS]


@pytest.mark.parametrize(("verb", "fault"), CELLS, ids=[f"{row}-{column}" for row, column in CELLS])
def test_says_what_happened_and_does_it_no_more_than_once(town: Live, verb: str, fault: str) -> None:
    row, column = ROWS[verb], COLUMNS[fault]
    place = row.plant(town)
    town.skew = column.skew
    act, kind, effects, sight = row.act(town, place), *expected(row, fault)
    column.switch_on(town, row.write)

    met = outcome(lambda: town.connector().perform(act))

    assert (type(met), row.effects(town, place)) == (kind, effects), met
    town.admin.delete("/_sandbox/faults")
    town.wind(town.connector().verbs[row.action].settle)
    found = town.connector().look(act)
    assert (found.sight, row.effects(town, place)) == (sight, effects), found


def test_the_wait_a_limit_calls_for_reaches_the_pace(town: Live) -> None:
    row = ROWS["agree to a return"]
    act = row.act(town, row.plant(town))
    town.fault("limit", row.write)

    assert outcome(lambda: town.connector().perform(act)).wait == timedelta(seconds=10)
    assert town.pace.waits == [timedelta(seconds=10)]


@pytest.mark.parametrize("verb", ROWS)
def test_before_the_platform_shows_it_nobody_sees_it_and_after_it_the_truth(town: Live, verb: str) -> None:
    row = ROWS[verb]
    place = row.plant(town)
    act = row.act(town, place)
    town.fault("reset_after", row.write, count=1)
    town.fault("lag", seconds=LAG)
    assert isinstance(outcome(lambda: town.connector().perform(act)), Unanswered)

    assert town.connector().look(act).sight is NOT
    town.wind(town.connector().verbs[row.action].settle)
    assert (town.connector().look(act).sight, row.effects(town, place)) == (DONE, 1)


READING_TROUBLE = (
    "timeout_before",
    "timeout_after",
    "error_before",
    "reset_after",
    "isp",
    "malformed",
    "truncated",
    "limit",
)


@pytest.mark.parametrize("verb", ROWS)
@pytest.mark.parametrize("kind", READING_TROUBLE)
def test_trouble_with_the_reads_before_a_write_means_nothing_was_sent(town: Live, verb: str, kind: str) -> None:
    row = ROWS[verb]
    place = row.plant(town)
    act = row.act(town, place)
    town.fault(kind, "*sellerView")

    met = outcome(lambda: town.connector().perform(act))

    assert (type(met), row.effects(town, place)) == (Unavailable, 0)
    assert not any(call["method"] == row.write for call in town.state.calls)


@pytest.mark.parametrize("verb", ROWS)
def test_sent_again_it_is_done_once(town: Live, verb: str) -> None:
    row = ROWS[verb]
    place = row.plant(town)
    act = row.act(town, place)
    town.connector().perform(act)

    met = town.connector().perform(act)

    assert met.reference in (place.get("key"), str(place["id"]))
    assert row.effects(town, place) == 1


# --- the table is whole -----------------------------------------------------------------------------------------

WANTED = frozenset(
    """time-out before effect|time-out after effect|500 before effect|500 after effect|limit with a wait|token stale mid-run|malformed|
    truncated|reset after effect|duplicate page|missing page|lagging read|clock 15 minutes behind|clock 15 minutes ahead|wrong currency|
    flag lies, nothing done|flag lies, all done""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)


def test_no_cell_is_empty(town: Live) -> None:
    verbs = set(town.connector().verbs)

    assert {row.action for row in ROWS.values()} == verbs
    assert set(COLUMNS) >= WANTED
    assert {(ROWS[row].action, column) for row, column in CELLS} == {
        (verb, column) for verb in verbs for column in COLUMNS
    }
