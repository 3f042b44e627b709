"""Every verb under every fault: what the port says, what the platform did, and that looking afterwards tells the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from makegood.connectors.wish.ways import WAYS
from makegood.core.words import Action
from makegood.usecases.ports import Act, Receipt, Refused, Sight, Unanswered, Unavailable
from tests.platforms.faulting import DONE, NOT, OPEN, Column, at_write, common, outcome
from tests.platforms.living import LAG
from tests.platforms.wish_live import Live, live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

WORDS = "We are sorry. Could you send us a photo?"


# --- the rows: verbs ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A verb with the place it is about, and how often the platform took it."""

    action: Action
    plant: Callable[[Live], dict[str, Any]]
    amount: str | None
    details: dict[str, Any]
    effects: Callable[[Live, dict[str, Any]], int]
    tells_time: bool = False
    """Whether looking goes by when it happened; then clocks far apart leave it open."""
    is_slow: bool = False
    """Whether a good answer only takes it on."""
    reads: str = "orders.get"

    @property
    def write(self) -> str:
        return WAYS[self.action].name

    def act(self, town: Live, place: dict[str, Any]) -> Act:
        return town.act(self.action, place, self.amount, **self.details)


def ticket(town: Live) -> dict[str, Any]:
    return town.ticket()


def delivered(town: Live) -> dict[str, Any]:
    return town.order("delivered", 2)


def to_ship(town: Live) -> dict[str, Any]:
    return town.order("approved", 1)


def shipped(town: Live) -> dict[str, Any]:
    return town.order("shipped", 1)


def replied(town: Live, place: dict[str, Any]) -> int:
    return sum(reply.sender == "MERCHANT" for reply in town.state.tickets[place["id"]].replies)


def handed_over(town: Live, place: dict[str, Any]) -> int:
    return int(town.state.tickets[place["id"]].state == "AWAITING_WISH")


def taken_on(source: str) -> Callable[[Live, dict[str, Any]], int]:
    """Money moved at most once, and the order says what was done with it."""

    def effects(town: Live, place: dict[str, Any]) -> int:
        order = town.state.orders[place["id"]]
        assert len(order.refunds) <= 1
        assert town.state.ledger.balance(order.id, "buyer") in (0, -order.total)
        return int(order.processing_source == source)

    return effects


TEXT = {"text": WORDS}
DAMAGED = {"claim": {"reason": "damaged", "platform_reason": "ITEM_IS_DAMAGED"}}
NEW = {"tracking": "RR123456785CN", "carrier": "YanWen"}
REFUNDED, TRACKED = taken_on("REFUND"), taken_on("UPDATE_TRACKING")

ROWS = {
    "contact_buyer": Row(Action.contact_buyer, ticket, None, TEXT, replied, tells_time=True, reads="tickets.get"),
    "request_evidence": Row(Action.request_evidence, ticket, None, TEXT, replied, tells_time=True, reads="tickets.get"),
    "remind_buyer": Row(Action.remind_buyer, ticket, None, TEXT, replied, tells_time=True, reads="tickets.get"),
    "offer": Row(
        Action.offer, ticket, None, TEXT | {"remedy": "full_refund"}, replied, tells_time=True, reads="tickets.get"
    ),
    "escalate": Row(Action.escalate, ticket, None, {}, handed_over, reads="tickets.get"),
    "refund": Row(Action.refund, delivered, "25.90", DAMAGED, REFUNDED, is_slow=True),
    "cancel_order": Row(
        Action.cancel_order, to_ship, "25.90", {"claim": {"reason": "cancel"}}, REFUNDED, is_slow=True
    ),
    "fill_tracking": Row(Action.fill_tracking, to_ship, None, NEW, TRACKED, is_slow=True),
    "correct_tracking": Row(Action.correct_tracking, shipped, None, NEW, TRACKED, is_slow=True),
    "replace_tracking": Row(Action.replace_tracking, shipped, None, NEW, TRACKED, is_slow=True),
}  # fmt: skip


