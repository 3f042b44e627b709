"""The sandbox's own doors and its page: both languages, no script, deeds by form, this machine only."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from makegood.sandbox.ali1688.acts import ORDER_ACTS, REFUND_ACTS
from makegood.sandbox.ali1688.words import WORDS
from tests.sandbox.ali1688_caller import SELLER, Caller


@pytest.fixture
def a() -> Caller:
    return Caller()


@pytest.mark.parametrize(("language", "title"), [("en", "1688 sandbox"), ("zh", "1688 沙箱")])
def test_the_page_speaks_both_languages_and_runs_no_script(a, language, title):
    a.refund()
    answer = a.http.get(f"/_sandbox/?lang={language}")

    assert title in answer.text and "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert re.findall(r'(?:src|href)="(?!/_sandbox)', answer.text) == []


def test_every_deed_has_its_words(a):
    deeds = {act for acts in (*ORDER_ACTS.values(), *REFUND_ACTS.values()) for act in acts}

    assert deeds <= set(WORDS)
    assert all(words["en"] and words["zh"] for words in WORDS.values())


def test_a_form_does_its_deed_and_returns_to_the_page(a):
    refund = a.refund()
    form = {"back": f"zhrefund{refund['id']}", "act": "refuse", "reason": ""}
    answer = a.http.post(f"/_sandbox/refunds/{refund['id']}/seller", data=form)

    assert answer.status_code == 303 and answer.location.startswith("/_sandbox/?lang=zh&problem=#refund")
    assert a.now(refund)["status"] == "waitbuyermodify"


def test_a_refusal_comes_back_as_words(a):
    order = a.order("paid", 0)
    form = {"back": "en", "act": "confirm"}
    answer = a.http.post(f"/_sandbox/orders/{order['id']}/buyer", data=form)

    assert "ORDER_STATUS_ERROR" in answer.location


def test_a_buyers_words_cannot_break_the_page(a):
    a.order("paid", 0, name="<script>alert(1)</script>", buyer={"name": "<b>"})

    text = a.http.get("/_sandbox/").text
    assert "<script>" not in text and "<b>" not in text


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("orders", {"stage": "eaten"}, "stage"),
        ("refunds", {"order": 1}, "no order 1"),
        ("tokens", {"seller_id": "b2b-0"}, "no member"),
        ("apps", {"key": "k", "secret": "s", "profile": "x"}, "profile"),
        ("penalties/1/appeal", {"ground": "x"}, "no penalty"),
        ("figures", {"unpaid_days": -1}, "0 or more"),
    ],
)
def test_refuses_with_what_was_found(a, path, body, words):
    assert words in a.admin(path, body, status=400)["error"]


def test_answers_tokens_as_every_sandbox_does(a):
    a.admin("apps", {"key": "k", "secret": "s" * 8, "profile": "own"})
    own = a.admin("tokens", {"app_key": "k"})

    assert own["expires_in"] > 10**8 and own["refresh_expires_in"] > 10**8
    assert a.admin("tokens", {})["expires_in"] == 36_000
    a.admin("apps", {"key": "o", "secret": "s", "profile": "once"})
    assert a.admin("tokens", {"app_key": "o"})["refresh_expires_in"] == 0


def test_other_hosts_and_other_sites_are_not_answered(a):
    assert a.http.get("/_sandbox/clock", headers={"Host": "example.test"}).status_code == 403
    assert a.http.post("/_sandbox/wind", json={}, headers={"Origin": "http://elsewhere.test"}).status_code == 403


def test_starts_from_the_shell_and_says_where_it_is():
    command = [sys.executable, "-m", "makegood.sandbox.ali1688", "--populate", "2", "--orders-per-day", "3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        about = json.loads(process.stdout.readline())
        process.terminate()

    assert about["address"].startswith("http://127.0.0.1:") and about["seller_id"] == SELLER
    assert {"app_key", "app_secret", "access_token", "refresh_token", "now"} <= set(about)
