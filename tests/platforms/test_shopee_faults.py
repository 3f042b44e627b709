"""Every verb under every fault: what the port says, what the platform did, and that looking afterwards tells the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from makegood.connectors.shopee.envelopes import UNSAID_WAIT
from makegood.connectors.shopee.ways import WAYS
from makegood.core.words import Action
from makegood.usecases.ports import Act, Receipt, Refused, Sight, Unanswered, Unavailable
from tests.platforms.faulting import DONE, NOT, Column, at_write, common, outcome
from tests.platforms.living import LAG
from tests.platforms.shopee_live import Live, live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


# --- the rows: verbs ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A verb with the trouble it answers, the call that has the effect, and how often the platform did it."""

    action: Action
    write: str
    plant: Callable[[Live], dict[str, Any]]
    effects: Callable[[Live, dict[str, Any]], int]
    amount: str | None = None
    details: dict[str, Any] | None = None

    def act(self, town: Live, place: dict[str, Any]) -> Act:
        return town.act(self.action, place, self.amount, **(self.details or {}))


def claim(town: Live) -> dict[str, Any]:
    return town.claim()


def countered(town: Live) -> dict[str, Any]:
    """We offered, and the buyer proposes 15."""
    place = town.claim()
    town.connector().perform(town.act(Action.offer, place, "5.00", remedy="partial_refund"))
    return town.post(f"returns/{place['sn']}/buyer", act="counter", amount="15.00")


def judging(town: Live) -> dict[str, Any]:
    place = town.claim(judged=True)
    town.wind(timedelta(hours=1))
    return place


def cancel_request(town: Live) -> dict[str, Any]:
    place = town.cancel_request()
    town.wind(timedelta(hours=1))
    return place


def to_ship(town: Live) -> dict[str, Any]:
    return town.order("paid", 0.5)


def refunds(town: Live, place: dict[str, Any]) -> int:
    return sum(row.kind == "refund" for row in town.state.ledger.rows)


def cancelled(town: Live, place: dict[str, Any]) -> int:
    back = [row for row in town.state.ledger.rows if row.kind == "cancelled"]
    assert len(back) == (town.truth(place).status == "CANCELLED")
    return len(back)


def goes_on(town: Live, place: dict[str, Any]) -> int:
    return int(town.truth(place).status == "READY_TO_SHIP")


def disputed(town: Live, place: dict[str, Any]) -> int:
    return int(town.truth(place).dispute is not None)


def offered(town: Live, place: dict[str, Any]) -> int:
    return town.state.figures.offer_rounds - town.truth(place).negotiation.rounds


def proofs(town: Live, place: dict[str, Any]) -> int:
    return len(town.truth(place).proof.images)


DISPUTE = {"dispute_reason": "10", "modules": {"1": ["e1"], "2": ["e2"]}, "text": "sent as ordered"}
CONFIRM, ANSWER = "returns/confirm", "order/handle_buyer_cancellation"

ROWS = {
    "agree": Row(Action.agree, CONFIRM, claim, refunds, "25.90"),
    "agree to a proposal": Row(Action.agree, "returns/accept_offer", countered, refunds, "15.00"),
    "agree to cancel": Row(Action.agree, ANSWER, cancel_request, cancelled),
    "refuse": Row(Action.refuse, "returns/dispute", claim, disputed, details=DISPUTE),
    "refuse to cancel": Row(Action.refuse, ANSWER, cancel_request, goes_on),
    "escalate": Row(Action.escalate, "returns/dispute", claim, disputed, details=DISPUTE),
    "offer": Row(Action.offer, "returns/offer", claim, offered, "5.00", {"remedy": "partial_refund"}),
    "refund": Row(Action.refund, CONFIRM, claim, refunds, "25.90"),
    "submit_evidence": Row(Action.submit_evidence, "returns/upload_proof", judging, proofs, details={"evidence": ["e1"], "text": "packing"}),
    "cancel_order": Row(Action.cancel_order, "order/cancel_order", to_ship, cancelled, details={"cancel_reason": "OUT_OF_STOCK"}),
    "cancel_order as asked": Row(Action.cancel_order, ANSWER, cancel_request, cancelled),
}  # fmt: skip


# --- the columns: faults ----------------------------------------------------------------------------------------


def told_by_429(town: Live, method: str) -> None:
    town.post("figures", limit_status=429)
    town.fault("limit", method, count=1)


def quota_used_up(town: Live, method: str) -> None:
    town.post("figures", calls_per_day=1)
    town.state.taken_today[next(iter(town.state.apps)), f"{town.state.at:%Y-%m-%d}"] = 1


def refusing_our_clock(town: Live, method: str) -> None:
    """Half a second off, where none is allowed: its `Date`, in whole seconds, is of no help."""
    town.post("figures", timestamp_seconds=0)
    town.fault("skew", seconds=900.5)


