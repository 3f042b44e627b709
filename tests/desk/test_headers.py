"""Every answer tells the browser to run nothing that is not ours; and no page needs anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

DESK = Path("src/makegood/desk")
TEMPLATES = sorted({*DESK.glob("templates/**/*.html"), *DESK.glob("*/templates/**/*.html")})


@pytest.mark.parametrize(
    "page", ["/", "/inbox/", "/me/", "/nowhere/", "/accounts/2fa/", "/accounts/login/", "/csp-reports/"]
)
def test_every_page_carries_the_policy(at_desk: Callable[..., Client], page: str) -> None:
    policy = at_desk().get(page).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "style-src 'self';" in policy
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy.replace("https", "")


def test_an_error_carries_it_too(at_desk: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> None:
    from makegood.desk.inbox import queries

    monkeypatch.setattr(queries, "page", lambda *_, **__: 1 / 0)
    answer = at_desk().get("/inbox/")

    assert answer.status_code == 500 and "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "MG-500-" in answer.content.decode()


def test_nobody_on_the_way_keeps_a_page(at_desk: Callable[..., Client]) -> None:
    headers = at_desk().get("/inbox/").headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(DESK)))
def test_no_template_has_script_or_style_inside(template: Path) -> None:
    text = template.read_text("utf-8")

    said = re.sub(r"{%.*?%}", "", text)  # `with one=…` is no handler
    assert not re.search(r"""\sstyle=|\son\w+=|<style|javascript:|hx-on|hx-vals=["']js""", said)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"https?://", text.replace("http://www.w3.org", ""))


def test_an_asset_is_kept_for_ever_under_a_name_of_its_content(stranger: Client) -> None:
    from makegood.desk.assets import address

    answer = stranger.get(address("desk.js"), headers={"accept-encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip" and "immutable" in answer.headers["Cache-Control"]
    assert stranger.get("/static/desk.0000000000.js").status_code in (302, 404)


@pytest.mark.parametrize(("name", "most"), [("desk.css", 20_000), ("desk.js", 60_000)])
def test_styles_and_scripts_stay_small(name: str, most: int) -> None:
    from makegood.desk.assets import assets

    assert len(assets()[name].packed) <= most


def report(client: Client, **told: str):
    return client.post("/csp-reports/", json.dumps({"csp-report": told}), content_type="application/csp-report")


def test_what_a_browser_refused_is_counted_without_what_it_may_tell(stranger: Client) -> None:
    from makegood.desk.models import Blocked

    for path in ("a?buyer=maria", "b"):
        assert (
            report(
                stranger, **{"effective-directive": "script-src-elem", "blocked-uri": f"https://evil.example/{path}"}
            ).status_code
            == 204
        )

    assert [(one.directive, one.what, one.times) for one in Blocked.objects.all()] == [
        ("script-src-elem", "https://evil.example", 2)
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"csp-report": 1}',
        b"\xff",
        b'{"csp-report": {"blocked-uri": "x"}}',
        b'{"csp-report": {"violated-directive": "  "}}',
    ],
)
def test_a_report_that_is_none_counts_nothing(stranger: Client, body: bytes) -> None:
    from makegood.desk.models import Blocked

    assert stranger.post("/csp-reports/", body, content_type="application/json").status_code == 204
    assert not Blocked.objects.exists()


def test_reports_do_not_fill_the_disk(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from makegood.desk import reports
    from makegood.desk.models import Blocked

    monkeypatch.setattr(reports, "KINDS_A_DAY", 3)
    for number in range(6):
        report(stranger, **{"effective-directive": f"d{number}", "blocked-uri": "inline"})

    assert Blocked.objects.count() == 4 and Blocked.objects.get(directive="other").times == 3
