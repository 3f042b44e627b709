"""The page of a failure stands by itself: whatever failed, it is shown, with its code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from makegood.desk.frame import context


def test_is_shown_where_the_frame_itself_failed(
    at_desk: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = at_desk()
    monkeypatch.setattr(context, "live_of", lambda *_, **__: 1 / 0)
    answer = client.get("/inbox/")

    assert answer.status_code == 500 and "MG-500-" in answer.content.decode()
    assert "The desk failed" in answer.content.decode() and "ZeroDivisionError" in caplog.text