COLUMNS = common(LAG) | {
    "limit": Column(Unavailable, 0, NOT, at_write("limit")),
    "limit told by 429": Column(Unavailable, 0, NOT, told_by_429),
    "day's quota used up": Column(Unavailable, 0, NOT, quota_used_up),
    "says it failed, nothing done": Column(Unanswered, 0, NOT, at_write("lie_before")),
    "says it failed, all done": Column(Unanswered, 1, DONE, at_write("lie_after")),
    "platform refuses our clock": Column(Unavailable, 0, NOT, refusing_our_clock),
}
PLANTED_JUST_NOW = {"agree to a proposal"}
"""What happened a moment ago a lagging read does not tell: then it cannot be prepared."""


def expected(row: str, name: str) -> tuple[type, int, Sight]:
    """The column's, save where the row knows better."""
    column = COLUMNS[name]
    if name == "wrong currency" and ROWS[row].amount:  # not one amount is sent on the strength of another currency's
        return Refused, 0, NOT
    if name == "lagging read" and row in PLANTED_JUST_NOW:
        return Refused, 0, NOT
    return column.outcome, column.effects, column.sight


# --- the cells ------------------------------------------------------------------------------------------------


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def mended(town: Live) -> None:
    town.admin.delete("/_sandbox/faults")
    town.post("figures", calls_per_day=0, timestamp_seconds=300)


CELLS = [(row, column) for row in ROWS for column in COLUMNS]


@pytest.mark.parametrize(("verb", "fault"), CELLS, ids=[f"{row}-{column}" for row, column in CELLS])
def test_says_what_happened_and_does_it_no_more_than_once(town: Live, verb: str, fault: str) -> None:
    row, column = ROWS[verb], COLUMNS[fault]
    place = row.plant(town)
    town.skew = column.skew
    act, (kind, effects, sight) = row.act(town, place), expected(verb, fault)
    column.switch_on(town, row.write)

    met = outcome(lambda: town.connector().perform(act))

    assert (type(met), row.effects(town, place)) == (kind, effects), met
    mended(town)
    town.wind(town.connector().verbs[row.action].settle)
    found = town.connector().look(act)
    assert (found.sight, row.effects(town, place)) == (sight, effects), found


@pytest.mark.parametrize("form", [200, 429])
def test_a_limit_that_tells_no_wait_keeps_everybody_off_for_a_while(town: Live, form: int) -> None:
    row = ROWS["offer"]
    act = row.act(town, row.plant(town))
    town.post("figures", limit_status=form)
    town.fault("limit", row.write)

    assert outcome(lambda: town.connector().perform(act)).wait == UNSAID_WAIT
    assert town.pace.waits == [UNSAID_WAIT]


def test_a_days_quota_is_waited_out_until_midnight_in_singapore(town: Live) -> None:
    row = ROWS["offer"]
    act = row.act(town, row.plant(town))
    quota_used_up(town, row.write)

    assert outcome(lambda: town.connector().perform(act)).wait == timedelta(hours=8)  # 16:00 there


@pytest.mark.parametrize("verb", [verb for verb in ROWS if verb not in PLANTED_JUST_NOW])
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
    act, before = row.act(town, place), len(town.calls(row.write))
    for method in ("order/get_order_detail", "returns/get_return_detail"):
        town.fault(kind, method)

    met = outcome(lambda: town.connector().perform(act))

    assert (type(met), row.effects(town, place)) == (Unavailable, 0)
    assert len(town.calls(row.write)) == before


@pytest.mark.parametrize("verb", ROWS)
def test_sent_again_it_is_done_once_or_refused(town: Live, verb: str) -> None:
    row = ROWS[verb]
    place = row.plant(town)
    act = row.act(town, place)
    town.connector().perform(act)

    met = outcome(lambda: town.connector().perform(act))

    again = int(verb == "submit_evidence")  # nothing on the platform hinders it
    assert isinstance(met, (Receipt, Refused))
    assert row.effects(town, place) == 1 + again


# --- the table is whole -----------------------------------------------------------------------------------------

WANTED = frozenset(
    {
        "time-out before effect", "time-out after effect", "500 before effect", "500 after effect", "limit", "limit told by 429",
        "token stale mid-run", "malformed", "truncated", "reset after effect", "duplicate page", "missing page", "lagging read",
        "clock 15 minutes behind", "clock 15 minutes ahead", "wrong currency", "says it failed, nothing done", "says it failed, all done",
    }
)  # fmt: skip


def test_no_cell_is_empty(town: Live) -> None:
    verbs = set(town.connector().verbs)

    assert {row.action for row in ROWS.values()} == verbs
    assert set(COLUMNS) >= WANTED
    assert {(ROWS[row].action, column) for row, column in CELLS} == {
        (verb, column) for verb in verbs for column in COLUMNS
    }
    assert {row.write for row in ROWS.values()} == {method for way in WAYS.values() for method in way.methods}
