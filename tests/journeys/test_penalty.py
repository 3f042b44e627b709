"""1688: a penalty's appeal, refused for want of a stamped statement, then admitted."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.desk.working.making import happened, put_down, shop_of, trouble


def test_an_appeal_is_refused_without_the_stamped_statement_and_admitted_with_it(sit: Any, desk: Any) -> None:
    two = shop_of("ali1688")
    case = put_down(two, trouble("ali1688", "penalty", happened("penalty_executed"), claim={}, dispute=False))
    page = sit("clerk", of=two)
    page.goto(f"{desk.address}/cases/{case}/appeal/")

    # a ground that never counts, and the one that does
    page.get_by_label("Goods short of stock").check()
    page.get_by_role("button", name="Choose this ground").click()
    page.get_by_role("button", name="Put the appeal in").click()
    expect(page.get_by_role("alert")).to_contain_text("not admissible")
    page.get_by_label("The courier's doing, not ours").check()
    page.get_by_role("button", name="Choose this ground").click()

    # refused: no statement, then one without a stamp
    page.get_by_role("button", name="Put the appeal in").click()
    expect(page.get_by_role("alert")).to_contain_text("stamped statement")
    _statement(page, "draft.pdf", stamped=False)
    expect(page.locator("main")).to_contain_text("Does not count")
    page.get_by_role("button", name="Put the appeal in").click()
    expect(page.get_by_role("alert")).to_contain_text("The appeal did not go in")

    # admitted
    _statement(page, "stamped.pdf", stamped=True)
    page.fill("textarea[name=text]", "The courier lost the parcel; its stamped statement is attached.")
    page.get_by_role("button", name="Put the appeal in").click()
    expect(page.locator("main")).to_contain_text("stamped.pdf")
    page.fill("[name=reference]", "SS-1")
    page.get_by_role("button", name="The appeal is in").click()
    expect(page.locator("main")).to_contain_text("The appeal is with the platform")


def _statement(page: Any, file: str, *, stamped: bool) -> None:
    form = page.locator("form:has([name=kind][value=carrier_statement])")
    if not form.is_visible():
        page.get_by_text("Add: Carrier's statement").click()
    form.locator("[name=file]").fill(file)
    form.locator("[name=carrier]").fill("ZTO")
    if stamped:
        form.locator("[name=stamped]").check()
    form.get_by_role("button", name="Put on record").click()
    expect(page.get_by_role("status").filter(has_text="on record").first).to_be_visible()
