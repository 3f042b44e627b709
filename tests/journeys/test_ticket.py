"""Shopee: a ticket refused for a missing part, completed, approved, and the right item reshipped."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.desk.working.making import happened, put_down, said, shop_of, trouble


def test_a_ticket_is_refused_completed_and_reshipped(sit: Any, desk: Any) -> None:
    two = shop_of("shopee")
    claim = {"wants": ["reship"]}
    case = put_down(
        two, trouble("shopee", "wrong_item", happened("order_verified", finding="ours"), said(), claim=claim)
    )
    page = sit("clerk", of=two)
    page.goto(f"{desk.address}/cases/{case}/ticket/")

    # refused: each missing part is named
    page.get_by_role("button", name="File the ticket").click()
    refused = page.get_by_role("alert")
    for part in ("Wrong item: what arrived", "The whole conversation", "Photo of the wrong item"):
        expect(refused).to_contain_text(part)

    # completed, part by part
    page.fill("[name=sku]", "BLUE-M")
    page.locator("form[action$='/part/'] button").click()
    for kind, file in (("conversation", "chat.txt"), ("goods_photo", "wrong.jpg")):
        form = page.locator(f"form:has([name=kind][value={kind}])")
        form.locator("[name=file]").fill(file)
        form.get_by_role("button", name="Put on record").click()
        expect(page.get_by_role("status").filter(has_text="on record").first).to_be_visible()

    # filed by hand, field by field, with its number
    page.get_by_role("button", name="File the ticket").click()
    expect(page.locator("main")).to_contain_text("BLUE-M")
    expect(page.locator("[data-copies]")).to_have_count(8)
    page.get_by_role("button", name="Filed with Shopee").click()
    expect(page.get_by_role("status").filter(has_text="number is missing")).to_be_visible()
    page.fill("[name=reference]", "TK-20261124")
    page.get_by_role("button", name="Filed with Shopee").click()
    expect(page.locator("main")).to_contain_text("TK-20261124")

    # approved, and reshipped
    page.get_by_label("approved").check()
    page.get_by_role("button", name="Put the answer on record").click()
    page.fill("[name=tracking]", "SPXMY0123456789")
    page.fill("[name=carrier]", "SPX")
    page.get_by_role("button", name="Reship").click()
    page.get_by_role("button", name="The parcel is handed over").click()
    expect(page.locator("main")).to_contain_text("Remind the buyer")
