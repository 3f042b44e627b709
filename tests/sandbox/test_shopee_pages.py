"""The page on which a person plays the buyer and Shopee, and the served sandbox itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import makegood.sandbox.shopee
from makegood.sandbox.shopee.acts import ORDER_ACTS, RETURN_ACTS
from makegood.sandbox.shopee.words import WORDS
from tests.sandbox.shopee_caller import Caller


@pytest.fixture
def sp() -> Caller:
    return Caller()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_shows_orders_returns_and_deeds_in_both_languages(sp, language):
    claim = sp.claim()

    page = sp.http.get(f"/_sandbox/?lang={language}").text

    assert claim["sn"] in page and claim["order_sn"] in page
    assert WORDS["reassess"][language] in page
    assert "<script" not in page


def test_has_a_word_in_both_languages_for_every_deed():
    acts = {act for known in (*ORDER_ACTS.values(), *RETURN_ACTS.values()) for act in known}

    assert acts <= WORDS.keys()
    assert all(word["en"] and word["zh"] for word in WORDS.values())


def test_does_a_deed_by_a_form_and_comes_back_to_it(sp):
    claim = sp.claim()

    answer = sp.http.post(
        f"/_sandbox/returns/{claim['sn']}/buyer", data={"act": "withdraw", "back": f"zhreturn{claim['sn']}"}
    )

    assert answer.headers["Location"] == f"/_sandbox/?lang=zh&problem=#return{claim['sn']}"
    assert sp.truth(claim).status == "CANCELLED"


def test_shows_why_a_deed_was_not_done(sp):
    order = sp.order()

    answer = sp.http.post(f"/_sandbox/orders/{order['sn']}/buyer", data={"act": "pay", "back": "en"})

    assert "order.order_status_invalid" in sp.http.get(answer.headers["Location"]).text


def test_hides_markup_in_what_it_shows(sp):
    sp.order(buyer={"name": "<b>Eve</b>"})

    assert "<b>Eve" not in sp.http.get("/_sandbox/").text


def test_answers_this_machine_only(sp):
    assert sp.http.get("/_sandbox/", headers={"Host": "example.test"}).status_code == 403


def test_gives_an_app_whose_name_is_no_number_a_number(sp):
    app = sp.admin("apps", {"key": "rehearsal", "secret": "s"})

    assert app["key"].isdecimal()
    assert sp.admin("tokens", {"app_key": app["key"]})["refresh_expires_in"] == 30 * 86_400


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_serves_a_shop_that_lived_already():
    command = [
        sys.executable,
        "-m",
        "makegood.sandbox.shopee",
        "--populate",
        "10",
        "--orders-per-day",
        "3",
        "--now",
        "2026-10-11T00:00:00Z",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            told = json.loads(process.stdout.readline())
            with urllib.request.urlopen(f"{told['address']}/_sandbox/state", timeout=10) as answer:
                state = json.load(answer)
        finally:
            process.terminate()

    assert (told["now"], told["seller_id"], state["at"]) == (
        "2026-10-11T00:00:00+00:00",
        220000001,
        "2026-10-11T00:00:00+00:00",
    )
    assert len(state["orders"]) == 30


def test_has_each_of_the_sheets_twenty_points_shown_by_tests_that_exist():
    readme = Path(makegood.sandbox.shopee.__file__).with_name("README.md").read_text()
    rows = re.findall(r"^\| (\d+) \|.*\| (.*) \|$", readme, re.MULTILINE)
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_shopee_*.py"))

    assert [int(number) for number, _ in rows] == list(range(1, 21))
    for number, shown_by in rows:
        named = re.findall(r"test_\w+", shown_by)
        assert named or "all" in shown_by, number
        assert all(f"def {name}(" in tests for name in named), number
