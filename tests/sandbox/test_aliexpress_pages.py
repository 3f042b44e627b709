"""The sandbox's own doors and page: the clock, figures, acts by hand, two languages, and nobody else's pages."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

import makegood.sandbox
from makegood.sandbox.aliexpress.acts import ISSUE_ACTS, ORDER_ACTS
from makegood.sandbox.aliexpress.words import WORDS
from makegood.sandbox.stage.clock import Clock

START = datetime(2026, 10, 1, tzinfo=UTC)


class Ticks:
    seconds = 0.0

    def __call__(self):
        return self.seconds


def test_stands_still_or_runs_at_its_rate():
    ticks = Ticks()
    clock = Clock(START, tick=ticks)
    ticks.seconds = 10
    assert clock.now() == START

    clock.run(60)
    ticks.seconds = 12
    assert clock.now() == START + timedelta(minutes=2)
    clock.run(0)
    ticks.seconds = 99
    assert clock.now() == START + timedelta(minutes=2)


@pytest.mark.parametrize("make", [lambda: Clock(datetime(2026, 1, 1)), lambda: Clock(START, rate=-1)])  # noqa: DTZ001
def test_refuses_a_clock_that_cannot_be(make):
    with pytest.raises(ValueError, match="zone|rate"):
        make()


def test_never_winds_back(ae):
    assert "wound back" in ae.admin("wind", {"to": "2026-09-30T00:00:00Z"}, status=400)["error"]
    assert ae.admin("wind", {"to": "2026-10-02T00:00:00Z"})["at"] == "2026-10-02T00:00:00+00:00"


def test_fires_what_is_due_in_order_of_time_when_wound_far(ae):
    order = ae.order(stage="to_ship", prepare_days=5)
    ae.wind(days=300)
    log = ae.admin(f"orders/{order['id']}")["log"]

    assert [action for _, action, *_ in log][-2:] == ["cancel_order_close_trade", "front_trade_completed"]
    assert [at for at, *_ in log] == sorted(at for at, *_ in log)
    assert log[-2][0] == "2026-10-06T00:00:00+00:00"


@pytest.mark.parametrize(
    ("settings", "word"),
    [({"nothing": 1}, "unknown"), ({"answer_days": "5"}, "int"), ({"answer_days": -1}, "0 or more")],
)
def test_refuses_figures_it_does_not_know(ae, settings, word):
    assert word in ae.admin("figures", settings, status=400)["error"]


def test_judges_by_the_real_clock_when_told(ae):
    ae.admin("figures", {"real_timestamps": True})
    ae.state.real_time = lambda: 2_000_000_000.0

    assert "error_response" in ae.issues()
    good = ae.call("aliexpress.issue.issuelist.get", {"query_dto": {}}, timestamp="2000000000000")
    assert "error_response" not in good


@pytest.mark.parametrize("stage", ["placed", "paid", "to_ship", "shipped", "delivered", "finished"])
def test_plants_an_order_at_any_stage_with_its_past(ae, stage):
    order = ae.order(stage=stage, days_ago=1)

    assert order["created_at"] < "2026-10-01"
    assert order["log"][0][1] == "front_create_order"
    assert ae.admin("clock")["at"] == "2026-10-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("path", "body", "word"),
    [
        ("orders", {"stage": "lost"}, "stage"),
        ("orders", {"usd": "a lot"}, "amount"),
        ("issues", {"order": 1}, "no order"),
        ("codes", {"app_key": "9"}, "access"),
        ("apps", {"key": "9", "secret": "s", "profile": "gold"}, "profile"),
        ("orders/1/buyer", {"act": "pay"}, "no order"),
    ],
)
def test_says_what_is_wrong_with_what_was_asked(ae, path, body, word):
    assert word in ae.admin(path, body, status=400)["error"]


def test_names_the_acts_there_are(ae):
    order = ae.order()

    assert "pay, ask_cancel, confirm" in ae.admin(f"orders/{order['id']}/buyer", {"act": "x"}, status=400)["error"]


# --- the page -------------------------------------------------------------------------------------------------


class Forms(HTMLParser):
    """The forms of a page, as (action, fields)."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.outside = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append((given["action"], {}))
        elif tag == "input" and self.forms:
            self.forms[-1][1][given["name"]] = given.get("value", "")
        self.outside += [
            v for k, v in attributes if k in ("src", "href", "action") and not v.startswith(("/_sandbox/", "#"))
        ]
        self.outside += [k for k, _ in attributes if k.startswith("on") or k == "style"]


