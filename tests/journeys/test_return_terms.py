"""1688: the terms of a return, agreed on Wangwang, from the inbox to the yes on the platform."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.desk.working.making import put_down, shop_of, trouble

TERMS = {
    "address": "浙江省义乌市稠城街道 88 号", "recipient": "王收货", "phone": "13800000000", "days": "7",
    "goods_condition": "包装、吊牌完好",
}  # fmt: skip


def test_return_terms_are_agreed_on_wangwang_and_nowhere_else(sit: Any, desk: Any) -> None:
    two = shop_of("ali1688")
    case = put_down(two, trouble("ali1688", "return"))
    page = sit("clerk", of=two)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.address}/cases/{case}/**")
    page.goto(f"{desk.address}/cases/{case}/return-terms/")

    # a term is missing: it is named, and nothing is sent
    for name, value in TERMS.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=freight_form]", "prepaid")
    page.get_by_role("button", name="Send on Wangwang").click()
    expect(page.get_by_role("alert")).to_contain_text("Who bears the freight")
    expect(page.locator("[name=address]")).to_have_value(TERMS["address"])

    # complete: prepared, copied, sent
    page.select_option("[name=freight_bearer]", "buyer")
    page.get_by_role("button", name="Send on Wangwang").click()
    expect(page.locator("#copy-1")).to_contain_text("Who bears the freight: the buyer")
    page.get_by_role("button", name="Sent on Wangwang").click()
    page.get_by_role("button", name="The buyer was asked to confirm there").click()

    # confirmed elsewhere: shown as not counting
    page.select_option("[name=channel]", "wechat")
    page.fill("[name=file]", "wechat.png")
    page.get_by_role("button", name="Put the confirmation on record").click()
    expect(page.locator("main")).to_contain_text("Does not count")
    expect(page.locator("main")).not_to_contain_text("Agreed with the buyer")

    # confirmed on Wangwang: agreed, and the next step is our yes on the platform
    page.select_option("[name=channel]", "wangwang")
    page.fill("[name=file]", "wangwang.png")
    page.get_by_role("button", name="Put the confirmation on record").click()
    expect(page.locator("main")).to_contain_text("Agreed with the buyer")
    page.keyboard.press("e")
    page.wait_for_url(f"{desk.address}/cases/{case}/")
    expect(page.locator("main")).to_contain_text("Agree")
