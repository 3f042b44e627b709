"""The owner says yes on the phone, two people say it above a limit, and an action that two look at is decided once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.store.making import Scene

pytestmark = pytest.mark.journey


def asked(one: Scene, amount: str, number: int = 1, *, paid: str = "900.00") -> UUID:
    """An urgent case, and a refund that the clerk asks for in it."""
    from makegood.store import actions
    from makegood.store.models import Case

    now = datetime.now(UTC)
    case = taken_in(one, number, at=now - timedelta(hours=9), total=paid)  # lapses in three hours
    with within(one.organisation):
        action = actions.propose(
            Case.objects.get(pk=case), Verb.refund, {}, money=Money(Decimal(amount), "USD"),
            by=f"person:{one.people['clerk']}", at=now,
        )  # fmt: skip
    return UUID(str(action.pk))


def state(one: Scene, action: UUID) -> str:
    from makegood.store.models import Action

    with within(one.organisation):
        return str(Action.objects.get(pk=action).state)


def test_the_owner_approves_an_urgent_case_on_the_phone(sit: Any, one: Scene) -> None:
    action = asked(one, "12.30")
    page = sit("owner", language="zh", width=390)

    page.click(".bottom a:has-text('审批')")
    card = page.locator(f"#a-{action}")
    assert "One-clerk" in card.inner_text() and "US$12.30" in card.inner_text()
    assert card.locator("[data-urgency=red]").count() == 1
    press = card.locator("button[data-primary]")
    assert press.inner_text().strip() == "批准：退款 US$12.30"
    box = press.bounding_box()
    assert box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press.tap()

    card.locator("[role=status]").wait_for()
    assert "已批准" in card.inner_text() and state(one, action) == "assisted"


def test_what_the_owner_approved_reaches_the_platform_once(sit: Any, one: Scene, sandbox: Any, work: Any) -> None:
    from makegood.store import actions
    from makegood.store.models import Case

    order = sandbox.sandbox.post("orders", stage="delivered", days_ago=10, usd="25.90")
    issue = sandbox.sandbox.post("issues", order=order["id"], amount="12.30", currency="USD", days_ago=4.9)
    sandbox.pull()
    with within(one.organisation):
        by, money = f"person:{one.people['clerk']}", Money(Decimal("12.30"), "USD")
        action = actions.propose(Case.objects.get(), Verb.agree, {}, money=money, by=by, at=datetime.now(UTC))
    page = sit("owner", language="zh", width=390)

    page.click(".bottom a:has-text('审批')")
    page.wait_for_selector(".yes [data-urgency=red]")
    page.locator("button[data-primary]:has-text('US$12.30')").dblclick()
    page.wait_for_selector("text=正在发送")
    work()

    assert state(one, action.pk) == "confirmed"
    (solution,) = [
        each for each in sandbox.sandbox.get(f"issues/{issue['id']}")["solutions"] if each["owner"] == "buyer"
    ]
    assert solution["status"] in ("reached", "perform")
    page.goto(page.url.partition("/approvals")[0] + "/approvals/?tab=decided")
    assert "One-owner" in page.inner_text("main") and page.locator("[data-primary]").count() == 0


def test_above_the_limit_lead_and_owner_both_say_yes(sit: Any, one: Scene) -> None:
    action = asked(one, "80.00")
    lead, owner = sit("lead"), sit("owner", width=390)

    lead.goto(lead.url.replace("/inbox/", "/approvals/"))
    lead.keyboard.press("j")
    lead.keyboard.press("y")
    lead.wait_for_selector("text=one more person must say it")
    assert state(one, action) == "planned" and lead.locator("[data-primary]").count() == 0

    owner.goto(owner.url.replace("/inbox/", f"/approvals/{action}/"))
    assert "One-lead said yes" in owner.inner_text("main")
    owner.tap("button[data-primary]")
    owner.wait_for_selector("[role=status]:has-text('Approved')")
    assert state(one, action) == "assisted"


def test_who_looks_at_an_old_page_is_told_who_decided(sit: Any, one: Scene) -> None:
    action = asked(one, "12.30")
    lead, owner = sit("lead"), sit("owner")
    for page in (lead, owner):
        page.goto(page.url.replace("/inbox/", "/approvals/"))

    owner.keyboard.press("j")
    owner.keyboard.press("n")
    owner.keyboard.type("the parcel is still on its way")
    owner.click(".yes-no[open] button")
    owner.wait_for_selector("text=nothing will be sent")
    lead.click("button[data-primary]")

    lead.wait_for_selector("text=One-owner refused it at")
    assert state(one, action) == "refused"


def test_money_asks_who_you_are_and_then_waits_for_the_press(sit: Any, one: Scene) -> None:
    from django.contrib.sessions.models import Session

    from tests.journeys.conftest import PASSWORD

    action = asked(one, "12.30")
    page = sit("owner", width=390)
    for session in Session.objects.all():  # signed in long ago
        told = session.get_decoded()
        for each in told.get("account_authentication_methods", []):
            each["at"] -= 1000
        Session.objects.filter(pk=session.pk).update(session_data=Session.objects.encode(told))
    page.goto(page.url.replace("/inbox/", f"/approvals/{action}/"))
    page.tap("button[data-primary]")
    page.wait_for_selector("#id_password")
    assert "Nothing was approved yet" in page.inner_text("main") and state(one, action) == "planned"
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")

    page.wait_for_selector("button[data-primary]")
    assert state(one, action) == "planned"
    page.tap("button[data-primary]")
    page.wait_for_selector("[role=status]:has-text('Approved')")
    assert state(one, action) == "assisted"