@pytest.mark.parametrize(("language", "word"), [("en", "Disputes"), ("zh", "纠纷")])
def test_shows_orders_and_disputes_in_both_languages(ae, language, word):
    issue = ae.issue()
    text = ae.http.get(f"/_sandbox/?lang={language}").text

    assert word in text
    assert str(issue["id"]) in text


def test_has_both_languages_for_every_word_and_a_word_for_every_act():
    acts = {act for known in (*ORDER_ACTS.values(), *ISSUE_ACTS.values()) for act in known}

    assert all(set(words) == {"en", "zh"} and all(words.values()) for words in WORDS.values())
    assert acts <= set(WORDS)


def test_loads_nothing_from_elsewhere_and_no_script(ae):
    ae.issue()
    answer = ae.http.get("/_sandbox/")

    assert Forms(answer.text).outside == []
    assert "<script" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert ae.http.get("/_sandbox/page.css").mimetype == "text/css"


def test_escapes_what_people_wrote(ae):
    ae.issue(content="<script>alert(1)</script>")

    assert "<script>" not in ae.http.get("/_sandbox/").text


def test_plays_a_form_and_comes_back(ae):
    issue = ae.issue()
    text = ae.http.get("/_sandbox/?lang=zh").text
    action, fields = next(form for form in Forms(text).forms if form[1].get("act") == "withdraw")
    answer = ae.http.post(action, data=fields)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/_sandbox/?lang=zh&problem=#issue{issue['id']}")
    assert ae.dispute(issue)["issue_status"] == "canceled_issue"


def test_tells_on_the_page_why_something_was_not_done(ae):
    issue = ae.issue()
    asked = {"act": "ship_return", "back": "en"}
    there = ae.http.post(f"/_sandbox/issues/{issue['id']}/buyer", data=asked).headers["Location"]

    assert "wait_for_buyer_return" in ae.http.get(there).text


@pytest.mark.parametrize(
    "headers", [{"Host": "sandbox.shop.test"}, {"Origin": "https://shop.test"}, {"Origin": "null"}]
)
def test_lets_no_other_site_act_here(ae, headers):
    assert ae.http.post("/_sandbox/wind", json={"days": 1}, headers=headers).status_code == 403
    assert ae.admin("clock")["at"].startswith("2026-10-01")


def test_imports_nothing_of_ours():
    """A misreading in a connector cannot hide in a sandbox that never saw it (design decision 8)."""
    root = Path(makegood.sandbox.__file__).parent
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            foreign = [
                name for name in named if name.startswith("makegood") and not name.startswith("makegood.sandbox")
            ]
            assert foreign == [], path


def test_shows_each_of_the_sheets_twenty_points_by_tests_that_exist():
    root = Path(makegood.sandbox.__file__).parent / "aliexpress" / "README.md"
    rows = re.findall(r"^\| 7\.(\d+) \|.*\| (.*) \|$", root.read_text(), re.MULTILINE)
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_aliexpress_*.py"))

    assert [int(number) for number, _ in rows] == list(range(1, 21))
    for number, shown_by in rows:
        named = re.findall(r"test_\w+", shown_by)
        assert named or "all" in shown_by, number
        assert all(f"def {name}(" in tests for name in named), number
