"""A parcel that got a second label in the platform's warehouse: numbers typed off two photos, put in with the dispute, to its end."""

from __future__ import annotations

from typing import Any

from tests.desk.case.making import events_of
from tests.journeys.casework import agree, by_hand, do, next_step, opened, review, told
from tests.journeys.conftest import case_of
from tests.store.making import Scene

OURS, THEIRS = "LP00123456789012", "LP00999999999999"


def _label(page: Any, kind: str, number: str) -> None:
    if not page.is_visible("#proofs select[name=kind]"):
        page.keyboard.press("v")
    page.select_option("#proofs select[name=kind]", kind)
    page.fill("#proofs input[name=read]", number)
    with page.expect_navigation():
        page.click("#proofs form button")


def test_a_mislabelled_parcel_to_its_end(sit: Any, desk: Any, one: Scene, sandbox: Any, work: Any) -> None:
    platform = sandbox.sandbox
    lines = [{"usd": "25.90", "operator": "WAREHOUSE_SEND_GOODS"}]
    order = platform.post("orders", stage="delivered", days_ago=10, lines=lines, by="platform", number=OURS)
    issue = platform.post("issues", order=order["id"], amount="25.90", days_ago=1, reason="wrong_item")
    sandbox.pull()
    case, page = case_of(one), sit("clerk")
    told(one, case, claim={"language": "es"}, by="typed")

    opened(page, desk, case)
    assert next_step(page) == "Check the order"
    review(page)
    page.check(".review input[value=correct]")
    agree(page)
    do(page, desk, case, text="Lo sentimos, lo estamos mirando.")  # the buyer is written to
    opened(page, desk, case)
    assert next_step(page) == "Ask for evidence"
    review(page)
    assert "etiqueta" in page.input_value(".review textarea")  # in the buyer's language
    agree(page)
    by_hand(page, desk, case)

    _label(page, "outer_label_photo", THEIRS)
    _label(page, "inner_label_photo", OURS)
    assert "Carrier" in page.inner_text("[aria-labelledby=advice-h]")
    assert next_step(page) == "Submit evidence"
    review(page)
    with page.expect_navigation():
        page.click(".review button[name=by_hand]")  # the pictures lie on the clerk's phone
    by_hand(page, desk, case, reference="exhibit-1")

    platform.post(f"issues/{issue['id']}/platform", act="come_in")
    platform.post(f"issues/{issue['id']}/platform", act="judge", amount="0.00", currency="USD")
    sandbox.pull()
    opened(page, desk, case)
    assert next_step(page) == "closed" and "claim is rejected" in page.inner_text("#stream")
    page.select_option("[aria-labelledby=cause-h] select", "carrier")
    with page.expect_navigation():
        page.click("[aria-labelledby=cause-h] button")
    assert [named.body["cause"] for named in events_of(one, case, "cause_named")] == ["carrier"]
