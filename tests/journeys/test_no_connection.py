"""A whole day without any connection: an export and a browser. Orders come in from a file, cases are opened on three platforms, a
conversation is pasted, and every step is done by hand on the platform's own page, to the end."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect

from makegood.store.tenancy import within
from tests.journeys.casework import agree, next_step, opened, review
from tests.store.making import Scene, scene

EXPORT = ("Order ID", "Order Status", "Order Creation Date", "SKU Reference No.", "Product Name", "Quantity")
CHAT = """[20/11/2026, 10:31:05] Aisyah: Kettle salah warna
[20/11/2026, 10:33:40] Dapur: Maaf, kami semak sekarang.
"""


@pytest.fixture
def day(store: object) -> Scene:
    """An organisation on its first day: people, limits, and no shop at all."""
    from makegood.store.models import Organisation, Shop

    made = scene("Day")
    with within(made.organisation):
        Shop.objects.all().delete()
    alone = dict.fromkeys(("USD", "CNY", "MYR"), "500")
    Organisation.objects.filter(pk=made.organisation).update(alone=alone, role_most={"clerk": alone})
    return made


def case_of_page(page: Any) -> UUID:
    return UUID(page.url.split("/cases/")[1].split("/")[0])


def new_case(page: Any, desk: Any, **typed: str) -> UUID:
    """Typed into the form for a new case; the page is then on the case."""
    page.goto(f"{desk.address}/new/")
    while (folded := page.locator("details.part:not([open]) > summary")).count():
        folded.first.click()
    for name, text in typed.items():
        if name == "wants":
            page.check(f"[name=wants][value={text}]")
            continue
        field = page.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name="Open the case").click()
    return case_of_page(page)


def next_by_hand(page: Any, desk: Any, case: UUID, name: str, *, reference: str = "", **said: str) -> None:
    """The next step: reviewed, agreed to, done on the platform's page, its receipt put on record on ours."""
    opened(page, desk, case)
    assert next_step(page).startswith(name), next_step(page)
    review(page)
    for field, text in said.items():
        page.fill(f"#review [name={field}]", text)
    agree(page)
    expect(page.get_by_role("heading", name="4. The receipt")).to_be_visible()
    page.fill("#receipt [name=reference]", reference)
    with page.expect_navigation():
        page.click("#receipt button.btn-primary")
    assert f"/cases/{case}/" in page.url


def checked(page: Any, desk: Any, case: UUID, finding: str) -> None:
    opened(page, desk, case)
    review(page)
    page.check(f"#review input[value={finding}]")
    agree(page)


def accepted(page: Any, desk: Any, case: UUID) -> None:
    """The buyer's yes, read on the platform's page and typed in."""
    page.goto(f"{desk.address}/cases/{case}/facts/?sort=event&type=offer_accepted")
    page.fill("[name=at]", page.evaluate("() => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 16)"))
    page.select_option("[name=remedy]", "full_refund")
    with page.expect_navigation():
        page.get_by_role("button", name="Put on record").click()


def to_its_end(page: Any, desk: Any, case: UUID, *, text: str, sum_: str) -> None:
    """From the first word to the buyer to the closing: each step assisted."""
    next_by_hand(page, desk, case, "Contact the buyer", text=text, reference="msg-1")
    next_by_hand(page, desk, case, "Make an offer", reference="offer-1")
    opened(page, desk, case)
    assert next_step(page).startswith("Wait"), next_step(page)
    accepted(page, desk, case)
    next_by_hand(page, desk, case, f"Refund {sum_}", reference="refund-77")
    opened(page, desk, case)
    assert next_step(page).startswith("Close"), next_step(page)
    review(page)
    page.select_option("#review select[name=cause]", index=1)
    agree(page)
    opened(page, desk, case)
    assert next_step(page) == "closed"


def export(folder: Path, *numbers: str) -> Path:
    out = io.StringIO()
    rows = [(one, "Completed", "2026-11-10 10:00", "KET-18", "Steel kettle, 1.8 l", "1") for one in numbers]
    csv.writer(out).writerows([EXPORT, *rows, ("241110BAD", "Completed", "the tenth", "KET-18", "Kettle", "1")])
    file = folder / "Order.all.csv"
    file.write_text(out.getvalue(), encoding="utf-8")
    return file


