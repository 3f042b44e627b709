"""The seeded shop, the page, the doors, and the sandbox as it is started."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import makegood.sandbox
from tests.sandbox.wish_caller import Caller

DAYS, A_DAY = 60, 12


@pytest.fixture(scope="module")
def lived():
    """Two months of a shop, and half a month after."""
    wish = Caller()
    wish.admin("populate", {"days": DAYS, "orders_per_day": A_DAY, "answered_until": "2026-11-10T00:00:00Z"})
    wish.wind(days=DAYS + 45)
    return wish


def test_is_the_same_for_the_same_seed():
    told = []
    for _ in range(2):
        wish = Caller(seed=7)
        wish.admin("populate", {"days": 4, "orders_per_day": 10})
        wish.wind(days=30)
        told.append(wish.admin("ledger"))

    assert told[0] == told[1]


def test_meets_every_trouble_of_an_order(lived):
    orders = list(lived.state.orders.values())
    refunds = Counter(refund.source for order in orders for refund in order.refunds)

    assert {order.state for order in orders} >= {"SHIPPED", "REFUNDED", "DECLINED"}
    assert set(refunds) == {"MERCHANT", "CUSTOMER", "WISH", "PAYMENT_PROVIDER"}
    assert any("TRACKING_CANCELLED" in [name for name, _ in order.records] for order in orders)
    assert max(Counter(order.transaction_id for order in orders).values()) > 1


def test_meets_every_trouble_of_a_ticket(lived):
    tickets = list(lived.state.tickets.values())

    assert {t.type for t in tickets} == {"ORDER", "PRE_PURCHASE", "POST_CUSTOMER_SUPPORT"}
    assert {t.closed_by for t in tickets} >= {"USER", "WISH_SUPPORT", "WISH_AUTOMATED_SUPPORT"}
    wanted = "ITEM_DOES_NOT_MATCH_LISTING ITEM_IS_DAMAGED ITEM_NEVER_ARRIVED SHIPPING_TAKING_TOO_LONG EMPTY_PACKAGE"
    assert {t.refund_reason for t in tickets} >= {*wanted.split(), "USER_NO_LONGER_WANTS_ITEM", "OTHER"}
    assert any(len(t.orders) > 1 for t in tickets)
    assert any(reply.files for t in tickets for reply in t.replies)


def test_fines_and_gives_some_back(lived):
    fines = list(lived.state.penalties.values())

    assert {fine.about for fine in fines} >= {"ORDER", "STORE"} or {fine.about for fine in fines} >= {"ORDER"}
    assert {fine.reversed_at is not None for fine in fines} == {True, False}


def test_moves_money_that_adds_up_to_nothing(lived):
    ledger = lived.admin("ledger")

    assert sum(ledger["sums"].values()) == 0
    for order in lived.state.orders.values():
        if order.released_at and order.state == "REFUNDED":
            assert ledger["totals"][order.id]["buyer"] == 0


def test_lets_nobody_answer_after_the_told_moment():
    wish = Caller()
    wish.admin("populate", {"days": 20, "orders_per_day": 10})
    wish.wind(days=60)

    assert not any(reply.sender == "MERCHANT" for t in wish.state.tickets.values() for reply in t.replies)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_shows_a_page_without_script_in_both_languages(language):
    wish = Caller()
    wish.ticket(message="<script>alert(1)</script>")
    wish.order(stage="approved")
    wish.admin("penalties", {"about": "STORE"})
    page = wish.http.get(f"/_sandbox/?lang={language}")

    assert "<script" not in page.text
    assert ("工单" in page.text) == (language == "zh")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert wish.http.get("/_sandbox/page.css").status_code == 200


def test_acts_by_the_pages_forms_and_goes_back_to_it():
    wish = Caller()
    ticket = wish.ticket()
    form = {"act": "take_over", "back": f"zhtickets{ticket['id']}"}
    answer = wish.http.post(f"/_sandbox/tickets/{ticket['id']}/platform", data=form)

    assert answer.headers["Location"] == f"/_sandbox/?lang=zh&problem=#tickets{ticket['id']}"
    assert wish.state.tickets[ticket["id"]].state == "AWAITING_WISH"
    again = wish.http.post(f"/_sandbox/tickets/{ticket['id']}/platform", data={"act": "juggle", "back": "en"})
    assert "cannot" in again.headers["Location"]


@pytest.mark.parametrize(
    ("door", "body"),
    [
        ("orders", {"stage": "eaten"}),
        ("orders", {"usd": "1.005"}),
        ("orders", {"country": "XX"}),
        ("tickets", {"order": "none"}),
        ("tickets", {"reason": "BORED"}),
        ("penalties", {"about": "WEATHER"}),
        ("penalties", {"about_id": "none"}),
        ("disputes", {"about": "weather", "about_id": "x"}),
        ("orders/none/buyer", {"act": "cancel"}),
        ("apps", {"key": "k", "secret": "s", "profile": "test"}),
        ("apps", {"key": "k", "secret": "s", "permissions": ["all:read"]}),
        ("tokens", {"seller_id": "none"}),
        ("figures", {"ticket_hours": "48"}),
        ("populate", {"start": "2020-01-01T00:00:00Z"}),
    ],
)
def test_refuses_at_its_own_doors_what_makes_no_sense(door, body):
    assert Caller().admin(door, body, status=400)["error"]


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_starts_from_the_shell_with_a_shop_that_has_lived():
    command = [
        sys.executable,
        "-m",
        "makegood.sandbox.wish",
        "--populate",
        "5",
        "--orders-per-day",
        "4",
        "--now",
        "2026-10-09T00:00:00Z",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        told = json.loads(process.stdout.readline())
        host, port = told["address"].removeprefix("http://").split(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.request("GET", "/api/v3/orders", headers={"Authorization": f"Bearer {told['access_token']}"})
        rows = json.loads(connection.getresponse().read())["data"]
        connection.close()
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()

    assert set(told) == {"address", "app_key", "app_secret", "seller_id", "access_token", "refresh_token", "now"}
    assert len(rows) >= 20


def test_shows_each_of_the_sheets_eighteen_points_by_tests_that_exist():
    here = Path(__file__).parent
    readme = (Path(makegood.sandbox.__file__).parent / "wish" / "README.md").read_text()
    rows = re.findall(r"^\| (\d+) \|.*\| (.*) \|$", readme, re.MULTILINE)
    tests = "".join(path.read_text() for path in here.glob("test_wish_*.py"))

    assert [int(number) for number, _ in rows] == list(range(1, 19))
    for number, shown_by in rows:
        named = re.findall(r"test_\w+", shown_by)
        assert named or "all" in shown_by, number
        assert all(f"def {name}(" in tests for name in named), number


def test_imports_nothing_of_makegood_but_sandboxes():
    for path in (Path(makegood.sandbox.__file__).parent / "wish").rglob("*.py"):
        named = re.findall(r"^(?:from|import) (makegood[\w.]*)", path.read_text(), re.MULTILINE)
        assert all(name.startswith(("makegood.sandbox.stage", "makegood.sandbox.wish")) for name in named), path
