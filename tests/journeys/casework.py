"""What a clerk does on a case page, in a real browser: the next step, the receipt of what was done by hand; and what others tell meanwhile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from makegood.core.instants import show
from makegood.store.tenancy import within
from tests.store.making import Scene


def opened(page: Any, desk: Any, case: UUID) -> Any:
    page.goto(f"{desk.address}/cases/{case}/")
    page.wait_for_selector("#case-head")
    return page


def next_step(page: Any) -> str:
    return words(page, "#case-head .case-step")


def words(page: Any, selector: str) -> str:
    """What stands there, in one line."""
    return " ".join(str(page.inner_text(selector)).split())


def review(page: Any) -> None:
    """Opens the next step on top of the page."""
    page.keyboard.press("e")
    page.wait_for_selector(".review form button.btn-primary")


def agree(page: Any) -> None:
    with page.expect_navigation():
        page.click(".review form[data-once] button.btn-primary")


def by_hand(page: Any, desk: Any, case: UUID, *, reference: str = "", error: str = "") -> None:
    """It was done on the platform's page: back on the case, its receipt or its error is put on record."""
    opened(page, desk, case)
    form = page.locator("#under-way form.receipt").first
    form.locator("input[name=reference]").fill(reference)
    form.locator("input[name=error]").fill(error)
    with page.expect_navigation():
        form.locator("button").click()


def do(page: Any, desk: Any, case: UUID, **said: str) -> None:
    """The next step, to be done by hand: reviewed, agreed to, done."""
    opened(page, desk, case)
    review(page)
    for name, text in said.items():
        page.fill(f".review [name={name}]", text)
    agree(page)
    by_hand(page, desk, case, reference="done")


def told(one: Scene, case: UUID, *events: dict[str, Any], by: str = "aliexpress", **more: Any) -> None:
    """Facts that came in: from the platform, or typed in by a person."""
    from makegood.store import intake
    from makegood.store.models import Case

    with within(one.organisation):
        found = Case.objects.select_related("order", "shop").get(pk=case)
        now = timezone.now()
        document = {
            "schema": "makegood.case/1", "id": found.number, "platform": found.shop.platform,
            "order": {"id": found.order.number}, "events": [{"at": show(now), **event} for event in events], **more,
        }  # fmt: skip
        intake.take_in(one.shop, document, by=by, at=now)


def closed(page: Any, desk: Any, case: UUID, cause: str) -> None:
    """The last step of all: why it came about, and what is done so that it does not come back."""
    opened(page, desk, case)
    assert next_step(page).startswith("Close"), words(page, "#case-head") + words(page, "#stream")
    review(page)
    page.select_option(".review select[name=cause]", cause)
    page.fill(".review [name=measure]", "Looked into with whoever caused it")
    agree(page)
    opened(page, desk, case)
    assert next_step(page) == "closed"
