"""A small flaw settled by a coupon outside the dispute, which the buyer then takes back: it no longer counts."""

from __future__ import annotations

from typing import Any

from tests.journeys.casework import agree, by_hand, closed, do, next_step, opened, review, told, words
from tests.journeys.conftest import case_of
from tests.store.making import Scene


def test_a_small_flaw_settled_by_a_coupon(sit: Any, desk: Any, one: Scene, sandbox: Any) -> None:
    platform = sandbox.sandbox
    order = platform.post("orders", stage="delivered", days_ago=10, usd="25.90")
    issue = platform.post("issues", order=order["id"], amount="25.90", days_ago=1)
    sandbox.pull()
    case, page = case_of(one), sit("clerk")
    told(one, case, claim={"severity": "minor"}, by="typed")

    opened(page, desk, case)
    review(page)
    page.check(".review input[value=unknown]")
    agree(page)
    do(page, desk, case, text="Lo sentimos, lo estamos mirando.")
    opened(page, desk, case)
    while next_step(page) == "Ask for evidence":
        do(page, desk, case)
        opened(page, desk, case)
    assert next_step(page) == "Make an offer: Coupon US$2.59"
    review(page)
    assert words(page, ".review form[data-once] button.btn-primary") == "Make an offer US$2.59"
    agree(page)
    by_hand(page, desk, case)

    told(one, case, {"type": "offer_accepted", "remedy": "coupon"}, by="typed")
    opened(page, desk, case)
    assert next_step(page).startswith("Send the coupon")
    platform.post(f"issues/{issue['id']}/seller", act="coupon", amount="2.59")
    do(page, desk, case)
    opened(page, desk, case)
    assert next_step(page) == "Ask for withdrawal"
    assert "counts towards the dispute rate" in page.inner_text("[aria-labelledby=advice-h]")
    do(page, desk, case, text="¿Podría retirar la disputa?")

    platform.post(f"issues/{issue['id']}/buyer", act="withdraw")
    sandbox.pull()
    opened(page, desk, case)
    assert "counts towards the dispute rate" not in page.inner_text("[aria-labelledby=advice-h]")
    closed(page, desk, case, "supplier")
