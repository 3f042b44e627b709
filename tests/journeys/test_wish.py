"""Wish: a wrong item that was none, proved and appealed; an order out of stock, given a new date that the buyer accepts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from tests.desk.working.making import ago, put_down, said, shop_of, trouble

UNSENT = {"shipped_at": None, "delivered_at": None, "placed_at": ago(30), "paid_at": ago(29), "shipment": None}


def test_a_wrong_item_is_proved_and_appealed(sit: Any, desk: Any) -> None:
    two = shop_of("wish")
    photo = {"id": "E1", "kind": "goods_photo", "by": "buyer", "at": ago(5)}
    case = put_down(two, trouble("wish", "wrong_item", said(), evidence=[photo]))
    page = sit("clerk", of=two)
    page.goto(f"{desk.address}/cases/{case}/appeal/")

    # proved: what was packed, the photo at dispatch, the carrier's record
    for kind, more in (
        ("pack_scan", {"skus": "RED-M"}),
        ("dispatch_photo", {}),
        ("tracking_record", {"tracking": "ZT1"}),
    ):
        _put_in(page, kind, more)
    page.get_by_role("button", name="Show proof").click()
    expect(page.locator("#copy-1")).to_contain_text("E-02")
    page.get_by_role("button", name="Done", exact=True).click()

    # the buyer still refuses; their ticket is answered; then it is appealed
    page.get_by_text("The buyer was shown the proof and still refuses").click()
    page.fill("form[action$='/answers/'] textarea", "I do not believe you.")
    page.locator("form[action$='/answers/'] button").click()
    _replied(two, case)
    page.reload()
    page.fill("textarea[name=text]", "We sent what was ordered; scan, photo and record are attached.")
    page.get_by_role("button", name="Put the appeal in").click()
    page.get_by_role("button", name="The appeal is in").click()
    expect(page.locator("main")).to_contain_text("The appeal is with the platform")


def test_an_order_out_of_stock_gets_a_new_date(sit: Any, desk: Any) -> None:
    two = shop_of("wish")
    case = put_down(two, trouble("wish", "unfulfilled_order", claim={}, order=UNSENT, dispute=False))
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    page = sit("clerk", of=two)
    page.goto(f"{desk.address}/cases/{case}/reschedule/")
    page.get_by_label("Out of stock").check()
    page.get_by_role("button", name="Put on record").click()

    # a date past the ship-by clock says what runs on; the message is written anew for it, in the buyer's language
    page.fill("[name=day]", day)
    page.fill("[name=coupon]", "2.00")
    page.get_by_role("button", name="Write the message anew").click()
    expect(page.locator("main")).to_contain_text("ater than the ship-by clock")
    expect(page.locator("textarea[name=text]")).to_have_value(_names(day))
    page.get_by_role("button", name="Put it to the buyer").click()
    page.get_by_role("button", name="Sent to the buyer").click()

    # agreed, the date set, the coupon sent
    page.get_by_label("agreed").check()
    page.get_by_role("button", name="Put the answer on record").click()
    page.get_by_role("button", name="Set the date").click()
    page.get_by_role("button", name="The new date is set").click()
    page.get_by_role("button", name="Send the coupon promised").click()
    page.get_by_role("button", name="The coupon is given").click()
    expect(page.locator("main")).to_contain_text("The new date stands")
    expect(page.locator("main")).to_contain_text("Record the lesson")


def _put_in(page: Any, kind: str, more: dict[str, str]) -> None:
    form = page.locator(f"form:has([name=kind][value={kind}])")
    if not form.is_visible():
        page.locator(f"details:has([name=kind][value={kind}]) > summary").click()
    form.locator("[name=file]").fill(f"{kind}.jpg")
    for name, value in more.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name="Put on record").click()
    expect(page.get_by_role("status").filter(has_text="on record").first).to_be_visible()


def _replied(two: Any, case: Any) -> None:
    """The reply in the buyer's ticket, written on Wish's own page."""
    from makegood.store import hearing
    from makegood.store.tenancy import within

    with within(two.organisation):
        told = {"events": [said(0, channel="wish_ticket")]}
        hearing.tell(hearing.locked(case), told, by=f"person:{two.people['clerk']}", at=timezone.now())


def _names(day: str) -> Any:
    return re.compile(f"Lamentamos.*{day}.*2\\.00", re.DOTALL)
