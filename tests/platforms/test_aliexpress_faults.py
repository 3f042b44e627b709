"""Every verb under every fault: what the port says, what the platform did, and that looking afterwards tells the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from makegood.connectors.aliexpress.ways import WAYS
from makegood.core.words import Action
from makegood.usecases.ports import Act, Receipt, Refused, Sight, Unanswered, Unavailable
from tests.platforms.aliexpress_live import Live, live
from tests.platforms.faulting import DONE, NOT, OPEN, Column, at_write, common, outcome
from tests.platforms.living import LAG

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


# --- the rows: verbs ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A verb with the trouble it answers, and how often the platform did it."""

    action: Action
    plant: Callable[[Live], dict[str, Any]]
    amount: str | None
    details: dict[str, Any]
    effects: Callable[[Live, dict[str, Any]], int]
    tells_time: bool = False
    """Whether looking goes by when it happened; then clocks far apart leave it open."""
    money: bool = False

    @property
    def write(self) -> str:
        """The method that has the effect, for what this row plants."""
        methods = WAYS[self.action].methods
        return methods[-1] if self.plant is cancel_request and len(methods) > 1 else methods[0]

    def act(self, town: Live, place: dict[str, Any]) -> Act:
        return town.act(self.action, place, self.amount, **self.details)


def dispute(town: Live) -> dict[str, Any]:
    return town.issue()


def cancel_request(town: Live) -> dict[str, Any]:
    order = town.order("to_ship", 1)
    asked = town.post(f"orders/{order['id']}/buyer", act="ask_cancel", reason="changed my mind")
    town.wind(timedelta(hours=1))
    return asked


def to_ship(town: Live) -> dict[str, Any]:
    return town.order("to_ship", 1)


def shipped(town: Live) -> dict[str, Any]:
    return town.order("shipped", 1)


def steps(*words: str) -> Callable[[Live, dict[str, Any]], int]:
    return lambda town, place: sum(step.action in words for step in town.state.issues[place["id"]].steps)


def answered(word: str) -> Callable[[Live, dict[str, Any]], int]:
    def effects(town: Live, place: dict[str, Any]) -> int:
        order = town.state.orders[place["id"]]
        refunds = town.state.ledger.totals()[str(order.id)]["returned"]
        assert len(refunds) == (order.cancel.answer == "accepted")
        return int(order.cancel.answer == word)

    return effects


def declared(town: Live, place: dict[str, Any]) -> int:
    return len(town.state.orders[place["id"]].shipments)


def changed(town: Live, place: dict[str, Any]) -> int:
    return len(town.state.orders[place["id"]].shipments[0].before)


OFFERS = steps("seller_create_solution", "seller_modify_solution")
NEW = {"tracking": "RR123456785CN", "carrier": "CPAM"}

ROWS = {
    "agree": Row(Action.agree, dispute, "25.90", {}, steps("seller_accept"), money=True),
    "agree to cancel": Row(Action.agree, cancel_request, None, {}, answered("accepted")),
    "refuse": Row(Action.refuse, dispute, None, {"text": "not so"}, OFFERS, tells_time=True, money=True),
    "refuse to cancel": Row(Action.refuse, cancel_request, None, {"text": "already packed"}, answered("refused")),
    "offer": Row(Action.offer, dispute, "5.00", {"remedy": "partial_refund"}, OFFERS, tells_time=True, money=True),
    "submit_evidence": Row(
        Action.submit_evidence, dispute, None, {"evidence": ["e1"]}, lambda town, _: len(town.state.evidence), tells_time=True
    ),
    "cancel_order": Row(Action.cancel_order, cancel_request, None, {}, answered("accepted")),
    "fill_tracking": Row(Action.fill_tracking, to_ship, None, NEW, declared),
    "correct_tracking": Row(Action.correct_tracking, shipped, None, NEW, changed),
    "replace_tracking": Row(Action.replace_tracking, shipped, None, NEW, changed),
}  # fmt: skip


# --- the columns: faults ----------------------------------------------------------------------------------------


def refusing_our_clock(town: Live, method: str) -> None:
    """And its `Date`, which is this machine's, is of no help."""
    town.post("figures", iop_window_seconds=600)
    town.fault("skew", seconds=900)


COLUMNS = common(LAG) | {
    "limit with a wait": Column(Unavailable, 0, NOT, at_write("limit", seconds=7)),
    "flag lies, nothing done": Column(Unanswered, 0, NOT, at_write("lie_before")),
    "flag lies, all done": Column(Unanswered, 1, DONE, at_write("lie_after")),
    "platform refuses our clock": Column(Unavailable, 0, NOT, refusing_our_clock),
}


def expected(row: Row, name: str) -> tuple[type, int, Sight]:
    """The column's, save where the row knows better."""
    column = COLUMNS[name]
    if name == "wrong currency" and row.money:  # not one amount is sent on the strength of another currency's
        return Refused, 0, NOT
    if name == "clock 15 minutes ahead" and row.tells_time:  # listed from before it was sent, as our clock has it
        return column.outcome, column.effects, OPEN
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


def test_the_wait_a_limit_asks_for_reaches_the_pace(town: Live) -> None:
    row = ROWS["offer"]
    act = row.act(town, row.plant(town))
    town.fault("limit", row.write, seconds=7)

    assert outcome(lambda: town.connector().perform(act)).wait == timedelta(seconds=7)
    assert town.pace.waits == [timedelta(seconds=7)]


@pytest.mark.parametrize("verb", ROWS)
def test_before_the_lists_have_settled_they_show_nothing_and_after_it_the_truth(town: Live, verb: str) -> None:
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
    for method in ("*findorderbyid", "*issue.detail.get"):
        town.fault(kind, method)

    met = outcome(lambda: town.connector().perform(act))

    assert (type(met), row.effects(town, place)) == (Unavailable, 0)
    assert not any(call["method"] == row.write for call in town.state.calls)


@pytest.mark.parametrize("verb", ROWS)
def test_sent_again_it_is_done_once_or_refused(town: Live, verb: str) -> None:
    row = ROWS[verb]
    place = row.plant(town)
    act = row.act(town, place)
    town.connector().perform(act)

    met = outcome(lambda: town.connector().perform(act))

    again = int(verb in ("refuse", "offer", "submit_evidence"))  # nothing on the platform hinders these
    assert isinstance(met, (Receipt, Refused))
    assert row.effects(town, place) == 1 + again


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
    sent = {row.write for row in ROWS.values()}
    assert sent == {method for way in WAYS.values() for method in way.methods}
