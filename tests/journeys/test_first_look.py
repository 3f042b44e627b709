"""The inbox of somebody who has just signed in, and of a shop that was just read."""

from __future__ import annotations

from typing import Any


def test_it_shows_what_was_read_from_the_platform(sit: Any, sandbox: Any) -> None:
    order = sandbox.sandbox.post("orders", stage="delivered", days_ago=20, usd="25.90")
    sandbox.sandbox.post("issues", order=order["id"], amount="25.90", currency="USD", days_ago=4)
    sandbox.pull()

    page = sit("clerk")

    page.wait_for_selector("[data-row]")
    assert str(order["id"]) in page.inner_text("main")
