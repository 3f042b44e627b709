"""1688: each correction of a tracking number to its end; on AliExpress it goes by the platform's call."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.desk.working.making import happened, put_down, shop_of, trouble

ONLINE = {"shipment": {"by": "platform", "tracking": "AL1"}}
OLD, NEW = "RR473124829SG", "EB000717595SG"
UNNUMBERED = {"shipment": {"by": "self", "carrier": "zto"}}
CORRECTIONS = [
    pytest.param("Correct tracking", [], {}, id="self-arranged"),
    pytest.param("Fill in tracking", [], UNNUMBERED, id="no-number"),
    pytest.param("Replace tracking", [happened("reshipped", tracking="ZT9")], {}, id="reshipped"),
    pytest.param("Change the waybill", [], ONLINE, id="online-waybill"),
    pytest.param("Revoke the waybill", [happened("cancel_requested")], ONLINE, id="not-to-go"),
]


@pytest.mark.parametrize(("button", "events", "order"), CORRECTIONS)
def test_each_correction_goes_to_its_end(
    sit: Any, desk: Any, button: str, events: list[dict[str, Any]], order: dict[str, Any]
) -> None:
    two = shop_of("ali1688")
    case = put_down(two, trouble("ali1688", "tracking_correction", *events, order=order, dispute=False))
    page = sit("clerk", of=two)
    page.goto(f"{desk.address}/cases/{case}/tracking/")
    expect(page.locator("button[disabled]")).to_have_count(4)

    if button != "Revoke the waybill":
        page.fill("[name=tracking]", "")
        page.locator("[name=tracking]").press_sequentially("EB000717594HK")
        expect(page.locator("#remarks")).to_contain_text("check digit: found 4, 5 fits")
        page.locator("[name=tracking]").press("ControlOrMeta+a")
        page.locator("[name=tracking]").press_sequentially("EB000717595HK")
        expect(page.locator("#remarks")).to_contain_text("check digit fits")
    page.get_by_role("button", name=re.compile(f"^{button} \\(by hand\\)")).click()
    page.get_by_role("button", name="Done on the platform").click()

    expect(page.locator("main")).to_contain_text("The tracking number is put right")
    page.keyboard.press("e")
    page.wait_for_url(f"{desk.address}/cases/{case}/")


def test_on_aliexpress_the_number_is_corrected_by_the_platforms_call(
    sit: Any, desk: Any, one: Any, sandbox: Any, work: Any
) -> None:
    planted = sandbox.sandbox.post("orders", stage="shipped", days_ago=3, by="seller", service="SGP", number=OLD)
    sandbox.pull()
    order = {
        "id": str(planted["id"]),
        "delivered_at": None,
        "shipment": {"by": "self", "carrier": "SGP", "tracking": OLD},
    }
    case = put_down(one, trouble("aliexpress", "tracking_correction", order=order, dispute=False))
    page = sit("clerk")
    page.goto(f"{desk.address}/cases/{case}/tracking/")
    expect(page.locator("main")).to_contain_text("is a 1688 step")

    page.fill("[name=tracking]", NEW)
    page.get_by_role("button", name="Correct tracking").click()
    expect(page.locator("main")).to_contain_text("Do not do it again")
    work()
    page.reload()

    expect(page.locator("main")).to_contain_text("The tracking number is put right")
    assert NEW in str(sandbox.sandbox.get(f"orders/{planted['id']}"))
