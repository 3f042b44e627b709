"""Language, theme, density, keys and zone: a choice of the device, and never more than a choice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from makegood.desk.frame.tastes import HOME_ZONE, Tastes, tastes_of


def test_without_cookies_it_is_as_the_browser_asks() -> None:
    assert tastes_of({}, "en") == Tastes("en")
    assert tastes_of({}, "fr").language == "zh-hans"


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Nowhere/Land", "Asia/Shanghai\n", "a" * 500, "", "/", "Asia"])
def test_a_zone_that_is_none_is_as_if_it_were_not_there(zone: str) -> None:
    assert tastes_of({"zone": zone}, "en").zone == HOME_ZONE


@pytest.mark.parametrize(("name", "value"), [("theme", "neon"), ("language", "xx"), ("density", ""), ("rail", "1")])
def test_a_value_that_is_no_choice_changes_nothing(name: str, value: str) -> None:
    assert tastes_of({name: value}, "en") == Tastes("en")


def test_a_choice_is_kept_and_shown(at_desk: Callable[..., Client]) -> None:
    client = at_desk()
    answer = client.post("/me/tastes/", {"language": "zh-hans", "theme": "desk-dark", "back": "/inbox/"})
    page = client.get("/inbox/").content.decode()

    assert answer.headers["Location"] == "/inbox/"
    assert 'lang="zh-CN" data-theme="desk-dark"' in page and "收件箱" in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:1", ""])
def test_it_never_leads_away_from_the_desk(at_desk: Callable[..., Client], back: str) -> None:
    assert at_desk().post("/me/tastes/", {"theme": "desk", "back": back}).headers["Location"] == "/"


def test_times_are_the_viewers(at_desk: Callable[..., Client], one: object) -> None:
    from datetime import UTC, datetime

    from django.utils import timezone

    from makegood.desk.templatetags.desk import instant

    then = datetime(2030, 7, 1, 18, tzinfo=UTC)
    for zone, shown in (("Asia/Shanghai", "2030-07-02 02:00"), ("America/Sao_Paulo", "2030-07-01 15:00")):
        with timezone.override(zone):
            assert instant(then) == shown