def test_orders_come_in_from_a_file_and_a_case_about_one_of_them_is_worked_to_its_end(
    sit: Any, desk: Any, day: Scene, tmp_path: Path
) -> None:
    page = sit("clerk", of=day)
    page.get_by_role("link", name="Import", exact=True).first.click()
    page.set_input_files("[name=file]", export(tmp_path, "241110AAA", "241110BBB"))
    page.select_option("[name=platform]", "shopee")
    page.fill("[name=shop_name]", "Dapur MY")
    page.get_by_role("button", name="Look at it").click()
    # times in the file say no zone: it is chosen, and the file looked at again
    expect(page.get_by_role("alert")).to_contain_text("do not say their zone")
    page.select_option("[name=import_zone]", "Asia/Singapore")
    page.get_by_role("button", name="Look at it again").click()
    expect(page.get_by_role("heading", name="1 row is not taken")).to_be_visible()

    # tried without effect, run, and its result fetched
    page.get_by_role("button", name="Try it without effect").click()
    expect(page.locator("#progress")).to_contain_text("New 2")
    page.get_by_role("button", name="Take in 2 orders").click()
    expect(page.locator("#progress")).to_contain_text("Taken in")
    with page.expect_download() as told:
        page.get_by_role("link", name="Result file").click()
    rows = list(csv.reader(Path(told.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert [cells[-1] for cells in rows[:3]] == ["Result", "New", "New"] and rows[3][-1] not in ("", "New")

    # a case about one of them: only the trouble is typed
    page.get_by_role("link", name="Open a case about one of them").click()
    page.get_by_role("link", name="241110AAA").click()
    page.select_option("[name=kind]", "not_as_described")
    page.fill("[name=claimed]", "86.90")
    page.fill("[name=claimed_currency]", "MYR")
    page.check("[name=wants][value=refund]")
    with page.expect_navigation():
        page.get_by_role("button", name="Open the case").click()
    case = case_of_page(page)
    paid(page, desk, case, "86.90", "MYR")

    # the conversation is pasted, one line put right, and counts as evidence
    page.goto(f"{desk.address}/cases/{case}/capture/")
    page.fill("[name=paste]", CHAT)
    page.fill("[name=ours]", "Dapur")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("main")).to_contain_text("2 messages were read")
    page.get_by_role("button", name="Put the ticked lines on record").click()
    expect(page.locator("#stream")).to_contain_text("Kettle salah warna")

    checked(page, desk, case, "ours")
    opened(page, desk, case)
    if next_step(page).startswith("Contact"):  # what was pasted may have said it already
        next_by_hand(page, desk, case, "Contact the buyer", text="Maaf atas kesilapan kami.", reference="msg-1")
    next_by_hand(page, desk, case, "Make an offer", reference="offer-1")
    accepted(page, desk, case)
    next_by_hand(page, desk, case, "Refund MYR", reference="refund-9")
    opened(page, desk, case)
    assert next_step(page).startswith("Close")


def paid(page: Any, desk: Any, case: UUID, amount: str, currency: str) -> None:
    """What the export did not say is typed from the order's page."""
    page.goto(f"{desk.address}/cases/{case}/facts/?sort=order")
    page.fill("[name=paid_at]", "2026-11-10T10:05")
    page.fill("[name=delivered_at]", "2026-11-18T12:00")
    page.fill("[name=total]", amount)
    page.fill("[name=total_currency]", currency)
    with page.expect_navigation():
        page.get_by_role("button", name="Put on record").click()


WISH = {
    "platform": "wish", "shop_name": "Bright Finds", "order": "61f0a90000000077", "kind": "wrong_item",
    "opened_at": "2026-11-22T10:00", "claimed": "31.40", "claimed_currency": "USD", "total": "31.40",
    "total_currency": "USD", "paid_at": "2026-11-01T10:00", "delivered_at": "2026-11-20T10:00", "event": "dispute_opened",
    "event_at": "2026-11-22T10:00", "clock": "respond", "left": "5 d 6 h", "lapse": "auto_refund",
    "where": "ticket page, top right", "said": "This one is blue.", "wants": "refund",
}  # fmt: skip
ALI1688 = {
    "platform": "ali1688", "shop_name": "晨光日用百货", "order": "3300112233445566", "kind": "damaged",
    "opened_at": "2026-11-23T10:00", "claimed": "128.00", "claimed_currency": "CNY", "total": "128.00",
    "total_currency": "CNY", "paid_at": "2026-11-05T10:00", "delivered_at": "2026-11-22T10:00", "event": "dispute_opened",
    "event_at": "2026-11-23T10:00", "wants": "refund",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "finding", "text", "sum_"),
    [
        (WISH, "ours", "We are sorry, we sent the wrong colour.", "US$31.40"),
        (ALI1688, "", "非常抱歉，我们马上处理。", "CN¥128.00"),
    ],
    ids=["wish", "1688"],
)
def test_a_case_typed_in_is_worked_to_its_end(
    sit: Any, desk: Any, day: Scene, typed: dict[str, str], finding: str, text: str, sum_: str
) -> None:
    page = sit("clerk", of=day)
    case = new_case(page, desk, **typed)
    if finding:
        checked(page, desk, case, finding)
    to_its_end(page, desk, case, text=text, sum_=sum_)


def test_what_the_platform_refused_is_kept_in_its_words_and_a_mistyped_receipt_is_put_right(
    sit: Any, desk: Any, day: Scene
) -> None:
    page = sit("clerk", of=day, width=390)
    case = new_case(page, desk, **ALI1688)
    next_by_hand(page, desk, case, "Contact the buyer", text="您好", reference="ww-1")

    # on the phone: the receipt's number was mistyped
    action = receipt_of(day, "contact_buyer")
    page.goto(f"{desk.address}/actions/{action}/by-hand/")
    page.get_by_text("The receipt is mistyped").click()
    page.fill("#c-reference", "ww-7")
    page.get_by_role("button", name="Put it right; what it was stays on record").click()
    expect(page.locator("main")).to_contain_text("ww-7")

    # the offer is refused on the platform's page
    opened(page, desk, case)
    review(page)
    agree(page)
    page.get_by_text("The platform refused it").click()
    page.fill("#x-words", "退款金额不能超过订单金额")
    page.get_by_role("button", name="Refused; keep its words").click()
    expect(page.locator("#under-way")).to_contain_text("退款金额不能超过订单金额")


def receipt_of(day: Scene, kind: str) -> UUID:
    from makegood.store.models import Action

    with within(day.organisation):
        key: UUID = Action.objects.get(kind=kind).pk
        return key
