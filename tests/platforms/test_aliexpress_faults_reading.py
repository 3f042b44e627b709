"""Pulling under every fault: what the port says, that nothing is lost to whoever pulls again from the same instant, and that it does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.usecases.ports import Pulled, Refused, SignInNeeded, Unanswered, Unavailable
from tests.platforms.aliexpress_live import START, Live, live
from tests.platforms.test_aliexpress_faults import COLUMNS as OF_WRITES

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

SINCE = START - timedelta(days=3)
ORDERS = 51
"""One more than a page holds."""


def pulled(town: Live) -> dict[str, dict[str, Any]]:
    """The case files by id; nothing of them unreadable."""
    told = list(town.connector().pull(since=SINCE))
    assert all(isinstance(one, Pulled) for one in told), told
    return {one.case["id"]: one.case for one in told}


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


@pytest.fixture
def small(town: Live) -> Live:
    town.order("to_ship", 1)
    town.issue()
    return town


def paged(town: Live) -> None:
    for _ in range(ORDERS):
        town.order("to_ship", 1)


# By fault: how it is switched on for good, and what a pull then comes to (None: all is told as ever).
FAULTS: dict[str, tuple[dict[str, Any], type | None]] = {
    "time-out before effect": ({"kind": "timeout_before", "seconds": 5}, Unanswered),
    "time-out after effect": ({"kind": "timeout_after", "seconds": 5}, Unanswered),
    "500 before effect": ({"kind": "error_before"}, Unanswered),
    "500 after effect": ({"kind": "error_after"}, Unanswered),
    "reset before effect": ({"kind": "reset_before"}, Unanswered),
    "reset after effect": ({"kind": "reset_after"}, Unanswered),
    "limit with a wait": ({"kind": "limit", "seconds": 7}, Unavailable),
    "back end in trouble": ({"kind": "isp"}, Unanswered),
    "token stale mid-run": ({"kind": "token"}, SignInNeeded),
    "malformed": ({"kind": "malformed"}, Unanswered),
    "truncated": ({"kind": "truncated"}, Unanswered),
    "flag lies, nothing done": ({"kind": "lie_before"}, None),
    "flag lies, all done": ({"kind": "lie_after"}, None),
    "duplicate page": ({"kind": "duplicate_page"}, Unanswered),
    "missing page": ({"kind": "missing_page"}, Unanswered),
    "lagging read": ({"kind": "lag", "seconds": 120}, None),
    "clock 15 minutes behind": ({}, None),
    "clock 15 minutes ahead": ({}, None),
    "platform's clock 15 minutes off": ({"kind": "skew", "seconds": 900}, None),
    "platform refuses our clock": ({"kind": "skew", "seconds": 9000}, Unavailable),
    "wrong currency": ({"kind": "wrong_currency"}, None),
}
METHODS = ("*orderlist.get", "*findorderbyid", "*issuelist.get", "*issue.detail.get")
PAGES = {"duplicate page", "missing page"}
CLOCKS = {"clock 15 minutes behind": -timedelta(minutes=15), "clock 15 minutes ahead": timedelta(minutes=15)}


def outcome(does: Callable[[], object]) -> object:
    try:
        return does()
    except (Unavailable, Unanswered, Refused) as met:
        return met


def cells() -> Iterator[tuple[str, str]]:
    for fault in FAULTS:
        for method in METHODS:
            if (
                fault not in PAGES or method == "*orderlist.get"
            ):  # details have no pages; the issues' are in the next test
                yield fault, method


@pytest.mark.parametrize(("fault", "method"), list(cells()))
def test_a_pull_ends_as_the_port_says_and_loses_nothing_to_the_next(town: Live, fault: str, method: str) -> None:
    settings, kind = FAULTS[fault]
    if fault in PAGES:
        paged(town)
    else:
        town.order("to_ship", 1)
        town.issue()
    whole = pulled(town)
    ledger = town.admin.get("/_sandbox/ledger").json
    town.skew = CLOCKS.get(fault, timedelta())
    if "seconds" in settings and "timeout" in settings["kind"]:
        town.impatient()
    if settings:
        town.fault(method=method, **settings)

    met = outcome(lambda: pulled(town))

    assert type(met) is (kind or dict), met
    if kind is None and fault != "wrong currency":
        assert met == whole
    town.admin.delete("/_sandbox/faults")
    assert pulled(town) == whole
    assert town.admin.get("/_sandbox/ledger").json == ledger


def test_every_fault_a_write_meets_a_pull_meets_too() -> None:
    assert set(FAULTS) == set(OF_WRITES)
    assert {fault for fault, _ in cells()} == set(FAULTS)


ONCE = [name for name, (settings, kind) in FAULTS.items() if kind is not None and "timeout" not in settings["kind"]]


@pytest.mark.parametrize("fault", [name for name in ONCE if name not in PAGES and name != "platform refuses our clock"])
@pytest.mark.parametrize("method", METHODS)
def test_what_happens_once_is_asked_again(small: Live, fault: str, method: str) -> None:
    whole = pulled(small)
    small.fault(method=method, count=1, **FAULTS[fault][0])

    assert pulled(small) == whole


@pytest.mark.parametrize("kind", ["duplicate_page", "missing_page"])
def test_a_page_once_wrong_is_read_again(town: Live, kind: str) -> None:
    paged(town)
    town.fault(kind, "*orderlist.get", count=2)

    assert len(pulled(town)) == ORDERS


@pytest.mark.parametrize("kind", ["duplicate_page", "missing_page"])
def test_the_issues_pages_are_held_to_the_same(town: Live, kind: str) -> None:
    for _ in range(ORDERS):
        town.issue()
    town.fault(kind, "*issuelist.get")

    assert type(outcome(lambda: pulled(town))) is Unanswered
    town.admin.delete("/_sandbox/faults")
    town.fault(kind, "*issuelist.get", count=2)
    assert len(pulled(town)) == ORDERS


def test_what_a_list_showed_late_comes_with_the_next_pull(small: Live) -> None:
    begun = small.now()
    late = small.order("placed", 0)
    small.post("lag", seconds=300)
    first = {one.case["id"] for one in small.connector().pull(since=SINCE)}

    small.wind(timedelta(seconds=301))
    second = {one.case["id"] for one in small.connector().pull(since=begun)}

    assert f"aliexpress:{late['id']}" in second - first


def test_a_wrong_currency_is_never_taken_for_the_orders(small: Live) -> None:
    """The dispute's amounts come in other currencies than the order's: they are left out, and nothing is converted."""
    small.fault("wrong_currency", "*issue.detail.get")

    cases = pulled(small)

    (disputed,) = (case for case in cases.values() if "claim" in case)
    assert disputed["order"]["total"] == {"amount": "25.90", "currency": "USD"}
    assert "amount" not in disputed["claim"]
