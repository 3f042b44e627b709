"""A few days of a shop on a sandbox, end to end over loopback: pulled, approved, sent; both ledgers agree to the cent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from makegood.core.instants import parse
from makegood.rehearsal import ledgers
from makegood.rehearsal.month import Month
from makegood.rehearsal.sandboxes import SandboxFailed, running

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.enable_socket]
START = parse("2026-10-01T00:00:00Z")


def test_a_few_days_end_with_two_ledgers_that_agree() -> None:
    with running("aliexpress", now=START, seed=3) as sandbox:
        report = Month(sandbox, 3, START, days=2, orders_per_day=8, beat=timedelta(hours=12)).run()

    assert report["ledgers"]["differences"] == [] and report["ledgers"]["agreed"] >= 16
    assert report["orders"] == 16 and report["cases"] > 0 and report["unreadable"] == 0 and report["trouble"] is None
    assert any(name.startswith("api: ") for name in report["yeses"])
    assert report["lapsed_unannounced"] == 0


def test_a_difference_of_a_cent_is_named() -> None:
    row = {
        "at": "", "kind": "refund", "order": "1", "issue": None, "currency": "USD",
        "moves": [{"account": "escrow", "amount": -501}, {"account": "buyer", "amount": 501}],
        "local": {"amount": 501, "currency": "USD"},
    }  # fmt: skip
    theirs = ledgers.sandboxes({"rows": [row]})
    assert theirs == {("1", "refund"): {"USD": 501}}


def test_a_sandbox_that_does_not_start_says_why() -> None:
    with pytest.raises(SandboxFailed, match="No module named"), running("nowhere", now=START, seed=1):
        pass