# --- the columns: faults ----------------------------------------------------------------------------------------


COLUMNS = common(LAG) | {
    "limit with a wait": Column(Unavailable, 0, NOT, at_write("limit", seconds=7)),
    "code lies, nothing done": Column(Unanswered, 0, NOT, at_write("lie_before")),
    "code lies, all done": Column(Unanswered, 1, DONE, at_write("lie_after")),
}


def expected(row: Row, name: str) -> tuple[type, int, Sight]:
    """The column's, save where the row knows better."""
    column = COLUMNS[name]
    if (
        name == "wrong currency" and row.amount is not None
    ):  # not one amount is sent on the strength of another currency's
        return Refused, 0, NOT
    outcome = Unanswered if row.is_slow and column.outcome is Receipt else column.outcome
    if name == "clock 15 minutes ahead" and row.tells_time:  # listed from before it was sent, as our clock has it
        return outcome, column.effects, OPEN
    return outcome, column.effects, column.sight


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
    town.calm()
    town.wind(town.connector().verbs[row.action].settle)
    found = town.connector().look(act)
    assert (found.sight, row.effects(town, place)) == (sight, effects), found


@pytest.mark.parametrize("form", ["iso", "epoch", "seconds"])
def test_the_wait_a_limit_asks_for_reaches_the_pace_in_whatever_form_it_is_told(town: Live, form: str) -> None:
    row = ROWS["offer"]
    act = row.act(town, row.plant(town))
    town.post("figures", rate_reset_form=form)
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
    town.fault(kind, row.reads)

    met = outcome(lambda: town.connector().perform(act))

    assert (type(met), row.effects(town, place)) == (Unavailable, 0)
    assert not any(call["method"] == row.write for call in town.state.calls)


@pytest.mark.parametrize("verb", ROWS)
def test_sent_again_it_is_done_once_or_refused(town: Live, verb: str) -> None:
    row = ROWS[verb]
    place = row.plant(town)
    act = row.act(town, place)
    outcome(lambda: town.connector().perform(act))
    again = outcome(lambda: town.connector().perform(act))
    assert isinstance(again, Unavailable if row.is_slow else Receipt)  # while Wish is at work nothing more is sent
    town.wind(timedelta(minutes=2))

    met = outcome(lambda: town.connector().perform(act))

    twice = 2 * int(row.write == "tickets.reply")  # nothing on the platform hinders saying a thing again
    assert isinstance(met, (Receipt, Refused))
    assert row.effects(town, place) == 1 + twice


@pytest.mark.parametrize("verb", [name for name, row in ROWS.items() if row.is_slow])
def test_what_wish_works_on_is_looked_at_again_and_what_failed_is_said(town: Live, verb: str) -> None:
    row = ROWS[verb]
    place = row.plant(town)
    act = row.act(town, place)
    town.post(f"orders/{place['id']}/platform", act="fail_next")
    outcome(lambda: town.connector().perform(act))

    met = outcome(lambda: town.connector().look(act))
    assert (type(met), met.wait) == (Unavailable, timedelta(seconds=30))
    town.wind(timedelta(minutes=2))
    met = outcome(lambda: town.connector().look(act))
    assert (type(met), met.code) == (Refused, "makegood.failed")
    assert town.state.ledger.balance(place["id"], "buyer") == -place["total"]


# --- the table is whole -----------------------------------------------------------------------------------------

WANTED = frozenset(
    """time-out before effect|time-out after effect|500 before effect|500 after effect|limit with a wait|token stale mid-run|malformed|
    truncated|reset after effect|duplicate page|missing page|lagging read|clock 15 minutes behind|clock 15 minutes ahead|wrong currency|
    code lies, nothing done|code lies, all done""".replace("\n", "")
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
    assert {row.write for row in ROWS.values()} == {way.name for way in WAYS.values()}
