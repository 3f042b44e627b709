"""A message in a real browser: a template that lacks a value is blocked, completed, sent, taken back, sent again; the palette beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.journeys.conftest import Desk, Sit
from tests.store.making import Scene

pytestmark = pytest.mark.journey


@pytest.fixture
def case(one: Scene) -> UUID:
    return taken_in(one, at=datetime.now(UTC))


def states(one: Scene) -> list[str]:
    from makegood.store.models import Action

    with within(one.organisation):
        return list(Action.objects.order_by("id").values_list("state", flat=True))


def messages(one: Scene) -> list[Any]:
    from makegood.store.models import Event

    with within(one.organisation):
        return list(Event.objects.filter(type="message", in_file=True))


def test_a_message_from_a_template_blocked_completed_sent_taken_back_and_sent_again(
    desk: Desk, sit: Sit, one: Scene, case: UUID
) -> None:
    page = sit("clerk")
    page.goto(f"{desk.address}/cases/{case}/compose/")
    page.keyboard.press(";")
    page.locator("[data-finds]").fill("优惠券")
    page.locator("[data-choice]:visible").first.click()
    page.locator("[name=value_coupon]").wait_for()
    assert "{coupon}" in page.locator("[name=text]").input_value()

    page.locator("[data-send]").click()
    page.get_by_role("alert").get_by_text("Not sent").wait_for()
    assert page.locator("[data-remark=placeholder][data-blocks]").count() == 1 and states(one) == []

    page.locator("[name=value_coupon]").fill("10 %")
    page.locator("[name=value_coupon]").press("Enter")
    page.locator("[data-blocks]").wait_for(state="detached")
    text = page.locator("[name=text]").input_value()
    assert "10 %" in text and "{coupon}" not in text and "10 %" in page.locator("[name=mine]").input_value()

    page.locator("[name=text]").press("Control+Enter")
    page.locator("[data-takes-back]").click()
    page.locator("[data-state=refused]").wait_for()
    assert states(one) == ["refused"] and page.locator("[name=text]").input_value() == text

    page.locator("[data-send]").click()
    page.locator("[data-state=assisted]").wait_for()
    page.locator("[name=reference]").fill("M-1")
    page.get_by_role("button", name="I have sent it").click()
    page.locator("[data-state=confirmed]").wait_for()
    assert states(one) == ["refused", "confirmed"] and len(messages(one)) == 1


def test_remarks_come_while_one_types_and_go_when_it_is_mended(desk: Desk, sit: Sit, one: Scene, case: UUID) -> None:
    page = sit("clerk", language="zh", width=390)
    page.goto(f"{desk.address}/cases/{case}/compose/")
    page.locator("[name=text]").press_sequentially("Escriba a a@b.com")
    page.locator("[data-remark=contact]").wait_for()
    page.locator("[name=text]").fill("Lo revisamos")
    page.locator("[data-remark=contact]").wait_for(state="detached")

    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


def test_without_scripts_it_is_written_and_sent_all_the_same(
    desk: Desk, browser: Any, sit: Sit, one: Scene, case: UUID
) -> None:
    seated = sit("clerk")
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(seated.context.cookies())
    page = plain.new_page()
    page.goto(f"{desk.address}/cases/{case}/compose/")
    page.locator("[data-templates] summary").click()
    page.locator("[name=template][value=show_proof]").first.click()
    assert page.locator("[name=text]").input_value()
    page.locator("[data-send]").click()
    page.locator("[data-state=assisted]").wait_for()
    page.reload()
    plain.close()

    assert states(one) == ["assisted"]


def test_the_palette_goes_acts_and_takes_a_column_of_numbers(desk: Desk, sit: Sit, one: Scene, case: UUID) -> None:
    page = sit("clerk")
    page.keyboard.press("Control+k")
    page.locator("#palette[open] [data-asks]").fill("health")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.address}/health/")

    page.keyboard.press("Control+k")
    page.locator("[data-asks]").fill("819000000000001")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.address}/cases/{case}/")

    page.keyboard.press("Control+k")
    page.locator("[data-asks]").fill("8190001 8190002 819000000000001")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/?q=*")
    assert page.get_by_text("2 not found").count() >= 1


def test_the_frames_figures_change_in_their_place(desk: Desk, sit: Sit, one: Scene, case: UUID) -> None:
    from makegood.core.words import Action as Verb
    from makegood.store import actions
    from makegood.store.models import Case

    page = sit("lead")
    before = page.locator("main").bounding_box()
    with within(one.organisation):
        actions.propose(
            Case.objects.get(pk=case),
            Verb.contact_buyer,
            {"text": "x"},
            money=None,
            by="person:x",
            at=datetime.now(UTC),
        )
    page.evaluate("window.htmx.ajax('GET', '/frame/', { source: '[hx-get=\"/frame/\"]', swap: 'none' })")
    page.locator("#count-approvals").get_by_text("1").wait_for(timeout=5000)

    assert page.locator("main").bounding_box() == before


def test_in_the_cases_page_it_is_written_and_sent_beside_the_timeline(
    desk: Desk, sit: Sit, one: Scene, case: UUID
) -> None:
    page = sit("clerk")
    page.goto(f"{desk.address}/cases/{case}/")
    page.locator("#compose [data-composer]").wait_for()
    assert page.locator("main .btn-primary:visible").count() == 1

    page.keyboard.press("r")
    page.locator("#compose [name=text]").fill("Lo revisamos hoy mismo.")
    page.locator("#compose [name=text]").press("Control+Enter")
    page.locator("#compose [data-state=assisted]").wait_for()
    page.locator("#compose").get_by_role("button", name="I have sent it").click()
    page.locator("#compose [data-state=confirmed]").wait_for()

    assert len(messages(one)) == 1 and page.url.endswith(f"/cases/{case}/")
