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
from tests.platforms.ali1688_live import LAG, Live, live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

QUARTER = timedelta(minutes=15)


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


@dataclass(frozen=True, slots=True)
class Column:
    """A fault, and what it makes of a write: the port's outcome, how often it was done, and what looking then shows."""

    outcome: type
    effects: int
    sight: Sight
    switch_on: Callable[[Live, str], None]
    skew: timedelta = timedelta()


def at_write(kind: str, **more: Any) -> Callable[[Live, str], None]:
    return lambda town, method: town.fault(kind, method, count=1, **more)


def silence(kind: str) -> Callable[[Live, str], None]:
    def switch_on(town: Live, method: str) -> None:
        town.impatient()
        town.fault(kind, method, count=1, seconds=5)

    return switch_on


def everywhere(kind: str, **more: Any) -> Callable[[Live, str], None]:
    return lambda town, _: town.fault(kind, **more)


def burst(town: Live, method: str) -> None:
    """The platform's own limit, tripped by somebody else's calls of the same app; a page of it is read in vain."""
    town.fault("limit", method)


def strict_clock(town: Live, method: str) -> None:
    """No timestamp is sent, for none is required: nothing of ours can be refused for its time."""
    town.post("figures", timestamp_window_seconds=1)
    town.fault("skew", seconds=900)


def nothing(town: Live, method: str) -> None:
    pass


DONE, NOT, OPEN = Sight.done, Sight.not_done, Sight.cannot_tell

COLUMNS = {
    "time-out before effect": Column(Unanswered, 0, NOT, silence("timeout_before")),
    "time-out after effect": Column(Unanswered, 1, DONE, silence("timeout_after")),
    "500 before effect": Column(Unanswered, 0, NOT, at_write("error_before")),
    "500 after effect": Column(Unanswered, 1, DONE, at_write("error_after")),
    "reset before effect": Column(Unanswered, 0, NOT, at_write("reset_before")),
    "reset after effect": Column(Unanswered, 1, DONE, at_write("reset_after")),
    "limit with a wait": Column(Unavailable, 0, NOT, at_write("limit")),
    "limit that goes on": Column(Unavailable, 0, NOT, burst),
    "back end in trouble": Column(Unanswered, 0, NOT, at_write("isp")),
    "token stale mid-run": Column(Receipt, 1, DONE, at_write("token")),
    "malformed": Column(Unanswered, 1, DONE, at_write("malformed")),
    "truncated": Column(Unanswered, 1, DONE, at_write("truncated")),
    "flag lies, nothing done": Column(Unanswered, 0, NOT, at_write("lie_before")),
    "flag lies, all done": Column(Unanswered, 1, DONE, at_write("lie_after")),
    "duplicate page": Column(Receipt, 1, DONE, everywhere("duplicate_page")),
    "missing page": Column(Receipt, 1, DONE, everywhere("missing_page")),
    "lagging read": Column(Receipt, 1, DONE, everywhere("lag", seconds=LAG)),
    "clock 15 minutes behind": Column(Receipt, 1, DONE, nothing, -QUARTER),
    "clock 15 minutes ahead": Column(Receipt, 1, DONE, nothing, QUARTER),
    "platform's clock 15 minutes off": Column(Receipt, 1, DONE, everywhere("skew", seconds=900)),
    "platform refuses clocks": Column(Receipt, 1, DONE, strict_clock),
    "wrong currency": Column(Receipt, 1, DONE, everywhere("wrong_currency")),
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


def outcome(does: Callable[[], object]) -> object:
    try:
        return does()
    except (Unavailable, Unanswered, Refused) as met:
        return met


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
